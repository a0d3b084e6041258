package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.amd64.memory.GuestMemory;
import dev.whereabouts.amd64.semantics.Float64;
import dev.whereabouts.amd64.semantics.Mxcsr;

/** ADDSD, SUBSD, MULSD, DIVSD and SQRTSD in their older forms: most of the arithmetic that compiled programs do, so without a call through an operator. */
final class DoubleStep implements Step {

    private enum Kind {
        ADD, SUBTRACT, MULTIPLY, DIVIDE, ROOT
    }

    private final Kind kind;
    private final int target;
    private final VectorSource source;

    private DoubleStep(Kind kind, Instruction instruction) {
        this.kind = kind;
        target = VectorOperands.vector(instruction, 0);
        source = VectorSource.of(instruction, 1);
    }

    /** The step, or null for other instructions. */
    static Step of(Instruction instruction) {
        if (instruction.isVex()) {
            return null;
        }
        return switch (instruction.operation()) {
            case ADDSD -> new DoubleStep(Kind.ADD, instruction);
            case SUBSD -> new DoubleStep(Kind.SUBTRACT, instruction);
            case MULSD -> new DoubleStep(Kind.MULTIPLY, instruction);
            case DIVSD -> new DoubleStep(Kind.DIVIDE, instruction);
            case SQRTSD -> new DoubleStep(Kind.ROOT, instruction);
            default -> null;
        };
    }

    @Override
    public void execute(Cpu cpu, GuestMemory memory) {
        long b = source.scalar(cpu, memory);
        long a = cpu.vector[target];
        int mxcsr = cpu.mxcsr;
        int exceptions = switch (kind) {
            case ADD -> Float64.addExceptions(a, b, mxcsr);
            case SUBTRACT -> Float64.subtractExceptions(a, b, mxcsr);
            case MULTIPLY -> Float64.multiplyExceptions(a, b, mxcsr);
            case DIVIDE -> Float64.divideExceptions(a, b, mxcsr);
            case ROOT -> Float64.squareRootExceptions(b, mxcsr);
        };
        if ((exceptions & ~(mxcsr & mxcsr >> Mxcsr.MASK_SHIFT)) != 0) {
            FloatOperator.raise(cpu, exceptions);
        }
        cpu.vector[target] = switch (kind) {
            case ADD -> Float64.add(a, b, mxcsr);
            case SUBTRACT -> Float64.subtract(a, b, mxcsr);
            case MULTIPLY -> Float64.multiply(a, b, mxcsr);
            case DIVIDE -> Float64.divide(a, b, mxcsr);
            case ROOT -> Float64.squareRoot(b, mxcsr);
        };
    }
}
