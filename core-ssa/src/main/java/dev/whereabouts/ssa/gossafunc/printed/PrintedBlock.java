package dev.whereabouts.ssa.gossafunc.printed;

import dev.whereabouts.ssa.gossafunc.DumpLine;
import java.util.List;

/**
 * One block.
 *
 * @param at       the line of its label
 * @param preds    ids of blocks
 * @param kind     how it ends, such as {@code Plain}, {@code Ret} or {@code NE}
 * @param controls ids of the values that decide where it goes
 * @param succs    ids of blocks
 */
public record PrintedBlock(DumpLine at, int id, List<Integer> preds, boolean dead, List<PrintedValue> values,
        String kind,
        List<Integer> controls, List<Integer> succs) {

    public PrintedBlock {
        preds = List.copyOf(preds);
        values = List.copyOf(values);
        controls = List.copyOf(controls);
        succs = List.copyOf(succs);
    }
}
