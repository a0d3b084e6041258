package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.Flags;
import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.amd64.instruction.Operand;
import dev.whereabouts.amd64.instruction.Operation;
import dev.whereabouts.amd64.memory.GuestMemory;
import dev.whereabouts.amd64.semantics.PackedIntegers;
import dev.whereabouts.amd64.semantics.PackedProducts;
import dev.whereabouts.amd64.semantics.PackedShifts;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongBinaryOperator;

/** Integers in vectors: arithmetic, logic, comparisons and shifts. */
final class VectorIntegerLowering implements Lowering {

    private static final int BYTE = 8;
    private static final int SHORT = 16;
    private static final int INT = 32;
    private static final int LONG = 64;

    private static final Map<Operation, LongBinaryOperator> WORDWISE = new EnumMap<>(Operation.class);
    private static final Map<Operation, LongBinaryOperator> UNARY = new EnumMap<>(Operation.class);
    private static final Map<Operation, LaneOperator> LANEWISE = new EnumMap<>(Operation.class);
    private static final Map<Operation, LongBinaryOperator> SHIFTS = new EnumMap<>(Operation.class);

    static {
        logic();
        sums();
        comparisons();
        products();
        shifts();
    }

    private static void logic() {
        for (Operation and : new Operation[]{Operation.PAND, Operation.ANDPS, Operation.ANDPD}) {
            WORDWISE.put(and, (a, b) -> a & b);
        }
        for (Operation andNot : new Operation[]{Operation.PANDN, Operation.ANDNPS, Operation.ANDNPD}) {
            WORDWISE.put(andNot, (a, b) -> ~a & b);
        }
        for (Operation or : new Operation[]{Operation.POR, Operation.ORPS, Operation.ORPD}) {
            WORDWISE.put(or, (a, b) -> a | b);
        }
        for (Operation xor : new Operation[]{Operation.PXOR, Operation.XORPS, Operation.XORPD}) {
            WORDWISE.put(xor, (a, b) -> a ^ b);
        }
    }

    private static void sums() {
        WORDWISE.put(Operation.PADDB, (a, b) -> PackedIntegers.add(a, b, BYTE));
        WORDWISE.put(Operation.PADDW, (a, b) -> PackedIntegers.add(a, b, SHORT));
        WORDWISE.put(Operation.PADDD, (a, b) -> PackedIntegers.add(a, b, INT));
        WORDWISE.put(Operation.PADDQ, (a, b) -> a + b);
        WORDWISE.put(Operation.PADDSB, (a, b) -> PackedIntegers.addSigned(a, b, BYTE));
        WORDWISE.put(Operation.PADDSW, (a, b) -> PackedIntegers.addSigned(a, b, SHORT));
        WORDWISE.put(Operation.PADDUSB, (a, b) -> PackedIntegers.addUnsigned(a, b, BYTE));
        WORDWISE.put(Operation.PADDUSW, (a, b) -> PackedIntegers.addUnsigned(a, b, SHORT));
        WORDWISE.put(Operation.PSUBB, (a, b) -> PackedIntegers.subtract(a, b, BYTE));
        WORDWISE.put(Operation.PSUBW, (a, b) -> PackedIntegers.subtract(a, b, SHORT));
        WORDWISE.put(Operation.PSUBD, (a, b) -> PackedIntegers.subtract(a, b, INT));
        WORDWISE.put(Operation.PSUBQ, (a, b) -> a - b);
        WORDWISE.put(Operation.PSUBSB, (a, b) -> PackedIntegers.subtractSigned(a, b, BYTE));
        WORDWISE.put(Operation.PSUBSW, (a, b) -> PackedIntegers.subtractSigned(a, b, SHORT));
        WORDWISE.put(Operation.PSUBUSB, (a, b) -> PackedIntegers.subtractUnsigned(a, b, BYTE));
        WORDWISE.put(Operation.PSUBUSW, (a, b) -> PackedIntegers.subtractUnsigned(a, b, SHORT));
        WORDWISE.put(Operation.PAVGB, (a, b) -> PackedIntegers.average(a, b, BYTE));
        WORDWISE.put(Operation.PAVGW, (a, b) -> PackedIntegers.average(a, b, SHORT));
        WORDWISE.put(Operation.PSADBW, PackedIntegers::sumOfDifferences);
        WORDWISE.put(Operation.PSIGNB, (a, b) -> PackedIntegers.sign(a, b, BYTE));
        WORDWISE.put(Operation.PSIGNW, (a, b) -> PackedIntegers.sign(a, b, SHORT));
        WORDWISE.put(Operation.PSIGND, (a, b) -> PackedIntegers.sign(a, b, INT));
        UNARY.put(Operation.PABSB, (a, b) -> PackedIntegers.absolute(b, BYTE));
        UNARY.put(Operation.PABSW, (a, b) -> PackedIntegers.absolute(b, SHORT));
        UNARY.put(Operation.PABSD, (a, b) -> PackedIntegers.absolute(b, INT));
        LANEWISE.put(Operation.PHADDW, (a0, a1, b0, b1, _, part) -> (part & 1) == 0
                ? PackedIntegers.horizontalAdd(a0, a1, SHORT)
                : PackedIntegers.horizontalAdd(b0, b1, SHORT));
        LANEWISE.put(Operation.PHADDD, (a0, a1, b0, b1, _, part) -> (part & 1) == 0
                ? PackedIntegers.horizontalAdd(a0, a1, INT)
                : PackedIntegers.horizontalAdd(b0, b1, INT));
        LANEWISE.put(Operation.PHADDSW, (a0, a1, b0, b1, _, part) -> (part & 1) == 0
                ? PackedIntegers.horizontalAddSigned(a0, a1, SHORT)
                : PackedIntegers.horizontalAddSigned(b0, b1, SHORT));
        LANEWISE.put(Operation.PHSUBW, (a0, a1, b0, b1, _, part) -> (part & 1) == 0
                ? PackedIntegers.horizontalSubtract(a0, a1, SHORT)
                : PackedIntegers.horizontalSubtract(b0, b1, SHORT));
        LANEWISE.put(Operation.PHSUBD, (a0, a1, b0, b1, _, part) -> (part & 1) == 0
                ? PackedIntegers.horizontalSubtract(a0, a1, INT)
                : PackedIntegers.horizontalSubtract(b0, b1, INT));
        LANEWISE.put(Operation.PHSUBSW, (a0, a1, b0, b1, _, part) -> (part & 1) == 0
                ? PackedIntegers.horizontalSubtractSigned(a0, a1, SHORT)
                : PackedIntegers.horizontalSubtractSigned(b0, b1, SHORT));
        LANEWISE.put(Operation.MPSADBW, (a0, a1, b0, b1, immediate, part) -> PackedIntegers.sumsOfDifferences(a0, a1,
                b0, b1, part < 2 ? immediate : immediate >> 3, part & 1));
        LANEWISE.put(Operation.PHMINPOSUW,
                (_, _, b0, b1, _, part) -> part == 0 ? PackedIntegers.minimumAndPosition(b0, b1) : 0);
    }

    private static void comparisons() {
        WORDWISE.put(Operation.PCMPEQB, (a, b) -> PackedIntegers.equal(a, b, BYTE));
        WORDWISE.put(Operation.PCMPEQW, (a, b) -> PackedIntegers.equal(a, b, SHORT));
        WORDWISE.put(Operation.PCMPEQD, (a, b) -> PackedIntegers.equal(a, b, INT));
        WORDWISE.put(Operation.PCMPEQQ, (a, b) -> PackedIntegers.equal(a, b, LONG));
        WORDWISE.put(Operation.PCMPGTB, (a, b) -> PackedIntegers.greater(a, b, BYTE));
        WORDWISE.put(Operation.PCMPGTW, (a, b) -> PackedIntegers.greater(a, b, SHORT));
        WORDWISE.put(Operation.PCMPGTD, (a, b) -> PackedIntegers.greater(a, b, INT));
        WORDWISE.put(Operation.PCMPGTQ, (a, b) -> PackedIntegers.greater(a, b, LONG));
        WORDWISE.put(Operation.PMINSB, (a, b) -> PackedIntegers.minimumSigned(a, b, BYTE));
        WORDWISE.put(Operation.PMINSW, (a, b) -> PackedIntegers.minimumSigned(a, b, SHORT));
        WORDWISE.put(Operation.PMINSD, (a, b) -> PackedIntegers.minimumSigned(a, b, INT));
        WORDWISE.put(Operation.PMINUB, (a, b) -> PackedIntegers.minimumUnsigned(a, b, BYTE));
        WORDWISE.put(Operation.PMINUW, (a, b) -> PackedIntegers.minimumUnsigned(a, b, SHORT));
        WORDWISE.put(Operation.PMINUD, (a, b) -> PackedIntegers.minimumUnsigned(a, b, INT));
        WORDWISE.put(Operation.PMAXSB, (a, b) -> PackedIntegers.maximumSigned(a, b, BYTE));
        WORDWISE.put(Operation.PMAXSW, (a, b) -> PackedIntegers.maximumSigned(a, b, SHORT));
        WORDWISE.put(Operation.PMAXSD, (a, b) -> PackedIntegers.maximumSigned(a, b, INT));
        WORDWISE.put(Operation.PMAXUB, (a, b) -> PackedIntegers.maximumUnsigned(a, b, BYTE));
        WORDWISE.put(Operation.PMAXUW, (a, b) -> PackedIntegers.maximumUnsigned(a, b, SHORT));
        WORDWISE.put(Operation.PMAXUD, (a, b) -> PackedIntegers.maximumUnsigned(a, b, INT));
    }

    private static void products() {
        WORDWISE.put(Operation.PMULLW, (a, b) -> PackedProducts.low(a, b, SHORT));
        WORDWISE.put(Operation.PMULLD, (a, b) -> PackedProducts.low(a, b, INT));
        WORDWISE.put(Operation.PMULHW, PackedProducts::highSigned);
        WORDWISE.put(Operation.PMULHUW, PackedProducts::highUnsigned);
        WORDWISE.put(Operation.PMULHRSW, PackedProducts::fractions);
        WORDWISE.put(Operation.PMULUDQ, PackedProducts::wideUnsigned);
        WORDWISE.put(Operation.PMULDQ, PackedProducts::wideSigned);
        WORDWISE.put(Operation.PMADDWD, PackedProducts::sums);
        WORDWISE.put(Operation.PMADDUBSW, PackedProducts::sumsOfBytes);
    }

    private static void shifts() {
        SHIFTS.put(Operation.PSLLW, (a, count) -> PackedShifts.left(a, count, SHORT));
        SHIFTS.put(Operation.PSLLD, (a, count) -> PackedShifts.left(a, count, INT));
        SHIFTS.put(Operation.PSLLQ, (a, count) -> PackedShifts.left(a, count, LONG));
        SHIFTS.put(Operation.PSRLW, (a, count) -> PackedShifts.right(a, count, SHORT));
        SHIFTS.put(Operation.PSRLD, (a, count) -> PackedShifts.right(a, count, INT));
        SHIFTS.put(Operation.PSRLQ, (a, count) -> PackedShifts.right(a, count, LONG));
        SHIFTS.put(Operation.PSRAW, (a, count) -> PackedShifts.arithmeticRight(a, count, SHORT));
        SHIFTS.put(Operation.PSRAD, (a, count) -> PackedShifts.arithmeticRight(a, count, INT));
        WORDWISE.put(Operation.VPSLLVD, (a, counts) -> PackedShifts.leftEach(a, counts, INT));
        WORDWISE.put(Operation.VPSLLVQ, (a, counts) -> PackedShifts.leftEach(a, counts, LONG));
        WORDWISE.put(Operation.VPSRLVD, (a, counts) -> PackedShifts.rightEach(a, counts, INT));
        WORDWISE.put(Operation.VPSRLVQ, (a, counts) -> PackedShifts.rightEach(a, counts, LONG));
        WORDWISE.put(Operation.VPSRAVD, (a, counts) -> PackedShifts.arithmeticRightEach(a, counts, INT));
    }

    @Override
    public Step lower(Instruction instruction) {
        Operation operation = instruction.operation();
        if (VectorOperands.isMmx(instruction)) {
            return null;
        }
        LongBinaryOperator wordwise = WORDWISE.get(operation);
        if (wordwise != null) {
            return VectorSteps.wordwise(VectorOperands.binary(instruction), wordwise);
        }
        LongBinaryOperator unary = UNARY.get(operation);
        if (unary != null) {
            return VectorSteps.wordwise(VectorOperands.unary(instruction), unary);
        }
        LaneOperator lanewise = LANEWISE.get(operation);
        if (lanewise != null) {
            return VectorSteps.lanewise(operation == Operation.PHMINPOSUW
                    ? VectorOperands.unary(instruction)
                    : VectorOperands.binary(instruction), lanewise);
        }
        LongBinaryOperator shift = SHIFTS.get(operation);
        if (shift != null) {
            return shift(instruction, shift);
        }
        return switch (operation) {
            case PSLLDQ -> bytes(instruction, true);
            case PSRLDQ -> bytes(instruction, false);
            case PTEST -> new Test(instruction, -1);
            case VTESTPS -> new Test(instruction, 0x8000000080000000L);
            case VTESTPD -> new Test(instruction, Long.MIN_VALUE);
            case PCMPESTRI, PCMPESTRM, PCMPISTRI, PCMPISTRM -> new StringComparisonStep(instruction);
            default -> null;
        };
    }

    private static Step shift(Instruction instruction, LongBinaryOperator operator) {
        VectorTarget target = VectorTarget.of(instruction);
        int last = instruction.operands().size() - 1;
        int first = VectorOperands.vector(instruction, last - 1);
        boolean isWide = instruction.vectorLength() == 256;
        return instruction.operand(last) instanceof Operand.Immediate count
                ? new ShiftBy(target, first, isWide, count.value() & 0xff, operator)
                : new Shift(target, first, isWide, VectorSource.of(instruction, last), operator);
    }

    private record ShiftBy(VectorTarget target, int first, boolean isWide, long count,
            LongBinaryOperator operator) implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            shift(cpu, target, first, isWide, count, operator);
        }
    }

    private record Shift(VectorTarget target, int first, boolean isWide, VectorSource count,
            LongBinaryOperator operator) implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            long at = count.at(cpu);
            long by = count.word(cpu, memory, at, 0);
            // the whole operand is read, though only its lowest word counts
            count.word(cpu, memory, at, 1);
            shift(cpu, target, first, isWide, by, operator);
        }
    }

    private static void shift(Cpu cpu, VectorTarget target, int first, boolean isWide, long count,
            LongBinaryOperator operator) {
        long[] vector = cpu.vector;
        long low = operator.applyAsLong(vector[first], count);
        long high = operator.applyAsLong(vector[first + 1], count);
        if (isWide) {
            target.set(cpu, low, high, operator.applyAsLong(vector[first + 2], count),
                    operator.applyAsLong(vector[first + 3], count));
        } else {
            target.set(cpu, low, high);
        }
    }

    /** PSLLDQ and PSRLDQ: a lane shifted by bytes, as part of two lanes one of which is zero. */
    private static Step bytes(Instruction instruction, boolean isLeft) {
        int last = instruction.operands().size() - 1;
        int bytes = Math.min(VectorOperands.immediate(instruction), 16);
        VectorOperands operands = new VectorOperands(VectorTarget.of(instruction), 0,
                VectorSource.of(instruction, last - 1), instruction.vectorLength() == 256,
                isLeft ? 16 - bytes : bytes);
        return VectorSteps.lanewise(operands, isLeft
                ? (_, _, low, high, by, part) -> PackedShifts.bytesRight(0, 0, low, high, by, part & 1)
                : (_, _, low, high, by, part) -> PackedShifts.bytesRight(low, high, 0, 0, by, part & 1));
    }

    /** PTEST, VTESTPS, VTESTPD: ZF if no bit of both is set, CF if no bit of the second only; the other arithmetic flags are 0. */
    private static final class Test implements Step {
        private final int first;
        private final VectorSource second;
        private final int words;
        private final long mask;

        Test(Instruction instruction, long mask) {
            first = VectorOperands.vector(instruction, 0);
            second = VectorSource.of(instruction, 1);
            words = instruction.vectorLength() / 64;
            this.mask = mask;
        }

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            long at = second.at(cpu);
            long both = 0;
            long onlySecond = 0;
            for (int i = 0; i < words; i++) {
                long a = cpu.vector[first + i];
                long b = second.word(cpu, memory, at, i);
                both |= a & b & mask;
                onlySecond |= ~a & b & mask;
            }
            cpu.setStatus((both == 0 ? Flags.ZF : 0) | (onlySecond == 0 ? Flags.CF : 0));
        }
    }
}
