package dev.whereabouts.ssa.gossafunc.listing;

import dev.whereabouts.ssa.gossafunc.DumpLine;

/**
 * One instruction as genssa prints it.
 *
 * @param at       the line
 * @param label    what it is for
 * @param index    its number in the order of making
 * @param line     source line, or {@link dev.whereabouts.ssa.model.Function#UNKNOWN}
 * @param mnemonic such as {@code MOVQ}
 * @param operands the rest of the line, or an empty text
 */
record GenssaInstruction(DumpLine at, Label label, int index, int line, String mnemonic, String operands) {

    /** What an instruction is for. */
    sealed interface Label {

        record Value(int id) implements Label {}

        record Block(int id) implements Label {}

        /** Made for the function as a whole, or for the start of a block. */
        record None() implements Label {}
    }
}
