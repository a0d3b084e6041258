package dev.whereabouts.service.work;

import dev.whereabouts.service.work.WorkPool.Admission;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Tasks that run side by side while their results come out in order, each as soon as it and all before it are done.
 *
 * <p>The calling thread takes tasks from their source, which may block; a thread of its own hands results to the sink. Only so many tasks
 * are under way, so that a fast source does not run ahead of a slow sink.
 *
 * @param <R> a result
 */
public final class OrderedTasks<R extends Result> {

    private static final Duration LOOK = Duration.ofNanos(Task.LOOK_NANOS);

    private final Admission admission;
    private final Deadline deadline;
    private final BlockingQueue<Optional<Task<R>>> underWay;
    private volatile Throwable sinkFailure;

    /** Where tasks come from. */
    @FunctionalInterface
    public interface Source<R extends Result> {

        /** The next task, or null after the last. */
        Work<R> next() throws IOException;
    }

    /** Where results go. */
    public interface Sink<R> {

        /** Takes the next result, which is closed afterwards; throws to end the whole. */
        void accept(R result) throws IOException;

        /** No result is ready just now. */
        void pause() throws IOException;
    }

    OrderedTasks(Admission admission, Deadline deadline, int window) {
        this.admission = admission;
        this.deadline = deadline;
        underWay = new ArrayBlockingQueue<>(window);
    }

    /**
     * Runs all tasks of the source. Returns or throws once the sink has taken every result that came before the failure, if any.
     *
     * @throws dev.whereabouts.service.problem.ProblemException if the deadline passes
     * @throws RequesterGoneException if nobody waits for the results any more
     * @throws IOException          what the source, a task or the sink threw
     * @throws InterruptedException if the calling thread is interrupted
     */
    public void run(Source<R> source, Sink<R> sink) throws IOException, InterruptedException {
        Thread writer = Thread.ofVirtual().start(() -> hand(sink));
        try {
            for (Work<R> work = source.next(); work != null; work = source.next()) {
                if (sinkFailure != null) {
                    work.discard();
                    break;
                }
                put(Optional.of(admission.submit(work)), writer);
                deadline.check();
            }
        } finally {
            put(Optional.empty(), writer);
            while (!writer.join(LOOK)) {
                look(writer);
            }
        }
        switch (sinkFailure) {
            case null -> {
                // every result was taken
            }
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(sinkFailure);
        }
    }

    private void put(Optional<Task<R>> task, Thread writer) throws InterruptedException {
        while (!underWay.offer(task, Task.LOOK_NANOS, TimeUnit.NANOSECONDS)) {
            look(writer);
        }
    }

    /** While the calling thread neither reads nor writes, it is the one that sees whether results are still waited for. */
    private void look(Thread writer) {
        if (sinkFailure == null) {
            if (admission.requester().isGone()) {
                sinkFailure = new RequesterGoneException();
            } else if (deadline.leftNanos() <= 0) {
                sinkFailure = deadline.passed();
            }
            if (sinkFailure != null) {
                writer.interrupt();
            }
        }
    }

    private void hand(Sink<R> sink) {
        Optional<Task<R>> next = take();
        while (next.isPresent()) {
            hand(next.get(), sink);
            next = take();
        }
    }

    private Optional<Task<R>> take() {
        while (true) {
            try {
                return underWay.take();
            } catch (InterruptedException e) {
                // only look() interrupts, and has said why in sinkFailure: what comes is taken to be abandoned
            }
        }
    }

    private void hand(Task<R> task, Sink<R> sink) {
        if (sinkFailure != null) {
            task.abandon();
            return;
        }
        try (R result = task.awaitUnlooked(deadline)) {
            sink.accept(result);
            if (!isNextReady()) {
                sink.pause();
            }
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            if (sinkFailure == null) {
                sinkFailure = e;
            }
        }
    }

    private boolean isNextReady() {
        Optional<Task<R>> next = underWay.peek();
        return next != null && next.isPresent() && next.get().isDone();
    }
}
