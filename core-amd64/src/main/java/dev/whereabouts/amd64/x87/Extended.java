package dev.whereabouts.amd64.x87;

/**
 * An 80-bit value.
 *
 * @param signExponent sign in bit 15, biased exponent in bits 0 to 14
 * @param significand  with the integer bit in bit 63
 */
public record Extended(int signExponent, long significand) {

    static final int BIAS = 16_383;
    static final int MAX_EXPONENT = 0x7fff;
    static final long INTEGER_BIT = 1L << 63;
    private static final long QUIET_BIT = 1L << 62;

    /** The masked response to an invalid operation. */
    public static final Extended INDEFINITE = new Extended(0xffff, INTEGER_BIT | QUIET_BIT);

    public static final Extended ZERO = new Extended(0, 0);

    /** 1.0. */
    public static final Extended ONE = new Extended(BIAS, INTEGER_BIT);

    static Extended zero(boolean isNegative) {
        return new Extended(isNegative ? 0x8000 : 0, 0);
    }

    static Extended infinity(boolean isNegative) {
        return new Extended(isNegative ? 0xffff : 0x7fff, INTEGER_BIT);
    }

    public boolean isNegative() {
        return (signExponent & 0x8000) != 0;
    }

    /** Biased. */
    public int exponent() {
        return signExponent & MAX_EXPONENT;
    }

    public boolean isZero() {
        return exponent() == 0 && significand == 0;
    }

    public boolean isInfinity() {
        return exponent() == MAX_EXPONENT && significand == INTEGER_BIT;
    }

    public boolean isNaN() {
        return exponent() == MAX_EXPONENT && significand < 0 && significand != INTEGER_BIT;
    }

    public boolean isSignalling() {
        return isNaN() && (significand & QUIET_BIT) == 0;
    }

    /** A denormal number, or one with an integer bit that it should not have (a pseudo-denormal). */
    public boolean isDenormal() {
        return exponent() == 0 && significand != 0;
    }

    /** An exponent that asks for an integer bit that is missing; every operation takes it for invalid (SDM volume 1, section 8.2.2). */
    public boolean isUnsupported() {
        return exponent() != 0 && significand >= 0;
    }

    public Extended negate() {
        return new Extended(signExponent ^ 0x8000, significand);
    }

    public Extended absolute() {
        return new Extended(signExponent & MAX_EXPONENT, significand);
    }

    Extended quiet() {
        return new Extended(signExponent, significand | QUIET_BIT);
    }

    /** The exponent of the leading one, of a number that is not 0. */
    int leadingExponent() {
        return Math.max(exponent(), 1) - BIAS - Long.numberOfLeadingZeros(significand);
    }

    /** The significand with its leading one in bit 63, of a number that is not 0. */
    long normalized() {
        return significand << Long.numberOfLeadingZeros(significand);
    }
}
