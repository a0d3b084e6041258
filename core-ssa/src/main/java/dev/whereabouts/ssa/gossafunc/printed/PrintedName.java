package dev.whereabouts.ssa.gossafunc.printed;

import dev.whereabouts.ssa.gossafunc.DumpLine;
import java.util.List;

/**
 * Which values hold a slot.
 *
 * @param at     the line
 * @param values ids, of values that may be gone
 */
public record PrintedName(DumpLine at, PrintedSlot slot, List<Integer> values) {

    public PrintedName {
        values = List.copyOf(values);
    }
}
