package dev.whereabouts.amd64.interpreter;

import java.util.Arrays;

/** A run of steps with one entry; only the last may branch. */
final class Block {

    /** What is to be done behind a block, or that it is not to be reached by a link. */
    enum Ending {
        /** Goes on at {@link dev.whereabouts.amd64.cpu.Cpu#rip}. */
        ORDINARY,
        /** Ends the run. */
        SYSCALL,
        /** Changes what is looked at between blocks, or reads the count of instructions: reached by lookup only. */
        APART
    }

    private static final Step STALE = (cpu, memory) -> {
        throw StaleBlock.INSTANCE;
    };

    final long start;
    /** The address behind the last instruction. */
    final long end;
    /** Instructions. */
    final int count;
    final Ending ending;
    /** For each instruction its step. */
    final Step[] exact;
    /** As {@link #exact}, but that the last step may be that of two instructions. */
    final Step[] steps;
    private final short[] offsets;

    private boolean isValid = true;
    private Block recent;
    private Block older;

    /** @param offsets of each instruction from the start, and of the end */
    Block(long start, Step[] exact, Step[] steps, short[] offsets, Ending ending) {
        this.start = start;
        this.exact = exact;
        this.steps = steps;
        this.offsets = offsets;
        this.ending = ending;
        count = exact.length;
        end = start + offsets[count];
    }

    /** Of an instruction, or the end. */
    long address(int instruction) {
        return start + offsets[instruction];
    }

    /** Whether this is what is to be executed at an address, without looking it up. */
    boolean isAt(long address) {
        return start == address && isValid;
    }

    /** The block at an address if this one was left to it before, else null. */
    Block successor(long address) {
        Block first = recent;
        if (first != null && first.isAt(address)) {
            return first;
        }
        Block second = older;
        return second != null && second.isAt(address) ? second : null;
    }

    /** Two successors are kept: those of a conditional branch, or the latest of an indirect one. */
    void link(Block to) {
        if (isValid && to.ending == Ending.ORDINARY) {
            older = recent;
            recent = to;
        }
    }

    boolean isValid() {
        return isValid;
    }

    /** The code has changed. If the block is being executed, it ends after the step that it is in. */
    void invalidate() {
        isValid = false;
        recent = null;
        older = null;
        Arrays.fill(exact, STALE);
        Arrays.fill(steps, STALE);
    }
}
