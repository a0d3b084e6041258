package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.memory.GuestMemory;
import java.util.function.LongBinaryOperator;

/** The shapes that most vector instructions have. */
final class VectorSteps {

    private VectorSteps() {}

    /** Each word of the result from the words of the operands in the same place. */
    static Step wordwise(VectorOperands operands, LongBinaryOperator operator) {
        return operands.isWide() ? new WideWordwise(operands, operator) : new Wordwise(operands, operator);
    }

    /** Each lane of the result from the lanes of the operands in the same place. */
    static Step lanewise(VectorOperands operands, LaneOperator operator) {
        return operands.isWide() ? new WideLanewise(operands, operator) : new Lanewise(operands, operator);
    }

    private record Wordwise(VectorTarget target, int first, VectorSource second,
            LongBinaryOperator operator) implements Step {

        Wordwise(VectorOperands operands, LongBinaryOperator operator) {
            this(operands.target(), operands.first(), operands.second(), operator);
        }

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            long at = second.at(cpu);
            long b0 = second.word(cpu, memory, at, 0);
            long b1 = second.word(cpu, memory, at, 1);
            long[] vector = cpu.vector;
            target.set(cpu, operator.applyAsLong(vector[first], b0), operator.applyAsLong(vector[first + 1], b1));
        }
    }

    private record WideWordwise(VectorTarget target, int first, VectorSource second,
            LongBinaryOperator operator) implements Step {

        WideWordwise(VectorOperands operands, LongBinaryOperator operator) {
            this(operands.target(), operands.first(), operands.second(), operator);
        }

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            long at = second.at(cpu);
            long b0 = second.word(cpu, memory, at, 0);
            long b1 = second.word(cpu, memory, at, 1);
            long b2 = second.word(cpu, memory, at, 2);
            long b3 = second.word(cpu, memory, at, 3);
            long[] vector = cpu.vector;
            target.set(cpu, operator.applyAsLong(vector[first], b0), operator.applyAsLong(vector[first + 1], b1),
                    operator.applyAsLong(vector[first + 2], b2), operator.applyAsLong(vector[first + 3], b3));
        }
    }

    private record Lanewise(VectorTarget target, int first, VectorSource second, int immediate,
            LaneOperator operator) implements Step {

        Lanewise(VectorOperands operands, LaneOperator operator) {
            this(operands.target(), operands.first(), operands.second(), operands.immediate(), operator);
        }

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            long at = second.at(cpu);
            long b0 = second.word(cpu, memory, at, 0);
            long b1 = second.word(cpu, memory, at, 1);
            long a0 = cpu.vector[first];
            long a1 = cpu.vector[first + 1];
            target.set(cpu, operator.word(a0, a1, b0, b1, immediate, 0), operator.word(a0, a1, b0, b1, immediate, 1));
        }
    }

    private record WideLanewise(VectorTarget target, int first, VectorSource second, int immediate,
            LaneOperator operator) implements Step {

        WideLanewise(VectorOperands operands, LaneOperator operator) {
            this(operands.target(), operands.first(), operands.second(), operands.immediate(), operator);
        }

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            long at = second.at(cpu);
            long b0 = second.word(cpu, memory, at, 0);
            long b1 = second.word(cpu, memory, at, 1);
            long b2 = second.word(cpu, memory, at, 2);
            long b3 = second.word(cpu, memory, at, 3);
            long a0 = cpu.vector[first];
            long a1 = cpu.vector[first + 1];
            long a2 = cpu.vector[first + 2];
            long a3 = cpu.vector[first + 3];
            target.set(cpu, operator.word(a0, a1, b0, b1, immediate, 0), operator.word(a0, a1, b0, b1, immediate, 1),
                    operator.word(a2, a3, b2, b3, immediate, 2), operator.word(a2, a3, b2, b3, immediate, 3));
        }
    }
}
