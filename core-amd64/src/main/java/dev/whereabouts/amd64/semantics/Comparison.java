package dev.whereabouts.amd64.semantics;

import dev.whereabouts.amd64.cpu.Flags;

/** Comparisons, minimum and maximum of floating-point numbers: SDM volume 2 under CMPPD, COMISD, MINPD, MAXPD. */
final class Comparison {

    private static final int LESS = 1;
    private static final int EQUAL = 2;
    private static final int GREATER = 4;
    private static final int UNORDERED = 8;

    /** For the predicates 0 to 15, the relations that each holds for; 16 to 31 repeat them. */
    private static final int[] HOLDS = {EQUAL, LESS, LESS | EQUAL, UNORDERED, LESS | GREATER | UNORDERED,
            EQUAL | GREATER | UNORDERED, GREATER | UNORDERED, LESS | EQUAL | GREATER, EQUAL | UNORDERED,
            LESS | UNORDERED, LESS | EQUAL | UNORDERED, 0, LESS | GREATER, EQUAL | GREATER, GREATER,
            LESS | EQUAL | GREATER | UNORDERED};

    /** Bit i: predicate i of the first sixteen raises IE for quiet NaNs too; predicates 16 to 31 are the other way round. */
    private static final int SIGNALLING = 1 << 1 | 1 << 2 | 1 << 5 | 1 << 6 | 1 << 9 | 1 << 10 | 1 << 13 | 1 << 14;

    private Comparison() {}

    private static int relation(FloatFormat format, long a, long b) {
        if (format.isNan(a) || format.isNan(b)) {
            return UNORDERED;
        }
        long x = ordered(format, a);
        long y = ordered(format, b);
        return x < y ? LESS : x == y ? EQUAL : GREATER;
    }

    private static long ordered(FloatFormat format, long value) {
        return format.isNegative(value) ? -format.magnitude(value) : value;
    }

    /** @param quiet whether a quiet NaN is no exception */
    private static int exceptions(FloatFormat format, long a, long b, boolean quiet) {
        if (format.isNan(a) || format.isNan(b)) {
            return !quiet || format.isSignalling(a) || format.isSignalling(b) ? Mxcsr.IE : 0;
        }
        return format.isDenormal(a) || format.isDenormal(b) ? Mxcsr.DE : 0;
    }

    /** Whether a predicate, 0 to 31 as VCMPPD counts them, holds. */
    static boolean holds(FloatFormat format, int predicate, long first, long second, int mxcsr) {
        long a = format.operand(first, mxcsr);
        long b = format.operand(second, mxcsr);
        return (HOLDS[predicate & 15] & relation(format, a, b)) != 0;
    }

    static int predicateExceptions(FloatFormat format, int predicate, long first, long second, int mxcsr) {
        boolean isSignalling = (SIGNALLING >> (predicate & 15) & 1) != predicate >> 4;
        return exceptions(format, format.operand(first, mxcsr), format.operand(second, mxcsr), !isSignalling);
    }

    /** ZF, PF and CF as COMISD and UCOMISD set them. */
    static int flags(FloatFormat format, long first, long second, int mxcsr) {
        return switch (relation(format, format.operand(first, mxcsr), format.operand(second, mxcsr))) {
            case LESS -> Flags.CF;
            case EQUAL -> Flags.ZF;
            case GREATER -> 0;
            default -> Flags.ZF | Flags.PF | Flags.CF;
        };
    }

    static int flagsExceptions(FloatFormat format, long first, long second, int mxcsr, boolean quiet) {
        return exceptions(format, format.operand(first, mxcsr), format.operand(second, mxcsr), quiet);
    }

    /** The second operand, unless the first is less. */
    static long minimum(FloatFormat format, long first, long second, int mxcsr) {
        long a = format.operand(first, mxcsr);
        long b = format.operand(second, mxcsr);
        return relation(format, a, b) == LESS ? a : b;
    }

    /** The second operand, unless the first is greater. */
    static long maximum(FloatFormat format, long first, long second, int mxcsr) {
        long a = format.operand(first, mxcsr);
        long b = format.operand(second, mxcsr);
        return relation(format, a, b) == GREATER ? a : b;
    }

    /** Of {@link #minimum} and {@link #maximum}. */
    static int extremeExceptions(FloatFormat format, long first, long second, int mxcsr) {
        return exceptions(format, format.operand(first, mxcsr), format.operand(second, mxcsr), false);
    }
}
