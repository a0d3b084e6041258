package dev.whereabouts.debugcall.binary.section;

/** Reads one thing after another. */
public final class Cursor {

    private static final int LONGEST_NUMBER = 10;

    private final Bytes bytes;
    private long at;

    public Cursor(Bytes bytes, long at) {
        this.bytes = bytes;
        this.at = at;
    }

    /** The offset of what is read next. */
    public long at() {
        return at;
    }

    public boolean isAtEnd() {
        return at >= bytes.size();
    }

    public void moveTo(long to) {
        at = to;
    }

    public void skip(long length) {
        bytes.part(at, length);
        at += length;
    }

    public int u8() {
        return bytes.u8(at++);
    }

    public int u16() {
        int value = bytes.u16(at);
        at += 2;
        return value;
    }

    public long u32() {
        long value = bytes.u32(at);
        at += 4;
        return value;
    }

    public long i64() {
        long value = bytes.i64(at);
        at += 8;
        return value;
    }

    /** An unsigned number of 1, 2, 3, 4 or 8 bytes. */
    public long unsigned(int size) {
        return switch (size) {
            case 1 -> u8();
            case 2 -> u16();
            case 3 -> u16() | (long) u8() << 16;
            case 4 -> u32();
            case 8 -> i64();
            default -> throw new BinaryException(
                    bytes.name() + " has a number of " + size + " bytes at 0x" + Long.toHexString(at));
        };
    }

    /** Unsigned LEB128; bits beyond 64 are lost. */
    public long uleb() {
        long value = 0;
        long start = at;
        for (int i = 0; i < LONGEST_NUMBER; i++) {
            int next = u8();
            value |= (long) (next & 0x7f) << 7 * i;
            if (next < 0x80) {
                return value;
            }
        }
        throw tooLong(start);
    }

    /** Signed LEB128. */
    public long sleb() {
        long value = 0;
        long start = at;
        for (int i = 0; i < LONGEST_NUMBER; i++) {
            int next = u8();
            value |= (long) (next & 0x7f) << 7 * i;
            if (next < 0x80) {
                int used = 7 * (i + 1);
                return used < Long.SIZE && (next & 0x40) != 0 ? value | -1L << used : value;
            }
        }
        throw tooLong(start);
    }

    private BinaryException tooLong(long start) {
        return new BinaryException(bytes.name() + " has a number of more than " + LONGEST_NUMBER + " bytes at 0x"
                + Long.toHexString(start));
    }

    public String text() {
        String text = bytes.text(at);
        while (bytes.u8(at++) != 0) {
            continue;
        }
        return text;
    }

    /** The next so many bytes. */
    public Bytes part(long length) {
        Bytes part = bytes.part(at, length);
        at += length;
        return part;
    }
}
