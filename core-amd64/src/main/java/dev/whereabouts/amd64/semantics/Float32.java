package dev.whereabouts.amd64.semantics;

import dev.whereabouts.amd64.cpu.Flags;

/**
 * Arithmetic on numbers of single precision, in the low 32 bits of a long, the others zero. Each operation has two functions: its value, and the exceptions it raises, as the
 * bits of MXCSR. Where MXCSR asks for nothing unusual both are Java's own arithmetic, which is that of IEEE 754; everything else is
 * {@link IeeeArithmetic}.
 */
public final class Float32 {

    /** Biased exponents between these are of results that are neither tiny nor too great, however they are rounded. */
    private static final int SMALL = 2;
    private static final int GREAT = 0xfd;

    private Float32() {}

    private static float number(long bits) {
        return Float.intBitsToFloat((int) bits);
    }

    private static long bits(float number) {
        return Float.floatToRawIntBits(number) & 0xffffffffL;
    }

    private static int biasedExponent(long bits) {
        return (int) (bits >>> 23) & 0xff;
    }

    private static boolean isZero(long bits) {
        return (bits & 0x7fffffffL) == 0;
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
        float result = number(a) + number(b);
        return Mxcsr.isUsual(mxcsr) && result == result
                ? bits(result)
                : IeeeArithmetic.add(FloatFormat.SINGLE, a, b, mxcsr, false);
    }

    /** Of {@link #add}. */
    public static int addExceptions(long a, long b, int mxcsr) {
        float x = number(a);
        float y = number(b);
        float result = x + y;
        if (Mxcsr.isUsual(mxcsr) && isOrdinaryOrZero(a) && isOrdinaryOrZero(b) && isOrdinaryOrZero(bits(result))) {
            if (Mxcsr.isInexactKnown(mxcsr)) {
                return Mxcsr.PE;
            }
            float part = result - x;
            return x - (result - part) + (y - part) == 0 ? 0 : Mxcsr.PE;
        }
        return (int) IeeeArithmetic.add(FloatFormat.SINGLE, a, b, mxcsr, true);
    }

    /** a - b. */
    public static long subtract(long a, long b, int mxcsr) {
        float result = number(a) - number(b);
        return Mxcsr.isUsual(mxcsr) && result == result
                ? bits(result)
                : IeeeArithmetic.subtract(FloatFormat.SINGLE, a, b, mxcsr, false);
    }

    /** Of {@link #subtract}. */
    public static int subtractExceptions(long a, long b, int mxcsr) {
        float x = number(a);
        float y = -number(b);
        float result = x + y;
        if (Mxcsr.isUsual(mxcsr) && isOrdinaryOrZero(a) && isOrdinaryOrZero(b) && isOrdinaryOrZero(bits(result))) {
            if (Mxcsr.isInexactKnown(mxcsr)) {
                return Mxcsr.PE;
            }
            float part = result - x;
            return x - (result - part) + (y - part) == 0 ? 0 : Mxcsr.PE;
        }
        return (int) IeeeArithmetic.subtract(FloatFormat.SINGLE, a, b, mxcsr, true);
    }

    /** a × b. */
    public static long multiply(long a, long b, int mxcsr) {
        float result = number(a) * number(b);
        return Mxcsr.isUsual(mxcsr) && result == result
                ? bits(result)
                : IeeeArithmetic.multiply(FloatFormat.SINGLE, a, b, mxcsr, false);
    }

    /** Of {@link #multiply}. */
    public static int multiplyExceptions(long a, long b, int mxcsr) {
        float result = number(a) * number(b);
        if (Mxcsr.isUsual(mxcsr) && isOrdinary(a) && isOrdinary(b) && isOrdinary(bits(result))) {
            if (Mxcsr.isInexactKnown(mxcsr)) {
                return Mxcsr.PE;
            }
            return (double) number(a) * number(b) == result ? 0 : Mxcsr.PE;
        }
        return (int) IeeeArithmetic.multiply(FloatFormat.SINGLE, a, b, mxcsr, true);
    }

    /** a ÷ b. */
    public static long divide(long a, long b, int mxcsr) {
        float result = number(a) / number(b);
        return Mxcsr.isUsual(mxcsr) && result == result
                ? bits(result)
                : IeeeArithmetic.divide(FloatFormat.SINGLE, a, b, mxcsr, false);
    }

    /** Of {@link #divide}. */
    public static int divideExceptions(long a, long b, int mxcsr) {
        float result = number(a) / number(b);
        if (Mxcsr.isUsual(mxcsr) && isOrdinary(a) && isOrdinary(b) && isOrdinary(bits(result))) {
            if (Mxcsr.isInexactKnown(mxcsr)) {
                return Mxcsr.PE;
            }
            return (double) result * number(b) == number(a) ? 0 : Mxcsr.PE;
        }
        return (int) IeeeArithmetic.divide(FloatFormat.SINGLE, a, b, mxcsr, true);
    }

    /** √a. */
    public static long squareRoot(long a, int mxcsr) {
        float result = (float) Math.sqrt(number(a));
        return Mxcsr.isUsual(mxcsr) && result == result
                ? bits(result)
                : IeeeArithmetic.squareRoot(FloatFormat.SINGLE, a, mxcsr, false);
    }

    /** Of {@link #squareRoot}. */
    public static int squareRootExceptions(long a, int mxcsr) {
        float result = (float) Math.sqrt(number(a));
        if (Mxcsr.isUsual(mxcsr) && isOrdinary(a) && result == result) {
            if (Mxcsr.isInexactKnown(mxcsr)) {
                return Mxcsr.PE;
            }
            return (double) result * result == number(a) ? 0 : Mxcsr.PE;
        }
        return (int) IeeeArithmetic.squareRoot(FloatFormat.SINGLE, a, mxcsr, true);
    }

    /**
     * ±(a × b) ± c, rounded once.
     *
     * @param negateProduct whether the first sign is minus
     * @param negateAddend  whether the second sign is minus
     */
    public static long multiplyAdd(long a, long b, long c, boolean negateProduct, boolean negateAddend, int mxcsr) {
        float x = negateProduct ? -number(a) : number(a);
        float result = Math.fma(x, number(b), negateAddend ? -number(c) : number(c));
        return Mxcsr.isUsual(mxcsr) && result == result
                ? bits(result)
                : IeeeArithmetic.multiplyAdd(FloatFormat.SINGLE, a, b, c, negateProduct, negateAddend, mxcsr, false);
    }

    /** Of {@link #multiplyAdd}. */
    public static int multiplyAddExceptions(long a, long b, long c, boolean negateProduct, boolean negateAddend,
            int mxcsr) {
        if (Mxcsr.isUsual(mxcsr) && Mxcsr.isInexactKnown(mxcsr) && isOrdinary(a) && isOrdinary(b)
                && isOrdinaryOrZero(c)) {
            float x = negateProduct ? -number(a) : number(a);
            if (isOrdinary(bits(Math.fma(x, number(b), negateAddend ? -number(c) : number(c))))) {
                return Mxcsr.PE;
            }
        }
        return (int) IeeeArithmetic.multiplyAdd(FloatFormat.SINGLE, a, b, c, negateProduct, negateAddend, mxcsr, true);
    }

    /** The second operand, unless the first is less. */
    public static long minimum(long a, long b, int mxcsr) {
        return Comparison.minimum(FloatFormat.SINGLE, a, b, mxcsr);
    }

    /** The second operand, unless the first is greater. */
    public static long maximum(long a, long b, int mxcsr) {
        return Comparison.maximum(FloatFormat.SINGLE, a, b, mxcsr);
    }

    /** Of {@link #minimum} and {@link #maximum}. */
    public static int extremeExceptions(long a, long b, int mxcsr) {
        return Comparison.extremeExceptions(FloatFormat.SINGLE, a, b, mxcsr);
    }

    /** Whether a predicate, 0 to 31 as VCMPPD counts them, holds. */
    public static boolean holds(int predicate, long a, long b, int mxcsr) {
        return Comparison.holds(FloatFormat.SINGLE, predicate, a, b, mxcsr);
    }

    /** Of {@link #holds}. */
    public static int predicateExceptions(int predicate, long a, long b, int mxcsr) {
        return Comparison.predicateExceptions(FloatFormat.SINGLE, predicate, a, b, mxcsr);
    }

    /** ZF, PF and CF of a comparison (COMIS, UCOMIS). */
    public static int compare(long a, long b, int mxcsr) {
        if (Mxcsr.isUsual(mxcsr)) {
            float x = number(a);
            float y = number(b);
            return x > y ? 0 : x < y ? Flags.CF : x == y ? Flags.ZF : Flags.ZF | Flags.PF | Flags.CF;
        }
        return Comparison.flags(FloatFormat.SINGLE, a, b, mxcsr);
    }

    /** Of {@link #compare}. @param quiet whether a quiet NaN is no exception */
    public static int compareExceptions(long a, long b, boolean quiet, int mxcsr) {
        return isOrdinaryOrZero(a) && isOrdinaryOrZero(b)
                ? 0
                : Comparison.flagsExceptions(FloatFormat.SINGLE, a, b, mxcsr, quiet);
    }

    /** To an integer of 32 or 64 bits, zero-extended; the smallest one for what has no place there. @param mode of rounding */
    public static long toInteger(long a, int mode, int size, int mxcsr) {
        return IeeeConversion.toInteger(FloatFormat.SINGLE, a, mode, size, mxcsr, false);
    }

    /** Of {@link #toInteger}. */
    public static int toIntegerExceptions(long a, int mode, int size, int mxcsr) {
        return (int) IeeeConversion.toInteger(FloatFormat.SINGLE, a, mode, size, mxcsr, true);
    }

    /** From a signed integer. */
    public static long fromInteger(long integer, int mxcsr) {
        return Mxcsr.isUsual(mxcsr)
                ? bits((float) integer)
                : IeeeConversion.fromInteger(FloatFormat.SINGLE, integer, mxcsr, false);
    }

    /** Of {@link #fromInteger}. */
    public static int fromIntegerExceptions(long integer, int mxcsr) {
        if (Math.abs(integer) >>> 24 == 0 && integer != Long.MIN_VALUE) {
            return 0;
        }
        return (int) IeeeConversion.fromInteger(FloatFormat.SINGLE, integer, mxcsr, true);
    }

    /** To an integral number. @param mode of rounding */
    public static long toIntegral(long a, int mode, int mxcsr) {
        return IeeeConversion.toIntegral(FloatFormat.SINGLE, a, mode, mxcsr, false);
    }

    /** Of {@link #toIntegral}. */
    public static int toIntegralExceptions(long a, int mode, int mxcsr) {
        return (int) IeeeConversion.toIntegral(FloatFormat.SINGLE, a, mode, mxcsr, true);
    }

    /** To double precision. */
    public static long widen(long a, int mxcsr) {
        return IeeeConversion.convert(FloatFormat.SINGLE, FloatFormat.DOUBLE, a, mxcsr, false);
    }

    /** Of {@link #widen}. */
    public static int widenExceptions(long a, int mxcsr) {
        return (int) IeeeConversion.convert(FloatFormat.SINGLE, FloatFormat.DOUBLE, a, mxcsr, true);
    }

    /** An approximation of 1 ÷ a (RCPSS): here the nearest; denormals, as operands and as results, are zeros. No exceptions. */
    public static long reciprocal(long a) {
        return approximation(a, 1f / number(withoutDenormal(a)));
    }

    /** An approximation of 1 ÷ √a (RSQRTSS): here the nearest but one; denormals are zeros. No exceptions. */
    public static long reciprocalRoot(long a) {
        return approximation(a, (float) (1 / Math.sqrt(number(withoutDenormal(a)))));
    }

    private static long approximation(long a, float result) {
        if (FloatFormat.SINGLE.isNan(a)) {
            return a | FloatFormat.SINGLE.quietBit();
        }
        return result != result ? FloatFormat.SINGLE.indefinite() : withoutDenormal(bits(result));
    }

    private static long withoutDenormal(long a) {
        return FloatFormat.SINGLE.isDenormal(a) ? a & FloatFormat.SINGLE.signBit() : a;
    }
}
