package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.FaultKind;
import dev.whereabouts.amd64.cpu.Flags;
import dev.whereabouts.amd64.cpu.GuestFault;
import dev.whereabouts.amd64.memory.GuestMemory;
import dev.whereabouts.amd64.memory.MemoryLimitException;
import java.util.HashSet;
import java.util.Set;

/**
 * Executes the instructions of one address space, for any number of threads, one at a time. Writes to code are noticed: the next instruction is
 * executed as it then stands.
 */
public final class Interpreter {

    /** Addresses that indirect branches and far-off successors are found by before the table of all blocks: a power of two. */
    private static final int RECENT = 4096;

    private final GuestMemory memory;
    private final BlockCache blocks = new BlockCache();
    private final BlockBuilder builder;
    private final Block[] recent = new Block[RECENT];
    private final Set<Long> stops = new HashSet<>();

    /** Instructions that the run may still execute. */
    private long left;
    private GuestFault fault;

    /** With the features of {@link FeatureLevel#V1} and a time stamp that counts the thread's instructions. */
    public Interpreter(GuestMemory memory) {
        this(memory, FeatureLevel.V1, cpu -> cpu.executed);
    }

    public Interpreter(GuestMemory memory, FeatureLevel level, Clock clock) {
        this.memory = memory;
        builder = new BlockBuilder(memory, new Lowerings(level, clock));
        memory.onWriteToWatched(blocks::forgetPage);
    }

    /**
     * Executes instructions until something is to be told.
     *
     * <p>A run that begins at an address to stop at executes the instruction there: so a thread goes on after a stop. Whoever changes RIP between
     * runs asks {@link #isStop} first. A run that ends at such an address says {@link Exit#STOP} also if its instructions are used up.
     *
     * @param instructions at most so many; a REP instruction is one
     * @throws MemoryLimitException if the guest's memory has no more room; the thread is before the instruction that needed it
     */
    public Exit run(Cpu cpu, long instructions) {
        left = instructions;
        fault = null;
        boolean isFirst = true;
        while (true) {
            if (!isFirst && isStop(cpu.rip)) {
                return Exit.STOP;
            }
            if (left <= 0) {
                return Exit.BUDGET;
            }
            isFirst = false;
            Block block;
            try {
                block = blockAt(cpu.rip);
            } catch (GuestFault e) {
                fault = e;
                return Exit.FAULT;
            }
            boolean isTraced = (cpu.otherFlags & Flags.TF) != 0;
            long before = left;
            if (isTraced || block.count > left) {
                some(cpu, block, 0, isTraced ? 1 : (int) left);
            } else {
                linked(cpu, block);
            }
            if (fault != null) {
                return Exit.FAULT;
            }
            if (block.ending == Block.Ending.SYSCALL && before - left == block.count) {
                return Exit.SYSCALL;
            }
            if (isTraced) {
                fault = GuestFault.of(FaultKind.DEBUG);
                return Exit.FAULT;
            }
        }
    }

    /** The exception, after {@link Exit#FAULT}. For {@link FaultKind#BREAKPOINT} and {@link FaultKind#DEBUG} RIP is behind the instruction. */
    public GuestFault fault() {
        return fault;
    }

    /** Ends runs before the instruction at an address. */
    public void stopAt(long address) {
        if (stops.add(address)) {
            blocks.clear();
        }
    }

    /** Does nothing where there is no stop. */
    public void removeStop(long address) {
        if (stops.remove(address)) {
            blocks.clear();
        }
    }

    public boolean isStop(long address) {
        return !stops.isEmpty() && stops.contains(address);
    }

    private Block blockAt(long address) {
        int slot = (int) address & RECENT - 1;
        Block block = recent[slot];
        if (block != null && block.isAt(address)) {
            return block;
        }
        block = blocks.get(address);
        if (block == null) {
            block = builder.build(address, stops);
            blocks.put(block);
        }
        recent[slot] = block;
        return block;
    }

    /** Executes a block, and others as long as they follow without a question. */
    private void linked(Cpu cpu, Block first) {
        GuestMemory memory = this.memory;
        Block block = first;
        long remaining = left;
        int step = 0;
        try {
            while (true) {
                long end = block.end;
                cpu.rip = end;
                DirectStep[] steps = block.steps;
                step = 0;
                do {
                    steps[step].execute(cpu, memory);
                    step++;
                } while (step < steps.length && cpu.rip == end);
                remaining -= block.instructions(step);
                Block next = block.successor(step, cpu.rip);
                if (next == null) {
                    next = findSuccessor(block, step, cpu.rip);
                    if (next == null) {
                        break;
                    }
                }
                if (next.count > remaining) {
                    break;
                }
                block = next;
            }
            count(cpu, left - remaining);
        } catch (GuestFault e) {
            count(cpu, left - remaining);
            leave(cpu, block, step);
            if (block.isFused(step)) {
                some(cpu, block, block.instructions(step), block.instructions(step + 1));
            } else {
                raise(cpu, block, block.instructions(step), e);
            }
        } catch (OneByOne e) {
            count(cpu, left - remaining);
            leave(cpu, block, step);
            some(cpu, block, block.instructions(step), block.instructions(step + 1));
        } catch (StaleBlock e) {
            count(cpu, left - remaining);
            leave(cpu, block, step);
        } catch (MemoryLimitException e) {
            count(cpu, left - remaining);
            leave(cpu, block, step);
            if (!block.isFused(step)) {
                throw e;
            }
            some(cpu, block, block.instructions(step), block.instructions(step + 1));
        }
    }

    /** A block that may follow another and is built already, else null. */
    private Block findSuccessor(Block from, int steps, long address) {
        Block next = recent[(int) address & RECENT - 1];
        if (next == null || !next.isAt(address)) {
            next = blocks.get(address);
            if (next == null) {
                return null;
            }
        }
        if (next.ending != Block.Ending.ORDINARY || isStop(address) || from.ending != Block.Ending.ORDINARY) {
            return null;
        }
        from.link(steps, next);
        return next;
    }

    /** Executes instructions of a block one by one, until one of them branches. */
    private void some(Cpu cpu, Block block, int from, int to) {
        int instruction = from;
        try {
            boolean isInside = true;
            while (isInside && instruction < to) {
                long next = block.address(instruction + 1);
                cpu.rip = next;
                block.exact[instruction].execute(cpu, memory);
                isInside = cpu.rip == next;
                instruction++;
            }
            count(cpu, instruction - from);
        } catch (GuestFault e) {
            count(cpu, instruction - from);
            raise(cpu, block, instruction, e);
        } catch (StaleBlock e) {
            count(cpu, instruction - from);
            cpu.rip = block.address(instruction);
        } catch (MemoryLimitException e) {
            count(cpu, instruction - from);
            cpu.rip = block.address(instruction);
            throw e;
        }
    }

    private void count(Cpu cpu, long instructions) {
        left -= instructions;
        cpu.executed += instructions;
    }

    /** Leaves a block before a step. */
    private void leave(Cpu cpu, Block block, int step) {
        int instructions = block.instructions(step);
        cpu.rip = block.address(instructions);
        count(cpu, instructions);
    }

    /** Tells the exception of an instruction, of which those before it in the block are counted. */
    private void raise(Cpu cpu, Block block, int instruction, GuestFault raised) {
        boolean isTrap = raised.kind() == FaultKind.BREAKPOINT || raised.kind() == FaultKind.DEBUG;
        cpu.rip = block.address(isTrap ? instruction + 1 : instruction);
        count(cpu, isTrap ? 1 : 0);
        fault = raised.kind() == FaultKind.GENERAL_PROTECTION && builder.isOnStack(cpu)
                ? GuestFault.of(FaultKind.STACK)
                : raised;
    }
}
