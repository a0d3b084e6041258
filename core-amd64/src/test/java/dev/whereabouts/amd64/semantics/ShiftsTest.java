package dev.whereabouts.amd64.semantics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.amd64.cpu.Flags;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shifts and rotations are those by one bit, repeated. */
class ShiftsTest {

    private static final int TURNS = 5_000;

    private final Random random = new Random(6);

    private interface ByOne {
        /** The value moved by a bit; the bit that leaves goes to {@link #out}. */
        boolean[] move(boolean[] bits, boolean carry);
    }

    private boolean out;

    private boolean[] left(boolean[] bits, boolean in) {
        out = bits[bits.length - 1];
        boolean[] moved = new boolean[bits.length];
        System.arraycopy(bits, 0, moved, 1, bits.length - 1);
        moved[0] = in;
        return moved;
    }

    private boolean[] right(boolean[] bits, boolean in) {
        out = bits[0];
        boolean[] moved = new boolean[bits.length];
        System.arraycopy(bits, 1, moved, 0, bits.length - 1);
        moved[bits.length - 1] = in;
        return moved;
    }

    private static boolean[] bits(int size, long value) {
        boolean[] bits = new boolean[Integers.bits(size)];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = (value >>> i & 1) != 0;
        }
        return bits;
    }

    private static long value(int size, boolean[] bits) {
        long value = 0;
        for (int i = 0; i < bits.length; i++) {
            value |= bits[i] ? 1L << i : 0;
        }
        return Integers.signed(size, value);
    }

    private long repeated(int size, long value, int count, boolean carry, ByOne step) {
        boolean[] bits = bits(size, value);
        out = carry;
        for (int i = 0; i < count; i++) {
            bits = step.move(bits, out);
        }
        return value(size, bits);
    }

    @ParameterizedTest
    @ValueSource(ints = {Flags.B8, Flags.B16, Flags.B32, Flags.B64})
    void areRepeatedByOne(int size) {
        for (int turn = 0; turn < TURNS; turn++) {
            long value = Integers.signed(size, random.nextLong());
            int count = 1 + random.nextInt(size == Flags.B64 ? 63 : 31);
            boolean carry = random.nextBoolean();
            int status = carry ? Flags.CF : 0;

            assertThat(Shifts.left(size, value, count))
                    .isEqualTo(repeated(size, value, count, carry, (bits, in) -> left(bits, false)));
            assertCarry(size, count, Flags.LEFT + size, value, Shifts.left(size, value, count));
            assertThat(Shifts.right(size, value, count))
                    .isEqualTo(repeated(size, value, count, carry, (bits, in) -> right(bits, false)));
            assertCarry(size, count, Flags.RIGHT + size, value, Shifts.right(size, value, count));

            long result = Shifts.rotateLeft(size, value, count);
            assertThat(result).isEqualTo(
                    repeated(size, value, count, carry, (bits, in) -> left(bits, bits[bits.length - 1])));
            assertThat((Shifts.rotateLeftStatus(status, result) & Flags.CF) != 0).isEqualTo(out);
            result = Shifts.rotateRight(size, value, count);
            assertThat(result).isEqualTo(repeated(size, value, count, carry, (bits, in) -> right(bits, bits[0])));
            assertThat((Shifts.rotateRightStatus(status, size, result) & Flags.CF) != 0).isEqualTo(out);

            result = Shifts.rotateLeftCarry(size, value, count, carry);
            assertThat(result).isEqualTo(repeated(size, value, count, carry, this::left));
            assertThat((Shifts.rotateLeftCarryStatus(status, size, value, count, result) & Flags.CF) != 0)
                    .isEqualTo(out);
            result = Shifts.rotateRightCarry(size, value, count, carry);
            assertThat(result).isEqualTo(repeated(size, value, count, carry, this::right));
            assertThat((Shifts.rotateRightCarryStatus(status, size, value, count, result) & Flags.CF) != 0)
                    .isEqualTo(out);
        }
    }

    /** The carry of a shift that moves out more than there is stands nowhere. */
    private void assertCarry(int size, int count, int kind, long value, long result) {
        if (count <= Integers.bits(size)) {
            assertThat(Flags.carry(kind, value, count, result)).isEqualTo(out);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Flags.B32, Flags.B64})
    void takeTheirBitsFromAnotherValue(int size) {
        for (int turn = 0; turn < TURNS; turn++) {
            long value = Integers.signed(size, random.nextLong());
            long source = Integers.signed(size, random.nextLong());
            int count = 1 + random.nextInt(Integers.bits(size) - 1);
            boolean[] from = bits(size, source);
            int[] next = {0};
            assertThat(Shifts.leftDouble(size, value, source, count)).isEqualTo(repeated(size, value, count, false,
                    (bits, in) -> left(bits, from[from.length - 1 - next[0]++])));
            next[0] = 0;
            assertThat(Shifts.rightDouble(size, value, source, count)).isEqualTo(repeated(size, value, count, false,
                    (bits, in) -> right(bits, from[next[0]++])));
        }
    }
}
