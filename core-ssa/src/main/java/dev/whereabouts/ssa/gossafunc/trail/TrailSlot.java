package dev.whereabouts.ssa.gossafunc.trail;

import dev.whereabouts.ssa.gossafunc.printed.PrintedSlot;
import java.util.Optional;

/**
 * A slot and where it comes from.
 *
 * @param variable the variable that it is a part of, or is
 * @param printed  as printed when it appeared
 * @param parent   the slot that it was split off; empty for a whole variable
 * @param part     where it lies in its parent
 */
public record TrailSlot(TrailVariable variable, PrintedSlot printed, Optional<TrailSlot> parent, Part part) {

    /** Where a part lies in its parent. */
    public sealed interface Part {

        /** All of it: a whole variable has no parent. */
        record Whole() implements Part {}

        /** @param offset bytes from the start of the parent */
        record At(long offset) implements Part {}

        /**
         * A field of a struct, perhaps of one in it.
         *
         * @param index in the order of memory, counted over all fields that are neither structs nor arrays
         */
        record Field(int index) implements Part {}
    }

    static TrailSlot whole(TrailVariable variable, PrintedSlot printed) {
        return new TrailSlot(variable, printed, Optional.empty(), new Part.Whole());
    }

    TrailSlot split(PrintedSlot printed, Part part) {
        return new TrailSlot(variable, printed, Optional.of(this), part);
    }
}
