package dev.whereabouts.amd64.semantics;

import dev.whereabouts.amd64.cpu.Flags;

/**
 * PCMPESTRI, PCMPESTRM, PCMPISTRI and PCMPISTRM: SDM volume 2, section 4.1. A string is 16 bytes or 8 elements of 16 bits, as two words; what is
 * behind its length is invalid.
 */
public final class StringComparison {

    private static final int WORDS = 1;
    private static final int SIGNED = 2;
    private static final int EQUAL_ANY = 0;
    private static final int RANGES = 1;
    private static final int EQUAL_EACH = 2;
    private static final int NEGATIVE = 1 << 4;
    private static final int MASKED = 1 << 5;
    private static final int LAST_OR_EXPANDED = 1 << 6;

    private StringComparison() {}

    private static int count(int immediate) {
        return (immediate & WORDS) != 0 ? 8 : 16;
    }

    private static long element(long low, long high, int index, int immediate) {
        int size = (immediate & WORDS) != 0 ? 16 : 8;
        int inWord = 64 / size;
        long word = index < inWord ? low : high;
        return (immediate & SIGNED) != 0
                ? Elements.signed(word, size, index % inWord)
                : Elements.unsigned(word, size, index % inWord);
    }

    /** The length of a string that ends with an element of 0, in elements. */
    public static int implicitLength(long low, long high, int immediate) {
        int count = count(immediate);
        for (int i = 0; i < count; i++) {
            if (element(low, high, i, immediate) == 0) {
                return i;
            }
        }
        return count;
    }

    /** The length that a register gives: its magnitude, at most the number of elements. */
    public static int explicitLength(long register, int immediate) {
        int count = count(immediate);
        return register < -count || register > count ? count : (int) Math.abs(register);
    }

    /** IntRes2: a bit for each element of the second string. */
    public static int result(long aLow, long aHigh, int lengthA, long bLow, long bHigh, int lengthB, int immediate) {
        int count = count(immediate);
        int result = 0;
        for (int i = 0; i < count; i++) {
            boolean isSet = switch (immediate >> 2 & 3) {
                case EQUAL_ANY ->
                    i < lengthB && isAny(aLow, aHigh, lengthA, element(bLow, bHigh, i, immediate), immediate);
                case RANGES ->
                    i < lengthB && isInRange(aLow, aHigh, lengthA, element(bLow, bHigh, i, immediate), immediate);
                case EQUAL_EACH -> i < lengthA && i < lengthB
                        ? element(aLow, aHigh, i, immediate) == element(bLow, bHigh, i, immediate)
                        : i >= lengthA && i >= lengthB;
                default -> isFound(aLow, aHigh, lengthA, bLow, bHigh, lengthB, i, immediate);
            };
            if (isSet) {
                result |= 1 << i;
            }
        }
        if ((immediate & NEGATIVE) == 0) {
            return result;
        }
        int inverted = (immediate & MASKED) != 0 ? (1 << lengthB) - 1 : (1 << count) - 1;
        return result ^ inverted;
    }

    private static boolean isAny(long low, long high, int length, long element, int immediate) {
        for (int i = 0; i < length; i++) {
            if (element(low, high, i, immediate) == element) {
                return true;
            }
        }
        return false;
    }

    private static boolean isInRange(long low, long high, int length, long element, int immediate) {
        for (int i = 0; i + 1 < length; i += 2) {
            if (element >= element(low, high, i, immediate) && element <= element(low, high, i + 1, immediate)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the first string is at a place of the second, as far as that goes to the end of the register. */
    private static boolean isFound(long aLow, long aHigh, int lengthA, long bLow, long bHigh, int lengthB, int at,
            int immediate) {
        for (int i = 0; i < lengthA && at + i < count(immediate); i++) {
            if (at + i >= lengthB || element(aLow, aHigh, i, immediate) != element(bLow, bHigh, at + i, immediate)) {
                return false;
            }
        }
        return true;
    }

    /** The index of the first or last bit of the result; the number of elements if there is none. */
    public static int index(int result, int immediate) {
        if (result == 0) {
            return count(immediate);
        }
        return (immediate & LAST_OR_EXPANDED) != 0
                ? 31 - Integer.numberOfLeadingZeros(result)
                : Integer.numberOfTrailingZeros(result);
    }

    /** The result as bits, or as elements of all ones. @param half which word */
    public static long mask(int result, int immediate, int half) {
        if ((immediate & LAST_OR_EXPANDED) == 0) {
            return half == 0 ? result : 0;
        }
        int size = (immediate & WORDS) != 0 ? 16 : 8;
        int inWord = 64 / size;
        return Shuffles.blend(0, -1, size, result >> half * inWord);
    }

    /** CF, ZF, SF and OF; AF and PF are 0. */
    public static int flags(int result, int lengthA, int lengthB, int immediate) {
        int count = count(immediate);
        return (result != 0 ? Flags.CF : 0) | (lengthB < count ? Flags.ZF : 0) | (lengthA < count ? Flags.SF : 0)
                | ((result & 1) != 0 ? Flags.OF : 0);
    }
}
