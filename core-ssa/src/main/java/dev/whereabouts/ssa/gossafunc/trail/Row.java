package dev.whereabouts.ssa.gossafunc.trail;

import dev.whereabouts.ssa.gossafunc.printed.PrintedName;
import dev.whereabouts.ssa.gossafunc.printed.PrintedSlot;
import java.util.List;

/**
 * A line of names, and what it means.
 *
 * @param name  as printed last
 * @param trail what is known of the slot
 */
record Row(PrintedName name, TrailSlot trail) {

    PrintedSlot slot() {
        return name.slot();
    }

    List<Integer> values() {
        return name.values();
    }

    Row now(PrintedName later) {
        return new Row(later, trail);
    }
}
