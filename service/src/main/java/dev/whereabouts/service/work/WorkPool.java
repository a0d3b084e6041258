package dev.whereabouts.service.work;

import dev.whereabouts.service.problem.Problem;
import dev.whereabouts.service.problem.ProblemException;
import dev.whereabouts.service.problem.ProblemType;
import dev.whereabouts.service.settings.Setting;
import dev.whereabouts.service.settings.Settings;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The threads that compute, and the right to use them. Safe for any number of threads. */
public final class WorkPool implements AutoCloseable {

    private final int workers;
    private final ThreadPoolExecutor threads;
    private final int most;
    private final Semaphore admissions;
    private final int mostStreams;
    private final Semaphore streams;
    private final Supplier<Requester> requesters;
    private final RunningTasks running;

    /** A pool whose requester is always there, and which no {@link MemoryGuard} watches. */
    public WorkPool(Settings settings) {
        this(settings, () -> Requester.ALWAYS_THERE, RunningTasks.unmeasured());
    }

    /** @param requesters gives the requester on whose behalf the calling thread asks for admission */
    public WorkPool(Settings settings, Supplier<Requester> requesters) {
        this(settings, requesters, RunningTasks.measured());
    }

    private WorkPool(Settings settings, Supplier<Requester> requesters, RunningTasks running) {
        this.running = running;
        this.requesters = requesters;
        workers = settings.count(Setting.WORKERS);
        threads = new ThreadPoolExecutor(workers, workers, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
                // where the virtual machine is told to heed it, as in the image, answering goes before computing
                Thread.ofPlatform().name("worker-", 0).daemon(true).priority(Thread.MIN_PRIORITY).factory());
        most = workers + settings.count(Setting.QUEUE);
        admissions = new Semaphore(most);
        mostStreams = settings.count(Setting.STREAMS);
        streams = new Semaphore(mostStreams);
    }

    /** How many tasks run at one time. */
    public int workers() {
        return workers;
    }

    /** How many workers have a task just now. */
    public int busyWorkers() {
        return threads.getActiveCount();
    }

    /** How many tasks wait for a worker just now. */
    public int waitingTasks() {
        return threads.getQueue().size();
    }

    /** How many requests are in just now, streams apart: computed, or waiting. */
    public int admitted() {
        return most - admissions.availablePermits();
    }

    /** How many streams are open just now. */
    public int openStreams() {
        return mostStreams - streams.availablePermits();
    }

    /** How many streams may be open at one time. */
    public int mostStreams() {
        return mostStreams;
    }

    /** How many requests may be in at one time, streams apart. */
    public int mostAdmitted() {
        return most;
    }

    /**
     * Asks for the right to use workers, for as long as the result is not closed.
     *
     * @throws ProblemException if as many requests as are allowed are in already
     */
    public Admission admit() {
        return admit(admissions, "all workers are busy, and as many requests wait as " + Setting.QUEUE.variable());
    }

    /**
     * As {@link #admit()}, for a request whose tasks come as its client sends them.
     *
     * @throws ProblemException if as many streams as are allowed are open already
     */
    public Admission admitStream() {
        return admit(streams, "as many streams are open as " + Setting.STREAMS.variable());
    }

    private Admission admit(Semaphore places, String refusal) {
        Requester requester = requesters.get();
        if (!places.tryAcquire()) {
            throw new ProblemException(
                    Problem.of(ProblemType.QUEUE_FULL, refusal + " allows", Map.of("Retry-After", "1")));
        }
        return new Admission(requester, places);
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

    /** Ends the task, if there is one, for which most memory was allocated. */
    void endLargest() {
        running.largest().ifPresent(Task::endForMemory);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** The right of one request to use workers. */
    public final class Admission implements AutoCloseable {

        private final Requester requester;
        private final Semaphore places;

        private Admission(Requester requester, Semaphore places) {
            this.requester = requester;
            this.places = places;
        }

        Requester requester() {
            return requester;
        }

        /** Hands a task to the workers. */
        public <R extends Result> Task<R> submit(Work<R> work) {
            return new Task<>(work, requester, running, threads);
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
            places.release();
        }
    }
}
