package dev.whereabouts.ssa.analysis;

/**
 * Watches an analysis: what explanations and traces are made of. Does nothing unless overridden; an analysis without a listener pays
 * nothing for it.
 *
 * <p>Blocks, values and slots are given by index; a value from {@link dev.whereabouts.ssa.model.Function#values} on is a register argument
 * that the analysis invented. Registers are bits of the version's {@link dev.whereabouts.amd64.register.RegisterFile}.
 */
public abstract class AnalysisListener {

    /** How a value moves a slot. */
    public enum Move {
        /** An op that destroys the register, such as a call. */
        CLOBBERED,
        /** Another value went to the register. */
        OVERWRITTEN,
        /** The value holds the slot, in the register. */
        IN_REGISTER,
        /** An argument that arrives on the stack. */
        ARGUMENT_ON_STACK,
        /** A register was spilled to the slot's stack home. */
        SPILLED,
        /** The variable lives on the stack from its definition on. */
        DEFINED
    }

    /** The slots and lists are known. */
    public void prepared(SlotNames names) {}

    /** A liveness pass begins; counted from 0. */
    public void passBegins(int pass) {}

    /**
     * A block's start state was merged from its predecessors.
     *
     * @param changed whether it differs from before, so that the block is walked again
     */
    public void merged(int block, boolean changed) {}

    /** Liveness is done with a block that it walked. */
    public void blockDone(int block) {}

    /** The list builder begins; moves reported from here on are those that entries are made of. */
    public void listsBegin() {}

    /** The list builder comes to a block. */
    public void blockBegins(int block) {}

    /** A slot's location in the previous block does not hold at the start of this one. */
    public void lostAtStart(int block, int previousBlock, int slot) {}

    /** A value moves a slot; {@code register} is -1 where the move is to the stack. */
    public void moved(Move move, int value, int slot, int register) {}

    /**
     * A spill of a slot that nothing held, which ends the value's effect; or a clobber of one, which no compiler produces.
     */
    public void absent(Move move, int value, int slot) {}

    /** A list's pending entry begins. {@code value} is an index or a {@link Boundary} sentinel. */
    public void entryBegins(int list, int block, int value) {}

    /**
     * A list's pending entry ends and is kept as entry number {@code entry} in the order of writing, or dropped ({@code -1}) because it
     * covers nothing or its ids do not fit.
     */
    public void entryEnds(int list, int block, int value, int entry) {}

    /** All entries are written; {@code order[e]} is the number in the order of writing of the result's entry {@code e}. */
    public void finished(LocationLists lists, int[] order) {}

    /** What a listener may ask about slots and lists while an analysis runs. */
    public interface SlotNames {

        int slots();

        /** Number of the list that a slot counts for, or -1. */
        int listOf(int slot);

        /** Index of the variable of a list. */
        int variableOfList(int list);

        /** Bytes from the start of its list's variable. */
        long offset(int slot);

        /** Bytes. */
        long size(int slot);

        /** Index of the variable that the slot itself names. */
        int variable(int slot);

        /** Registers that hold a slot now, as a set of bits. */
        long registersNow(int slot);

        /** Whether a slot has a stack home now. */
        boolean onStackNow(int slot);

        /** Bytes from the CFA to the slot's stack home now; only where {@link #onStackNow}. */
        int stackOffsetNow(int slot);

        /** Registers that hold a slot at the end of a block, as a set of bits. */
        long registersAtEnd(int block, int slot);

        /** A slot's stack home at the end of a block, as twice its offset from the CFA plus one; 0 where it is not on the stack. */
        int stackAtEnd(int block, int slot);

        /** Register id in which an invented argument arrives; {@code value} from {@code Function.values()} on. */
        int inventedRegister(int value);
    }
}
