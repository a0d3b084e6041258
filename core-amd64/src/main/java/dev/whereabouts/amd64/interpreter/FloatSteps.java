package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.memory.GuestMemory;

/** The shapes of floating-point instructions. Each finds all exceptions before it writes. */
final class FloatSteps {

    private FloatSteps() {}

    static Step packed(VectorOperands operands, FloatOperator operator) {
        return operands.isWide() ? new WidePacked(operands, operator) : new Packed(operands, operator);
    }

    /** The lowest element; the rest of the result is the first source's. */
    static Step scalar(VectorOperands operands, FloatOperator operator) {
        return new Scalar(operands, operator, operator.mask(), operator.mask());
    }

    /** The lowest element of another size than the operand's. @param to bits */
    static Step converted(VectorOperands operands, FloatOperator operator, int to) {
        return new Scalar(operands, operator, operator.mask(), -1L >>> 64 - to);
    }

    private record Packed(VectorOperands operands, FloatOperator operator) implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            VectorSource second = operands.second();
            long at = second.at(cpu);
            long b0 = second.word(cpu, memory, at, 0);
            long b1 = second.word(cpu, memory, at, 1);
            long a0 = cpu.vector[operands.first()];
            long a1 = cpu.vector[operands.first() + 1];
            int mxcsr = cpu.mxcsr;
            FloatOperator.raise(cpu,
                    operator.wordExceptions(a0, b0, mxcsr) | operator.wordExceptions(a1, b1, mxcsr));
            operands.target().set(cpu, operator.word(a0, b0, mxcsr), operator.word(a1, b1, mxcsr));
        }
    }

    private record WidePacked(VectorOperands operands, FloatOperator operator) implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            VectorSource second = operands.second();
            long at = second.at(cpu);
            long b0 = second.word(cpu, memory, at, 0);
            long b1 = second.word(cpu, memory, at, 1);
            long b2 = second.word(cpu, memory, at, 2);
            long b3 = second.word(cpu, memory, at, 3);
            long a0 = cpu.vector[operands.first()];
            long a1 = cpu.vector[operands.first() + 1];
            long a2 = cpu.vector[operands.first() + 2];
            long a3 = cpu.vector[operands.first() + 3];
            int mxcsr = cpu.mxcsr;
            FloatOperator.raise(cpu,
                    operator.wordExceptions(a0, b0, mxcsr) | operator.wordExceptions(a1, b1, mxcsr)
                            | operator.wordExceptions(a2, b2, mxcsr) | operator.wordExceptions(a3, b3, mxcsr));
            operands.target().set(cpu, operator.word(a0, b0, mxcsr), operator.word(a1, b1, mxcsr),
                    operator.word(a2, b2, mxcsr), operator.word(a3, b3, mxcsr));
        }
    }

    private record Scalar(VectorOperands operands, FloatOperator operator, long from, long to) implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            long b = operands.second().scalar(cpu, memory) & from;
            long first = cpu.vector[operands.first()];
            long a = first & from;
            int mxcsr = cpu.mxcsr;
            FloatOperator.raise(cpu, operator.exceptions().of(a, b, mxcsr));
            operands.target().set(cpu, first & ~to | operator.value().of(a, b, mxcsr),
                    cpu.vector[operands.first() + 1]);
        }
    }
}
