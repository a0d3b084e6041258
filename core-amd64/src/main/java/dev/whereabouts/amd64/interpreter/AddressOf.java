package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.amd64.instruction.Operand;

/**
 * The address of a memory operand. A part that is missing is {@link Cpu#ZERO}, the register that is always 0: one sum serves all forms without a
 * branch, and no call has to find out which form it is.
 */
final class AddressOf {

    private final int base;
    private final int index;
    private final int shift;
    private final long displacement;
    private final boolean isPlain;
    private final int addressSize;
    private final int segment;

    private AddressOf(Operand.Memory operand, Instruction instruction) {
        boolean isRelative = operand.base() == Operand.RIP;
        base = isRelative || operand.base() == Operand.NONE ? Cpu.ZERO : operand.base();
        index = operand.index() == Operand.NONE ? Cpu.ZERO : operand.index();
        shift = Integer.numberOfTrailingZeros(operand.scale()) & 3;
        displacement = operand.displacement() + (isRelative ? instruction.next() : 0);
        addressSize = operand.addressSize();
        segment = operand.segment();
        isPlain = addressSize == 64 && segment != Operand.FS && segment != Operand.GS;
    }

    static AddressOf of(Operand.Memory operand, Instruction instruction) {
        return new AddressOf(operand, instruction);
    }

    /** The effective address plus the segment's base. */
    long in(Cpu cpu) {
        if (isPlain) {
            long[] gpr = cpu.gpr;
            return gpr[base] + (gpr[index] << shift) + displacement;
        }
        return effective(cpu) + segmentBase(cpu);
    }

    /** Without the segment's base, as LEA has it; cut to the size of addresses. */
    long effective(Cpu cpu) {
        long[] gpr = cpu.gpr;
        long address = gpr[base] + (gpr[index] << shift) + displacement;
        return addressSize == 32 ? address & 0xffffffffL : address;
    }

    /** The address so many bytes further on. */
    long plus(Cpu cpu, long bytes) {
        long address = effective(cpu) + bytes;
        return (addressSize == 32 ? address & 0xffffffffL : address) + segmentBase(cpu);
    }

    /** What FS or GS adds. */
    long segmentBase(Cpu cpu) {
        return switch (segment) {
            case Operand.FS -> cpu.fsBase;
            case Operand.GS -> cpu.gsBase;
            default -> 0;
        };
    }
}
