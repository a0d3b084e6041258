package dev.whereabouts.amd64.semantics;

import dev.whereabouts.amd64.cpu.Flags;

/**
 * Shifts and rotations. Counts are masked by {@link #count} first; with a count of 0 neither the value nor the flags change. Flags of shifts are
 * {@link Flags#LEFT} and {@link Flags#RIGHT}; a rotation changes CF and OF only, so that its status depends on that from before.
 */
public final class Shifts {

    private Shifts() {}

    /** The count as the processor takes it: its low six bits for 64-bit operands, else five (SDM volume 2, SAL/SAR/SHL/SHR). */
    public static int count(int size, long count) {
        return (int) count & (size == Flags.B64 ? 63 : 31);
    }

    public static long left(int size, long value, int count) {
        return Integers.signed(size, value << count);
    }

    public static long right(int size, long value, int count) {
        return Integers.signed(size, Integers.unsigned(size, value) >>> count);
    }

    /** SHLD: the bits that come in are the highest of another value. */
    public static long leftDouble(int size, long value, long source, int count) {
        if (size == Flags.B16) {
            // beyond 16 the manuals leave it undefined; AMD goes on with the destination
            long all = (value & 0xffff) << 32 | (source & 0xffff) << 16 | value & 0xffff;
            return (short) (all << count >>> 32);
        }
        return Integers.signed(size,
                value << count | Integers.unsigned(size, source) >>> 1 >>> Integers.bits(size) - 1 - count);
    }

    /** SHRD: the bits that come in are the lowest of another value. */
    public static long rightDouble(int size, long value, long source, int count) {
        if (size == Flags.B16) {
            long all = (value & 0xffff) << 32 | (source & 0xffff) << 16 | value & 0xffff;
            return (short) (all >>> count);
        }
        return Integers.signed(size,
                Integers.unsigned(size, value) >>> count | source << 1 << Integers.bits(size) - 1 - count);
    }

    public static long rotateLeft(int size, long value, int count) {
        return switch (size) {
            case Flags.B64 -> Long.rotateLeft(value, count);
            case Flags.B32 -> Integer.rotateLeft((int) value, count);
            default -> {
                int by = count & Integers.bits(size) - 1;
                long low = Integers.unsigned(size, value);
                yield Integers.signed(size, low << by | low >>> Integers.bits(size) - by);
            }
        };
    }

    public static long rotateRight(int size, long value, int count) {
        return rotateLeft(size, value, Integers.bits(size) - count & Integers.bits(size) - 1);
    }

    /** CF is the lowest bit of the result; OF, defined for one bit, whether the highest differs from it. */
    public static int rotateLeftStatus(int status, long result) {
        int carry = (int) result & 1;
        int sign = (int) (result >>> 63);
        return rotated(status, carry, carry ^ sign);
    }

    /** CF is the highest bit of the result; OF, defined for one bit, whether the two highest differ. */
    public static int rotateRightStatus(int status, int size, long result) {
        int carry = (int) (result >>> 63);
        int second = (int) (result >>> Integers.bits(size) - 2) & 1;
        return rotated(status, carry, carry ^ second);
    }

    private static int rotated(int status, int carry, int overflow) {
        return status & ~(Flags.CF | Flags.OF) | carry | overflow * Flags.OF;
    }

    /** RCL: CF is one more bit above the value. */
    public static long rotateLeftCarry(int size, long value, int count, boolean carry) {
        int bits = Integers.bits(size);
        int by = count % (bits + 1);
        if (by == 0) {
            return value;
        }
        long low = Integers.unsigned(size, value);
        return Integers.signed(size, low << by | (carry ? 1L : 0) << by - 1 | low >>> 1 >>> bits - by);
    }

    public static int rotateLeftCarryStatus(int status, int size, long value, int count, long result) {
        int bits = Integers.bits(size);
        int by = count % (bits + 1);
        int carry = by == 0 ? status & Flags.CF : (int) (value >>> bits - by) & 1;
        return rotated(status, carry, carry ^ (int) (result >>> 63));
    }

    /** RCR: CF is one more bit below the value. */
    public static long rotateRightCarry(int size, long value, int count, boolean carry) {
        int bits = Integers.bits(size);
        int by = count % (bits + 1);
        if (by == 0) {
            return value;
        }
        long low = Integers.unsigned(size, value);
        long in = by == bits ? 0 : low >>> by;
        return Integers.signed(size, in | (carry ? 1L : 0) << bits - by | low << 1 << bits - by);
    }

    public static int rotateRightCarryStatus(int status, int size, long value, int count, long result) {
        int bits = Integers.bits(size);
        int by = count % (bits + 1);
        int carry = by == 0 ? status & Flags.CF : (int) (value >>> by - 1) & 1;
        int second = (int) (result >>> bits - 2) & 1;
        return rotated(status, carry, second ^ (int) (result >>> 63));
    }
}
