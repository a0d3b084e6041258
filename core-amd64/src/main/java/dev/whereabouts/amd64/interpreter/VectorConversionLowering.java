package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.amd64.instruction.Operand;
import dev.whereabouts.amd64.memory.GuestMemory;
import dev.whereabouts.amd64.semantics.Float32;
import dev.whereabouts.amd64.semantics.Float64;
import dev.whereabouts.amd64.semantics.Mxcsr;

/** Conversions between single precision, double precision and integers. */
final class VectorConversionLowering implements Lowering {

    private static final FloatOperator INT_TO_SINGLE = new FloatOperator(32,
            (_, b, mxcsr) -> Float32.fromInteger((int) b, mxcsr),
            (_, b, mxcsr) -> Float32.fromIntegerExceptions((int) b, mxcsr));
    private static final FloatOperator INT_TO_DOUBLE = new FloatOperator(32,
            (_, b, mxcsr) -> Float64.fromInteger((int) b, mxcsr), (_, _, _) -> 0);
    private static final FloatOperator LONG_TO_SINGLE = new FloatOperator(64,
            (_, b, mxcsr) -> Float32.fromInteger(b, mxcsr),
            (_, b, mxcsr) -> Float32.fromIntegerExceptions(b, mxcsr));
    private static final FloatOperator LONG_TO_DOUBLE = new FloatOperator(64,
            (_, b, mxcsr) -> Float64.fromInteger(b, mxcsr),
            (_, b, mxcsr) -> Float64.fromIntegerExceptions(b, mxcsr));
    private static final FloatOperator SINGLE_TO_DOUBLE = new FloatOperator(32,
            (_, b, mxcsr) -> Float32.widen(b, mxcsr), (_, b, mxcsr) -> Float32.widenExceptions(b, mxcsr));
    private static final FloatOperator DOUBLE_TO_SINGLE = new FloatOperator(64,
            (_, b, mxcsr) -> Float64.narrow(b, mxcsr), (_, b, mxcsr) -> Float64.narrowExceptions(b, mxcsr));
    private static final FloatOperator SINGLE_TO_INT = new FloatOperator(32,
            (_, b, mxcsr) -> Float32.toInteger(b, Mxcsr.roundingMode(mxcsr), 32, mxcsr),
            (_, b, mxcsr) -> Float32.toIntegerExceptions(b, Mxcsr.roundingMode(mxcsr), 32, mxcsr));
    private static final FloatOperator SINGLE_TO_INT_TRUNCATED = new FloatOperator(32,
            (_, b, mxcsr) -> Float32.toInteger(b, Mxcsr.ZERO, 32, mxcsr),
            (_, b, mxcsr) -> Float32.toIntegerExceptions(b, Mxcsr.ZERO, 32, mxcsr));
    private static final FloatOperator DOUBLE_TO_INT = new FloatOperator(64,
            (_, b, mxcsr) -> Float64.toInteger(b, Mxcsr.roundingMode(mxcsr), 32, mxcsr),
            (_, b, mxcsr) -> Float64.toIntegerExceptions(b, Mxcsr.roundingMode(mxcsr), 32, mxcsr));
    private static final FloatOperator DOUBLE_TO_INT_TRUNCATED = new FloatOperator(64,
            (_, b, mxcsr) -> Float64.toInteger(b, Mxcsr.ZERO, 32, mxcsr),
            (_, b, mxcsr) -> Float64.toIntegerExceptions(b, Mxcsr.ZERO, 32, mxcsr));

    @Override
    public Step lower(Instruction instruction) {
        return switch (instruction.operation()) {
            case CVTDQ2PS -> FloatSteps.packed(VectorOperands.unary(instruction), INT_TO_SINGLE);
            case CVTPS2DQ -> FloatSteps.packed(VectorOperands.unary(instruction), SINGLE_TO_INT);
            case CVTTPS2DQ -> FloatSteps.packed(VectorOperands.unary(instruction), SINGLE_TO_INT_TRUNCATED);
            case CVTDQ2PD -> new Widen(VectorOperands.unary(instruction), INT_TO_DOUBLE);
            case CVTPS2PD -> new Widen(VectorOperands.unary(instruction), SINGLE_TO_DOUBLE);
            case CVTPD2PS -> new Narrow(VectorOperands.unary(instruction), DOUBLE_TO_SINGLE);
            case CVTPD2DQ -> new Narrow(VectorOperands.unary(instruction), DOUBLE_TO_INT);
            case CVTTPD2DQ -> new Narrow(VectorOperands.unary(instruction), DOUBLE_TO_INT_TRUNCATED);
            case CVTSS2SD -> FloatSteps.converted(VectorOperands.binary(instruction), SINGLE_TO_DOUBLE, 64);
            case CVTSD2SS -> FloatSteps.converted(VectorOperands.binary(instruction), DOUBLE_TO_SINGLE, 32);
            case CVTSI2SS -> FloatSteps.converted(VectorOperands.binary(instruction),
                    isLong(instruction) ? LONG_TO_SINGLE : INT_TO_SINGLE, 32);
            case CVTSI2SD -> FloatSteps.converted(VectorOperands.binary(instruction),
                    isLong(instruction) ? LONG_TO_DOUBLE : INT_TO_DOUBLE, 64);
            case CVTSS2SI -> new SingleToGpr(instruction, false);
            case CVTTSS2SI -> new SingleToGpr(instruction, true);
            case CVTSD2SI -> new DoubleToGpr(instruction, false);
            case CVTTSD2SI -> new DoubleToGpr(instruction, true);
            default -> null;
        };
    }

    /** Whether the integer that is the last operand has 64 bits. */
    private static boolean isLong(Instruction instruction) {
        return switch (instruction.operands().getLast()) {
            case Operand.Gpr it -> it.size() == 64;
            case Operand.Memory it -> it.size() == 64;
            default -> false;
        };
    }

    /** From elements of 32 bits to as many of 64. */
    private record Widen(VectorOperands operands, FloatOperator operator) implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            VectorSource source = operands.second();
            long at = source.at(cpu);
            long low = source.word(cpu, memory, at, 0);
            int mxcsr = cpu.mxcsr;
            if (operands.isWide()) {
                long high = source.word(cpu, memory, at, 1);
                FloatOperator.raise(cpu,
                        operator.wordExceptions(0, low, mxcsr) | operator.wordExceptions(0, high, mxcsr));
                operands.target().set(cpu, first(low, mxcsr), second(low, mxcsr), first(high, mxcsr),
                        second(high, mxcsr));
            } else {
                FloatOperator.raise(cpu, operator.wordExceptions(0, low, mxcsr));
                operands.target().set(cpu, first(low, mxcsr), second(low, mxcsr));
            }
        }

        private long first(long word, int mxcsr) {
            return operator.value().of(0, word & 0xffffffffL, mxcsr);
        }

        private long second(long word, int mxcsr) {
            return operator.value().of(0, word >>> 32, mxcsr);
        }
    }

    /** From elements of 64 bits to as many of 32; the rest of the result is zero. */
    private record Narrow(VectorOperands operands, FloatOperator operator) implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            VectorSource source = operands.second();
            long at = source.at(cpu);
            long b0 = source.word(cpu, memory, at, 0);
            long b1 = source.word(cpu, memory, at, 1);
            int mxcsr = cpu.mxcsr;
            int exceptions = operator.wordExceptions(0, b0, mxcsr) | operator.wordExceptions(0, b1, mxcsr);
            if (operands.isWide()) {
                long b2 = source.word(cpu, memory, at, 2);
                long b3 = source.word(cpu, memory, at, 3);
                FloatOperator.raise(cpu, exceptions | operator.wordExceptions(0, b2, mxcsr)
                        | operator.wordExceptions(0, b3, mxcsr));
                operands.target().set(cpu, pair(b0, b1, mxcsr), pair(b2, b3, mxcsr));
            } else {
                FloatOperator.raise(cpu, exceptions);
                operands.target().set(cpu, pair(b0, b1, mxcsr), 0);
            }
        }

        private long pair(long low, long high, int mxcsr) {
            return operator.value().of(0, low, mxcsr) | operator.value().of(0, high, mxcsr) << 32;
        }
    }

    private static final class SingleToGpr implements Step {
        private final int to;
        private final int size;
        private final VectorSource source;
        private final boolean isTruncated;

        SingleToGpr(Instruction instruction, boolean isTruncated) {
            Operand.Gpr target = (Operand.Gpr) instruction.operand(0);
            to = target.index();
            size = target.size();
            source = VectorSource.of(instruction, 1);
            this.isTruncated = isTruncated;
        }

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            long value = source.scalar(cpu, memory) & 0xffffffffL;
            int mxcsr = cpu.mxcsr;
            int mode = isTruncated ? Mxcsr.ZERO : Mxcsr.roundingMode(mxcsr);
            FloatOperator.raise(cpu, Float32.toIntegerExceptions(value, mode, size, mxcsr));
            cpu.gpr[to] = Float32.toInteger(value, mode, size, mxcsr);
        }
    }

    private static final class DoubleToGpr implements Step {
        private final int to;
        private final int size;
        private final VectorSource source;
        private final boolean isTruncated;

        DoubleToGpr(Instruction instruction, boolean isTruncated) {
            Operand.Gpr target = (Operand.Gpr) instruction.operand(0);
            to = target.index();
            size = target.size();
            source = VectorSource.of(instruction, 1);
            this.isTruncated = isTruncated;
        }

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            long value = source.scalar(cpu, memory);
            int mxcsr = cpu.mxcsr;
            int mode = isTruncated ? Mxcsr.ZERO : Mxcsr.roundingMode(mxcsr);
            FloatOperator.raise(cpu, Float64.toIntegerExceptions(value, mode, size, mxcsr));
            cpu.gpr[to] = Float64.toInteger(value, mode, size, mxcsr);
        }
    }
}
