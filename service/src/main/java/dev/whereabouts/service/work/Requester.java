package dev.whereabouts.service.work;

/** Who waits for work. Called by several threads. */
public interface Requester {

    /** One that waits to the end and is told nothing, such as the command line. */
    Requester ALWAYS_THERE = new Requester() {
        @Override
        public boolean isGone() {
            return false;
        }

        @Override
        public void waited(long nanos) {}

        @Override
        public void worked(long nanos, Ending ending) {}
    };

    /** What became of a task. */
    enum Ending {
        /** Its result was handed over. */
        DONE,
        /** It ended with the reason why there is no result. */
        REFUSED,
        /** Nobody waited for it any more. */
        ABANDONED
    }

    /** Whether nobody waits for an answer any more. Asked only by the thread that asked for admission, while it does nothing else. */
    boolean isGone();

    /** A task of this requester has waited so long for a worker. */
    void waited(long nanos);

    /** A worker was busy so long with a task of this requester. */
    void worked(long nanos, Ending ending);
}
