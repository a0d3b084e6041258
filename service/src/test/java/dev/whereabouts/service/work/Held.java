package dev.whereabouts.service.work;

import java.util.concurrent.atomic.AtomicInteger;

/** A result that counts how many of its kind are not closed. */
record Held(int number, AtomicInteger open) implements Result {

    Held {
        open.incrementAndGet();
    }

    @Override
    public void close() {
        open.decrementAndGet();
    }
}
