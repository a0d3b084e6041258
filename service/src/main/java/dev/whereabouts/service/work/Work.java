package dev.whereabouts.service.work;

import java.io.IOException;

/**
 * What a worker does. Exactly one of its methods is called, once.
 *
 * @param <R> what comes of it
 */
public interface Work<R extends Result> {

    /** Does it. The thread is interrupted when nobody waits for the result any more. */
    R perform() throws IOException, InterruptedException;

    /** It will not be done: gives back what it holds. */
    default void discard() {}
}
