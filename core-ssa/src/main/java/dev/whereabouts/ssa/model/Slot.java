package dev.whereabouts.ssa.model;

/**
 * A piece of a variable that the analysis follows.
 *
 * @param variable    index of the variable that the slot itself names; the variable it counts for is that of the root of the
 *                    {@code splitOf} chain
 * @param type        Go type, for people
 * @param size        bytes; {@link Variable#UNKNOWN_SIZE} where a dump does not say and nothing needs it
 * @param offset      bytes from the start of the variable
 * @param splitOf     index of the slot that this one is a part of, or {@link #WHOLE}
 * @param splitOffset bytes from the start of that slot
 */
public record Slot(int variable, String type, long size, long offset, int splitOf, long splitOffset) {

    public static final int WHOLE = -1;
}
