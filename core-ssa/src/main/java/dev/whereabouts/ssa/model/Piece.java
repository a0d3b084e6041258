package dev.whereabouts.ssa.model;

/**
 * A piece of a parameter that arrives in one register.
 *
 * @param type     Go type of the piece
 * @param size     bytes
 * @param offset   bytes from the start of the parameter
 * @param register register id (see {@link dev.whereabouts.amd64.register.RegisterFile#idOf})
 * @param padding  bytes between the end of this piece and the next one, or the end of the parameter
 */
public record Piece(String type, long size, long offset, int register, long padding) {}
