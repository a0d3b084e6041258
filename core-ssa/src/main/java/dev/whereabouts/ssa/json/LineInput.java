package dev.whereabouts.ssa.json;

import java.io.IOException;
import java.io.InputStream;

/**
 * A stream of lines as one stream after another: it ends where a line does, until {@link #nextLine} goes to the next. So a line of any
 * length is parsed as it arrives, and what a parser leaves of a bad line is skipped. Does not close the stream that it reads.
 */
final class LineInput extends InputStream {

    private static final int BUFFER = 16 << 10;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int at;
    private int end;
    private long line;
    private boolean inLine;

    LineInput(InputStream in) {
        this.in = in;
    }

    /** Number of the line that is read now, from 1. */
    long line() {
        return line;
    }

    /** Goes to the first byte of the next line that has more than white space; false at the stream's end. */
    boolean nextLine() throws IOException {
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

    private int lineEnd(int from, int to) {
        for (int i = from; i < to; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return to;
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(in.read(buffer, 0, BUFFER), 0);
        return end > 0;
    }

    @Override
    public void close() {
        // whoever opened the stream closes it
    }
}
