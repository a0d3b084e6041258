package dev.whereabouts.amd64.x87;

import java.math.BigInteger;

/** The basic operations on extended values, each rounded once as the control word asks. */
public final class ExtendedArithmetic {

    private static final int ROUND_DOWN = 1;

    private ExtendedArithmetic() {}

    /** {@code a + b}. */
    public static Result add(Extended a, Extended b, int control) {
        if (isSpecial(a) || isSpecial(b)) {
            return addSpecial(a, b);
        }
        int denormal = denormal(a, b);
        if (a.isZero() || b.isZero()) {
            return addZero(a, b, control).with(denormal);
        }
        return addNumbers(a, b, control).with(denormal);
    }

    /** {@code a - b}. */
    public static Result subtract(Extended a, Extended b, int control) {
        return add(a, b.isNaN() ? b : b.negate(), control);
    }

    private static Result addSpecial(Extended a, Extended b) {
        if (isInvalidOrNaN(a) || isInvalidOrNaN(b)) {
            return notANumber(a, b);
        }
        if (a.isInfinity() && b.isInfinity() && a.isNegative() != b.isNegative()) {
            return Result.invalid();
        }
        return new Result(a.isInfinity() ? a : b, denormal(a, b));
    }

    private static Result addZero(Extended a, Extended b, int control) {
        if (a.isZero() && b.isZero()) {
            boolean isNegative = a.isNegative() == b.isNegative() ? a.isNegative() : isRoundedDown(control);
            return Result.exact(Extended.zero(isNegative));
        }
        Extended number = a.isZero() ? b : a;
        return round(number.isNegative(), number.leadingExponent(), number.normalized(), 0, control);
    }

    private static boolean isRoundedDown(int control) {
        return (control >> 10 & 3) == ROUND_DOWN;
    }

    private static Result addNumbers(Extended a, Extended b, int control) {
        boolean isSwapped = isMagnitudeLess(a, b);
        Extended larger = isSwapped ? b : a;
        Extended smaller = isSwapped ? a : b;
        int exponent = larger.leadingExponent();
        int shift = exponent - smaller.leadingExponent();
        long high = larger.normalized();
        long smallerHigh = shift < 64 ? smaller.normalized() >>> shift : 0;
        long smallerLow = Rounding.shiftSticky(smaller.normalized(), 0, shift);
        if (a.isNegative() == b.isNegative()) {
            long sum = high + smallerHigh;
            if (Long.compareUnsigned(sum, high) < 0) {
                long low = sum << 63 | smallerLow >>> 1 | smallerLow & 1;
                return round(larger.isNegative(), exponent + 1, sum >>> 1 | Extended.INTEGER_BIT, low, control);
            }
            return round(larger.isNegative(), exponent, sum, smallerLow, control);
        }
        long low = -smallerLow;
        long difference = high - smallerHigh - (smallerLow != 0 ? 1 : 0);
        if ((difference | low) == 0) {
            return Result.exact(Extended.zero(isRoundedDown(control)));
        }
        return roundWide(larger.isNegative(), exponent, difference, low, control);
    }

    private static boolean isMagnitudeLess(Extended a, Extended b) {
        int difference = a.leadingExponent() - b.leadingExponent();
        return difference != 0 ? difference < 0 : Long.compareUnsigned(a.normalized(), b.normalized()) < 0;
    }

    /** Rounds a number of 128 bits that may begin with zeros. */
    private static Result roundWide(boolean isNegative, int exponent, long high, long low, int control) {
        if (high == 0) {
            int zeros = Long.numberOfLeadingZeros(low);
            return round(isNegative, exponent - 64 - zeros, low << zeros, 0, control);
        }
        int zeros = Long.numberOfLeadingZeros(high);
        return zeros == 0
                ? round(isNegative, exponent, high, low, control)
                : round(isNegative, exponent - zeros, high << zeros | low >>> 64 - zeros, low << zeros, control);
    }

    /** {@code a * b}. */
    public static Result multiply(Extended a, Extended b, int control) {
        boolean isNegative = a.isNegative() != b.isNegative();
        if (isSpecial(a) || isSpecial(b)) {
            if (isInvalidOrNaN(a) || isInvalidOrNaN(b)) {
                return notANumber(a, b);
            }
            return a.isZero() || b.isZero()
                    ? Result.invalid()
                    : new Result(Extended.infinity(isNegative), denormal(a, b));
        }
        int denormal = denormal(a, b);
        if (a.isZero() || b.isZero()) {
            return new Result(Extended.zero(isNegative), denormal);
        }
        long x = a.normalized();
        long y = b.normalized();
        int exponent = a.leadingExponent() + b.leadingExponent() + 1;
        return roundWide(isNegative, exponent, Math.unsignedMultiplyHigh(x, y), x * y, control).with(denormal);
    }

    /** {@code a / b}. */
    public static Result divide(Extended a, Extended b, int control) {
        boolean isNegative = a.isNegative() != b.isNegative();
        if (isInvalidOrNaN(a) || isInvalidOrNaN(b)) {
            return notANumber(a, b);
        }
        if (a.isInfinity()) {
            return b.isInfinity() ? Result.invalid() : new Result(Extended.infinity(isNegative), denormal(b, b));
        }
        if (b.isInfinity()) {
            return new Result(Extended.zero(isNegative), denormal(a, a));
        }
        if (b.isZero()) {
            return a.isZero()
                    ? Result.invalid()
                    : new Result(Extended.infinity(isNegative), Status.ZE | denormal(a, a));
        }
        int denormal = denormal(a, b);
        if (a.isZero()) {
            return new Result(Extended.zero(isNegative), denormal);
        }
        return quotient(isNegative, a, b, control).with(denormal);
    }

    /** Bit by bit: the quotient's leading 64 bits and one more; the remainder says whether anything follows. */
    private static Result quotient(boolean isNegative, Extended a, Extended b, int control) {
        long divisor = b.normalized();
        long remainder = a.normalized();
        int exponent = a.leadingExponent() - b.leadingExponent();
        boolean isCarry = false;
        if (Long.compareUnsigned(remainder, divisor) < 0) {
            isCarry = remainder < 0;
            remainder <<= 1;
            exponent--;
        }
        long high = 0;
        boolean next = false;
        for (int bit = 64; bit >= 0; bit--) {
            boolean isOne = isCarry || Long.compareUnsigned(remainder, divisor) >= 0;
            if (isOne) {
                remainder -= divisor;
            }
            if (bit > 0) {
                high = high << 1 | (isOne ? 1 : 0);
            } else {
                next = isOne;
            }
            isCarry = remainder < 0;
            remainder <<= 1;
        }
        boolean isMore = isCarry || remainder != 0;
        return round(isNegative, exponent, high, (next ? Extended.INTEGER_BIT : 0) | (isMore ? 1 : 0), control);
    }

    /** The square root. */
    public static Result squareRoot(Extended a, int control) {
        if (isInvalidOrNaN(a)) {
            return notANumber(a, a);
        }
        if (a.isZero()) {
            return Result.exact(a);
        }
        if (a.isNegative()) {
            return Result.invalid();
        }
        if (a.isInfinity()) {
            return Result.exact(a);
        }
        int exponent = a.leadingExponent();
        // 2 * 66 bits and an even exponent, so that the root has 66 bits
        int shift = 68 + (exponent & 1);
        BigInteger[] root = unsigned(a.normalized()).shiftLeft(shift - 1).sqrtAndRemainder();
        BigInteger bits = root[0];
        int extra = bits.bitLength() - 64;
        long low = bits.longValue() << 64 - extra | (root[1].signum() != 0 ? 1 : 0);
        return round(false, exponent >> 1, bits.shiftRight(extra).longValue(), low, control)
                .with(a.isDenormal() ? Status.DE : 0);
    }

    static BigInteger unsigned(long value) {
        BigInteger low = BigInteger.valueOf(value & Long.MAX_VALUE);
        return value < 0 ? low.setBit(63) : low;
    }

    /** To an integer, in the control word's rounding. */
    public static Result roundToInteger(Extended a, int control) {
        if (isInvalidOrNaN(a)) {
            return notANumber(a, a);
        }
        if (a.isZero() || a.isInfinity()) {
            return Result.exact(a);
        }
        int denormal = denormal(a, a);
        int exponent = a.leadingExponent();
        if (exponent >= 63) {
            return new Result(a, denormal);
        }
        Integral integral = Integral.of(a, control >> 10 & 3);
        int status = denormal | (integral.isExact() ? 0 : Status.PE) | (integral.isUp() ? Status.C1 : 0);
        return new Result(fromMagnitude(a.isNegative(), integral.magnitude()), status);
    }

    /** The value of an integer, exactly. */
    static Extended fromMagnitude(boolean isNegative, long magnitude) {
        if (magnitude == 0) {
            return Extended.zero(isNegative);
        }
        int zeros = Long.numberOfLeadingZeros(magnitude);
        int sign = isNegative ? 0x8000 : 0;
        return new Extended(sign | Extended.BIAS + 63 - zeros, magnitude << zeros);
    }

    /** {@code a * 2^truncated(b)}. */
    public static Result scale(Extended a, Extended b, int control) {
        if (isInvalidOrNaN(a) || isInvalidOrNaN(b)) {
            return notANumber(a, b);
        }
        int denormal = denormal(a, b);
        if (b.isInfinity()) {
            if (b.isNegative() ? a.isInfinity() : a.isZero()) {
                return Result.invalid();
            }
            return new Result(b.isNegative() ? Extended.zero(a.isNegative()) : Extended.infinity(a.isNegative()),
                    denormal(a, a));
        }
        if (a.isZero() || a.isInfinity()) {
            return new Result(a, denormal);
        }
        int by = 0;
        if (!b.isZero() && b.leadingExponent() >= 0) {
            // beyond this every result overflows or vanishes
            long magnitude = b.leadingExponent() > 16 ? 1 << 17 : b.normalized() >>> 63 - b.leadingExponent();
            by = (int) (b.isNegative() ? -magnitude : magnitude);
        }
        return Rounding.fullExtended(a.isNegative(), a.leadingExponent() + by, a.normalized(), 0, control)
                .with(denormal);
    }

    /**
     * A step of the remainder of {@code a / b}, exact.
     *
     * @param isNearest whether the quotient is rounded to nearest (IEEE 754), else towards zero
     * @return with C0, C3 and C1 the last three bits of the quotient, or C2 where the reduction is not complete
     */
    public static Result remainder(Extended a, Extended b, boolean isNearest) {
        if (isInvalidOrNaN(a) || isInvalidOrNaN(b)) {
            return notANumber(a, b);
        }
        if (a.isInfinity() || b.isZero()) {
            return Result.invalid();
        }
        int denormal = denormal(a, b);
        if (a.isZero() || b.isInfinity()) {
            return new Result(a, denormal);
        }
        return Remainder.of(a, b, isNearest).with(denormal);
    }

    /** The exponent of a number, as a number: what FXTRACT leaves in ST(1). */
    public static Result exponentOf(Extended a) {
        if (isInvalidOrNaN(a)) {
            return notANumber(a, a);
        }
        if (a.isZero()) {
            return new Result(Extended.infinity(true), Status.ZE);
        }
        if (a.isInfinity()) {
            return Result.exact(Extended.infinity(false));
        }
        return new Result(ExtendedConversion.ofLong(a.leadingExponent()), denormal(a, a));
    }

    /** The number with exponent 0: what FXTRACT leaves in ST(0). */
    public static Result significandOf(Extended a) {
        if (isInvalidOrNaN(a)) {
            return notANumber(a, a);
        }
        if (a.isZero() || a.isInfinity()) {
            return Result.exact(a);
        }
        return Result.exact(new Extended(a.signExponent() & 0x8000 | Extended.BIAS, a.normalized()));
    }

    /** DE if one of the two is denormal. */
    static int denormal(Extended a, Extended b) {
        return a.isDenormal() || b.isDenormal() ? Status.DE : 0;
    }

    private static boolean isSpecial(Extended a) {
        return a.exponent() == Extended.MAX_EXPONENT || a.isUnsupported();
    }

    static boolean isInvalidOrNaN(Extended a) {
        return a.isNaN() || a.isUnsupported();
    }

    /** The result where an operand is a NaN or no number at all: of two, the one with the larger significand (SDM volume 1, table 4-7). */
    static Result notANumber(Extended a, Extended b) {
        if (a.isUnsupported() || b.isUnsupported()) {
            return Result.invalid();
        }
        int status = a.isSignalling() || b.isSignalling() ? Status.IE : 0;
        return new Result(chosen(a, b).quiet(), status);
    }

    private static Extended chosen(Extended a, Extended b) {
        if (!a.isNaN() || !b.isNaN()) {
            return a.isNaN() ? a : b;
        }
        if (a.isSignalling() != b.isSignalling()) {
            return a.isSignalling() ? b : a;
        }
        int order = Long.compareUnsigned(a.significand(), b.significand());
        return order > 0 || order == 0 && !a.isNegative() ? a : b;
    }

    private static Result round(boolean isNegative, int exponent, long high, long low, int control) {
        return Rounding.extended(isNegative, exponent, high, low, control);
    }
}
