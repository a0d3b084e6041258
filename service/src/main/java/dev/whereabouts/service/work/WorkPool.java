package dev.whereabouts.service.work;

import dev.whereabouts.service.problem.Problem;
import dev.whereabouts.service.problem.ProblemException;
import dev.whereabouts.service.problem.ProblemType;
import dev.whereabouts.service.settings.Setting;
import dev.whereabouts.service.settings.Settings;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** The threads that compute, and the right to use them. Safe for any number of threads. */
public final class WorkPool implements AutoCloseable {

    private final int workers;
    private final ExecutorService threads;
    private final Semaphore admissions;

    public WorkPool(Settings settings) {
        workers = settings.count(Setting.WORKERS);
        threads = Executors.newFixedThreadPool(workers, Thread.ofPlatform().name("worker-", 0).daemon(true).factory());
        admissions = new Semaphore(workers + settings.count(Setting.QUEUE));
    }

    /** How many tasks run at one time. */
    public int workers() {
        return workers;
    }

    /**
     * Asks for the right to use workers, for as long as the result is not closed.
     *
     * @throws ProblemException if as many requests as are allowed are in already
     */
    public Admission admit() {
        if (!admissions.tryAcquire()) {
            throw new ProblemException(Problem.of(ProblemType.QUEUE_FULL,
                    "all workers are busy, and as many requests wait as " + Setting.QUEUE.variable() + " allows",
                    Map.of("Retry-After", "1")));
        }
        return new Admission();
    }

    /** As {@link #admit()}, for one task alone; where that is refused, the task is discarded. */
    public Admission admit(Work<?> only) {
        try {
            return admit();
        } catch (ProblemException e) {
            only.discard();
            throw e;
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** The right of one request to use workers. */
    public final class Admission implements AutoCloseable {

        private Admission() {}

        /** Hands a task to the workers. */
        public <R extends Result> Task<R> submit(Work<R> work) {
            return new Task<>(work, threads);
        }

        /**
         * Runs tasks side by side while their results come out in order.
         *
         * @see OrderedTasks
         */
        public <R extends Result> OrderedTasks<R> inOrder(Deadline deadline) {
            return new OrderedTasks<>(this, deadline, 2 * workers + 2);
        }

        @Override
        public void close() {
            admissions.release();
        }
    }
}
