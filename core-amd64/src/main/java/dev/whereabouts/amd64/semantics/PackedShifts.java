package dev.whereabouts.amd64.semantics;

/** Shifts of the elements of a word. A count is unsigned; one of an element's size or more shifts everything out. */
public final class PackedShifts {

    private PackedShifts() {}

    private static boolean isAll(long count, int size) {
        return Long.compareUnsigned(count, size) >= 0;
    }

    public static long left(long a, long count, int size) {
        return isAll(count, size) ? 0 : a << count & Elements.all(Elements.mask(size) << count, size);
    }

    public static long right(long a, long count, int size) {
        return isAll(count, size) ? 0 : a >>> count & Elements.all(Elements.mask(size) >>> count, size);
    }

    public static long arithmeticRight(long a, long count, int size) {
        long by = isAll(count, size) ? size - 1 : count;
        long sign = Elements.highest(size) >>> by;
        return PackedIntegers.subtract(right(a, by, size) ^ sign, sign, size);
    }

    /** Each element by its own count. */
    public static long leftEach(long a, long counts, int size) {
        long result = 0;
        for (int i = 0; i < 64 / size; i++) {
            long count = Elements.unsigned(counts, size, i);
            result |= isAll(count, size) ? 0 : Elements.at(Elements.unsigned(a, size, i) << count, size, i);
        }
        return result;
    }

    /** Each element by its own count. */
    public static long rightEach(long a, long counts, int size) {
        long result = 0;
        for (int i = 0; i < 64 / size; i++) {
            long count = Elements.unsigned(counts, size, i);
            result |= isAll(count, size) ? 0 : Elements.at(Elements.unsigned(a, size, i) >>> count, size, i);
        }
        return result;
    }

    /** Each element by its own count. */
    public static long arithmeticRightEach(long a, long counts, int size) {
        long result = 0;
        for (int i = 0; i < 64 / size; i++) {
            long count = Elements.unsigned(counts, size, i);
            result |= Elements.at(Elements.signed(a, size, i) >> (isAll(count, size) ? size - 1 : count), size, i);
        }
        return result;
    }

    /**
     * A word of four, the first the lowest, shifted right as one number.
     *
     * @param bytes unsigned
     * @param half  which word of the result, 0 or 1
     */
    public static long bytesRight(long w0, long w1, long w2, long w3, int bytes, int half) {
        int first = bytes / 8 + half;
        int bits = bytes % 8 * 8;
        long low = word(w0, w1, w2, w3, first);
        return bits == 0 ? low : low >>> bits | word(w0, w1, w2, w3, first + 1) << 64 - bits;
    }

    private static long word(long w0, long w1, long w2, long w3, int index) {
        return switch (index) {
            case 0 -> w0;
            case 1 -> w1;
            case 2 -> w2;
            case 3 -> w3;
            default -> 0;
        };
    }
}
