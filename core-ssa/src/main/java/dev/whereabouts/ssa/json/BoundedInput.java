package dev.whereabouts.ssa.json;

import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Place;
import java.io.IOException;
import java.io.InputStream;

/** Refuses to give more than so many bytes for one function. Does not close the stream that it reads. */
final class BoundedInput extends InputStream {

    private final InputStream in;
    private final long functionBytes;
    private long rest;

    BoundedInput(InputStream in, long functionBytes) {
        this.in = in;
        this.functionBytes = functionBytes;
        rest = functionBytes;
    }

    /** A function begins: it may have so many bytes again, beside those of it that the parser has read ahead. */
    void startOver() {
        rest = functionBytes;
    }

    @Override
    public int read() throws IOException {
        int one = in.read();
        if (one >= 0) {
            take(1);
        }
        return one;
    }

    @Override
    public int read(byte[] into, int at, int length) throws IOException {
        int count = in.read(into, at, (int) Math.min(length, Math.max(rest, 1)));
        take(Math.max(count, 0));
        return count;
    }

    private void take(int count) {
        rest -= count;
        if (rest < 0) {
            throw InputException.limit(new Place.Pointer(""), "functionBytes", functionBytes);
        }
    }

    @Override
    public void close() {
        // whoever opened the stream closes it
    }
}
