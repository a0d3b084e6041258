package dev.whereabouts.ssa.model;

import java.util.Comparator;

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
public record OwnOp(int op, String name, boolean hasFacts, boolean zeroWidth, boolean call, long clobbers)
        implements
            Comparable<OwnOp> {

    private static final Comparator<OwnOp> ORDER = Comparator.comparing(OwnOp::name).thenComparingInt(OwnOp::op)
            .thenComparing(OwnOp::hasFacts).thenComparing(OwnOp::zeroWidth).thenComparing(OwnOp::call)
            .thenComparingLong(OwnOp::clobbers);

    /** An order with no meaning but that hash tables stay fast where names with equal hash codes are chosen on purpose. */
    @Override
    public int compareTo(OwnOp other) {
        return ORDER.compare(this, other);
    }
}
