package dev.whereabouts.amd64.instruction;

import java.util.List;

/**
 * A decoded instruction.
 *
 * @param address      of its first byte
 * @param length       bytes, 1 to 15
 * @param condition    of JCC, SETCC and CMOVCC: the low four bits of the opcode (SDM volume 1, appendix B); otherwise 0
 * @param operandSize  bits, after prefixes and defaults: 8, 16, 32 or 64
 * @param addressSize  bits: 64 or 32
 * @param vectorLength bits: 128 or 256 for VEX, 128 for the other vector instructions, otherwise 0
 * @param isVex        whether it is encoded with VEX: then the destination is not also a source, and its bits above
 *                     {@code vectorLength} become zero
 * @param operands     the destination first, as Intel writes them, implied ones left out
 */
public record Instruction(long address, int length, Operation operation, int condition, int operandSize,
        int addressSize, int vectorLength, boolean isVex, boolean hasLock, Repeat repeat, List<Operand> operands) {

    /** A repeat prefix, where the instruction is not a different one for it. */
    public enum Repeat {
        NONE,
        /** F3: REP, or REPE where the instruction compares. */
        REPEAT,
        /** F2: REPNE. */
        REPEAT_NOT_EQUAL
    }

    public Instruction {
        operands = List.copyOf(operands);
    }

    /** The address behind it. */
    public long next() {
        return address + length;
    }

    public Operand operand(int index) {
        return operands.get(index);
    }
}
