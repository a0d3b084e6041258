package dev.whereabouts.amd64.semantics;

/**
 * Arithmetic in every rounding mode, with denormals, NaNs and exceptions as MXCSR says, on integers: for what Java's own arithmetic does not
 * give. Rules: SDM volume 1, sections 4.8.3, 4.9 and 11.5; of several NaN operands the first is the result.
 */
final class IeeeArithmetic {

    /** Products and sums of a fused operation: the first one of a product of two significands is in bit 124 or 125 of 128. */
    private static final int PRODUCT_POINT = 124;

    private IeeeArithmetic() {}

    private static long nan(FloatFormat format, long a, long b, boolean wantExceptions) {
        if (wantExceptions) {
            return format.isSignalling(a) || format.isSignalling(b) ? Mxcsr.IE : 0;
        }
        return (format.isNan(a) ? a : b) | format.quietBit();
    }

    static long invalid(FloatFormat format, boolean wantExceptions) {
        return wantExceptions ? Mxcsr.IE : format.indefinite();
    }

    private static int denormal(FloatFormat format, long a, long b) {
        return format.isDenormal(a) || format.isDenormal(b) ? Mxcsr.DE : 0;
    }

    static long add(FloatFormat format, long first, long second, int mxcsr, boolean wantExceptions) {
        return sum(format, first, second, false, mxcsr, wantExceptions);
    }

    static long subtract(FloatFormat format, long first, long second, int mxcsr, boolean wantExceptions) {
        return sum(format, first, second, true, mxcsr, wantExceptions);
    }

    private static long sum(FloatFormat format, long first, long second, boolean negate, int mxcsr,
            boolean wantExceptions) {
        long a = format.operand(first, mxcsr);
        long b = format.operand(second, mxcsr);
        if (format.isNan(a) || format.isNan(b)) {
            return nan(format, a, b, wantExceptions);
        }
        int before = denormal(format, a, b);
        boolean negativeA = format.isNegative(a);
        boolean negativeB = format.isNegative(b) != negate;
        if (format.isInfinite(a) || format.isInfinite(b)) {
            if (format.isInfinite(a) && format.isInfinite(b) && negativeA != negativeB) {
                return invalid(format, wantExceptions);
            }
            return wantExceptions ? before : format.infinity(format.isInfinite(a) ? negativeA : negativeB);
        }
        if (format.isZero(a) && format.isZero(b)) {
            return wantExceptions ? 0 : format.zero(zeroSign(negativeA, negativeB, mxcsr));
        }
        if (format.isZero(a) || format.isZero(b)) {
            long other = format.isZero(a) ? b : a;
            return Rounding.round(format, format.isZero(a) ? negativeB : negativeA, format.exponent(other),
                    format.significand(other), mxcsr, before, wantExceptions);
        }
        int exponent = Math.max(format.exponent(a), format.exponent(b));
        long x = Rounding.shiftSticky(format.significand(a) >>> 1, exponent - format.exponent(a));
        long y = Rounding.shiftSticky(format.significand(b) >>> 1, exponent - format.exponent(b));
        boolean negative = negativeA;
        long sum;
        if (negativeA == negativeB) {
            sum = x + y;
        } else {
            sum = x - y;
            if (sum < 0) {
                sum = -sum;
                negative = negativeB;
            }
        }
        if (sum == 0) {
            return wantExceptions ? before : format.zero(zeroSign(negativeA, negativeB, mxcsr));
        }
        int zeros = Long.numberOfLeadingZeros(sum);
        return Rounding.round(format, negative, exponent + 1 - zeros, sum << zeros, mxcsr, before, wantExceptions);
    }

    /** Of an exact sum of zero: whether it is negative. */
    private static boolean zeroSign(boolean negativeA, boolean negativeB, int mxcsr) {
        return negativeA == negativeB ? negativeA : Mxcsr.roundingMode(mxcsr) == Mxcsr.DOWN;
    }

    static long multiply(FloatFormat format, long first, long second, int mxcsr, boolean wantExceptions) {
        long a = format.operand(first, mxcsr);
        long b = format.operand(second, mxcsr);
        if (format.isNan(a) || format.isNan(b)) {
            return nan(format, a, b, wantExceptions);
        }
        int before = denormal(format, a, b);
        boolean negative = format.isNegative(a) != format.isNegative(b);
        boolean isZero = format.isZero(a) || format.isZero(b);
        if (format.isInfinite(a) || format.isInfinite(b)) {
            if (isZero) {
                return invalid(format, wantExceptions);
            }
            return wantExceptions ? before : format.infinity(negative);
        }
        if (isZero) {
            return wantExceptions ? before : format.zero(negative);
        }
        long x = format.significand(a);
        long y = format.significand(b);
        long high = Math.unsignedMultiplyHigh(x, y) | (x * y != 0 ? 1 : 0);
        int zeros = Long.numberOfLeadingZeros(high);
        return Rounding.round(format, negative, format.exponent(a) + format.exponent(b) + 1 - zeros, high << zeros,
                mxcsr, before, wantExceptions);
    }

    static long divide(FloatFormat format, long first, long second, int mxcsr, boolean wantExceptions) {
        long a = format.operand(first, mxcsr);
        long b = format.operand(second, mxcsr);
        if (format.isNan(a) || format.isNan(b)) {
            return nan(format, a, b, wantExceptions);
        }
        int before = denormal(format, a, b);
        boolean negative = format.isNegative(a) != format.isNegative(b);
        if (format.isInfinite(a)) {
            if (format.isInfinite(b)) {
                return invalid(format, wantExceptions);
            }
            return wantExceptions ? before : format.infinity(negative);
        }
        if (format.isZero(b)) {
            if (format.isZero(a)) {
                return invalid(format, wantExceptions);
            }
            return wantExceptions ? Mxcsr.ZE : format.infinity(negative);
        }
        if (format.isInfinite(b) || format.isZero(a)) {
            return wantExceptions ? before : format.zero(negative);
        }
        long divisor = format.significand(b);
        long quotient = quotient(format.significand(a), divisor);
        int zeros = Long.numberOfLeadingZeros(quotient);
        return Rounding.round(format, negative, format.exponent(a) - format.exponent(b) - zeros, quotient << zeros,
                mxcsr, before, wantExceptions);
    }

    /** 2^63 × dividend ÷ divisor, with a sticky last bit, of two significands. */
    private static long quotient(long dividend, long divisor) {
        // neither format has significands of more than 62 bits, so nothing is lost, and a remainder's double is not negative
        long d = divisor >>> 2;
        long remainder = dividend >>> 2;
        long quotient = 0;
        for (int i = 0; i < 64; i++) {
            quotient <<= 1;
            if (remainder >= d) {
                remainder -= d;
                quotient |= 1;
            }
            remainder <<= 1;
        }
        return remainder != 0 ? quotient | 1 : quotient;
    }

    static long squareRoot(FloatFormat format, long operand, int mxcsr, boolean wantExceptions) {
        long a = format.operand(operand, mxcsr);
        if (format.isNan(a)) {
            return nan(format, a, a, wantExceptions);
        }
        if (format.isZero(a)) {
            return wantExceptions ? 0 : a;
        }
        if (format.isNegative(a)) {
            return invalid(format, wantExceptions);
        }
        if (format.isInfinite(a)) {
            return wantExceptions ? 0 : a;
        }
        int exponent = format.exponent(a);
        long radicand = format.significand(a);
        return Rounding.round(format, false, exponent >> 1, root((exponent & 1) == 0 ? radicand >>> 1 : radicand),
                mxcsr, denormal(format, a, a), wantExceptions);
    }

    /** The root of 1 to 4, given in units of 2^-62, in units of 2^-63, with a sticky last bit. */
    private static long root(long radicand) {
        long digits = radicand;
        long remainder = 0;
        long root = 0;
        int places = 60;
        for (int i = 0; i < places; i++) {
            remainder = remainder << 2 | digits >>> 62;
            digits <<= 2;
            long trial = root << 2 | 1;
            root <<= 1;
            if (remainder >= trial) {
                remainder -= trial;
                root |= 1;
            }
        }
        return root << 64 - places | (remainder != 0 ? 1 : 0);
    }

    /**
     * ±(a × b) ± c, rounded once.
     *
     * @param first of several NaNs, what is the result: a, then b, then c
     */
    static long multiplyAdd(FloatFormat format, long first, long second, long third, boolean negateProduct,
            boolean negateAddend, int mxcsr, boolean wantExceptions) {
        long a = format.operand(first, mxcsr);
        long b = format.operand(second, mxcsr);
        long c = format.operand(third, mxcsr);
        boolean isInfinite = format.isInfinite(a) || format.isInfinite(b);
        boolean isZero = format.isZero(a) || format.isZero(b);
        if (format.isNan(a) || format.isNan(b) || format.isNan(c)) {
            if (wantExceptions) {
                return format.isSignalling(a) || format.isSignalling(b) || format.isSignalling(c) ? Mxcsr.IE : 0;
            }
            return (format.isNan(a) ? a : format.isNan(b) ? b : c) | format.quietBit();
        }
        int before = denormal(format, a, b) | denormal(format, c, c);
        boolean negativeProduct = format.isNegative(a) != format.isNegative(b) != negateProduct;
        boolean negativeAddend = format.isNegative(c) != negateAddend;
        if (isInfinite) {
            if (isZero || format.isInfinite(c) && negativeProduct != negativeAddend) {
                return invalid(format, wantExceptions);
            }
            return wantExceptions ? before : format.infinity(negativeProduct);
        }
        if (format.isInfinite(c)) {
            return wantExceptions ? before : format.infinity(negativeAddend);
        }
        if (isZero) {
            if (format.isZero(c)) {
                return wantExceptions ? before : format.zero(zeroSign(negativeProduct, negativeAddend, mxcsr));
            }
            return Rounding.round(format, negativeAddend, format.exponent(c), format.significand(c), mxcsr, before,
                    wantExceptions);
        }
        long x = format.significand(a) >>> 1;
        long y = format.significand(b) >>> 1;
        int exponent = format.exponent(a) + format.exponent(b);
        return sum128(format, negativeProduct, exponent, Math.multiplyHigh(x, y), x * y, negativeAddend, c, mxcsr,
                before, wantExceptions);
    }

    /** A product, in 128 bits, plus an addend. */
    private static long sum128(FloatFormat format, boolean negativeProduct, int productExponent, long productHigh,
            long productLow, boolean negativeAddend, long addend, int mxcsr, int before, boolean wantExceptions) {
        long high = productHigh;
        long low = productLow;
        long addendHigh = 0;
        long addendLow = 0;
        int exponent = productExponent;
        if (!format.isZero(addend)) {
            addendHigh = format.significand(addend) >>> 3;
            addendLow = format.significand(addend) << 61;
            int distance = productExponent - format.exponent(addend);
            if (distance > 0) {
                addendLow = shiftStickyLow(addendHigh, addendLow, distance);
                addendHigh = distance > 63 ? 0 : addendHigh >>> distance;
            } else {
                low = shiftStickyLow(high, low, -distance);
                high = distance < -63 ? 0 : high >>> -distance;
                exponent = format.exponent(addend);
            }
        }
        boolean negative = negativeProduct;
        if (negativeProduct == negativeAddend) {
            low += addendLow;
            high += addendHigh + (Long.compareUnsigned(low, addendLow) < 0 ? 1 : 0);
        } else {
            long borrow = Long.compareUnsigned(low, addendLow) < 0 ? 1 : 0;
            low -= addendLow;
            high -= addendHigh + borrow;
            if (high < 0) {
                negative = negativeAddend;
                high = ~high + (low == 0 ? 1 : 0);
                low = -low;
            }
        }
        if ((high | low) == 0) {
            return wantExceptions ? before : format.zero(zeroSign(negativeProduct, negativeAddend, mxcsr));
        }
        int zeros = high != 0 ? Long.numberOfLeadingZeros(high) : 64 + Long.numberOfLeadingZeros(low);
        long significand = zeros == 0 ? high : zeros > 63 ? low << zeros : high << zeros | low >>> -zeros;
        boolean sticky = zeros <= 63 && low << zeros != 0;
        return Rounding.round(format, negative, exponent + 127 - PRODUCT_POINT - zeros, significand | (sticky ? 1 : 0),
                mxcsr, before, wantExceptions);
    }

    /** The low word of 128 bits shifted right, its last bit sticky. */
    private static long shiftStickyLow(long high, long low, int by) {
        if (by == 0) {
            return low;
        }
        if (by > 63) {
            return Rounding.shiftSticky(high, by - 64) | (low != 0 ? 1 : 0);
        }
        return Rounding.shiftSticky(low, by) | high << -by;
    }
}
