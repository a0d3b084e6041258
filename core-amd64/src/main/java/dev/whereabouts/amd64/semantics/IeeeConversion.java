package dev.whereabouts.amd64.semantics;

/** Conversions between formats, to and from integers, in every rounding mode and with exceptions: SDM volume 1, sections 4.8.4, 4.9.1 and 11.5.2. */
final class IeeeConversion {

    private IeeeConversion() {}

    /** From one format to another; a NaN keeps its first digits and becomes quiet. */
    static long convert(FloatFormat from, FloatFormat to, long value, int mxcsr, boolean wantExceptions) {
        long a = from.operand(value, mxcsr);
        boolean negative = from.isNegative(a);
        if (from.isNan(a)) {
            if (wantExceptions) {
                return from.isSignalling(a) ? Mxcsr.IE : 0;
            }
            int shift = to.fractionBits() - from.fractionBits();
            long fraction = a & from.fractionMask();
            return to.infinity(negative) | to.quietBit() | (shift < 0 ? fraction >>> -shift : fraction << shift);
        }
        if (from.isInfinite(a)) {
            return wantExceptions ? 0 : to.infinity(negative);
        }
        if (from.isZero(a)) {
            return wantExceptions ? 0 : to.zero(negative);
        }
        return Rounding.round(to, negative, from.exponent(a), from.significand(a), mxcsr,
                from.isDenormal(a) ? Mxcsr.DE : 0, wantExceptions);
    }

    /** From an integer. */
    static long fromInteger(FloatFormat to, long value, int mxcsr, boolean wantExceptions) {
        if (value == 0) {
            return 0;
        }
        long magnitude = Math.abs(value);
        int zeros = Long.numberOfLeadingZeros(magnitude);
        return Rounding.round(to, value < 0, 63 - zeros, magnitude << zeros, mxcsr, 0, wantExceptions);
    }

    /**
     * To an integer.
     *
     * @param mode  of rounding
     * @param size  bits, 32 or 64
     * @return zero-extended; the smallest integer for what has no place in the size
     */
    static long toInteger(FloatFormat from, long value, int mode, int size, int mxcsr, boolean wantExceptions) {
        long a = from.operand(value, mxcsr);
        long indefinite = 1L << size - 1;
        if (from.isZero(a)) {
            return 0;
        }
        if (from.isNan(a) || from.isInfinite(a) || from.exponent(a) > 63) {
            return wantExceptions ? Mxcsr.IE : indefinite;
        }
        boolean negative = from.isNegative(a);
        long magnitude = integral(from, a, mode);
        if (Long.compareUnsigned(magnitude, negative ? indefinite : indefinite - 1) > 0) {
            return wantExceptions ? Mxcsr.IE : indefinite;
        }
        if (wantExceptions) {
            return isIntegral(from, a) ? 0 : Mxcsr.PE;
        }
        return (negative ? -magnitude : magnitude) & -1L >>> -size;
    }

    /** To an integral value of the same format. @param mode of rounding */
    static long toIntegral(FloatFormat format, long value, int mode, int mxcsr, boolean wantExceptions) {
        long a = format.operand(value, mxcsr);
        if (format.isNan(a)) {
            if (wantExceptions) {
                return format.isSignalling(a) ? Mxcsr.IE : 0;
            }
            return a | format.quietBit();
        }
        if (format.isInfinite(a) || format.isZero(a) || isIntegral(format, a)) {
            return wantExceptions ? 0 : a;
        }
        if (wantExceptions) {
            return Mxcsr.PE;
        }
        long magnitude = integral(format, a, mode);
        boolean negative = format.isNegative(a);
        if (magnitude == 0) {
            return format.zero(negative);
        }
        int top = 63 - Long.numberOfLeadingZeros(magnitude);
        return format.normal(negative, top, magnitude << format.fractionBits() - top);
    }

    private static boolean isIntegral(FloatFormat format, long a) {
        int exponent = format.exponent(a);
        return exponent >= format.fractionBits() || exponent >= 0 && format.significand(a) << exponent + 1 == 0;
    }

    /** The magnitude, rounded to an integer, of a value below 2^64 that is not zero. */
    private static long integral(FloatFormat format, long a, int mode) {
        int exponent = format.exponent(a);
        long significand = format.significand(a);
        boolean negative = format.isNegative(a);
        if (exponent == 63) {
            return significand;
        }
        if (exponent >= 0) {
            return Rounding.dropBits(significand, 63 - exponent, negative, mode);
        }
        boolean half = exponent == -1;
        return Rounding.goesUp(mode, negative, false, half, !half || significand << 1 != 0) ? 1 : 0;
    }
}
