package dev.whereabouts.ssa.dwarf;

/** Where one piece of a variable is. Sizes and offsets in bytes; offsets from the start of the variable, as DWARF counts pieces. */
public sealed interface PieceLocation {

    long offset();

    /** {@link dev.whereabouts.ssa.model.Variable#UNKNOWN_SIZE} where neither the expression nor the caller says. */
    long size();

    /** @param register the DWARF number */
    record InRegister(long offset, long size, int register) implements PieceLocation {}

    /** @param cfaOffset bytes from the CFA, negative within the function's own frame */
    record OnStack(long offset, long size, long cfaOffset) implements PieceLocation {}

    /** Nowhere: optimized out. */
    record Absent(long offset, long size) implements PieceLocation {}
}
