package dev.whereabouts.ssa.analysis;

import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Limits;
import dev.whereabouts.ssa.problem.Place;
import java.util.concurrent.CancellationException;

/**
 * How much work the analysis of one function may take, and whether anybody waits for it still.
 *
 * <p>Everything that a function can make long spends here in small portions: a value that names many slots, a block with many
 * predecessors, a variable of many parts. Spending costs an addition and a comparison; only now and then is there a look at the limit and
 * the thread.
 */
final class WorkBudget {

    /** Steps from look to look: well under a millisecond. */
    private static final int LOOK_EVERY = 1 << 15;

    private final long limit;
    private long spent;
    private long nextLook;
    private int block;

    WorkBudget(Limits limits) {
        limit = limits.work();
    }

    /** Starts anew, for the next function. */
    void reset() {
        spent = 0;
        block = 0;
        look();
    }

    /** Names the block that is worked on, for the place of a failure. */
    void at(int blockIndex) {
        block = blockIndex;
    }

    /**
     * Takes steps: values, edges, slots or nodes that were looked at.
     *
     * @throws InputException if the limit {@code work} is passed
     * @throws CancellationException if the thread is interrupted
     */
    void spend(int steps) {
        spent += steps;
        if (spent >= nextLook) {
            look();
        }
    }

    private void look() {
        if (spent > limit) {
            throw InputException.limit(new Place.Pointer("/blocks/" + block), "work", limit);
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("the analysis was cancelled");
        }
        nextLook = Math.min(spent + LOOK_EVERY, limit + 1);
    }
}
