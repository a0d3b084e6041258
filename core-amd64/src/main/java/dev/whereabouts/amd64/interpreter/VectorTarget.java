package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.amd64.instruction.Operand;

/** A vector register that is written. VEX forms make the bits above the operation's length zero, older ones leave those above 127 alone. */
final class VectorTarget {

    /** Of its lowest word, in {@link Cpu#vector}. */
    final int first;
    private final boolean isVex;

    private VectorTarget(int first, boolean isVex) {
        this.first = first;
        this.isVex = isVex;
    }

    /** The first operand. */
    static VectorTarget of(Instruction instruction) {
        return new VectorTarget(((Operand.Vector) instruction.operand(0)).index() * 4, instruction.isVex());
    }

    void set(Cpu cpu, long low, long high) {
        long[] vector = cpu.vector;
        vector[first] = low;
        vector[first + 1] = high;
        if (isVex) {
            vector[first + 2] = 0;
            vector[first + 3] = 0;
        }
    }

    void set(Cpu cpu, long w0, long w1, long w2, long w3) {
        long[] vector = cpu.vector;
        vector[first] = w0;
        vector[first + 1] = w1;
        vector[first + 2] = w2;
        vector[first + 3] = w3;
    }
}
