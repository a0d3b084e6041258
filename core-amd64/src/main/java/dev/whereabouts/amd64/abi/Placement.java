package dev.whereabouts.amd64.abi;

import java.util.List;
import java.util.OptionalLong;

/** Where a parameter or result is, at the moment of the call (or of the return). */
public sealed interface Placement {

    /**
     * All of it in registers.
     *
     * @param pieces      in the order of assignment, at least one
     * @param spillOffset where the caller keeps room for the callee to spill it, in bytes as in {@link OnStack}; empty for a result,
     *                    and where it depends on a type that is not known
     */
    record InRegisters(List<RegisterPiece> pieces, OptionalLong spillOffset) implements Placement {}

    /**
     * All of it on the stack.
     *
     * @param offset bytes from the stack pointer at the call instruction, before that pushes; so from the CFA in the callee, too
     */
    record OnStack(long offset) implements Placement {}

    /**
     * Not known, because it depends on a type that is not.
     *
     * @param typeName the type
     */
    record Undecided(String typeName) implements Placement {}
}
