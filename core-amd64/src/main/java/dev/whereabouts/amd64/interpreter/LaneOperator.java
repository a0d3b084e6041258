package dev.whereabouts.amd64.interpreter;

/** What is computed from a lane of each operand: one of the two words of a lane of the result. */
@FunctionalInterface
interface LaneOperator {

    /** @param part which word of the result: 0 and 1 in the low lane, 2 and 3 in the high one */
    long word(long aLow, long aHigh, long bLow, long bHigh, int immediate, int part);
}
