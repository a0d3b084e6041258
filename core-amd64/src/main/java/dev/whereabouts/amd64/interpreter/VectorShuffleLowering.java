package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.amd64.instruction.Operand;
import dev.whereabouts.amd64.instruction.Operation;
import dev.whereabouts.amd64.semantics.PackedShifts;
import dev.whereabouts.amd64.semantics.Shuffles;
import java.util.EnumMap;
import java.util.Map;

/** Elements put elsewhere within their lanes, narrowed, or chosen from two operands. */
final class VectorShuffleLowering implements Lowering {

    private static final Map<Operation, LaneOperator> BINARY = new EnumMap<>(Operation.class);
    private static final Map<Operation, LaneOperator> UNARY = new EnumMap<>(Operation.class);

    static {
        interleaves();
        packs();
        shuffles();
        blends();
    }

    private static void interleaves() {
        low(8, Operation.PUNPCKLBW);
        low(16, Operation.PUNPCKLWD);
        low(32, Operation.PUNPCKLDQ, Operation.UNPCKLPS);
        low(64, Operation.PUNPCKLQDQ, Operation.UNPCKLPD, Operation.MOVLHPS);
        high(8, Operation.PUNPCKHBW);
        high(16, Operation.PUNPCKHWD);
        high(32, Operation.PUNPCKHDQ, Operation.UNPCKHPS);
        high(64, Operation.PUNPCKHQDQ, Operation.UNPCKHPD);
        BINARY.put(Operation.MOVHLPS, (_, a1, _, b1, _, part) -> part == 0 ? b1 : a1);
    }

    private static void low(int size, Operation... operations) {
        for (Operation operation : operations) {
            BINARY.put(operation, (a0, _, b0, _, _, part) -> Shuffles.interleave(a0, b0, size, part & 1));
        }
    }

    private static void high(int size, Operation... operations) {
        for (Operation operation : operations) {
            BINARY.put(operation, (_, a1, _, b1, _, part) -> Shuffles.interleave(a1, b1, size, part & 1));
        }
    }

    private static void packs() {
        BINARY.put(Operation.PACKSSWB, (a0, a1, b0, b1, _, part) -> (part & 1) == 0
                ? Shuffles.packSigned(a0, a1, 16)
                : Shuffles.packSigned(b0, b1, 16));
        BINARY.put(Operation.PACKSSDW, (a0, a1, b0, b1, _, part) -> (part & 1) == 0
                ? Shuffles.packSigned(a0, a1, 32)
                : Shuffles.packSigned(b0, b1, 32));
        BINARY.put(Operation.PACKUSWB, (a0, a1, b0, b1, _, part) -> (part & 1) == 0
                ? Shuffles.packUnsigned(a0, a1, 16)
                : Shuffles.packUnsigned(b0, b1, 16));
        BINARY.put(Operation.PACKUSDW, (a0, a1, b0, b1, _, part) -> (part & 1) == 0
                ? Shuffles.packUnsigned(a0, a1, 32)
                : Shuffles.packUnsigned(b0, b1, 32));
    }

    private static void shuffles() {
        BINARY.put(Operation.PSHUFB,
                (a0, a1, b0, b1, _, part) -> Shuffles.bytes(a0, a1, (part & 1) == 0 ? b0 : b1));
        BINARY.put(Operation.PALIGNR,
                (a0, a1, b0, b1, bytes, part) -> PackedShifts.bytesRight(b0, b1, a0, a1, bytes, part & 1));
        BINARY.put(Operation.SHUFPS, (a0, a1, b0, b1, selectors, part) -> (part & 1) == 0
                ? Shuffles.pair32(a0, a1, selectors)
                : Shuffles.pair32(b0, b1, selectors >> 4));
        BINARY.put(Operation.SHUFPD, (a0, a1, b0, b1, selectors, part) -> {
            boolean isHigh = (selectors >> part & 1) != 0;
            return (part & 1) == 0 ? isHigh ? a1 : a0 : isHigh ? b1 : b0;
        });
        UNARY.put(Operation.PSHUFD,
                (_, _, b0, b1, selectors, part) -> Shuffles.pair32(b0, b1, selectors >> 4 * (part & 1)));
        UNARY.put(Operation.PSHUFLW,
                (_, _, b0, b1, selectors, part) -> (part & 1) == 0 ? Shuffles.elements16(b0, selectors) : b1);
        UNARY.put(Operation.PSHUFHW,
                (_, _, b0, b1, selectors, part) -> (part & 1) == 0 ? b0 : Shuffles.elements16(b1, selectors));
        UNARY.put(Operation.MOVDDUP, (_, _, b0, _, _, _) -> b0);
        UNARY.put(Operation.MOVSLDUP, (_, _, b0, b1, _, part) -> Shuffles.broadcast((part & 1) == 0 ? b0 : b1, 32));
        UNARY.put(Operation.MOVSHDUP,
                (_, _, b0, b1, _, part) -> Shuffles.broadcast(((part & 1) == 0 ? b0 : b1) >>> 32, 32));
    }

    private static void blends() {
        BINARY.put(Operation.PBLENDW, (a0, a1, b0, b1, mask, part) -> (part & 1) == 0
                ? Shuffles.blend(a0, b0, 16, mask)
                : Shuffles.blend(a1, b1, 16, mask >> 4));
        for (Operation operation : new Operation[]{Operation.BLENDPS, Operation.VPBLENDD}) {
            BINARY.put(operation, (a0, a1, b0, b1, mask, part) -> (part & 1) == 0
                    ? Shuffles.blend(a0, b0, 32, mask >> 2 * part)
                    : Shuffles.blend(a1, b1, 32, mask >> 2 * part));
        }
        BINARY.put(Operation.BLENDPD, (a0, a1, b0, b1, mask, part) -> (mask >> part & 1) == 0
                ? (part & 1) == 0 ? a0 : a1
                : (part & 1) == 0 ? b0 : b1);
    }

    @Override
    public Step lower(Instruction instruction) {
        Operation operation = instruction.operation();
        if (VectorOperands.isMmx(instruction)) {
            return null;
        }
        LaneOperator binary = BINARY.get(operation);
        if (binary != null) {
            return VectorSteps.lanewise(VectorOperands.binary(instruction), binary);
        }
        LaneOperator unary = UNARY.get(operation);
        if (unary != null) {
            return VectorSteps.lanewise(VectorOperands.unary(instruction), unary);
        }
        return switch (operation) {
            case VPERMILPS -> permuteInLane(instruction, true);
            case VPERMILPD -> permuteInLane(instruction, false);
            case BLENDVPS -> VectorBlendStep.of(instruction, 32);
            case BLENDVPD -> VectorBlendStep.of(instruction, 64);
            case PBLENDVB -> VectorBlendStep.of(instruction, 8);
            default -> null;
        };
    }

    /** VPERMILPS and VPERMILPD, selected by an immediate or by the second operand's elements. */
    private static Step permuteInLane(Instruction instruction, boolean isSingle) {
        if (instruction.operand(2) instanceof Operand.Immediate) {
            return VectorSteps.lanewise(VectorOperands.unary(instruction), isSingle
                    ? (_, _, b0, b1, selectors, part) -> Shuffles.pair32(b0, b1, selectors >> 4 * (part & 1))
                    : (_, _, b0, b1, selectors, part) -> (selectors >> part & 1) == 0 ? b0 : b1);
        }
        return VectorSteps.lanewise(VectorOperands.binary(instruction), isSingle
                ? (a0, a1, b0, b1, _, part) -> {
                    long selectors = (part & 1) == 0 ? b0 : b1;
                    return Shuffles.pair32(a0, a1, (int) (selectors & 3 | selectors >>> 32 << 2 & 12));
                }
                : (a0, a1, b0, b1, _, part) -> (((part & 1) == 0 ? b0 : b1) & 2) == 0 ? a0 : a1);
    }
}
