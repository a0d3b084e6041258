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
        long of(long aLow, long aHigh, long bLow, long bHigh, int immediate, int part, int mxcsr);
    }

    /** Of that word. */
    @FunctionalInterface
    private interface Exceptions {
        int of(long aLow, long aHigh, long bLow, long bHigh, int immediate, int part, int mxcsr);
    }

    @Override
    public Step lower(Instruction instruction) {
        return switch (instruction.operation()) {
            case HADDPS -> step(instruction,
                    (a0, a1, b0, b1, _, part, mxcsr) -> (part & 1) == 0
                            ? Horizontal.addSingles(a0, a1, mxcsr)
                            : Horizontal.addSingles(b0, b1, mxcsr),
                    (a0, a1, b0, b1, _, part, mxcsr) -> (part & 1) == 0
                            ? Horizontal.addSinglesExceptions(a0, a1, mxcsr)
                            : Horizontal.addSinglesExceptions(b0, b1, mxcsr));
            case HADDPD -> step(instruction,
                    (a0, a1, b0, b1, _, part, mxcsr) -> (part & 1) == 0
                            ? Float64.add(a0, a1, mxcsr)
                            : Float64.add(b0, b1, mxcsr),
                    (a0, a1, b0, b1, _, part, mxcsr) -> (part & 1) == 0
                            ? Float64.addExceptions(a0, a1, mxcsr)
                            : Float64.addExceptions(b0, b1, mxcsr));
            case HSUBPS -> step(instruction,
                    (a0, a1, b0, b1, _, part, mxcsr) -> (part & 1) == 0
                            ? Horizontal.subtractSingles(a0, a1, mxcsr)
                            : Horizontal.subtractSingles(b0, b1, mxcsr),
                    (a0, a1, b0, b1, _, part, mxcsr) -> (part & 1) == 0
                            ? Horizontal.subtractSinglesExceptions(a0, a1, mxcsr)
                            : Horizontal.subtractSinglesExceptions(b0, b1, mxcsr));
            case HSUBPD -> step(instruction,
                    (a0, a1, b0, b1, _, part, mxcsr) -> (part & 1) == 0
                            ? Float64.subtract(a0, a1, mxcsr)
                            : Float64.subtract(b0, b1, mxcsr),
                    (a0, a1, b0, b1, _, part, mxcsr) -> (part & 1) == 0
                            ? Float64.subtractExceptions(a0, a1, mxcsr)
                            : Float64.subtractExceptions(b0, b1, mxcsr));
            case ADDSUBPS -> step(instruction,
                    (a0, a1, b0, b1, _, part, mxcsr) -> (part & 1) == 0
                            ? Horizontal.alternateSingles(a0, b0, mxcsr)
                            : Horizontal.alternateSingles(a1, b1, mxcsr),
                    (a0, a1, b0, b1, _, part, mxcsr) -> (part & 1) == 0
                            ? Horizontal.alternateSinglesExceptions(a0, b0, mxcsr)
                            : Horizontal.alternateSinglesExceptions(a1, b1, mxcsr));
            case ADDSUBPD -> step(instruction,
                    (a0, a1, b0, b1, _, part, mxcsr) -> (part & 1) == 0
                            ? Float64.subtract(a0, b0, mxcsr)
                            : Float64.add(a1, b1, mxcsr),
                    (a0, a1, b0, b1, _, part, mxcsr) -> (part & 1) == 0
                            ? Float64.subtractExceptions(a0, b0, mxcsr)
                            : Float64.addExceptions(a1, b1, mxcsr));
            case DPPS -> step(instruction,
                    (a0, a1, b0, b1, immediate, part, mxcsr) -> places(
                            Horizontal.dotSingles(a0, a1, b0, b1, immediate, mxcsr), immediate >> 2 * (part & 1)),
                    (a0, a1, b0, b1, immediate, part, mxcsr) -> Horizontal.dotSinglesExceptions(a0, a1, b0, b1,
                            immediate, mxcsr));
            case DPPD -> step(instruction,
                    (a0, a1, b0, b1, immediate, part, mxcsr) -> (immediate >> part & 1) != 0
                            ? Horizontal.dotDoubles(a0, a1, b0, b1, immediate, mxcsr)
                            : 0,
                    (a0, a1, b0, b1, immediate, part, mxcsr) -> Horizontal.dotDoublesExceptions(a0, a1, b0, b1,
                            immediate, mxcsr));
            default -> null;
        };
    }

    /** A value in the low or the high half of a word, in both or in none, by two bits. */
    private static long places(long value, int places) {
        return ((places & 1) != 0 ? value : 0) | ((places & 2) != 0 ? value << 32 : 0);
    }

    private static Step step(Instruction instruction, Value value, Exceptions exceptions) {
        VectorOperands operands = VectorOperands.binary(instruction);
        return operands.isWide()
                ? new Wide(operands, value, exceptions)
                : new Narrow(operands, operands.immediate(), value, exceptions);
    }

    private record Narrow(VectorOperands operands, int immediate, Value value,
            Exceptions exceptions) implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            long at = operands.second().at(cpu);
            long b0 = operands.second().word(cpu, memory, at, 0);
            long b1 = operands.second().word(cpu, memory, at, 1);
            long a0 = cpu.vector[operands.first()];
            long a1 = cpu.vector[operands.first() + 1];
            int mxcsr = cpu.mxcsr;
            FloatOperator.raise(cpu, exceptions.of(a0, a1, b0, b1, immediate, 0, mxcsr)
                    | exceptions.of(a0, a1, b0, b1, immediate, 1, mxcsr));
            operands.target().set(cpu, value.of(a0, a1, b0, b1, immediate, 0, mxcsr),
                    value.of(a0, a1, b0, b1, immediate, 1, mxcsr));
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
            int immediate = operands.immediate();
            int mxcsr = cpu.mxcsr;
            FloatOperator.raise(cpu, exceptions.of(a0, a1, b0, b1, immediate, 0, mxcsr)
                    | exceptions.of(a0, a1, b0, b1, immediate, 1, mxcsr)
                    | exceptions.of(a2, a3, b2, b3, immediate, 2, mxcsr)
                    | exceptions.of(a2, a3, b2, b3, immediate, 3, mxcsr));
            operands.target().set(cpu, value.of(a0, a1, b0, b1, immediate, 0, mxcsr),
                    value.of(a0, a1, b0, b1, immediate, 1, mxcsr), value.of(a2, a3, b2, b3, immediate, 2, mxcsr),
                    value.of(a2, a3, b2, b3, immediate, 3, mxcsr));
        }
    }
}
