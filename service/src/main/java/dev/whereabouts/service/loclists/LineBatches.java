package dev.whereabouts.service.loclists;

import dev.whereabouts.service.bytes.ByteBudget;
import dev.whereabouts.service.bytes.ByteStore;
import dev.whereabouts.service.settings.Setting;
import dev.whereabouts.service.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Cuts a stream of lines into batches of whole lines, as they arrive: a line that is complete is never held back for the next one.
 *
 * <p>A line that is longer than a function may be is cut, which leaves it too long for its reader to take.
 */
public final class LineBatches {

    private static final int BUFFER = 64 << 10;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101010101010101L;
    private static final long LOW_BITS = ONES * 0x7f;
    private static final long NEWLINES = ONES * '\n';

    private final InputStream in;
    private final ByteBudget budget;
    private final Settings settings;
    private final byte[] buffer = new byte[BUFFER];
    private int at;
    private int end;
    private long nextLine = 1;

    /**
     * Whole lines.
     *
     * @param bytes     to be closed by whoever has read them
     * @param firstLine the first line's number in the stream, from 1
     */
    public record Batch(ByteStore bytes, long firstLine) {}

    /** @param in stays open */
    public LineBatches(InputStream in, ByteBudget budget, Settings settings) {
        this.in = in;
        this.budget = budget;
        this.settings = settings;
    }

    /**
     * The next lines, or null at the end.
     *
     * @throws IOException if the stream cannot be read
     * @throws dev.whereabouts.service.problem.ProblemException if the budget does not hold them
     */
    public Batch next() throws IOException {
        ByteStore bytes = new ByteStore(budget, settings, Setting.STREAM_BYTES);
        try {
            long firstLine = nextLine;
            boolean isComplete = false;
            while (!isComplete && fill()) {
                int afterLast = end;
                while (afterLast > at && buffer[afterLast - 1] != '\n') {
                    afterLast--;
                }
                isComplete = afterLast > at;
                take(isComplete ? afterLast : end, bytes);
            }
            if (bytes.size() > 0) {
                return new Batch(bytes, firstLine);
            }
            bytes.close();
            return null;
        } catch (IOException | RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    private void take(int to, ByteStore into) {
        long room = settings.get(Setting.FUNCTION_BYTES) + BUFFER - into.size();
        into.write(buffer, at, Math.clamp(room, 0, to - at));
        nextLine += newlines(at, to);
        at = to;
    }

    /** Eight bytes a step: this is done on the thread that the connection's bytes come through. */
    private int newlines(int from, int to) {
        int count = 0;
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            long differing = (long) LONGS.get(buffer, i) ^ NEWLINES;
            // the highest bit of each byte that is zero (Warren, Hacker's Delight, "Find First 0-Byte")
            count += Long.bitCount(~((differing & LOW_BITS) + LOW_BITS | differing | LOW_BITS));
        }
        for (; i < to; i++) {
            count += buffer[i] == '\n' ? 1 : 0;
        }
        return count;
    }

    private boolean fill() throws IOException {
        if (at < end) {
            return true;
        }
        at = 0;
        end = Math.max(in.read(buffer), 0);
        return end > 0;
    }
}
