package dev.whereabouts.service.bytes;

import dev.whereabouts.service.settings.Settings;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes that all requests together may hold. A part of them is kept for small stores, so that a few large requests neither shut out the others
 * nor end a stream in the middle, whose lines and answers are small. Safe for any number of threads.
 */
public final class ByteBudget {

    /** A store is small up to this part of the whole: as many of them as there are streams by default have room in what is kept. */
    private static final int SMALL_PART = 256;

    private final long bytes;
    private final AtomicLong left;

    public ByteBudget(long bytes) {
        this.bytes = bytes;
        left = new AtomicLong(bytes);
    }

    /**
     * Takes bytes out of the budget; false, and nothing taken, where it does not hold so many.
     *
     * @param store how many bytes the store has then
     */
    boolean take(long bytes, long store) {
        long kept = store <= this.bytes / SMALL_PART ? 0 : this.bytes / Settings.KEPT_PART;
        long before = left.get();
        while (before - kept >= bytes) {
            long seen = left.compareAndExchange(before, before - bytes);
            if (seen == before) {
                return true;
            }
            before = seen;
        }
        return false;
    }

    void giveBack(long bytes) {
        left.addAndGet(bytes);
    }

    /** Bytes in all. */
    public long bytes() {
        return bytes;
    }

    /** Bytes that are not taken. */
    public long left() {
        return left.get();
    }
}
