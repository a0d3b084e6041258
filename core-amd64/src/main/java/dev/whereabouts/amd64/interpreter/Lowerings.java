package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.cpu.FaultKind;
import dev.whereabouts.amd64.cpu.GuestFault;
import dev.whereabouts.amd64.instruction.Instruction;
import java.util.List;

/** All groups' lowerings. An operation that none of them has raises the invalid-opcode exception when it is executed. */
final class Lowerings {

    private static final Step UNKNOWN = (cpu, memory) -> {
        throw GuestFault.of(FaultKind.INVALID_OPCODE);
    };

    private final List<Lowering> groups;

    Lowerings(FeatureLevel level, Clock clock) {
        groups = List.of(new FrequentMoves(), new FrequentArithmetic(), new FrequentDoubles(), new FrequentVectors(),
                new MoveLowering(),
                new ArithmeticLowering(),
                new BranchLowering(), new StackLowering(),
                new ShiftLowering(), new MultiplicationLowering(), new BitLowering(), new StringLowering(),
                new SystemLowering(level, clock), new X87Lowering(), new VectorMoveLowering(),
                new VectorFloatLowering(),
                new VectorConversionLowering(), new VectorIntegerLowering(), new VectorShuffleLowering(),
                new VectorElementLowering(), new VectorStateLowering(), new FmaLowering(), new HorizontalLowering(),
                new VectorLaneLowering(), new VectorMaskLowering(), new SavedStateLowering(level));
    }

    Step lower(Instruction instruction) {
        for (Lowering group : groups) {
            Step step = group.lower(instruction);
            if (step != null) {
                return step;
            }
        }
        return UNKNOWN;
    }
}
