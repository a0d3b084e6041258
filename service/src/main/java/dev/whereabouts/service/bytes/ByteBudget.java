package dev.whereabouts.service.bytes;

import java.util.concurrent.atomic.AtomicLong;

/** The bytes that all requests together may hold. Safe for any number of threads. */
public final class ByteBudget {

    private final AtomicLong left;

    public ByteBudget(long bytes) {
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

    /** Bytes that are not taken. */
    public long left() {
        return left.get();
    }
}
