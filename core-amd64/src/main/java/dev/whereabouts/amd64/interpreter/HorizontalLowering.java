package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.amd64.memory.GuestMemory;
import dev.whereabouts.amd64.semantics.Float64;
import dev.whereabouts.amd64.semantics.Horizontal;

/** Floating-point instructions whose elements do not keep to their places: HADD, HSUB, ADDSUB and DP. */
final class HorizontalLowering implements Lowering {

    /** One word of the result from a lane of each operand; {@code part} as of {@link LaneOperator}. */
    @FunctionalInterface
    private interface Value {
        long of(long aLow, long aHigh, long bLow, long bHigh, int part, int mxcsr);
    }

    /** Of that word. */
    @FunctionalInterface
    private interface Exceptions {
        int of(long aLow, long aHigh, long bLow, long bHigh, int part, int mxcsr);
    }

    @Override
    public Step lower(Instruction instruction) {
        return switch (instruction.operation()) {
            case HADDPS -> ofPairs(instruction, Horizontal::addSingles, Horizontal::addSinglesExceptions);
            case HADDPD -> ofPairs(instruction, Float64::add, Float64::addExceptions);
            case HSUBPS -> ofPairs(instruction, Horizontal::subtractSingles, Horizontal::subtractSinglesExceptions);
            case HSUBPD -> ofPairs(instruction, Float64::subtract, Float64::subtractExceptions);
            case ADDSUBPS -> step(instruction,
                    (a0, a1, b0, b1, part, mxcsr) -> (part & 1) == 0
                            ? Horizontal.alternateSingles(a0, b0, mxcsr)
                            : Horizontal.alternateSingles(a1, b1, mxcsr),
                    (a0, a1, b0, b1, part, mxcsr) -> (part & 1) == 0
                            ? Horizontal.alternateSinglesExceptions(a0, b0, mxcsr)
                            : Horizontal.alternateSinglesExceptions(a1, b1, mxcsr));
            case ADDSUBPD -> step(instruction,
                    (a0, a1, b0, b1, part, mxcsr) -> (part & 1) == 0
                            ? Float64.subtract(a0, b0, mxcsr)
                            : Float64.add(a1, b1, mxcsr),
                    (a0, a1, b0, b1, part, mxcsr) -> (part & 1) == 0
                            ? Float64.subtractExceptions(a0, b0, mxcsr)
                            : Float64.addExceptions(a1, b1, mxcsr));
            case DPPS -> new DotProduct(VectorOperands.binary(instruction), false);
            case DPPD -> new DotProduct(VectorOperands.binary(instruction), true);
            default -> null;
        };
    }

    /** The lower word of a lane comes of the words of the first operand, the upper of those of the second. */
    private static Step ofPairs(Instruction instruction, FloatOperator.Value value,
            FloatOperator.Exceptions exceptions) {
        return step(instruction,
                (a0, a1, b0, b1, part, mxcsr) -> (part & 1) == 0
                        ? value.of(a0, a1, mxcsr)
                        : value.of(b0, b1, mxcsr),
                (a0, a1, b0, b1, part, mxcsr) -> (part & 1) == 0
                        ? exceptions.of(a0, a1, mxcsr)
                        : exceptions.of(b0, b1, mxcsr));
    }

    private static Step step(Instruction instruction, Value value, Exceptions exceptions) {
        VectorOperands operands = VectorOperands.binary(instruction);
        return operands.isWide()
                ? new Wide(operands, value, exceptions)
                : new Narrow(operands, value, exceptions);
    }

    private record Narrow(VectorOperands operands, Value value, Exceptions exceptions) implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            long at = operands.second().at(cpu);
            long b0 = operands.second().word(cpu, memory, at, 0);
            long b1 = operands.second().word(cpu, memory, at, 1);
            long a0 = cpu.vector[operands.first()];
            long a1 = cpu.vector[operands.first() + 1];
            int mxcsr = cpu.mxcsr;
            FloatOperator.raise(cpu, exceptions.of(a0, a1, b0, b1, 0, mxcsr)
                    | exceptions.of(a0, a1, b0, b1, 1, mxcsr));
            operands.target().set(cpu, value.of(a0, a1, b0, b1, 0, mxcsr),
                    value.of(a0, a1, b0, b1, 1, mxcsr));
        }
    }

    private record Wide(VectorOperands operands, Value value, Exceptions exceptions) implements Step {

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
            FloatOperator.raise(cpu, exceptions.of(a0, a1, b0, b1, 0, mxcsr)
                    | exceptions.of(a0, a1, b0, b1, 1, mxcsr)
                    | exceptions.of(a2, a3, b2, b3, 2, mxcsr)
                    | exceptions.of(a2, a3, b2, b3, 3, mxcsr));
            operands.target().set(cpu, value.of(a0, a1, b0, b1, 0, mxcsr),
                    value.of(a0, a1, b0, b1, 1, mxcsr), value.of(a2, a3, b2, b3, 2, mxcsr),
                    value.of(a2, a3, b2, b3, 3, mxcsr));
        }
    }

    /** DPPS and DPPD. What one stage raises and is not masked keeps the next one from computing. */
    private record DotProduct(VectorOperands operands, boolean isDouble) implements Step {

        private static final int STAGES = 3;

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            VectorSource second = operands.second();
            long at = second.at(cpu);
            long b0 = second.word(cpu, memory, at, 0);
            long b1 = second.word(cpu, memory, at, 1);
            long b2 = operands.isWide() ? second.word(cpu, memory, at, 2) : 0;
            long b3 = operands.isWide() ? second.word(cpu, memory, at, 3) : 0;
            long a0 = cpu.vector[operands.first()];
            long a1 = cpu.vector[operands.first() + 1];
            long a2 = cpu.vector[operands.first() + 2];
            long a3 = cpu.vector[operands.first() + 3];
            int mxcsr = cpu.mxcsr;
            for (int stage = 0; stage < STAGES; stage++) {
                FloatOperator.raise(cpu, exceptions(a0, a1, b0, b1, stage, mxcsr)
                        | (operands.isWide() ? exceptions(a2, a3, b2, b3, stage, mxcsr) : 0));
            }
            long low = value(a0, a1, b0, b1, mxcsr);
            if (operands.isWide()) {
                long high = value(a2, a3, b2, b3, mxcsr);
                operands.target().set(cpu, word(low, 0), word(low, 1), word(high, 0), word(high, 1));
            } else {
                operands.target().set(cpu, word(low, 0), word(low, 1));
            }
        }

        private int exceptions(long aLow, long aHigh, long bLow, long bHigh, int stage, int mxcsr) {
            return isDouble
                    ? Horizontal.dotDoublesExceptions(aLow, aHigh, bLow, bHigh, operands.immediate(), stage, mxcsr)
                    : Horizontal.dotSinglesExceptions(aLow, aHigh, bLow, bHigh, operands.immediate(), stage, mxcsr);
        }

        private long value(long aLow, long aHigh, long bLow, long bHigh, int mxcsr) {
            return isDouble
                    ? Horizontal.dotDoubles(aLow, aHigh, bLow, bHigh, operands.immediate(), mxcsr)
                    : Horizontal.dotSingles(aLow, aHigh, bLow, bHigh, operands.immediate(), mxcsr);
        }

        /** The value in those places of a word that the immediate names. */
        private long word(long value, int half) {
            if (isDouble) {
                return (operands.immediate() >> half & 1) != 0 ? value : 0;
            }
            int places = operands.immediate() >> 2 * half;
            return ((places & 1) != 0 ? value : 0) | ((places & 2) != 0 ? value << 32 : 0);
        }
    }
}
