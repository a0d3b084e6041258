package dev.whereabouts.ssa.json;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A stream of lines as one stream after another: it ends where a line does, until {@link #nextLine} goes to the next. So a line of any
 * length is parsed as it arrives, and what a parser leaves of a bad line is skipped. Does not close the stream that it reads.
 */
public final class LineInput extends InputStream {

    private static final int BUFFER = 64 << 10;

    /** A longer line is not held whole. */
    private static final int LONGEST_HELD = 1 << 20;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = ONES << 7;
    private static final long NEWLINES = ONES * '\n';

    private final InputStream in;
    private byte[] buffer = new byte[BUFFER + PlainInput.SLACK];
    private int at;
    private int end;
    private long line;
    private boolean inLine;
    private int heldTo;

    public LineInput(InputStream in) {
        this.in = in;
    }

    /** Number of the line that is read now, from 1. */
    long line() {
        return line;
    }

    /** Goes to the first byte of the next line that has more than white space; false at the stream's end. */
    public boolean nextLine() throws IOException {
        while (inLine) {
            at = lineEnd(at, end);
            if (at == end) {
                inLine = fill();
            } else {
                at++;
                inLine = false;
            }
        }
        line++;
        while (at < end || fill()) {
            switch (buffer[at]) {
                case ' ', '\t', '\r' -> at++;
                case '\n' -> {
                    at++;
                    line++;
                }
                default -> {
                    inLine = true;
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Reads on until the rest of the line lies in the {@link #buffer}, from {@link #at} to a newline; false where it is longer than
     * {@code most} bytes, or than is held at all.
     */
    boolean holdsLine(long most) throws IOException {
        int searched = at;
        while (true) {
            int newline = lineEnd(searched, end);
            if (newline - at > most) {
                return false;
            }
            if (newline < end) {
                heldTo = newline;
                return true;
            }
            int length = end - at;
            if (!makeRoom()) {
                return false;
            }
            searched = at + length;
            int got = in.read(buffer, end, buffer.length - PlainInput.SLACK - end);
            if (got <= 0) {
                buffer[end] = '\n';
                heldTo = end;
                return true;
            }
            end += got;
        }
    }

    /** Where the buffer is full, moves the line to its beginning, or to a larger one; false where the line is too long. */
    private boolean makeRoom() {
        if (end < buffer.length - PlainInput.SLACK) {
            return true;
        }
        int length = end - at;
        byte[] from = buffer;
        if (length == buffer.length - PlainInput.SLACK) {
            if (length >= LONGEST_HELD) {
                return false;
            }
            buffer = new byte[2 * length + PlainInput.SLACK];
        }
        System.arraycopy(from, at, buffer, 0, length);
        at = 0;
        end = length;
        return true;
    }

    byte[] buffer() {
        return buffer;
    }

    /** Where in the buffer the next byte is. */
    int at() {
        return at;
    }

    /** Goes to the end of a line that is held. */
    void leave() {
        at = heldTo;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (at == end && !fill()) {
            return -1;
        }
        int count = lineEnd(at, Math.min(end, at + length)) - at;
        System.arraycopy(buffer, at, into, from, count);
        at += count;
        return count == 0 && length > 0 ? -1 : count;
    }

    /** Eight bytes a step: a look at each byte took a twentieth of the time that reading functions takes. */
    private int lineEnd(int from, int to) {
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            long differing = (long) LONGS.get(buffer, i) ^ NEWLINES;
            // the lowest bit left is in the first byte that is zero (Warren, Hacker's Delight, "Find First 0-Byte")
            long found = differing - ONES & ~differing & HIGH_BITS;
            if (found != 0) {
                return i + Long.numberOfTrailingZeros(found) / Byte.SIZE;
            }
        }
        while (i < to && buffer[i] != '\n') {
            i++;
        }
        return i;
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(in.read(buffer, 0, buffer.length - PlainInput.SLACK), 0);
        return end > 0;
    }

    @Override
    public void close() {
        // whoever opened the stream closes it
    }
}
