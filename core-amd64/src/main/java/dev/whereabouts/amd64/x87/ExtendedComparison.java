package dev.whereabouts.amd64.x87;

/** Comparing and classifying (SDM volume 1, sections 8.3.6 and 8.3.5). */
public final class ExtendedComparison {

    private ExtendedComparison() {}

    /**
     * Compares.
     *
     * @param isQuiet whether a quiet NaN raises nothing, as for FUCOM
     * @return C3, C2 and C0, and exceptions
     */
    public static int compare(Extended a, Extended b, boolean isQuiet) {
        if (ExtendedArithmetic.isInvalidOrNaN(a) || ExtendedArithmetic.isInvalidOrNaN(b)) {
            boolean isInvalid = !isQuiet || a.isSignalling() || b.isSignalling() || a.isUnsupported()
                    || b.isUnsupported();
            return Status.C3 | Status.C2 | Status.C0 | (isInvalid ? Status.IE : 0);
        }
        int order = order(a, b);
        int condition = order < 0 ? Status.C0 : order == 0 ? Status.C3 : 0;
        return condition | ExtendedArithmetic.denormal(a, b);
    }

    private static int order(Extended a, Extended b) {
        if (a.isZero() && b.isZero()) {
            return 0;
        }
        if (a.isNegative() != b.isNegative()) {
            return a.isNegative() ? -1 : 1;
        }
        int order = magnitudes(a, b);
        return a.isNegative() ? -order : order;
    }

    private static int magnitudes(Extended a, Extended b) {
        // a pseudo-denormal has exponent 0 for what 1 means
        int exponents = Integer.compare(Math.max(a.exponent(), 1), Math.max(b.exponent(), 1));
        return exponents != 0 ? exponents : Long.compareUnsigned(a.significand(), b.significand());
    }

    /** FXAM: the class in C3, C2 and C0, the sign in C1. */
    public static int classify(Extended a) {
        int kind;
        if (a.isUnsupported()) {
            kind = 0;
        } else if (a.isNaN()) {
            kind = Status.C0;
        } else if (a.isInfinity()) {
            kind = Status.C2 | Status.C0;
        } else if (a.isZero()) {
            kind = Status.C3;
        } else if (a.isDenormal()) {
            kind = Status.C3 | Status.C2;
        } else {
            kind = Status.C2;
        }
        return kind | (a.isNegative() ? Status.C1 : 0);
    }
}
