package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.memory.GuestMemory;

/**
 * An instruction bound to its operands. A step that faults has changed nothing that hardware would not have changed. One that branches sets
 * {@link Cpu#rip}; the others leave it alone.
 */
@FunctionalInterface
public interface Step {

    /** @throws dev.whereabouts.amd64.cpu.GuestFault if the instruction raises an exception */
    void execute(Cpu cpu, GuestMemory memory);
}
