package dev.whereabouts.service.work;

import dev.whereabouts.service.work.WorkPool.Admission;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Tasks that run side by side while their results come out in order, each as soon as it and all before it are done.
 *
 * <p>The calling thread takes tasks from their source, which may block; a thread of its own hands results to the sink. Only so many tasks
 * are under way, so that a fast source does not run ahead of a slow sink.
 *
 * @param <R> a result
 */
public final class OrderedTasks<R extends Result> {

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
                underWay.put(Optional.of(admission.submit(work)));
                deadline.check();
            }
        } finally {
            underWay.put(Optional.empty());
            writer.join();
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

    private void hand(Sink<R> sink) {
        try {
            Optional<Task<R>> next = underWay.take();
            while (next.isPresent()) {
                hand(next.get(), sink);
                next = underWay.take();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }

    private void hand(Task<R> task, Sink<R> sink) {
        if (sinkFailure != null) {
            task.abandon();
            return;
        }
        try (R result = task.await(deadline)) {
            sink.accept(result);
            if (!isNextReady()) {
                sink.pause();
            }
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            sinkFailure = e;
        }
    }

    private boolean isNextReady() {
        Optional<Task<R>> next = underWay.peek();
        return next != null && next.isPresent() && next.get().isDone();
    }
}
