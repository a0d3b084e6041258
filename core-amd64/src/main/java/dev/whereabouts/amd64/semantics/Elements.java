package dev.whereabouts.amd64.semantics;

/** The elements of a word, of 8, 16, 32 or 64 bits. */
final class Elements {

    private Elements() {}

    /** All bits of one element, in the lowest. */
    static long mask(int size) {
        return -1L >>> 64 - size;
    }

    /** The lowest bit of each element. */
    static long lowest(int size) {
        return switch (size) {
            case 8 -> 0x0101010101010101L;
            case 16 -> 0x0001000100010001L;
            case 32 -> 0x0000000100000001L;
            default -> 1;
        };
    }

    /** The highest bit of each element. */
    static long highest(int size) {
        return lowest(size) << size - 1;
    }

    /** The same value in each element. */
    static long all(long value, int size) {
        return (value & mask(size)) * lowest(size);
    }

    static long signed(long word, int size, int index) {
        return word << 64 - size * (index + 1) >> 64 - size;
    }

    static long unsigned(long word, int size, int index) {
        return word << 64 - size * (index + 1) >>> 64 - size;
    }

    /** An element in its place, the others 0. */
    static long at(long value, int size, int index) {
        return (value & mask(size)) << size * index;
    }

    /** An element replaced. */
    static long with(long word, int size, int index, long value) {
        return word & ~(mask(size) << size * index) | at(value, size, index);
    }

    /** Elements whose highest bits are given become all ones, the others zero. */
    static long fill(long highest, int size) {
        return (highest >>> size - 1) * mask(size);
    }

    /** The nearest value that a signed element holds. */
    static long saturateSigned(long value, int size) {
        long greatest = mask(size - 1);
        return Math.max(~greatest, Math.min(greatest, value));
    }

    /** The nearest value that an unsigned element holds. */
    static long saturateUnsigned(long value, int size) {
        return Math.max(0, Math.min(mask(size), value));
    }
}
