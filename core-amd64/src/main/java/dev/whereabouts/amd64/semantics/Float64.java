package dev.whereabouts.amd64.semantics;

import dev.whereabouts.amd64.cpu.Flags;

/**
 * Arithmetic on numbers of double precision, as the bits of a long. Each operation has two functions: its value, and the exceptions it raises, as the
 * bits of MXCSR. Where MXCSR asks for nothing unusual both are Java's own arithmetic, which is that of IEEE 754; everything else is
 * {@link IeeeArithmetic}.
 */
public final class Float64 {

    /** Biased exponents between these are of results that are neither tiny nor too great, however they are rounded. */
    private static final int SMALL = 2;
    private static final int GREAT = 0x7fd;

    /** The smallest biased exponent of a number whose rounding error is a normal number. */
    private static final int NORMAL_ERROR = 110;

    private Float64() {}

    private static double number(long bits) {
        return Double.longBitsToDouble(bits);
    }

    private static long bits(double number) {
        return Double.doubleToRawLongBits(number);
    }

    private static int biasedExponent(long bits) {
        return (int) (bits >>> 52) & 0x7ff;
    }

    private static boolean isZero(long bits) {
        return bits << 1 == 0;
    }

    private static boolean isOrdinary(long bits) {
        int exponent = biasedExponent(bits);
        return exponent >= SMALL && exponent <= GREAT;
    }

    /** Neither denormal nor infinite nor a NaN. */
    private static boolean isOrdinaryOrZero(long bits) {
        return isOrdinary(bits) || isZero(bits);
    }

    /** a + b. */
    public static long add(long a, long b, int mxcsr) {
        double result = number(a) + number(b);
        return Mxcsr.isUsual(mxcsr) && result == result
                ? bits(result)
                : IeeeArithmetic.add(FloatFormat.DOUBLE, a, b, mxcsr, false);
    }

    /** Of {@link #add}. */
    public static int addExceptions(long a, long b, int mxcsr) {
        double x = number(a);
        double y = number(b);
        double result = x + y;
        if (Mxcsr.isUsual(mxcsr) && isOrdinaryOrZero(a) && isOrdinaryOrZero(b) && isOrdinaryOrZero(bits(result))) {
            if (Mxcsr.isInexactKnown(mxcsr)) {
                return Mxcsr.PE;
            }
            double part = result - x;
            return x - (result - part) + (y - part) == 0 ? 0 : Mxcsr.PE;
        }
        return (int) IeeeArithmetic.add(FloatFormat.DOUBLE, a, b, mxcsr, true);
    }

    /** a - b. */
    public static long subtract(long a, long b, int mxcsr) {
        double result = number(a) - number(b);
        return Mxcsr.isUsual(mxcsr) && result == result
                ? bits(result)
                : IeeeArithmetic.subtract(FloatFormat.DOUBLE, a, b, mxcsr, false);
    }

    /** Of {@link #subtract}. */
    public static int subtractExceptions(long a, long b, int mxcsr) {
        double x = number(a);
        double y = -number(b);
        double result = x + y;
        if (Mxcsr.isUsual(mxcsr) && isOrdinaryOrZero(a) && isOrdinaryOrZero(b) && isOrdinaryOrZero(bits(result))) {
            if (Mxcsr.isInexactKnown(mxcsr)) {
                return Mxcsr.PE;
            }
            double part = result - x;
            return x - (result - part) + (y - part) == 0 ? 0 : Mxcsr.PE;
        }
        return (int) IeeeArithmetic.subtract(FloatFormat.DOUBLE, a, b, mxcsr, true);
    }

    /** a × b. */
    public static long multiply(long a, long b, int mxcsr) {
        double result = number(a) * number(b);
        return Mxcsr.isUsual(mxcsr) && result == result
                ? bits(result)
                : IeeeArithmetic.multiply(FloatFormat.DOUBLE, a, b, mxcsr, false);
    }

    /** Of {@link #multiply}. */
    public static int multiplyExceptions(long a, long b, int mxcsr) {
        double result = number(a) * number(b);
        if (Mxcsr.isUsual(mxcsr) && isOrdinary(a) && isOrdinary(b) && isOrdinary(bits(result))) {
            if (Mxcsr.isInexactKnown(mxcsr)) {
                return Mxcsr.PE;
            }
            if (biasedExponent(bits(result)) >= NORMAL_ERROR) {
                return Math.fma(number(a), number(b), -result) == 0 ? 0 : Mxcsr.PE;
            }
        }
        return (int) IeeeArithmetic.multiply(FloatFormat.DOUBLE, a, b, mxcsr, true);
    }

    /** a ÷ b. */
    public static long divide(long a, long b, int mxcsr) {
        double result = number(a) / number(b);
        return Mxcsr.isUsual(mxcsr) && result == result
                ? bits(result)
                : IeeeArithmetic.divide(FloatFormat.DOUBLE, a, b, mxcsr, false);
    }

    /** Of {@link #divide}. */
    public static int divideExceptions(long a, long b, int mxcsr) {
        double result = number(a) / number(b);
        if (Mxcsr.isUsual(mxcsr) && isOrdinary(a) && isOrdinary(b) && isOrdinary(bits(result))) {
            if (Mxcsr.isInexactKnown(mxcsr)) {
                return Mxcsr.PE;
            }
            if (biasedExponent(a) >= NORMAL_ERROR) {
                return Math.fma(result, number(b), -number(a)) == 0 ? 0 : Mxcsr.PE;
            }
        }
        return (int) IeeeArithmetic.divide(FloatFormat.DOUBLE, a, b, mxcsr, true);
    }

    /** √a. */
    public static long squareRoot(long a, int mxcsr) {
        double result = Math.sqrt(number(a));
        return Mxcsr.isUsual(mxcsr) && result == result
                ? bits(result)
                : IeeeArithmetic.squareRoot(FloatFormat.DOUBLE, a, mxcsr, false);
    }

    /** Of {@link #squareRoot}. */
    public static int squareRootExceptions(long a, int mxcsr) {
        double result = Math.sqrt(number(a));
        if (Mxcsr.isUsual(mxcsr) && isOrdinary(a) && result == result) {
            if (Mxcsr.isInexactKnown(mxcsr)) {
                return Mxcsr.PE;
            }
            if (biasedExponent(a) >= NORMAL_ERROR) {
                return Math.fma(result, result, -number(a)) == 0 ? 0 : Mxcsr.PE;
            }
        }
        return (int) IeeeArithmetic.squareRoot(FloatFormat.DOUBLE, a, mxcsr, true);
    }

    /**
     * ±(a × b) ± c, rounded once.
     *
     * @param negateProduct whether the first sign is minus
     * @param negateAddend  whether the second sign is minus
     */
    public static long multiplyAdd(long a, long b, long c, boolean negateProduct, boolean negateAddend, int mxcsr) {
        double x = negateProduct ? -number(a) : number(a);
        double result = Math.fma(x, number(b), negateAddend ? -number(c) : number(c));
        return Mxcsr.isUsual(mxcsr) && result == result
                ? bits(result)
                : IeeeArithmetic.multiplyAdd(FloatFormat.DOUBLE, a, b, c, negateProduct, negateAddend, mxcsr, false);
    }

    /** Of {@link #multiplyAdd}. */
    public static int multiplyAddExceptions(long a, long b, long c, boolean negateProduct, boolean negateAddend,
            int mxcsr) {
        if (Mxcsr.isUsual(mxcsr) && Mxcsr.isInexactKnown(mxcsr) && isOrdinary(a) && isOrdinary(b)
                && isOrdinaryOrZero(c)) {
            double x = negateProduct ? -number(a) : number(a);
            if (isOrdinary(bits(Math.fma(x, number(b), negateAddend ? -number(c) : number(c))))) {
                return Mxcsr.PE;
            }
        }
        return (int) IeeeArithmetic.multiplyAdd(FloatFormat.DOUBLE, a, b, c, negateProduct, negateAddend, mxcsr, true);
    }

    /** The second operand, unless the first is less. */
    public static long minimum(long a, long b, int mxcsr) {
        return Comparison.minimum(FloatFormat.DOUBLE, a, b, mxcsr);
    }

    /** The second operand, unless the first is greater. */
    public static long maximum(long a, long b, int mxcsr) {
        return Comparison.maximum(FloatFormat.DOUBLE, a, b, mxcsr);
    }

    /** Of {@link #minimum} and {@link #maximum}. */
    public static int extremeExceptions(long a, long b, int mxcsr) {
        return Comparison.extremeExceptions(FloatFormat.DOUBLE, a, b, mxcsr);
    }

    /** Whether a predicate, 0 to 31 as VCMPPD counts them, holds. */
    public static boolean holds(int predicate, long a, long b, int mxcsr) {
        return Comparison.holds(FloatFormat.DOUBLE, predicate, a, b, mxcsr);
    }

    /** Of {@link #holds}. */
    public static int predicateExceptions(int predicate, long a, long b, int mxcsr) {
        return Comparison.predicateExceptions(FloatFormat.DOUBLE, predicate, a, b, mxcsr);
    }

    /** ZF, PF and CF of a comparison (COMIS, UCOMIS). */
    public static int compare(long a, long b, int mxcsr) {
        if (Mxcsr.isUsual(mxcsr)) {
            double x = number(a);
            double y = number(b);
            return x > y ? 0 : x < y ? Flags.CF : x == y ? Flags.ZF : Flags.ZF | Flags.PF | Flags.CF;
        }
        return Comparison.flags(FloatFormat.DOUBLE, a, b, mxcsr);
    }

    /** Of {@link #compare}. @param quiet whether a quiet NaN is no exception */
    public static int compareExceptions(long a, long b, boolean quiet, int mxcsr) {
        return isOrdinaryOrZero(a) && isOrdinaryOrZero(b)
                ? 0
                : Comparison.flagsExceptions(FloatFormat.DOUBLE, a, b, mxcsr, quiet);
    }

    /** To an integer of 32 or 64 bits, zero-extended; the smallest one for what has no place there. @param mode of rounding */
    public static long toInteger(long a, int mode, int size, int mxcsr) {
        long truncated = (long) number(a);
        if (mode == Mxcsr.ZERO && isOrdinaryOrZero(a) && isInside(truncated, size)) {
            return size == 64 ? truncated : truncated & 0xffffffffL;
        }
        return IeeeConversion.toInteger(FloatFormat.DOUBLE, a, mode, size, mxcsr, false);
    }

    /** Of {@link #toInteger}. */
    public static int toIntegerExceptions(long a, int mode, int size, int mxcsr) {
        long truncated = (long) number(a);
        if (isOrdinaryOrZero(a) && isInside(truncated, size) && truncated == number(a)) {
            return 0;
        }
        return (int) IeeeConversion.toInteger(FloatFormat.DOUBLE, a, mode, size, mxcsr, true);
    }

    /** Whether an integer is surely one of the size. Java's conversion gives the outermost ones for what is outside. */
    private static boolean isInside(long integer, int size) {
        return size == 64 ? integer != Long.MIN_VALUE && integer != Long.MAX_VALUE : (int) integer == integer;
    }

    /** From a signed integer. */
    public static long fromInteger(long integer, int mxcsr) {
        return Mxcsr.isUsual(mxcsr)
                ? bits((double) integer)
                : IeeeConversion.fromInteger(FloatFormat.DOUBLE, integer, mxcsr, false);
    }

    /** Of {@link #fromInteger}. */
    public static int fromIntegerExceptions(long integer, int mxcsr) {
        if ((int) integer == integer) {
            return 0;
        }
        return (int) IeeeConversion.fromInteger(FloatFormat.DOUBLE, integer, mxcsr, true);
    }

    /** To an integral number. @param mode of rounding */
    public static long toIntegral(long a, int mode, int mxcsr) {
        return IeeeConversion.toIntegral(FloatFormat.DOUBLE, a, mode, mxcsr, false);
    }

    /** Of {@link #toIntegral}. */
    public static int toIntegralExceptions(long a, int mode, int mxcsr) {
        return (int) IeeeConversion.toIntegral(FloatFormat.DOUBLE, a, mode, mxcsr, true);
    }

    /** To single precision. */
    public static long narrow(long a, int mxcsr) {
        return IeeeConversion.convert(FloatFormat.DOUBLE, FloatFormat.SINGLE, a, mxcsr, false);
    }

    /** Of {@link #narrow}. */
    public static int narrowExceptions(long a, int mxcsr) {
        return (int) IeeeConversion.convert(FloatFormat.DOUBLE, FloatFormat.SINGLE, a, mxcsr, true);
    }
}
