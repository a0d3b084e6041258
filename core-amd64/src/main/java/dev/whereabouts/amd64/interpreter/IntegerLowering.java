package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.instruction.Instruction;

final class IntegerLowering implements Lowering {
    @Override
    public Step lower(Instruction instruction) {
        return null;
    }
}
