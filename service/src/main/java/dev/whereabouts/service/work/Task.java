package dev.whereabouts.service.work;

import dev.whereabouts.service.problem.Problem;
import dev.whereabouts.service.problem.ProblemException;
import dev.whereabouts.service.problem.ProblemType;
import java.io.IOException;
import java.util.Map;
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
    private final RunningTasks running;
    private final long submittedNanos = System.nanoTime();

    /** The thread that performs the work just now, or null; guarded by this. */
    private Thread worker;

    /** Bytes that the worker had allocated in its life before this task; guarded by this. */
    private long allocatedBefore;

    /** @param running holds the task while a worker performs it */
    Task(Work<R> work, Requester requester, RunningTasks running, Executor threads) {
        this.work = work;
        this.running = running;
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
            allocatedBefore = running.allocatedBy(worker);
        }
        running.add(this);
        Requester.Ending ending = Requester.Ending.ABANDONED;
        try {
            R done = work.perform();
            if (result.complete(done)) {
                ending = Requester.Ending.DONE;
            } else {
                done.close();
            }
        } catch (OutOfMemoryError e) {
            endForMemory();
        } catch (Throwable e) {
            if (result.completeExceptionally(e)) {
                ending = Requester.Ending.REFUSED;
            }
        } finally {
            running.remove(this);
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

    /** Bytes that the worker has allocated for this task, freed ones included; 0 when no worker has it. */
    synchronized long allocatedBytes() {
        return worker == null ? 0 : running.allocatedBy(worker) - allocatedBefore;
    }

    /** Interrupts the work, and tells whoever waits that memory was short. */
    synchronized void endForMemory() {
        result.completeExceptionally(new ProblemException(Problem.of(ProblemType.MEMORY,
                "the requests in progress need more memory than there is, and this one had used most",
                Map.of("Retry-After", "5"))));
        if (worker != null) {
            worker.interrupt();
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
