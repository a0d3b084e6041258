package dev.whereabouts.service.bytes;

import java.util.concurrent.atomic.AtomicLong;

/** The bytes that all requests together may hold. Safe for any number of threads. */
public final class ByteBudget {

    private final long bytes;
    private final AtomicLong left;

    public ByteBudget(long bytes) {
        this.bytes = bytes;
        left = new AtomicLong(bytes);
    }

    /** Takes bytes out of the budget; false, and nothing taken, where it does not hold so many. */
    boolean take(long bytes) {
        long before = left.get();
        while (before >= bytes) {
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
