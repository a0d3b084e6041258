package dev.whereabouts.service.work;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A task on its way through the pool. Its result is given to exactly one: to whoever waits for it, or, once abandoned, back to the task,
 * which closes it.
 *
 * @param <R> a result, which holds something to be given back
 */
public final class Task<R extends Result> {

    private final CompletableFuture<R> result = new CompletableFuture<>();
    private final Future<?> run;

    Task(Callable<R> work, ExecutorService threads) {
        run = threads.submit(() -> perform(work));
    }

    private void perform(Callable<R> work) {
        try {
            R done = work.call();
            if (!result.complete(done)) {
                done.close();
            }
        } catch (Throwable e) {
            result.completeExceptionally(e);
        }
    }

    /** Whether a result or failure is there, so that {@link #await} does not wait. */
    boolean isDone() {
        return result.isDone();
    }

    /**
     * Waits for the result, which the caller then closes.
     *
     * @throws dev.whereabouts.service.problem.ProblemException if the deadline passes first; the task is abandoned then
     * @throws IOException what the task threw; runtime exceptions and errors of the task come out as they are, too
     */
    public R await(Deadline deadline) throws IOException, InterruptedException {
        try {
            return result.get(Math.max(deadline.leftNanos(), 0), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            abandon();
            throw deadline.passed();
        } catch (InterruptedException e) {
            abandon();
            throw e;
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException io -> throw io;
                case RuntimeException runtime -> throw runtime;
                case Error error -> throw error;
                default -> throw new IllegalStateException(e.getCause());
            }
        }
    }

    /** Nobody wants the result: interrupts the work, and closes what comes of it. */
    void abandon() {
        if (!result.cancel(false) && result.state() == Future.State.SUCCESS) {
            result.resultNow().close();
        }
        run.cancel(true);
    }
}
