package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.amd64.instruction.Operand;

/**
 * What moves, address computations, additions and counting steps of registers have in common: a register becomes a sum of registers and a constant.
 * Flags apart, so that one step can do one of these and the instruction behind it that replaces all flags.
 *
 * @param to    the register that the sum is written to, all 64 bits of it
 * @param base  a register, or {@link Cpu#ZERO}
 * @param index a register, or {@link Cpu#ZERO}
 * @param shift of the index, to the left
 */
record Sum(int to, int base, int index, int shift, long constant) {

    /** The sum that an instruction computes, or null where it does something else. */
    static Sum of(Instruction instruction) {
        if (instruction.operandSize() != 64 || instruction.hasLock() || instruction.operands().isEmpty()
                || !(instruction.operand(0) instanceof Operand.Gpr target)) {
            return null;
        }
        int to = target.index();
        return switch (instruction.operation()) {
            case INC -> new Sum(to, to, Cpu.ZERO, 0, 1);
            case DEC -> new Sum(to, to, Cpu.ZERO, 0, -1);
            case MOV -> instruction.operand(1) instanceof Operand.Gpr from
                    ? new Sum(to, from.index(), Cpu.ZERO, 0, 0)
                    : null;
            case ADD -> switch (instruction.operand(1)) {
                case Operand.Gpr other -> new Sum(to, to, other.index(), 0, 0);
                case Operand.Immediate immediate -> new Sum(to, to, Cpu.ZERO, 0, immediate.value());
                default -> null;
            };
            case SUB -> instruction.operand(1) instanceof Operand.Immediate immediate
                    ? new Sum(to, to, Cpu.ZERO, 0, -immediate.value())
                    : null;
            case LEA -> address(to, (Operand.Memory) instruction.operand(1));
            default -> null;
        };
    }

    private static Sum address(int to, Operand.Memory operand) {
        if (operand.addressSize() != 64 || operand.base() == Operand.RIP) {
            return null;
        }
        return new Sum(to, operand.base() == Operand.NONE ? Cpu.ZERO : operand.base(),
                operand.index() == Operand.NONE ? Cpu.ZERO : operand.index(),
                Integer.numberOfTrailingZeros(operand.scale()) & 3, operand.displacement());
    }
}
