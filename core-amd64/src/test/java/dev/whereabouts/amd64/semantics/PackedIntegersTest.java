package dev.whereabouts.amd64.semantics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.LongBinaryOperator;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What works on all elements of a word at once gives what each element gives by itself. */
class PackedIntegersTest {

    private static final int CASES = 2_000;

    /** Of one element, both sign-extended; only the result's low bits count. */
    private static long each(long a, long b, int size, LongBinaryOperator operator) {
        long result = 0;
        for (int at = 0; at < 64; at += size) {
            long x = a << 64 - size - at >> 64 - size;
            long y = b << 64 - size - at >> 64 - size;
            long element = operator.applyAsLong(x, y);
            result |= (size == 64 ? element : element & (1L << size) - 1) << at;
        }
        return result;
    }

    private static long unsigned(long element, int size) {
        return size == 64 ? element : element & (1L << size) - 1;
    }

    private static long word(RandomGenerator random) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextLong() & random.nextLong() & random.nextLong();
            case 1 -> random.nextLong() | random.nextLong() | random.nextLong();
            case 2 -> 0x8000_0001_7fff_ff80L ^ 0xffL << random.nextInt(64);
            default -> random.nextLong();
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16, 32, 64})
    void isWhatEachElementGives(int size) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(size);
        for (int i = 0; i < CASES; i++) {
            long a = word(random);
            long b = random.nextInt(3) == 0 ? a ^ 1L << random.nextInt(64) : word(random);
            assertThat(PackedIntegers.add(a, b, size)).isEqualTo(each(a, b, size, Long::sum));
            assertThat(PackedIntegers.subtract(a, b, size)).isEqualTo(each(a, b, size, (x, y) -> x - y));
            assertThat(PackedIntegers.equal(a, b, size)).isEqualTo(each(a, b, size, (x, y) -> x == y ? -1 : 0));
            assertThat(PackedIntegers.greater(a, b, size)).isEqualTo(each(a, b, size, (x, y) -> x > y ? -1 : 0));
            assertThat(PackedIntegers.minimumSigned(a, b, size)).isEqualTo(each(a, b, size, Math::min));
            assertThat(PackedIntegers.maximumSigned(a, b, size)).isEqualTo(each(a, b, size, Math::max));
            assertThat(PackedIntegers.minimumUnsigned(a, b, size))
                    .isEqualTo(each(a, b, size, (x, y) -> Long.compareUnsigned(x, y) < 0 ? x : y));
            assertThat(PackedIntegers.maximumUnsigned(a, b, size))
                    .isEqualTo(each(a, b, size, (x, y) -> Long.compareUnsigned(x, y) > 0 ? x : y));
            assertThat(PackedIntegers.absolute(a, size)).isEqualTo(each(a, b, size, (x, _) -> Math.abs(x)));
            assertThat(PackedIntegers.sign(a, b, size)).isEqualTo(each(a, b, size, (x, y) -> x * Long.signum(y)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16, 32})
    void averagesAndSaturatesAsEachElementDoes(int size) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(size);
        long greatest = (1L << size - 1) - 1;
        long greatestUnsigned = (1L << size) - 1;
        for (int i = 0; i < CASES; i++) {
            long a = word(random);
            long b = word(random);
            assertThat(PackedIntegers.average(a, b, size)).isEqualTo(
                    each(a, b, size, (x, y) -> unsigned(x, size) + unsigned(y, size) + 1 >> 1));
            assertThat(PackedIntegers.addSigned(a, b, size))
                    .isEqualTo(each(a, b, size, (x, y) -> Math.clamp(x + y, -greatest - 1, greatest)));
            assertThat(PackedIntegers.subtractSigned(a, b, size))
                    .isEqualTo(each(a, b, size, (x, y) -> Math.clamp(x - y, -greatest - 1, greatest)));
            assertThat(PackedIntegers.addUnsigned(a, b, size)).isEqualTo(each(a, b, size,
                    (x, y) -> Math.min(unsigned(x, size) + unsigned(y, size), greatestUnsigned)));
            assertThat(PackedIntegers.subtractUnsigned(a, b, size)).isEqualTo(
                    each(a, b, size, (x, y) -> Math.max(unsigned(x, size) - unsigned(y, size), 0)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 32, 64})
    void shiftsAsEachElementDoes(int size) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(size);
        for (int i = 0; i < CASES; i++) {
            long a = word(random);
            long count = random.nextInt(4) == 0 ? random.nextLong() : random.nextInt(size + 2);
            boolean isAll = count < 0 || count >= size;
            assertThat(PackedShifts.left(a, count, size))
                    .isEqualTo(each(a, 0, size, (x, _) -> isAll ? 0 : x << count));
            assertThat(PackedShifts.right(a, count, size))
                    .isEqualTo(each(a, 0, size, (x, _) -> isAll ? 0 : unsigned(x, size) >>> count));
            assertThat(PackedShifts.arithmeticRight(a, count, size))
                    .isEqualTo(each(a, 0, size, (x, _) -> x >> (isAll ? size - 1 : count)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 32, 64})
    void gathersTheHighestBits(int size) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(size);
        for (int i = 0; i < CASES; i++) {
            long a = word(random);
            int bits = 0;
            for (int element = 0; element < 64 / size; element++) {
                bits |= a << 64 - size * (element + 1) < 0 ? 1 << element : 0;
            }
            assertThat(size == 8 ? PackedIntegers.highestBitsOfBytes(a) : PackedIntegers.highestBits(a, size))
                    .isEqualTo(bits);
        }
    }
}
