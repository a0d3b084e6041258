package dev.whereabouts.amd64.instruction;

/** The bytes of one instruction, read once and in order. Behind the last of them zeros are read, and {@link #isShort} tells. */
final class InstructionBytes {

    /** The longest instruction (SDM volume 2, 2.3.11). */
    static final int MAX = 15;

    private byte[] bytes = {};
    private int end;
    private int at;
    private boolean isShort;

    void start(byte[] of, int length) {
        bytes = of;
        end = Math.min(length, MAX);
        at = 0;
        isShort = false;
    }

    /** Bytes read so far. */
    int count() {
        return at;
    }

    boolean isShort() {
        return isShort;
    }

    int unsignedByte() {
        if (at >= end) {
            isShort = true;
            return 0;
        }
        return bytes[at++] & 0xff;
    }

    /** @param bits 8, 16, 32 or 64 */
    long unsigned(int bits) {
        long value = 0;
        for (int shift = 0; shift < bits; shift += 8) {
            value |= (long) unsignedByte() << shift;
        }
        return value;
    }

    /** @param bits 8, 16, 32 or 64 */
    long signed(int bits) {
        int unused = 64 - bits;
        return unsigned(bits) << unused >> unused;
    }
}
