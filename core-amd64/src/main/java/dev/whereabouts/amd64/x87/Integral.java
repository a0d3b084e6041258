package dev.whereabouts.amd64.x87;

/**
 * A number rounded to an integer.
 *
 * @param magnitude unsigned; meaningless where {@code isBeyond}
 * @param isBeyond  whether it needs more than 64 bits
 * @param isUp      whether it was rounded away from zero
 */
record Integral(long magnitude, boolean isBeyond, boolean isExact, boolean isUp) {

    /** Towards zero. */
    static final int TRUNCATE = 3;

    /** @param mode rounding, as in the control word */
    static Integral of(Extended a, int mode) {
        if (a.isZero()) {
            return new Integral(0, false, true, false);
        }
        int exponent = a.leadingExponent();
        if (exponent > 63) {
            return new Integral(0, true, true, false);
        }
        int shift = 63 - exponent;
        long whole = shift < 64 ? a.normalized() >>> shift : 0;
        long rest = Rounding.shiftSticky(a.normalized(), 0, shift);
        boolean isUp = switch (mode) {
            case 0 -> rest < 0 && (rest << 1 != 0 || (whole & 1) != 0);
            case 1 -> rest != 0 && a.isNegative();
            case 2 -> rest != 0 && !a.isNegative();
            default -> false;
        };
        long magnitude = isUp ? whole + 1 : whole;
        return new Integral(magnitude, isUp && magnitude == 0, rest == 0, isUp);
    }
}
