package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.FaultKind;
import dev.whereabouts.amd64.cpu.GuestFault;
import dev.whereabouts.amd64.memory.GuestMemory;
import java.util.Set;

/** Reads instructions from memory and makes blocks of them. */
final class BlockBuilder {

    BlockBuilder(GuestMemory memory, Lowerings lowerings) {}

    /** @throws GuestFault if the instruction at the address cannot be fetched */
    Block build(long address, Set<Long> stops) {
        throw GuestFault.of(FaultKind.INVALID_OPCODE);
    }

    /** Whether the instruction at RIP reaches its memory through the stack. */
    boolean isOnStack(Cpu cpu) {
        return false;
    }
}
