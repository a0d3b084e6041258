package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.amd64.instruction.Operation;
import dev.whereabouts.amd64.memory.GuestMemory;
import dev.whereabouts.amd64.semantics.StringComparison;

/** PCMPESTRI, PCMPESTRM, PCMPISTRI, PCMPISTRM: what {@link StringComparison} finds, in RCX or XMM0, and the flags. */
final class StringComparisonStep implements Step {
    private final int first;
    private final VectorSource second;
    private final int immediate;
    private final boolean isExplicit;
    private final boolean givesMask;
    private final boolean isVex;
    private final boolean isWideLength;

    StringComparisonStep(Instruction instruction) {
        Operation operation = instruction.operation();
        first = VectorOperands.vector(instruction, 0);
        second = VectorSource.of(instruction, 1);
        immediate = VectorOperands.immediate(instruction);
        isExplicit = operation == Operation.PCMPESTRI || operation == Operation.PCMPESTRM;
        givesMask = operation == Operation.PCMPESTRM || operation == Operation.PCMPISTRM;
        isVex = instruction.isVex();
        isWideLength = instruction.operandSize() == 64;
    }

    private int length(long register) {
        return StringComparison.explicitLength(isWideLength ? register : (int) register, immediate);
    }

    @Override
    public void execute(Cpu cpu, GuestMemory memory) {
        long at = second.at(cpu);
        long b0 = second.word(cpu, memory, at, 0);
        long b1 = second.word(cpu, memory, at, 1);
        long a0 = cpu.vector[first];
        long a1 = cpu.vector[first + 1];
        int lengthA = isExplicit
                ? length(cpu.gpr[Cpu.RAX])
                : StringComparison.implicitLength(a0, a1, immediate);
        int lengthB = isExplicit
                ? length(cpu.gpr[Cpu.RDX])
                : StringComparison.implicitLength(b0, b1, immediate);
        int result = StringComparison.result(a0, a1, lengthA, b0, b1, lengthB, immediate);
        cpu.setStatus(StringComparison.flags(result, lengthA, lengthB, immediate));
        if (givesMask) {
            cpu.vector[0] = StringComparison.mask(result, immediate, 0);
            cpu.vector[1] = StringComparison.mask(result, immediate, 1);
            if (isVex) {
                cpu.vector[2] = 0;
                cpu.vector[3] = 0;
            }
        } else {
            cpu.gpr[Cpu.RCX] = StringComparison.index(result, immediate);
        }
    }
}
