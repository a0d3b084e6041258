package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.amd64.instruction.Operation;
import dev.whereabouts.amd64.memory.GuestMemory;
import dev.whereabouts.amd64.semantics.Float32;
import dev.whereabouts.amd64.semantics.Float64;
import dev.whereabouts.amd64.semantics.Mxcsr;
import java.util.EnumMap;
import java.util.Map;

/** Floating-point arithmetic and comparisons. */
final class VectorFloatLowering implements Lowering {

    private static final int USE_MXCSR = 4;
    private static final int NO_INEXACT = 8;

    private static final Map<Operation, FloatOperator> PACKED = new EnumMap<>(Operation.class);
    private static final Map<Operation, FloatOperator> SCALAR = new EnumMap<>(Operation.class);
    private static final Map<Operation, FloatOperator> PACKED_UNARY = new EnumMap<>(Operation.class);

    static {
        singles();
        doubles();
    }

    private static void singles() {
        both(Operation.ADDPS, Operation.ADDSS, new FloatOperator(32, Float32::add, Float32::addExceptions));
        both(Operation.SUBPS, Operation.SUBSS, new FloatOperator(32, Float32::subtract, Float32::subtractExceptions));
        both(Operation.MULPS, Operation.MULSS, new FloatOperator(32, Float32::multiply, Float32::multiplyExceptions));
        both(Operation.DIVPS, Operation.DIVSS, new FloatOperator(32, Float32::divide, Float32::divideExceptions));
        both(Operation.MINPS, Operation.MINSS, new FloatOperator(32, Float32::minimum, Float32::extremeExceptions));
        both(Operation.MAXPS, Operation.MAXSS, new FloatOperator(32, Float32::maximum, Float32::extremeExceptions));
        unary(Operation.SQRTPS, Operation.SQRTSS, new FloatOperator(32, (_, b, mxcsr) -> Float32.squareRoot(b, mxcsr),
                (_, b, mxcsr) -> Float32.squareRootExceptions(b, mxcsr)));
        unary(Operation.RCPPS, Operation.RCPSS,
                new FloatOperator(32, (_, b, _) -> Float32.reciprocal(b), (_, _, _) -> 0));
        unary(Operation.RSQRTPS, Operation.RSQRTSS,
                new FloatOperator(32, (_, b, _) -> Float32.reciprocalRoot(b), (_, _, _) -> 0));
    }

    private static void doubles() {
        both(Operation.ADDPD, Operation.ADDSD, new FloatOperator(64, Float64::add, Float64::addExceptions));
        both(Operation.SUBPD, Operation.SUBSD, new FloatOperator(64, Float64::subtract, Float64::subtractExceptions));
        both(Operation.MULPD, Operation.MULSD, new FloatOperator(64, Float64::multiply, Float64::multiplyExceptions));
        both(Operation.DIVPD, Operation.DIVSD, new FloatOperator(64, Float64::divide, Float64::divideExceptions));
        both(Operation.MINPD, Operation.MINSD, new FloatOperator(64, Float64::minimum, Float64::extremeExceptions));
        both(Operation.MAXPD, Operation.MAXSD, new FloatOperator(64, Float64::maximum, Float64::extremeExceptions));
        unary(Operation.SQRTPD, Operation.SQRTSD, new FloatOperator(64, (_, b, mxcsr) -> Float64.squareRoot(b, mxcsr),
                (_, b, mxcsr) -> Float64.squareRootExceptions(b, mxcsr)));
    }

    private static void both(Operation packed, Operation scalar, FloatOperator operator) {
        PACKED.put(packed, operator);
        SCALAR.put(scalar, operator);
    }

    private static void unary(Operation packed, Operation scalar, FloatOperator operator) {
        PACKED_UNARY.put(packed, operator);
        SCALAR.put(scalar, operator);
    }

    @Override
    public Step lower(Instruction instruction) {
        Operation operation = instruction.operation();
        FloatOperator packed = PACKED.get(operation);
        if (packed != null) {
            return FloatSteps.packed(VectorOperands.binary(instruction), packed);
        }
        FloatOperator scalar = SCALAR.get(operation);
        if (scalar != null) {
            return FloatSteps.scalar(VectorOperands.binary(instruction), scalar);
        }
        FloatOperator unary = PACKED_UNARY.get(operation);
        if (unary != null) {
            return FloatSteps.packed(VectorOperands.unary(instruction), unary);
        }
        return switch (operation) {
            case CMPPS -> FloatSteps.packed(VectorOperands.binary(instruction), compareSingles(instruction));
            case CMPPD -> FloatSteps.packed(VectorOperands.binary(instruction), compareDoubles(instruction));
            case CMPSS -> FloatSteps.scalar(VectorOperands.binary(instruction), compareSingles(instruction));
            case CMPSD -> FloatSteps.scalar(VectorOperands.binary(instruction), compareDoubles(instruction));
            case ROUNDPS -> FloatSteps.packed(VectorOperands.unary(instruction), roundSingles(instruction));
            case ROUNDPD -> FloatSteps.packed(VectorOperands.unary(instruction), roundDoubles(instruction));
            case ROUNDSS -> FloatSteps.scalar(VectorOperands.binary(instruction), roundSingles(instruction));
            case ROUNDSD -> FloatSteps.scalar(VectorOperands.binary(instruction), roundDoubles(instruction));
            case COMISS -> new CompareSingle(VectorOperands.unary(instruction), false);
            case UCOMISS -> new CompareSingle(VectorOperands.unary(instruction), true);
            case COMISD -> new CompareDouble(VectorOperands.unary(instruction), false);
            case UCOMISD -> new CompareDouble(VectorOperands.unary(instruction), true);
            default -> null;
        };
    }

    /** The older forms know only the first eight predicates. */
    private static int predicate(Instruction instruction) {
        return VectorOperands.immediate(instruction) & (instruction.isVex() ? 31 : 7);
    }

    private static FloatOperator compareSingles(Instruction instruction) {
        int predicate = predicate(instruction);
        return new FloatOperator(32, (a, b, mxcsr) -> Float32.holds(predicate, a, b, mxcsr) ? 0xffffffffL : 0,
                (a, b, mxcsr) -> Float32.predicateExceptions(predicate, a, b, mxcsr));
    }

    private static FloatOperator compareDoubles(Instruction instruction) {
        int predicate = predicate(instruction);
        return new FloatOperator(64, (a, b, mxcsr) -> Float64.holds(predicate, a, b, mxcsr) ? -1 : 0,
                (a, b, mxcsr) -> Float64.predicateExceptions(predicate, a, b, mxcsr));
    }

    private static int mode(int immediate, int mxcsr) {
        return (immediate & USE_MXCSR) != 0 ? Mxcsr.roundingMode(mxcsr) : immediate & 3;
    }

    private static int seen(int immediate) {
        return (immediate & NO_INEXACT) != 0 ? ~Mxcsr.PE : -1;
    }

    private static FloatOperator roundSingles(Instruction instruction) {
        int immediate = VectorOperands.immediate(instruction);
        return new FloatOperator(32, (_, b, mxcsr) -> Float32.toIntegral(b, mode(immediate, mxcsr), mxcsr),
                (_, b, mxcsr) -> Float32.toIntegralExceptions(b, mode(immediate, mxcsr), mxcsr) & seen(immediate));
    }

    private static FloatOperator roundDoubles(Instruction instruction) {
        int immediate = VectorOperands.immediate(instruction);
        return new FloatOperator(64, (_, b, mxcsr) -> Float64.toIntegral(b, mode(immediate, mxcsr), mxcsr),
                (_, b, mxcsr) -> Float64.toIntegralExceptions(b, mode(immediate, mxcsr), mxcsr) & seen(immediate));
    }

    private record CompareSingle(VectorOperands operands, boolean isQuiet) implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            long b = operands.second().scalar(cpu, memory) & 0xffffffffL;
            long a = cpu.vector[operands.first()] & 0xffffffffL;
            int exceptions = Float32.compareExceptions(a, b, isQuiet, cpu.mxcsr);
            if (exceptions != 0) {
                FloatOperator.raise(cpu, exceptions);
            }
            cpu.setStatus(Float32.compare(a, b, cpu.mxcsr));
        }
    }

    private record CompareDouble(VectorOperands operands, boolean isQuiet) implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            long b = operands.second().scalar(cpu, memory);
            long a = cpu.vector[operands.first()];
            int exceptions = Float64.compareExceptions(a, b, isQuiet, cpu.mxcsr);
            if (exceptions != 0) {
                FloatOperator.raise(cpu, exceptions);
            }
            cpu.setStatus(Float64.compare(a, b, cpu.mxcsr));
        }
    }
}
