package dev.whereabouts.amd64.semantics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.whereabouts.amd64.cpu.Flags;
import dev.whereabouts.amd64.cpu.GuestFault;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Products and quotients are those of whole numbers, cut to their size. */
class MultiplicationTest {

    private static final int TURNS = 20_000;

    private final Random random = new Random(5);

    /** Any number, near 0, near the ends of the range, or of any length. */
    private long value(int size) {
        return Integers.signed(size, switch (random.nextInt(4)) {
            case 0 -> random.nextInt(5) - 2;
            case 1 -> (1L << Integers.bits(size) - 1) + random.nextInt(5) - 2;
            case 2 -> random.nextLong() >> random.nextInt(64);
            default -> random.nextLong();
        });
    }

    private static BigInteger unsigned(int size, long value) {
        return BigInteger.valueOf(value).mod(BigInteger.ONE.shiftLeft(Integers.bits(size)));
    }

    private static BigInteger joined(BigInteger high, BigInteger low, int size) {
        return high.shiftLeft(Integers.bits(size)).add(low);
    }

    @ParameterizedTest
    @ValueSource(ints = {Flags.B8, Flags.B16, Flags.B32, Flags.B64})
    void multiplies(int size) {
        for (int turn = 0; turn < TURNS; turn++) {
            long a = value(size);
            long b = value(size);
            BigInteger product = unsigned(size, a).multiply(unsigned(size, b));
            BigInteger signed = BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
            long low = Multiplication.low(size, a, b);
            assertThat(low).isEqualTo(Integers.signed(size, signed.longValue()));
            long high = Multiplication.unsignedHigh(size, a, b);
            assertThat(high).isEqualTo(Integers.signed(size, product.shiftRight(Integers.bits(size)).longValue()));
            assertThat(Multiplication.unsignedStatus(high) != 0)
                    .isEqualTo(product.bitLength() > Integers.bits(size));
            long signedHigh = Multiplication.signedHigh(size, a, b);
            assertThat(signedHigh)
                    .isEqualTo(Integers.signed(size, signed.shiftRight(Integers.bits(size)).longValue()));
            assertThat(Multiplication.signedStatus(signedHigh, low) != 0)
                    .isEqualTo(signed.bitLength() >= Integers.bits(size));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Flags.B8, Flags.B16, Flags.B32, Flags.B64})
    void divides(int size) {
        int quotients = 0;
        for (int turn = 0; turn < TURNS; turn++) {
            long high = random.nextBoolean() ? value(size) >> random.nextInt(Integers.bits(size)) : value(size);
            long low = value(size);
            long divisor = value(size);
            BigInteger by = unsigned(size, divisor);
            BigInteger dividend = joined(unsigned(size, high), unsigned(size, low), size);
            if (by.signum() == 0 || dividend.divide(by).bitLength() > Integers.bits(size)) {
                assertThatThrownBy(() -> Multiplication.unsignedQuotient(size, high, low, divisor))
                        .isInstanceOf(GuestFault.class);
                continue;
            }
            quotients++;
            long quotient = Multiplication.unsignedQuotient(size, high, low, divisor);
            assertThat(quotient).isEqualTo(Integers.signed(size, dividend.divide(by).longValue()));
            assertThat(Multiplication.remainder(size, low, divisor, quotient))
                    .isEqualTo(Integers.signed(size, dividend.mod(by).longValue()));
        }
        assertThat(quotients).isGreaterThan(TURNS / 20);
    }

    @ParameterizedTest
    @ValueSource(ints = {Flags.B8, Flags.B16, Flags.B32, Flags.B64})
    void dividesSigned(int size) {
        int quotients = 0;
        for (int turn = 0; turn < TURNS; turn++) {
            long high = random.nextBoolean() ? value(size) >> random.nextInt(Integers.bits(size)) : value(size);
            long low = value(size);
            long divisor = value(size);
            BigInteger dividend = joined(BigInteger.valueOf(high), unsigned(size, low), size);
            BigInteger by = BigInteger.valueOf(divisor);
            if (divisor == 0 || dividend.divide(by).bitLength() >= Integers.bits(size)) {
                assertThatThrownBy(() -> Multiplication.signedQuotient(size, high, low, divisor))
                        .isInstanceOf(GuestFault.class);
                continue;
            }
            quotients++;
            long quotient = Multiplication.signedQuotient(size, high, low, divisor);
            assertThat(quotient).isEqualTo(dividend.divide(by).longValue());
            assertThat(Multiplication.remainder(size, low, divisor, quotient))
                    .isEqualTo(dividend.remainder(by).longValue());
        }
        assertThat(quotients).isGreaterThan(TURNS / 20);
    }
}
