package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.FaultKind;
import dev.whereabouts.amd64.cpu.GuestFault;
import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.amd64.instruction.Operand;
import dev.whereabouts.amd64.semantics.Mxcsr;
import java.util.Arrays;

/** MXCSR to and from memory, and registers made zero. */
final class VectorStateLowering implements Lowering {

    @Override
    public Step lower(Instruction instruction) {
        return switch (instruction.operation()) {
            case LDMXCSR -> load(AddressOf.of((Operand.Memory) instruction.operand(0), instruction));
            case STMXCSR -> store(AddressOf.of((Operand.Memory) instruction.operand(0), instruction));
            case VZEROALL -> (cpu, _) -> Arrays.fill(cpu.vector, 0);
            case VZEROUPPER -> (cpu, _) -> zeroUpper(cpu);
            default -> null;
        };
    }

    private static Step load(AddressOf address) {
        return (cpu, memory) -> {
            int value = memory.readInt(address.in(cpu));
            if ((value & Mxcsr.RESERVED) != 0) {
                throw GuestFault.of(FaultKind.GENERAL_PROTECTION);
            }
            cpu.mxcsr = value;
        };
    }

    private static Step store(AddressOf address) {
        return (cpu, memory) -> memory.writeInt(address.in(cpu), cpu.mxcsr);
    }

    private static void zeroUpper(Cpu cpu) {
        for (int i = 0; i < cpu.vector.length; i += 4) {
            cpu.vector[i + 2] = 0;
            cpu.vector[i + 3] = 0;
        }
    }
}
