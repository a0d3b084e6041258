package dev.whereabouts.amd64.x87;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** The transcendental instructions and the constants (SDM volume 1, sections 8.3.4, 8.3.8 and 8.3.10), rounded to 64 bits whatever the precision control. */
public final class ExtendedFunctions {

    /** Angles this large, as powers of two, are out of range for FSIN and the others. */
    private static final int ANGLE_LIMIT = 63;

    /** Where the architecture leaves the result open, AMD's processors leave the operand, and say that it is inexact. */
    private static final int OUT_OF_RANGE = Status.PE;

    /** The constants that have an instruction. */
    public enum Constant {
        LOG2_10(Real.LN10.divide(Real.LN2, Real.CONTEXT)), LOG2_E(
                BigDecimal.ONE.divide(Real.LN2, Real.CONTEXT)), PI(
                        Real.PI), LOG10_2(Real.LN2.divide(Real.LN10, Real.CONTEXT)), LN_2(Real.LN2);

        private final BigDecimal value;

        Constant(BigDecimal value) {
            this.value = value;
        }

        /** Rounded as the control word says; a constant raises nothing. */
        public Extended rounded(int control) {
            return Real.round(value, control | Status.EXCEPTIONS).value();
        }
    }

    private ExtendedFunctions() {}

    /** F2XM1: {@code 2^x - 1}, for x between -1 and 1; other numbers come back unchanged. */
    public static Result powerOfTwoLessOne(Extended x, int control) {
        if (ExtendedArithmetic.isInvalidOrNaN(x)) {
            return ExtendedArithmetic.notANumber(x, x);
        }
        if (x.isInfinity()) {
            return Result.exact(x.isNegative() ? Extended.ONE.negate() : x);
        }
        if (x.isZero()) {
            return Result.exact(x);
        }
        if (x.leadingExponent() >= 0) {
            boolean isOne = x.leadingExponent() == 0 && x.normalized() == Extended.INTEGER_BIT;
            if (!isOne) {
                return new Result(x, OUT_OF_RANGE);
            }
            // both are exact, and yet raise PE
            return x.isNegative()
                    ? new Result(new Extended(0x8000 | Extended.BIAS - 1, Extended.INTEGER_BIT), Status.PE)
                    : new Result(x, Status.PE | Status.C1);
        }
        BigDecimal power = Real.of(x).multiply(Real.LN2, Real.CONTEXT);
        return Real.round(Real.exponentialLessOne(power), control).with(ExtendedArithmetic.denormal(x, x));
    }

    /** FYL2X: {@code y * log2(x)}. */
    public static Result timesLogarithm(Extended y, Extended x, int control) {
        if (ExtendedArithmetic.isInvalidOrNaN(x) || ExtendedArithmetic.isInvalidOrNaN(y)) {
            return ExtendedArithmetic.notANumber(y, x);
        }
        if (x.isNegative() && !x.isZero()) {
            return Result.invalid();
        }
        int denormal = ExtendedArithmetic.denormal(x, y);
        if (x.isZero()) {
            if (y.isZero()) {
                return Result.invalid();
            }
            return new Result(Extended.infinity(!y.isNegative()), (y.isInfinity() ? 0 : Status.ZE) | denormal);
        }
        boolean isOne = !x.isInfinity() && x.leadingExponent() == 0 && x.normalized() == Extended.INTEGER_BIT;
        boolean isBelowOne = !x.isInfinity() && x.leadingExponent() < 0;
        boolean isNegative = y.isNegative() != isBelowOne;
        if (y.isInfinity() || x.isInfinity()) {
            return isOne || y.isZero()
                    ? Result.invalid()
                    : new Result(Extended.infinity(isNegative), denormal);
        }
        if (isOne || y.isZero()) {
            return new Result(Extended.zero(isNegative), denormal);
        }
        if (x.normalized() == Extended.INTEGER_BIT) {
            // a power of two: exact but for y's own bits, and yet PE is raised
            Extended exponent = ExtendedConversion.ofLong(x.leadingExponent());
            return ExtendedArithmetic.multiply(y, exponent, control | 0x300).with(denormal | Status.PE);
        }
        BigDecimal logarithm = Real.logarithm(x).divide(Real.LN2, Real.CONTEXT);
        return Real.round(logarithm.multiply(Real.of(y), Real.CONTEXT), control).with(denormal);
    }

    /** FYL2XP1: {@code y * log2(x + 1)}. */
    public static Result timesLogarithmOfOnePlus(Extended y, Extended x, int control) {
        if (ExtendedArithmetic.isInvalidOrNaN(x) || ExtendedArithmetic.isInvalidOrNaN(y)) {
            return ExtendedArithmetic.notANumber(y, x);
        }
        int denormal = ExtendedArithmetic.denormal(x, y);
        boolean isNegative = y.isNegative() != x.isNegative();
        if (x.isZero() || y.isZero()) {
            return y.isInfinity() || x.isInfinity() && !x.isNegative() && y.isZero()
                    ? Result.invalid()
                    : new Result(Extended.zero(isNegative), denormal);
        }
        if (x.isNegative() && x.leadingExponent() >= 0) {
            return new Result(x, OUT_OF_RANGE | denormal);
        }
        if (y.isInfinity() || x.isInfinity()) {
            return new Result(Extended.infinity(isNegative), denormal);
        }
        BigDecimal logarithm = Real.logarithmOfOnePlus(Real.of(x)).divide(Real.LN2, Real.CONTEXT);
        return Real.round(logarithm.multiply(Real.of(y), Real.CONTEXT), control).with(denormal);
    }

    /** FPATAN: the angle of the point (x, y). */
    public static Result arctangent(Extended y, Extended x, int control) {
        if (ExtendedArithmetic.isInvalidOrNaN(x) || ExtendedArithmetic.isInvalidOrNaN(y)) {
            return ExtendedArithmetic.notANumber(y, x);
        }
        int denormal = ExtendedArithmetic.denormal(x, y);
        boolean isFlat = y.isZero() || x.isInfinity() && !y.isInfinity();
        if (isFlat && !x.isNegative()) {
            return new Result(Extended.zero(y.isNegative()), denormal);
        }
        BigDecimal angle;
        if (isFlat) {
            angle = Real.PI;
        } else if (x.isInfinity()) {
            BigDecimal quarter = Real.HALF_PI.divide(Real.TWO, Real.CONTEXT);
            angle = x.isNegative() ? Real.PI.subtract(quarter) : quarter;
        } else if (x.isZero() || y.isInfinity()) {
            angle = Real.HALF_PI;
        } else {
            BigDecimal slope = Real.of(y).abs().divide(Real.of(x).abs(), Real.CONTEXT);
            angle = Real.arctangent(slope);
            angle = x.isNegative() ? Real.PI.subtract(angle, Real.CONTEXT) : angle;
        }
        return Real.round(y.isNegative() ? angle.negate() : angle, control).with(denormal);
    }

    /** Whether FSIN, FCOS, FSINCOS and FPTAN leave the angle alone and set C2. */
    public static boolean isOutOfRange(Extended angle) {
        return angle.exponent() != Extended.MAX_EXPONENT && !angle.isZero() && !angle.isUnsupported()
                && angle.leadingExponent() >= ANGLE_LIMIT;
    }

    /** FSIN, of an angle in range. */
    public static Result sine(Extended angle, int control) {
        if (angle.isZero()) {
            return Result.exact(angle);
        }
        return ofAngle(angle, control, (quadrant, rest) -> switch (quadrant) {
            case 0 -> Real.sine(rest);
            case 1 -> Real.cosine(rest);
            case 2 -> Real.sine(rest).negate();
            default -> Real.cosine(rest).negate();
        });
    }

    /** FCOS, of an angle in range. */
    public static Result cosine(Extended angle, int control) {
        if (angle.isZero()) {
            return Result.exact(Extended.ONE);
        }
        return ofAngle(angle, control, (quadrant, rest) -> switch (quadrant) {
            case 0 -> Real.cosine(rest);
            case 1 -> Real.sine(rest).negate();
            case 2 -> Real.cosine(rest).negate();
            default -> Real.sine(rest);
        });
    }

    /** FPTAN without its 1.0, of an angle in range. */
    public static Result tangent(Extended angle, int control) {
        if (angle.isZero()) {
            return Result.exact(angle);
        }
        return ofAngle(angle, control, (quadrant, rest) -> (quadrant & 1) == 0
                ? Real.sine(rest).divide(Real.cosine(rest), Real.CONTEXT)
                : Real.cosine(rest).divide(Real.sine(rest), Real.CONTEXT).negate());
    }

    @FunctionalInterface
    private interface OfReducedAngle {
        BigDecimal apply(int quadrant, BigDecimal rest);
    }

    private static Result ofAngle(Extended angle, int control, OfReducedAngle function) {
        if (ExtendedArithmetic.isInvalidOrNaN(angle)) {
            return ExtendedArithmetic.notANumber(angle, angle);
        }
        if (angle.isInfinity()) {
            return Result.invalid();
        }
        BigDecimal value = Real.of(angle);
        BigDecimal turns = value.divide(Real.HALF_PI, Real.CONTEXT).setScale(0, RoundingMode.HALF_EVEN);
        BigDecimal rest = value.subtract(turns.multiply(Real.HALF_PI));
        int quadrant = turns.toBigInteger().intValue() & 3;
        return Real.round(function.apply(quadrant, rest), control)
                .with(ExtendedArithmetic.denormal(angle, angle));
    }
}
