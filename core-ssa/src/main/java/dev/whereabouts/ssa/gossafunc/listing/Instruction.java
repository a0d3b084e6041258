package dev.whereabouts.ssa.gossafunc.listing;

/**
 * A machine instruction of a function.
 *
 * @param pc   bytes from the function's start
 * @param file source file, or an empty text where the listing does not say
 * @param line source line, or {@link dev.whereabouts.ssa.model.Function#UNKNOWN}; the innermost one of inlined code with one {@code -S},
 *             that of the outermost call with two
 * @param text in the syntax of Go's assembler
 */
public record Instruction(int pc, String file, int line, String text) {}
