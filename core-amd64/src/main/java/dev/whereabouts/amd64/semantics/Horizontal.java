package dev.whereabouts.amd64.semantics;

/**
 * Floating-point operations across the elements of a lane: HADDPS, HSUBPS, ADDSUBPS and DPPS, and the same for double precision. A lane is given
 * as its two words.
 */
public final class Horizontal {

    private Horizontal() {}

    private static long low(long word) {
        return word & 0xffffffffL;
    }

    private static long high(long word) {
        return word >>> 32;
    }

    /** Sums of neighbours: first those of the low word, then of the high one. */
    public static long addSingles(long low, long high, int mxcsr) {
        return Float32.add(low(low), high(low), mxcsr) | Float32.add(low(high), high(high), mxcsr) << 32;
    }

    /** Of {@link #addSingles}. */
    public static int addSinglesExceptions(long low, long high, int mxcsr) {
        return Float32.addExceptions(low(low), high(low), mxcsr) | Float32.addExceptions(low(high), high(high), mxcsr);
    }

    /** Differences of neighbours: first those of the low word, then of the high one. */
    public static long subtractSingles(long low, long high, int mxcsr) {
        return Float32.subtract(low(low), high(low), mxcsr) | Float32.subtract(low(high), high(high), mxcsr) << 32;
    }

    /** Of {@link #subtractSingles}. */
    public static int subtractSinglesExceptions(long low, long high, int mxcsr) {
        return Float32.subtractExceptions(low(low), high(low), mxcsr)
                | Float32.subtractExceptions(low(high), high(high), mxcsr);
    }

    /** The difference of the low elements and the sum of the high ones. */
    public static long alternateSingles(long a, long b, int mxcsr) {
        return Float32.subtract(low(a), low(b), mxcsr) | Float32.add(high(a), high(b), mxcsr) << 32;
    }

    /** Of {@link #alternateSingles}. */
    public static int alternateSinglesExceptions(long a, long b, int mxcsr) {
        return Float32.subtractExceptions(low(a), low(b), mxcsr) | Float32.addExceptions(high(a), high(b), mxcsr);
    }

    private static long product(long a, long b, boolean isWanted, int mxcsr) {
        return isWanted ? Float32.multiply(a, b, mxcsr) : 0;
    }

    private static int productExceptions(long a, long b, boolean isWanted, int mxcsr) {
        return isWanted ? Float32.multiplyExceptions(a, b, mxcsr) : 0;
    }

    /** Two products and their sum. @param wanted bits 0 and 1: which of the products; those that are not are 0 */
    private static long dotPair(long a, long b, int wanted, int mxcsr) {
        return Float32.add(product(low(a), low(b), (wanted & 1) != 0, mxcsr),
                product(high(a), high(b), (wanted & 2) != 0, mxcsr), mxcsr);
    }

    private static int pairProductsExceptions(long a, long b, int wanted, int mxcsr) {
        return productExceptions(low(a), low(b), (wanted & 1) != 0, mxcsr)
                | productExceptions(high(a), high(b), (wanted & 2) != 0, mxcsr);
    }

    private static int pairSumExceptions(long a, long b, int wanted, int mxcsr) {
        return Float32.addExceptions(product(low(a), low(b), (wanted & 1) != 0, mxcsr),
                product(high(a), high(b), (wanted & 2) != 0, mxcsr), mxcsr);
    }

    /** The sum of up to four products (DPPS): of the sums of two neighbours each. @param immediate bits 4 to 7: which */
    public static long dotSingles(long aLow, long aHigh, long bLow, long bHigh, int immediate, int mxcsr) {
        return Float32.add(dotPair(aLow, bLow, immediate >> 4, mxcsr), dotPair(aHigh, bHigh, immediate >> 6, mxcsr),
                mxcsr);
    }

    /** Of {@link #dotSingles}. @param stage 0 for the products, 1 for the sums of two, 2 for the sum of those */
    public static int dotSinglesExceptions(long aLow, long aHigh, long bLow, long bHigh, int immediate, int stage,
            int mxcsr) {
        return switch (stage) {
            case 0 -> pairProductsExceptions(aLow, bLow, immediate >> 4, mxcsr)
                    | pairProductsExceptions(aHigh, bHigh, immediate >> 6, mxcsr);
            case 1 -> pairSumExceptions(aLow, bLow, immediate >> 4, mxcsr)
                    | pairSumExceptions(aHigh, bHigh, immediate >> 6, mxcsr);
            default -> Float32.addExceptions(dotPair(aLow, bLow, immediate >> 4, mxcsr),
                    dotPair(aHigh, bHigh, immediate >> 6, mxcsr), mxcsr);
        };
    }

    private static long doubleProduct(long a, long b, boolean isWanted, int mxcsr) {
        return isWanted ? Float64.multiply(a, b, mxcsr) : 0;
    }

    private static int doubleProductExceptions(long a, long b, boolean isWanted, int mxcsr) {
        return isWanted ? Float64.multiplyExceptions(a, b, mxcsr) : 0;
    }

    /** The sum of up to two products (DPPD). @param immediate bits 4 and 5: which */
    public static long dotDoubles(long aLow, long aHigh, long bLow, long bHigh, int immediate, int mxcsr) {
        return Float64.add(doubleProduct(aLow, bLow, (immediate & 0x10) != 0, mxcsr),
                doubleProduct(aHigh, bHigh, (immediate & 0x20) != 0, mxcsr), mxcsr);
    }

    /** Of {@link #dotDoubles}. @param stage 0 for the products, 1 for their sum */
    public static int dotDoublesExceptions(long aLow, long aHigh, long bLow, long bHigh, int immediate, int stage,
            int mxcsr) {
        return switch (stage) {
            case 0 -> doubleProductExceptions(aLow, bLow, (immediate & 0x10) != 0, mxcsr)
                    | doubleProductExceptions(aHigh, bHigh, (immediate & 0x20) != 0, mxcsr);
            case 1 -> Float64.addExceptions(doubleProduct(aLow, bLow, (immediate & 0x10) != 0, mxcsr),
                    doubleProduct(aHigh, bHigh, (immediate & 0x20) != 0, mxcsr), mxcsr);
            default -> 0;
        };
    }
}
