package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.instruction.Instruction;

final class SystemLowering implements Lowering {
    SystemLowering(FeatureLevel level, Clock clock) {}
    @Override
    public Step lower(Instruction instruction) {
        return null;
    }
}
