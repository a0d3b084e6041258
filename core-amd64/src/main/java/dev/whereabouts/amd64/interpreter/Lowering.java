package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.instruction.Instruction;

/** Turns the instructions of one group into steps. */
interface Lowering {

    /** The step, or null if the operation is not of this group. */
    Step lower(Instruction instruction);
}
