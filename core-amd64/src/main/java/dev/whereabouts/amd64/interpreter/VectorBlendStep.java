package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.amd64.memory.GuestMemory;
import dev.whereabouts.amd64.semantics.Shuffles;

/** BLENDVPS, BLENDVPD, PBLENDVB: elements chosen by the signs of a third register's, which the older forms imply. */
record VectorBlendStep(VectorOperands operands, int mask, int size) implements Step {

    /** @param size of the elements that are chosen, in bits */
    static VectorBlendStep of(Instruction instruction, int size) {
        return new VectorBlendStep(VectorOperands.binary(instruction),
                VectorOperands.vector(instruction, instruction.operands().size() - 1), size);
    }

    @Override
    public void execute(Cpu cpu, GuestMemory memory) {
        VectorSource second = operands.second();
        long at = second.at(cpu);
        long w0 = word(cpu, memory, at, 0);
        long w1 = word(cpu, memory, at, 1);
        if (operands.isWide()) {
            operands.target().set(cpu, w0, w1, word(cpu, memory, at, 2), word(cpu, memory, at, 3));
        } else {
            operands.target().set(cpu, w0, w1);
        }
    }

    private long word(Cpu cpu, GuestMemory memory, long at, int index) {
        return Shuffles.blendBySign(cpu.vector[operands.first() + index],
                operands.second().word(cpu, memory, at, index), cpu.vector[mask + index], size);
    }
}
