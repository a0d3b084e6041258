package dev.whereabouts.amd64.abi;

/**
 * A base value of a parameter or result, in a register.
 *
 * @param type     of the base value
 * @param offset   bytes from the start of the parameter
 * @param size     bytes
 * @param register register id (see {@link dev.whereabouts.amd64.register.RegisterFile#idOf})
 * @param padding  bytes that the compiler's debug information leaves out between this piece and the next. Only for a parameter whose
 *                 own type is a struct, and never after the last piece, though the type may go on. From Go 1.25 these are the bytes
 *                 that the layout leaves out; before, the compiler forgot earlier padding (Go issue 72053), and so does this number
 */
public record RegisterPiece(GoType type, long offset, long size, int register, long padding) {}
