package dev.whereabouts.amd64.semantics;

/**
 * Sums, comparisons and what follows from them, on the elements of a word. What is usual works on all elements of a word at once: carries and
 * borrows are kept out of the next element by its neighbour's highest bit.
 */
public final class PackedIntegers {

    private PackedIntegers() {}

    public static long add(long a, long b, int size) {
        long highest = Elements.highest(size);
        return (a & ~highest) + (b & ~highest) ^ (a ^ b) & highest;
    }

    public static long subtract(long a, long b, int size) {
        long highest = Elements.highest(size);
        return (a | highest) - (b & ~highest) ^ (a ^ ~b) & highest;
    }

    public static long addSigned(long a, long b, int size) {
        long result = 0;
        for (int i = 0; i < 64 / size; i++) {
            long sum = Elements.signed(a, size, i) + Elements.signed(b, size, i);
            result |= Elements.at(Elements.saturateSigned(sum, size), size, i);
        }
        return result;
    }

    public static long addUnsigned(long a, long b, int size) {
        long result = 0;
        for (int i = 0; i < 64 / size; i++) {
            long sum = Elements.unsigned(a, size, i) + Elements.unsigned(b, size, i);
            result |= Elements.at(Elements.saturateUnsigned(sum, size), size, i);
        }
        return result;
    }

    public static long subtractSigned(long a, long b, int size) {
        long result = 0;
        for (int i = 0; i < 64 / size; i++) {
            long difference = Elements.signed(a, size, i) - Elements.signed(b, size, i);
            result |= Elements.at(Elements.saturateSigned(difference, size), size, i);
        }
        return result;
    }

    public static long subtractUnsigned(long a, long b, int size) {
        return subtract(maximumUnsigned(a, b, size), b, size);
    }

    /** All ones where elements are equal. */
    public static long equal(long a, long b, int size) {
        long highest = Elements.highest(size);
        long different = a ^ b;
        return Elements.fill(~((different & ~highest) + ~highest | different) & highest, size);
    }

    /** All ones where the first signed element is greater. */
    public static long greater(long a, long b, int size) {
        long difference = subtract(b, a, size);
        return Elements.fill((difference ^ (a ^ b) & (b ^ difference)) & Elements.highest(size), size);
    }

    private static long greaterUnsigned(long a, long b, int size) {
        long highest = Elements.highest(size);
        return greater(a ^ highest, b ^ highest, size);
    }

    /** Bits of the first where the mask is one, of the second elsewhere. */
    public static long select(long mask, long a, long b) {
        return a & mask | b & ~mask;
    }

    public static long minimumSigned(long a, long b, int size) {
        return select(greater(a, b, size), b, a);
    }

    public static long maximumSigned(long a, long b, int size) {
        return select(greater(a, b, size), a, b);
    }

    public static long minimumUnsigned(long a, long b, int size) {
        return select(greaterUnsigned(a, b, size), b, a);
    }

    public static long maximumUnsigned(long a, long b, int size) {
        return select(greaterUnsigned(a, b, size), a, b);
    }

    /** The mean of unsigned elements, rounded up. */
    public static long average(long a, long b, int size) {
        return (a | b) - ((a ^ b) >>> 1 & ~Elements.highest(size));
    }

    public static long absolute(long a, int size) {
        long negative = greater(0, a, size);
        return subtract(a ^ negative, negative, size);
    }

    /** Elements negated where the second's are negative, zero where those are zero (PSIGN). */
    public static long sign(long a, long b, int size) {
        long negative = greater(0, b, size);
        return subtract(a ^ negative, negative, size) & ~equal(b, 0, size);
    }

    /** The sum of the absolute differences of eight unsigned bytes (PSADBW). */
    public static long sumOfDifferences(long a, long b) {
        long sum = 0;
        for (int i = 0; i < 8; i++) {
            sum += Math.abs(Elements.unsigned(a, 8, i) - Elements.unsigned(b, 8, i));
        }
        return sum;
    }

    /** Sums of neighbours, those of one word after those of the other (PHADD). */
    public static long horizontalAdd(long low, long high, int size) {
        return add(neighbours(low, high, size, 0), neighbours(low, high, size, 1), size);
    }

    public static long horizontalAddSigned(long low, long high, int size) {
        return addSigned(neighbours(low, high, size, 0), neighbours(low, high, size, 1), size);
    }

    /** Differences of neighbours, those of one word after those of the other (PHSUB). */
    public static long horizontalSubtract(long low, long high, int size) {
        return subtract(neighbours(low, high, size, 0), neighbours(low, high, size, 1), size);
    }

    public static long horizontalSubtractSigned(long low, long high, int size) {
        return subtractSigned(neighbours(low, high, size, 0), neighbours(low, high, size, 1), size);
    }

    /** Every second element of two words, the even ones or the odd ones. */
    private static long neighbours(long low, long high, int size, int parity) {
        long result = 0;
        int half = 32 / size;
        for (int i = 0; i < half; i++) {
            result |= Elements.at(Elements.unsigned(low, size, 2 * i + parity), size, i)
                    | Elements.at(Elements.unsigned(high, size, 2 * i + parity), size, half + i);
        }
        return result;
    }

    /** The highest bits of the elements, one after another from bit 0 (PMOVMSKB, MOVMSKPS, MOVMSKPD). */
    public static int highestBits(long word, int size) {
        long bits = 0;
        for (int i = 0; i < 64 / size; i++) {
            bits |= (word >>> size * (i + 1) - 1 & 1) << i;
        }
        return (int) bits;
    }

    /** {@link #highestBits} of bytes, by one multiplication that gathers them in the highest byte. */
    public static int highestBitsOfBytes(long word) {
        return (int) ((word >>> 7 & 0x0101010101010101L) * 0x0102040810204080L >>> 56);
    }

    /** The smallest of eight unsigned elements of 16 bits, and behind it the index of the first such (PHMINPOSUW). */
    public static long minimumAndPosition(long low, long high) {
        long minimum = Long.MAX_VALUE;
        int position = 0;
        for (int i = 0; i < 8; i++) {
            long element = Elements.unsigned(i < 4 ? low : high, 16, i & 3);
            if (element < minimum) {
                minimum = element;
                position = i;
            }
        }
        return minimum | (long) position << 16;
    }

    /**
     * Four of the eight sums of absolute differences between four bytes of the second operand and every four successive bytes of the first
     * (MPSADBW).
     *
     * @param immediate which four: bits 0 and 1 those of the second, bit 2 where the first starts, in fours
     * @param half      0 for the first four sums, 1 for the others
     */
    public static long sumsOfDifferences(long aLow, long aHigh, long bLow, long bHigh, int immediate, int half) {
        long block = Elements.unsigned((immediate & 2) == 0 ? bLow : bHigh, 32, immediate & 1);
        int start = (immediate & 4) + 4 * half;
        long result = 0;
        for (int i = 0; i < 4; i++) {
            long sum = 0;
            for (int j = 0; j < 4; j++) {
                int at = start + i + j;
                long element = Elements.unsigned(at < 8 ? aLow : aHigh, 8, at & 7);
                sum += Math.abs(element - Elements.unsigned(block, 8, j));
            }
            result |= Elements.at(sum, 16, i);
        }
        return result;
    }
}
