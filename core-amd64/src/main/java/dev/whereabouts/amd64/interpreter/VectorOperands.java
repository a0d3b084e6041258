package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.amd64.instruction.Operand;

/**
 * The operands of an instruction {@code target = operation(first, second)}: in the older form the target is also the first source.
 *
 * @param first  index of the first source's lowest word in {@link Cpu#vector}
 * @param isWide whether it works on 256 bits
 */
record VectorOperands(VectorTarget target, int first, VectorSource second, boolean isWide, int immediate) {

    /** Of an instruction with two sources. */
    static VectorOperands binary(Instruction instruction) {
        int second = instruction.isVex() ? 2 : 1;
        return new VectorOperands(VectorTarget.of(instruction), vector(instruction, second - 1),
                VectorSource.of(instruction, second), instruction.vectorLength() == 256, immediate(instruction));
    }

    /** Of an instruction with one source. */
    static VectorOperands unary(Instruction instruction) {
        return new VectorOperands(VectorTarget.of(instruction), vector(instruction, 0),
                VectorSource.of(instruction, 1), instruction.vectorLength() == 256, immediate(instruction));
    }

    /** The index of an operand's lowest word in {@link Cpu#vector}. */
    static int vector(Instruction instruction, int operand) {
        return ((Operand.Vector) instruction.operand(operand)).index() * 4;
    }

    /** The last operand's value if it is an immediate, else 0. */
    static int immediate(Instruction instruction) {
        return instruction.operands().getLast() instanceof Operand.Immediate it ? (int) it.value() & 0xff : 0;
    }

    /** Whether an instruction is one of MMX. */
    static boolean isMmx(Instruction instruction) {
        return instruction.operands().stream().anyMatch(Operand.Mmx.class::isInstance);
    }
}
