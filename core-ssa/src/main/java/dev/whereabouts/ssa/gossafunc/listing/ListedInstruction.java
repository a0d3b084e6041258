package dev.whereabouts.ssa.gossafunc.listing;

import dev.whereabouts.ssa.gossafunc.DumpLine;

/**
 * One instruction as {@code -S} lists it.
 *
 * @param at       the line
 * @param pc       bytes from the function's start
 * @param file     source file, or an empty text
 * @param line     source line, or {@link dev.whereabouts.ssa.model.Function#UNKNOWN}
 * @param mnemonic such as {@code MOVQ}
 * @param operands the rest of the line, or an empty text
 */
record ListedInstruction(DumpLine at, int pc, String file, int line, String mnemonic, String operands) {

    String text() {
        return operands.isEmpty() ? mnemonic : mnemonic + "\t" + operands;
    }
}
