package dev.whereabouts.ssa.model;

/**
 * An op that brings its own facts, or one that no table knows: other compilers' ops.
 *
 * @param op         op id (see {@link dev.whereabouts.ssa.op.OpTable#idOf}), or {@link dev.whereabouts.ssa.op.OpTable#NONE}
 * @param name       the op's name
 * @param hasFacts   whether the remaining fields were given; where not, the analysis refuses the op
 * @param zeroWidth  whether it emits no instruction
 * @param call       whether it is a call
 * @param clobbers   the clobbered registers: a set of register ids (not of a version's bits)
 */
public record OwnOp(int op, String name, boolean hasFacts, boolean zeroWidth, boolean call, long clobbers) {}
