package dev.whereabouts.debugcall.binary.goroutine;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.GuestFault;
import dev.whereabouts.amd64.memory.GuestMemory;
import dev.whereabouts.debugcall.target.Goroutine;
import java.util.Optional;

/** Reads goroutines from the memory of a stopped program. What cannot be read is not there. */
public final class Goroutines {

    /** From FSBASE: where static programs for Linux keep the thread's g. */
    private static final int IN_THREAD_STORAGE = -8;

    /** A bit of the status while the collector looks at the stack (_Gscan). */
    private static final int SCANNED = 0x1000;

    /** More than a bounded program can have. */
    private static final long MAX_GOROUTINES = 1 << 20;

    private final GuestMemory memory;
    private final GoroutineLayout layout;

    public Goroutines(GuestMemory memory, GoroutineLayout layout) {
        this.memory = memory;
        this.layout = layout;
    }

    /** The goroutine of a thread; empty before the runtime has set one. A thread on a stack of its own has g0 or gsignal, with that stack's bounds. */
    public Optional<Goroutine> of(Cpu cpu) {
        if (cpu.fsBase == 0) {
            return Optional.empty();
        }
        try {
            long g = memory.readLong(cpu.fsBase + IN_THREAD_STORAGE);
            return g == 0 ? Optional.empty() : Optional.of(at(g, cpu.gpr[Cpu.RSP]));
        } catch (GuestFault e) {
            return Optional.empty();
        }
    }

    private Goroutine at(long g, long stackPointer) {
        Goroutine goroutine = at(g);
        return new Goroutine(g, goroutine.id(), goroutine.status(), goroutine.stackLow(), goroutine.stackHigh(),
                goroutine.isSystemStack() || !goroutine.hasOnStack(stackPointer - 1));
    }

    private Goroutine at(long g) {
        long m = memory.readLong(g + layout.thread());
        boolean isSystem = m != 0
                && (memory.readLong(m + layout.system()) == g || memory.readLong(m + layout.signal()) == g);
        return new Goroutine(g, memory.readLong(g + layout.id()), memory.readInt(g + layout.status()) & ~SCANNED,
                memory.readLong(g + GoroutineLayout.STACK_LOW), memory.readLong(g + GoroutineLayout.STACK_HIGH),
                isSystem);
    }

    /** The goroutine of an id. @param all the address of the runtime's slice of all descriptors */
    public Optional<Goroutine> find(long id, long all) {
        try {
            long first = memory.readLong(all);
            long count = Math.min(memory.readLong(all + 8), MAX_GOROUTINES);
            for (long i = 0; i < count; i++) {
                long g = memory.readLong(first + 8 * i);
                if (memory.readLong(g + layout.id()) == id) {
                    return Optional.of(at(g));
                }
            }
        } catch (GuestFault e) {
            return Optional.empty();
        }
        return Optional.empty();
    }
}
