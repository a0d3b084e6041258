package dev.whereabouts.amd64.x87;

import dev.whereabouts.amd64.x87.ExtendedConversion.Stored;

/** Integers of 18 decimal digits, two a byte, with the sign in the tenth byte (SDM volume 1, section 4.7). */
public final class PackedDecimal {

    /** 10 to the 18. */
    private static final long END = 1_000_000_000_000_000_000L;
    private static final int SIGN = 0x8000;
    private static final int LOW_DIGITS = 16;

    /** What FBSTP stores for what does not fit. */
    public static final int INDEFINITE_HIGH = 0xffff;
    public static final long INDEFINITE_LOW = 0xc000L << 48;

    private PackedDecimal() {}

    /**
     * The number; digits above 9 count as they are.
     *
     * @param low  the first eight bytes
     * @param high the last two
     */
    public static Extended read(long low, int high) {
        long value = (high >> 4 & 15) * 10L + (high & 15);
        for (int digit = LOW_DIGITS - 1; digit >= 0; digit--) {
            value = value * 10 + (low >>> 4 * digit & 15);
        }
        return ExtendedArithmetic.fromMagnitude((high & SIGN) != 0, value);
    }

    /** The integer that FBSTP stores, signed; IE where it has more than 18 digits. */
    public static Stored toInteger(Extended a, int control) {
        Stored integer = ExtendedConversion.toInteger(a, 64, false, control);
        boolean fits = (integer.status() & Status.IE) == 0 && integer.bits() < END && integer.bits() > -END;
        return fits ? integer : new Stored(0, Status.IE);
    }

    /** The first eight bytes of an integer. */
    public static long low(long integer) {
        long rest = Math.abs(integer);
        long digits = 0;
        for (int digit = 0; digit < LOW_DIGITS; digit++) {
            digits |= rest % 10 << 4 * digit;
            rest /= 10;
        }
        return digits;
    }

    /** The last two bytes of an integer. */
    public static int high(long integer, boolean isNegative) {
        long rest = Math.abs(integer) / 10_000_000_000_000_000L;
        return (int) (rest / 10 << 4 | rest % 10) | (isNegative ? SIGN : 0);
    }
}
