package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.FaultKind;
import dev.whereabouts.amd64.cpu.GuestFault;
import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.amd64.instruction.Operand;
import dev.whereabouts.amd64.instruction.Operation;
import dev.whereabouts.amd64.memory.GuestMemory;
import java.util.EnumSet;
import java.util.Set;

/**
 * An operand of a vector instruction that is read: a vector register, a general-purpose register, or memory. Of memory the address is asked for
 * once, then its words.
 */
final class VectorSource {

    /** Those that require aligned memory in their VEX forms too (SDM volume 2, table 2-21, exception type 1). */
    private static final Set<Operation> ALIGNED = EnumSet.of(Operation.MOVAPS, Operation.MOVAPD, Operation.MOVDQA,
            Operation.MOVNTPS, Operation.MOVNTPD, Operation.MOVNTDQ, Operation.MOVNTDQA);

    /** Those that do not require it in their older forms either (exception type 4, notes). */
    private static final Set<Operation> UNALIGNED = EnumSet.of(Operation.MOVUPS, Operation.MOVUPD, Operation.MOVDQU,
            Operation.LDDQU, Operation.PCMPESTRI, Operation.PCMPESTRM, Operation.PCMPISTRI, Operation.PCMPISTRM,
            Operation.MASKMOVDQU);

    private final boolean isVector;
    private final int register;
    private final AddressOf address;
    private final int misaligned;
    private final int size;

    private VectorSource(boolean isVector, int register, AddressOf address, int misaligned, int size) {
        this.isVector = isVector;
        this.register = register;
        this.address = address;
        this.misaligned = misaligned;
        this.size = size;
    }

    static VectorSource of(Instruction instruction, int index) {
        Operand operand = instruction.operand(index);
        return switch (operand) {
            case Operand.Vector it -> new VectorSource(true, it.index() * 4, null, 0, it.size());
            case Operand.Gpr it -> new VectorSource(false, it.index(), null, 0, it.size());
            case Operand.Memory it -> new VectorSource(false, 0, AddressOf.of(it, instruction),
                    misaligned(instruction, it.size()), it.size());
            case Operand.Immediate _,Operand.Mmx _,Operand.Segment _,Operand.Stack _,Operand.Target _ ->
                throw new IllegalArgumentException("not an operand of vector instructions: " + operand);
        };
    }

    /** The bits that must be zero in the address of a memory operand. @param size of the operand, in bits */
    static int misaligned(Instruction instruction, int size) {
        Operation operation = instruction.operation();
        boolean isAligned = instruction.isVex() ? ALIGNED.contains(operation) : !UNALIGNED.contains(operation);
        return isAligned && (size == 128 || size == 256) ? size / 8 - 1 : 0;
    }

    boolean isMemory() {
        return address != null;
    }

    /** The address of memory; 0 of a register. */
    long at(Cpu cpu) {
        return address == null ? 0 : aligned(address.in(cpu), misaligned);
    }

    /** An address. @throws GuestFault if one of the bits is set */
    static long aligned(long address, int misaligned) {
        if ((address & misaligned) != 0) {
            throw GuestFault.of(FaultKind.GENERAL_PROTECTION);
        }
        return address;
    }

    /** @param index of the word; those behind memory's size are 0, and a word that is only in part in memory is zero-extended */
    long word(Cpu cpu, GuestMemory memory, long at, int index) {
        if (isVector) {
            return cpu.vector[register + index];
        }
        if (address == null) {
            return cpu.gpr[register];
        }
        if (size >= 64) {
            return index * 64 < size ? memory.readLong(at + 8 * index) : 0;
        }
        return index > 0 ? 0 : switch (size) {
            case 8 -> memory.readByte(at);
            case 16 -> memory.readShort(at);
            default -> memory.readInt(at) & 0xffffffffL;
        };
    }

    /** The lowest word. */
    long scalar(Cpu cpu, GuestMemory memory) {
        return word(cpu, memory, at(cpu), 0);
    }
}
