package dev.whereabouts.debugcall.model.runtime;

import static dev.whereabouts.amd64.cpu.Cpu.RSP;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.FaultKind;
import dev.whereabouts.amd64.cpu.GuestFault;
import dev.whereabouts.amd64.linux.Outcome;
import dev.whereabouts.amd64.linux.signal.Signal;
import dev.whereabouts.amd64.memory.GuestMemory;
import dev.whereabouts.debugcall.model.goroutine.ModelGoroutine;
import dev.whereabouts.debugcall.model.program.Image;
import java.util.Optional;

/** Exceptions of instructions: what Go code may do becomes a panic at the instruction, everything else ends the process. */
final class Faults {

    /** Below this, an address is taken for a field of an object at nil. */
    private static final long NIL_OBJECT = 4096;

    private final Cpu cpu;
    private final GuestMemory memory;
    private final Image image;
    private final Goroutines goroutines;
    private final Crash crash;

    Faults(Cpu cpu, GuestMemory memory, Image image, Goroutines goroutines, Crash crash) {
        this.cpu = cpu;
        this.memory = memory;
        this.image = image;
        this.goroutines = goroutines;
        this.crash = crash;
    }

    void raise(GuestFault fault) {
        if (!goroutines.isStarted()) {
            throw new ProcessEnd(new Outcome.Killed(Signal.of(fault.kind()).number()));
        }
        Optional<ModelGoroutine> current = goroutines.current();
        if (current.isEmpty() || current.get().isSystemStack) {
            throw unexpected("unexpected signal during runtime execution", fault, current);
        }
        if (fault.kind() == FaultKind.DIVIDE_ERROR) {
            panic("runtime.panicdivide", fault, current);
        } else if (fault.kind() == FaultKind.PAGE && Long.compareUnsigned(fault.address(), NIL_OBJECT) < 0) {
            panic("runtime.panicmem", fault, current);
        } else if (fault.kind() == FaultKind.PAGE || fault.kind() == FaultKind.GENERAL_PROTECTION) {
            throw crash.with("unexpected fault address 0x" + Long.toHexString(fault.address())
                    + "\nfatal error: fault\n" + signal(fault), current);
        } else {
            throw unexpected("unexpected signal", fault, current);
        }
    }

    private ProcessEnd unexpected(String reason, GuestFault fault, Optional<ModelGoroutine> current) {
        return crash.with("fatal error: " + reason + "\n" + signal(fault), current);
    }

    private String signal(GuestFault fault) {
        return "[signal " + Signal.of(fault.kind()) + " addr=0x" + Long.toHexString(fault.address()) + " pc=0x"
                + Long.toHexString(cpu.rip) + "]";
    }

    /** As if the instruction had called the function. A jump to nowhere looks called already; without a caller nobody can unwind. */
    private void panic(String function, GuestFault fault, Optional<ModelGoroutine> current) {
        long sp = cpu.gpr[RSP];
        try {
            if (image.functionAt(cpu.rip).isPresent()) {
                memory.writeLong(sp - 8, cpu.rip);
                cpu.gpr[RSP] = sp - 8;
            } else if (image.functionAt(memory.readLong(sp)).isEmpty()) {
                throw crash.with("runtime: unexpected return pc 0x" + Long.toHexString(cpu.rip)
                        + "\nfatal error: unknown caller pc\n" + signal(fault), current);
            }
        } catch (GuestFault e) {
            throw unexpected("stack fault during signal", e, current);
        }
        cpu.rip = image.address(function);
    }
}
