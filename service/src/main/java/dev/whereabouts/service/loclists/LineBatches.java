package dev.whereabouts.service.loclists;

import dev.whereabouts.service.bytes.ByteBudget;
import dev.whereabouts.service.bytes.ByteStore;
import dev.whereabouts.service.settings.Setting;
import dev.whereabouts.service.settings.Settings;
import java.io.IOException;
import java.io.InputStream;

/**
 * Cuts a stream of lines into batches of whole lines, as they arrive: a line that is complete is never held back for the next one.
 *
 * <p>A line that is longer than a function may be is cut, which leaves it too long for its reader to take.
 */
public final class LineBatches {

    private static final int BUFFER = 64 << 10;

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
        for (int i = at; i < to; i++) {
            if (buffer[i] == '\n') {
                nextLine++;
            }
        }
        at = to;
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
