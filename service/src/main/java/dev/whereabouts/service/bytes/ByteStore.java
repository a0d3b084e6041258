package dev.whereabouts.service.bytes;

import dev.whereabouts.service.problem.Problem;
import dev.whereabouts.service.problem.ProblemException;
import dev.whereabouts.service.problem.ProblemType;
import dev.whereabouts.service.settings.Setting;
import dev.whereabouts.service.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

/**
 * Bytes that are written, then read, and count against a limit and the budget until closed. They lie in segments, so that growing copies
 * nothing. For one thread at a time.
 */
public final class ByteStore extends OutputStream {

    private static final int FIRST_SEGMENT = 8 << 10;
    private static final int LARGEST_SEGMENT = 1 << 20;

    private final ByteBudget budget;
    private final Settings settings;
    private final Setting limit;
    private final List<byte[]> segments = new ArrayList<>();
    private byte[] last = new byte[0];
    private int used;
    private long full;

    /** @param limit how many bytes this store may hold */
    public ByteStore(ByteBudget budget, Settings settings, Setting limit) {
        this.budget = budget;
        this.settings = settings;
        this.limit = limit;
    }

    /** How many bytes were written. */
    public long size() {
        return full + used;
    }

    @Override
    public void write(int b) {
        write(new byte[]{(byte) b}, 0, 1);
    }

    /**
     * Adds bytes.
     *
     * @throws ProblemException if the limit or the budget does not hold them
     */
    @Override
    public void write(byte[] bytes, int from, int length) {
        if (length > settings.get(limit) - size()) {
            throw new ProblemException(Problem.tooLarge(limit, settings));
        }
        int rest = length;
        while (rest > 0) {
            if (used == last.length) {
                grow(rest);
            }
            int part = Math.min(rest, last.length - used);
            System.arraycopy(bytes, from + length - rest, last, used, part);
            used += part;
            rest -= part;
        }
    }

    private void grow(int atLeast) {
        int next = Math.clamp(Math.max(last.length * 2L, atLeast), FIRST_SEGMENT, LARGEST_SEGMENT);
        if (!budget.take(next, full + last.length + next)) {
            throw new ProblemException(Problem.of(ProblemType.QUEUE_FULL,
                    "the requests in progress hold as much memory as " + Setting.BUFFER_BYTES.variable() + " allows",
                    Map.of("Retry-After", "1")));
        }
        full += used;
        used = 0;
        last = new byte[next];
        segments.add(last);
    }

    /** Reads what was written, from its beginning; a {@link CancellationException} ends it where the thread is interrupted. */
    public InputStream read() {
        return new Reader();
    }

    /** Copies what was written. */
    public void copyTo(OutputStream out) throws IOException {
        for (byte[] segment : segments) {
            out.write(segment, 0, segment == last ? used : segment.length);
        }
    }

    /** Gives the bytes back to the budget. Nothing can be read afterwards. */
    @Override
    public void close() {
        for (byte[] segment : segments) {
            budget.giveBack(segment.length);
        }
        segments.clear();
        last = new byte[0];
        used = 0;
        full = 0;
    }

    private final class Reader extends InputStream {

        private int segment;
        private int at;

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) {
            if (length == 0) {
                return 0;
            }
            // what reads a long input works for long without another look at whether anybody waits
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("reading was cancelled");
            }
            while (segment < segments.size()) {
                byte[] bytes = segments.get(segment);
                int end = bytes == last ? used : bytes.length;
                if (at < end) {
                    int part = Math.min(length, end - at);
                    System.arraycopy(bytes, at, into, from, part);
                    at += part;
                    return part;
                }
                segment++;
                at = 0;
            }
            return -1;
        }
    }
}
