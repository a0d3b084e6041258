package dev.whereabouts.service.http.work;

import dev.whereabouts.service.problem.Problem;
import dev.whereabouts.service.problem.ProblemException;
import dev.whereabouts.service.problem.ProblemType;
import dev.whereabouts.service.settings.Setting;
import dev.whereabouts.service.settings.Settings;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** The threads that compute, and the right to use them. Safe for any number of threads. */
@Component
public final class WorkPool implements DisposableBean {

    private final int workers;
    private final ExecutorService threads;
    private final Semaphore admissions;

    WorkPool(Settings settings) {
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
                    "all workers are busy and the queue of " + Setting.QUEUE.variable() + " requests is full",
                    Map.of("Retry-After", "1")));
        }
        return new Admission();
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }

    /** The right of one request to use workers. */
    public final class Admission implements AutoCloseable {

        /** Hands a task to the workers. */
        public <T> Future<T> submit(Callable<T> task) {
            return threads.submit(task);
        }

        /**
         * Has a task done and waits for it.
         *
         * @throws ProblemException if the deadline passes first; the task is interrupted then
         */
        public <T> T run(Callable<T> task, Deadline deadline) throws Exception {
            Future<T> result = submit(task);
            try {
                return result.get(Math.max(deadline.leftNanos(), 0), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                throw deadline.passed();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            } finally {
                result.cancel(true);
            }
        }

        @Override
        public void close() {
            admissions.release();
        }
    }
}
