package dev.whereabouts.amd64.semantics;

/**
 * A binary interchange format of IEEE 754, its values in the low bits of a long.
 *
 * @param fractionBits without the implied one
 * @param exponentBits of the biased exponent
 */
record FloatFormat(int fractionBits, int exponentBits) {

    static final FloatFormat SINGLE = new FloatFormat(23, 8);
    static final FloatFormat DOUBLE = new FloatFormat(52, 11);

    int bias() {
        return (1 << exponentBits - 1) - 1;
    }

    /** Of the smallest normal number. */
    int minExponent() {
        return 1 - bias();
    }

    long signBit() {
        return 1L << fractionBits + exponentBits;
    }

    long fractionMask() {
        return (1L << fractionBits) - 1;
    }

    long quietBit() {
        return 1L << fractionBits - 1;
    }

    long infinity() {
        return (1L << exponentBits) - 1 << fractionBits;
    }

    /** The NaN that an invalid operation gives (SDM volume 1, section 4.8.3.7). */
    long indefinite() {
        return signBit() | infinity() | quietBit();
    }

    boolean isNegative(long value) {
        return (value & signBit()) != 0;
    }

    long magnitude(long value) {
        return value & signBit() - 1;
    }

    boolean isNan(long value) {
        return magnitude(value) > infinity();
    }

    boolean isSignalling(long value) {
        return isNan(value) && (value & quietBit()) == 0;
    }

    boolean isInfinite(long value) {
        return magnitude(value) == infinity();
    }

    boolean isZero(long value) {
        return magnitude(value) == 0;
    }

    boolean isDenormal(long value) {
        return magnitude(value) <= fractionMask() && !isZero(value);
    }

    /** An operand as DAZ lets it be seen. */
    long operand(long value, int mxcsr) {
        return (mxcsr & Mxcsr.DAZ) != 0 && isDenormal(value) ? value & signBit() : value;
    }

    /** Of a finite value that is not zero: the exponent of its first one. */
    int exponent(long value) {
        int biased = (int) (magnitude(value) >>> fractionBits);
        return biased != 0
                ? biased - bias()
                : minExponent() + 63 - Long.numberOfLeadingZeros(value & fractionMask()) - fractionBits;
    }

    /** Of a finite value that is not zero: its digits from the first one on, that one in bit 63. */
    long significand(long value) {
        long fraction = value & fractionMask();
        if (magnitude(value) >>> fractionBits != 0) {
            fraction |= 1L << fractionBits;
        }
        return fraction << Long.numberOfLeadingZeros(fraction);
    }

    long zero(boolean negative) {
        return negative ? signBit() : 0;
    }

    long infinity(boolean negative) {
        return infinity() | zero(negative);
    }

    /** @param significand with the implied one */
    long normal(boolean negative, int exponent, long significand) {
        return zero(negative) | (long) (exponent + bias()) << fractionBits | significand & fractionMask();
    }
}
