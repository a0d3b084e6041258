package dev.whereabouts.amd64.linux;

import java.util.function.LongSupplier;

/**
 * What a blocked thread waits for.
 *
 * @param attempt  the call again: its result, or {@link #PENDING}
 * @param deadline virtual nanoseconds, or {@link #NEVER}
 * @param timedOut the call's result when the deadline has passed
 * @param restarts whether the call is made again after a handler that asks for it (SA_RESTART); otherwise it fails with EINTR (signal(7))
 * @param abandon  done when the wait ends without the attempt's success
 */
record Wait(LongSupplier attempt, long deadline, long timedOut, boolean restarts, Runnable abandon) {

    static final long PENDING = Long.MIN_VALUE;
    static final long NEVER = Long.MAX_VALUE;

    /** One without a deadline, which nothing has to be undone for. */
    static Wait forever(LongSupplier attempt, boolean restarts) {
        return new Wait(attempt, NEVER, 0, restarts, () -> {});
    }

    /** One that only a signal or the deadline ends. */
    static Wait until(long deadline) {
        return new Wait(() -> PENDING, deadline, 0, false, () -> {});
    }
}
