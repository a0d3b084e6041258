package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.amd64.instruction.Operand;
import dev.whereabouts.amd64.memory.GuestMemory;
import dev.whereabouts.amd64.semantics.PackedIntegers;

/**
 * The integer instructions on registers that compiled programs and their string functions execute most, in their older forms: PAND, POR, PXOR, PCMPEQB and PMOVMSKB. A class for each, as in {@link FrequentDoubles}.
 */
final class FrequentVectors implements Lowering {

    private static final int BYTE = 8;

    @Override
    public Step lower(Instruction instruction) {
        if (instruction.isVex() || instruction.operands().size() != 2
                || !(instruction.operand(1) instanceof Operand.Vector from)) {
            return null;
        }
        return switch (instruction.operand(0)) {
            case Operand.Vector to -> binary(instruction, to.index() * 4, from.index() * 4);
            case Operand.Gpr to -> signs(instruction, to.index(), from.index() * 4);
            default -> null;
        };
    }

    private static Step binary(Instruction instruction, int target, int source) {
        return switch (instruction.operation()) {
            case PXOR, XORPS, XORPD -> target == source ? clear(target) : (cpu, _) -> {
                long[] vector = cpu.vector;
                vector[target] ^= vector[source];
                vector[target + 1] ^= vector[source + 1];
            };
            case PAND, ANDPS, ANDPD -> (cpu, _) -> {
                long[] vector = cpu.vector;
                vector[target] &= vector[source];
                vector[target + 1] &= vector[source + 1];
            };
            case POR, ORPS, ORPD -> (cpu, _) -> {
                long[] vector = cpu.vector;
                vector[target] |= vector[source];
                vector[target + 1] |= vector[source + 1];
            };
            case PCMPEQB -> (cpu, _) -> {
                long[] vector = cpu.vector;
                vector[target] = PackedIntegers.equal(vector[target], vector[source], BYTE);
                vector[target + 1] = PackedIntegers.equal(vector[target + 1], vector[source + 1], BYTE);
            };
            default -> null;
        };
    }

    private static Step clear(int target) {
        return (cpu, _) -> {
            cpu.vector[target] = 0;
            cpu.vector[target + 1] = 0;
        };
    }

    private static Step signs(Instruction instruction, int target, int source) {
        return switch (instruction.operation()) {
            case PMOVMSKB -> (cpu, _) -> cpu.gpr[target] = PackedIntegers.highestBitsOfBytes(cpu.vector[source])
                    | PackedIntegers.highestBitsOfBytes(cpu.vector[source + 1]) << 8;
            default -> null;
        };
    }
}
