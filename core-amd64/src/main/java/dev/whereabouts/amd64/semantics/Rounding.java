package dev.whereabouts.amd64.semantics;

/**
 * Rounds exact results, given as a sign, an exponent and 64 bits of significand whose last bit also stands for everything behind it (it is
 * sticky), to a format: SDM volume 1, sections 4.8.4 and 4.9.1.
 *
 * <p>A result and its exceptions are asked for one at a time, since a function has one value: what asks for exceptions gets the bits of MXCSR.
 */
final class Rounding {

    private Rounding() {}

    /** A value shifted right, its last bit one if a one was shifted out. */
    static long shiftSticky(long value, int by) {
        if (by == 0) {
            return value;
        }
        return by > 63 ? value == 0 ? 0 : 1 : value >>> by | (value << -by != 0 ? 1 : 0);
    }

    /**
     * Whether a magnitude is rounded away from zero.
     *
     * @param odd    its last bit that is kept
     * @param guard  the first bit behind that
     * @param sticky whether there is a one farther behind
     */
    static boolean goesUp(int mode, boolean negative, boolean odd, boolean guard, boolean sticky) {
        return switch (mode) {
            case Mxcsr.NEAREST -> guard && (odd || sticky);
            case Mxcsr.DOWN -> negative && (guard || sticky);
            case Mxcsr.UP -> !negative && (guard || sticky);
            default -> false;
        };
    }

    /** @param drop how many bits go, 1 to 63 */
    static long dropBits(long significand, int drop, boolean negative, int mode) {
        long kept = significand >>> drop;
        boolean guard = (significand >>> drop - 1 & 1) != 0;
        boolean sticky = (significand & (1L << drop - 1) - 1) != 0;
        return goesUp(mode, negative, (kept & 1) != 0, guard, sticky) ? kept + 1 : kept;
    }

    /**
     * @param significand    bit 63 set; the value is significand × 2^(exponent - 63)
     * @param before         exceptions that are known already
     * @param wantExceptions whether to give the exceptions rather than the value
     */
    static long round(FloatFormat format, boolean negative, int exponent, long significand, int mxcsr, int before,
            boolean wantExceptions) {
        int drop = 63 - format.fractionBits();
        int mode = Mxcsr.roundingMode(mxcsr);
        long kept = dropBits(significand, drop, negative, mode);
        int rounded = exponent;
        if (kept >>> format.fractionBits() + 1 != 0) {
            kept >>>= 1;
            rounded++;
        }
        if (rounded < format.minExponent()) {
            return tiny(format, negative, exponent, significand, mxcsr, before, wantExceptions);
        }
        int inexact = (significand & (1L << drop) - 1) != 0 ? Mxcsr.PE : 0;
        if (rounded > format.bias()) {
            if (wantExceptions) {
                return before | Mxcsr.OE | ((mxcsr & Mxcsr.OM) != 0 ? Mxcsr.PE : inexact);
            }
            boolean toInfinity = mode == Mxcsr.NEAREST || mode == (negative ? Mxcsr.DOWN : Mxcsr.UP);
            return toInfinity ? format.infinity(negative) : format.infinity(negative) - 1;
        }
        return wantExceptions ? before | inexact : format.normal(negative, rounded, kept);
    }

    private static long tiny(FloatFormat format, boolean negative, int exponent, long significand, int mxcsr,
            int before, boolean wantExceptions) {
        boolean masked = (mxcsr & Mxcsr.UM) != 0;
        if (masked && (mxcsr & Mxcsr.FTZ) != 0) {
            return wantExceptions ? before | Mxcsr.UE | Mxcsr.PE : format.zero(negative);
        }
        int drop = 63 - format.fractionBits();
        long shifted = shiftSticky(significand, format.minExponent() - exponent);
        if (!wantExceptions) {
            return format.zero(negative) | dropBits(shifted, drop, negative, Mxcsr.roundingMode(mxcsr));
        }
        // unmasked, the exception is for whoever scales the result back, so that it is exact if it fits the precision
        boolean inexact = ((masked ? shifted : significand) & (1L << drop) - 1) != 0;
        return before | (inexact ? Mxcsr.UE | Mxcsr.PE : masked ? 0 : Mxcsr.UE);
    }
}
