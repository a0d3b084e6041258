package dev.whereabouts.ssa.gossafunc.printed;

import dev.whereabouts.ssa.gossafunc.DumpLine;

/**
 * A variable or a part of one, as in {@code s+8[int]}.
 *
 * @param variable as printed: with its package where it was inlined from another one ({@code fmt.err}, {@code "a/b".err})
 * @param offset   bytes from the start of that variable
 * @param type     Go type of the part
 */
public record PrintedSlot(String variable, long offset, String type) {

    /**
     * Reads a line that is a slot and nothing else.
     *
     * @throws dev.whereabouts.ssa.problem.InputException where it is not
     */
    public static PrintedSlot parse(DumpLine line) {
        LineScan scan = new LineScan(line);
        PrintedSlot slot = scan.slot();
        scan.expectEnd();
        return slot;
    }

    @Override
    public String toString() {
        return variable + (offset == 0 ? "" : "+" + offset) + "[" + type + "]";
    }
}
