package dev.whereabouts.service.work;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Work on its way through the pool. Its result is given to exactly one: to whoever waits for it, or, once abandoned, back to the task,
 * which closes it.
 *
 * @param <R> a result, which holds something to be given back
 */
public final class Task<R extends Result> {

    /** How often whoever waits looks whether the requester is still there. */
    static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final CompletableFuture<R> result = new CompletableFuture<>();
    private final Work<R> work;
    private final Requester requester;
    private final long submittedNanos = System.nanoTime();

    /** The thread that performs the work just now, or null; guarded by this. */
    private Thread worker;

    Task(Work<R> work, Requester requester, Executor threads) {
        this.work = work;
        this.requester = requester;
        threads.execute(this::perform);
    }

    private void perform() {
        long begunNanos = System.nanoTime();
        requester.waited(begunNanos - submittedNanos);
        synchronized (this) {
            if (result.isCancelled()) {
                work.discard();
                return;
            }
            worker = Thread.currentThread();
        }
        Requester.Ending ending = Requester.Ending.ABANDONED;
        try {
            R done = work.perform();
            if (result.complete(done)) {
                ending = Requester.Ending.DONE;
            } else {
                done.close();
            }
        } catch (Throwable e) {
            if (result.completeExceptionally(e)) {
                ending = Requester.Ending.REFUSED;
            }
        } finally {
            requester.worked(System.nanoTime() - begunNanos, ending);
            synchronized (this) {
                worker = null;
                Thread.interrupted(); // one that came too late is not for the next task
            }
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
     * @throws RequesterGoneException if nobody waits for an answer any more; the task is abandoned then
     * @throws IOException what the work threw; its runtime exceptions and errors come out as they are, too
     */
    public R await(Deadline deadline) throws IOException, InterruptedException {
        while (!isDone() && deadline.leftNanos() > LOOK_NANOS) {
            try {
                return await(LOOK_NANOS);
            } catch (TimeoutException e) {
                if (requester.isGone()) {
                    abandon();
                    throw new RequesterGoneException();
                }
            }
        }
        return awaitUnlooked(deadline);
    }

    /** As {@link #await}, but where another thread looks whether the requester is still there. */
    R awaitUnlooked(Deadline deadline) throws IOException, InterruptedException {
        try {
            return await(Math.max(deadline.leftNanos(), 0));
        } catch (TimeoutException e) {
            abandon();
            throw deadline.passed();
        }
    }

    private R await(long nanos) throws IOException, InterruptedException, TimeoutException {
        try {
            return result.get(nanos, TimeUnit.NANOSECONDS);
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
    synchronized void abandon() {
        if (!result.cancel(false) && result.state() == Future.State.SUCCESS) {
            result.resultNow().close();
        }
        if (worker != null) {
            worker.interrupt();
        }
    }
}
