package dev.whereabouts.ssa.model;

import java.util.List;

/**
 * A parameter as the ABI passes it.
 *
 * @param variable index of the variable
 * @param pieces   in ABI order; empty where the parameter arrives on the stack
 */
public record Parameter(int variable, List<Piece> pieces) {}
