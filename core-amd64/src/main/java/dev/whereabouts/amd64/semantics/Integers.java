package dev.whereabouts.amd64.semantics;

/** Integers of the four sizes within 64 bits. */
public final class Integers {

    private Integers() {}

    public static int bits(int size) {
        return 8 << size;
    }

    /** The low bits as a signed number. */
    public static long signed(int size, long value) {
        int unused = 64 - (8 << size);
        return value << unused >> unused;
    }

    /** The low bits as an unsigned number. */
    public static long unsigned(int size, long value) {
        int unused = 64 - (8 << size);
        return value << unused >>> unused;
    }

    /**
     * The bytes in the reverse order.
     *
     * @param size 16 bits (MOVBE), 32 or 64
     */
    public static long swapped(int size, long value) {
        return Long.reverseBytes(value) >> 64 - (8 << size);
    }
}
