package dev.whereabouts.amd64.interpreter;

import java.util.Arrays;

/**
 * A run of steps with one entry. It goes on behind a branch forward, which is taken to be the rarer way: a loop with a check inside is then one
 * block, not two, and a function's beginning one with the check of its stack, which made a sieve and a recursion a fifth faster.
 */
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

    private static final DirectStep STALE = DirectStep.of((cpu, memory) -> {
        throw StaleBlock.INSTANCE;
    });

    /** What {@link #at} becomes when the code has changed: no instruction can have this address. */
    private static final long NOWHERE = 1L << 63;

    final long start;
    /** The address behind the last instruction. */
    final long end;
    /** Instructions. */
    final int count;
    final Ending ending;
    /** For each instruction its step. */
    final Step[] exact;
    /** As {@link #exact}, but that a step may be that of several instructions. */
    final DirectStep[] steps;
    /** The instructions before each of {@link #steps}, and all of them. */
    private final byte[] before;
    private final short[] offsets;

    /** Where this is what is to be executed. */
    private long at;
    /** The block that this was left to last behind each step, if that branched; the first: if it was left at its end. */
    private final Block[] links;
    /** The one before it. */
    private Block older;

    /**
     * @param before  the instructions before each of the steps, and all of them
     * @param offsets of each instruction from the start, and of the end
     */
    Block(long start, Step[] exact, DirectStep[] steps, byte[] before, short[] offsets, Ending ending) {
        this.start = start;
        this.exact = exact;
        this.steps = steps;
        this.before = before;
        this.offsets = offsets;
        this.ending = ending;
        at = start;
        count = exact.length;
        end = start + offsets[count];
        links = new Block[steps.length + 1];
    }

    /** Of an instruction, or the end. */
    long address(int instruction) {
        return start + offsets[instruction];
    }

    /** How many instructions so many steps are. */
    int instructions(int steps) {
        return before[steps];
    }

    /** Whether a step is that of several instructions. */
    boolean isFused(int step) {
        return before[step + 1] - before[step] > 1;
    }

    /** Whether this is what is to be executed at an address, without looking it up. */
    boolean isAt(long address) {
        return at == address;
    }

    /**
     * The block at an address if this one was left to it before, else null.
     *
     * @param steps that were executed
     */
    Block successor(int steps, long address) {
        Block first = links[address == end ? 0 : steps];
        if (first != null && first.isAt(address)) {
            return first;
        }
        Block second = older;
        return second != null && second.isAt(address) ? second : null;
    }

    /** Remembers a successor: of each branch its target, and one more for those that have several. */
    void link(int steps, Block to) {
        if (isValid() && to.ending == Ending.ORDINARY) {
            int from = to.start == end ? 0 : steps;
            older = links[from];
            links[from] = to;
        }
    }

    boolean isValid() {
        return at != NOWHERE;
    }

    /** The code has changed. If the block is being executed, it ends after the step that it is in. */
    void invalidate() {
        at = NOWHERE;
        Arrays.fill(links, null);
        older = null;
        Arrays.fill(exact, STALE);
        Arrays.fill(steps, STALE);
    }
}
