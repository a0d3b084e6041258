package dev.whereabouts.ssa.dwarf;

import java.util.Arrays;

/**
 * Reads little-endian bytes within a range. The first failure sticks: from then on every read answers 0 and {@link #ok} is false, so that
 * a decoder may read a whole entry and ask once.
 */
final class ByteReader {

    private final byte[] bytes;
    private final int end;
    private int at;
    private int failedAt;
    private String failure;

    ByteReader(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    boolean ok() {
        return failure == null;
    }

    boolean atEnd() {
        return at >= end;
    }

    int at() {
        return at;
    }

    int remaining() {
        return end - at;
    }

    /** Only after a failure. */
    <T> Decoding.Malformed<T> malformed() {
        return new Decoding.Malformed<>(failedAt, failure);
    }

    void fail(int where, String detail) {
        if (ok()) {
            failedAt = where;
            failure = detail;
            at = end;
        }
    }

    /** The next byte, which stays to be read. Not at the end. */
    int peek() {
        return bytes[at] & 0xFF;
    }

    int u8(String what) {
        return at < end ? bytes[at++] & 0xFF : (int) fixed(1, what);
    }

    int u16(String what) {
        return (int) fixed(2, what);
    }

    /** 4 or 8 bytes, without sign. */
    long word(int wordSize, String what) {
        return fixed(wordSize, what);
    }

    private long fixed(int length, String what) {
        if (remaining() < length) {
            fail(at, "the bytes end within " + what + ", which takes " + length);
            return 0;
        }
        long value = 0;
        for (int i = 0; i < length; i++) {
            value |= (bytes[at++] & 0xFFL) << 8 * i;
        }
        return value;
    }

    /** An unsigned LEB128 of at most 64 bits; padding is allowed. */
    long uleb(String what) {
        int start = at;
        long value = 0;
        for (int shift = 0; at < end; shift = Math.min(shift + 7, 70)) {
            int group = bytes[at++];
            int bits = group & 0x7F;
            if (bits > (shift < 63 ? 0x7F : shift == 63 ? 1 : 0)) {
                fail(start, what + " takes more than 64 bits");
                return 0;
            }
            value |= shift < 64 ? (long) bits << shift : 0;
            if (group >= 0) {
                return value;
            }
        }
        fail(start, "the bytes end within " + what + ", a LEB128");
        return 0;
    }

    /** A signed LEB128 of at most 64 bits; padding is allowed. */
    long sleb(String what) {
        int start = at;
        long value = 0;
        for (int shift = 0; at < end; shift = Math.min(shift + 7, 70)) {
            int group = bytes[at++];
            int bits = group & 0x7F;
            value |= shift < 64 ? (long) bits << shift : 0;
            if (shift >= 63 && bits != (value < 0 ? 0x7F : 0)) {
                fail(start, what + " takes more than 64 bits");
                return 0;
            }
            if (group >= 0) {
                return shift < 57 && (group & 0x40) != 0 ? value | -1L << shift + 7 : value;
            }
        }
        fail(start, "the bytes end within " + what + ", a LEB128");
        return 0;
    }

    byte[] bytes(long length, String what) {
        if (length < 0 || length > remaining()) {
            fail(at, what + " is " + Long.toUnsignedString(length) + " bytes long, of which " + remaining()
                    + " are there");
            return new byte[0];
        }
        at += (int) length;
        return Arrays.copyOfRange(bytes, at - (int) length, at);
    }
}
