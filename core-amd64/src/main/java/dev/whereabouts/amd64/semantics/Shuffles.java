package dev.whereabouts.amd64.semantics;

/** Elements put elsewhere, widened or narrowed. A lane is given as its two words; {@code half} says which word of the result is asked for. */
public final class Shuffles {

    private Shuffles() {}

    /**
     * Elements of two words in turn (PUNPCKL of low words, PUNPCKH of high ones).
     *
     * @param half 0 for the lower halves of the words, 1 for the upper ones
     */
    public static long interleave(long a, long b, int size, int half) {
        if (size == 64) {
            return half == 0 ? a : b;
        }
        long x = a >>> 32 * half;
        long y = b >>> 32 * half;
        long result = 0;
        for (int i = 0; i < 32 / size; i++) {
            result |= Elements.at(x >>> size * i, size, 2 * i) | Elements.at(y >>> size * i, size, 2 * i + 1);
        }
        return result;
    }

    /** Signed elements of two words, narrowed to signed ones of half the size (PACKSS). */
    public static long packSigned(long low, long high, int size) {
        long result = 0;
        int count = 64 / size;
        for (int i = 0; i < 2 * count; i++) {
            long element = Elements.signed(i < count ? low : high, size, i % count);
            result |= Elements.at(Elements.saturateSigned(element, size / 2), size / 2, i);
        }
        return result;
    }

    /** Signed elements of two words, narrowed to unsigned ones of half the size (PACKUS). */
    public static long packUnsigned(long low, long high, int size) {
        long result = 0;
        int count = 64 / size;
        for (int i = 0; i < 2 * count; i++) {
            long element = Elements.signed(i < count ? low : high, size, i % count);
            result |= Elements.at(Elements.saturateUnsigned(element, size / 2), size / 2, i);
        }
        return result;
    }

    /** Bytes of a lane by the indexes in a word; where an index's highest bit is set, 0 (PSHUFB). */
    public static long bytes(long low, long high, long indexes) {
        long result = 0;
        for (int i = 0; i < 8; i++) {
            int index = (int) (indexes >>> 8 * i) & 0xff;
            if (index < 0x80) {
                result |= Elements.at(((index & 8) == 0 ? low : high) >>> 8 * (index & 7), 8, i);
            }
        }
        return result;
    }

    /** Element of 32 bits of a lane. @param index only its low two bits count */
    public static long element32(long low, long high, int index) {
        return ((index & 2) == 0 ? low : high) >>> 32 * (index & 1) & 0xffffffffL;
    }

    /** Two elements of 32 bits of a lane. @param selectors two bits for each */
    public static long pair32(long low, long high, int selectors) {
        return element32(low, high, selectors) | element32(low, high, selectors >> 2) << 32;
    }

    /** Four elements of 16 bits of a word. @param selectors two bits for each (PSHUFLW, PSHUFHW) */
    public static long elements16(long word, int selectors) {
        long result = 0;
        for (int i = 0; i < 4; i++) {
            result |= Elements.at(word >>> 16 * (selectors >> 2 * i & 3), 16, i);
        }
        return result;
    }

    /** The second's elements where a bit of the mask is set, the first's elsewhere. @param mask bit 0 for the lowest element */
    public static long blend(long a, long b, int size, int mask) {
        long result = a;
        for (int i = 0; i < 64 / size; i++) {
            if ((mask >> i & 1) != 0) {
                result = Elements.with(result, size, i, b >>> size * i);
            }
        }
        return result;
    }

    /** The second's elements where the highest bit of the mask's element is set, the first's elsewhere. */
    public static long blendBySign(long a, long b, long mask, int size) {
        return PackedIntegers.select(Elements.fill(mask & Elements.highest(size), size), b, a);
    }

    /** Some elements of a lane, sign-extended. @param index which word of the result (PMOVSX) */
    public static long extendSigned(long low, long high, int from, int to, int index) {
        int count = 64 / to;
        long result = 0;
        for (int i = 0; i < count; i++) {
            int at = (index * count + i) * from;
            result |= Elements.at(Elements.signed(at < 64 ? low : high, from, at % 64 / from), to, i);
        }
        return result;
    }

    /** Some elements of a lane, zero-extended. @param index which word of the result (PMOVZX) */
    public static long extendUnsigned(long low, long high, int from, int to, int index) {
        int count = 64 / to;
        long result = 0;
        for (int i = 0; i < count; i++) {
            int at = (index * count + i) * from;
            result |= Elements.at(Elements.unsigned(at < 64 ? low : high, from, at % 64 / from), to, i);
        }
        return result;
    }

    /** An element of a word. */
    public static long extract(long word, int size, int index) {
        return Elements.unsigned(word, size, index);
    }

    /** A word with one element replaced. */
    public static long insert(long word, int size, int index, long element) {
        return Elements.with(word, size, index, element);
    }

    /** The same element in all places. */
    public static long broadcast(long element, int size) {
        return Elements.all(element, size);
    }
}
