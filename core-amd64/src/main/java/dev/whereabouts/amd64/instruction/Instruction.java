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
 * @param vectorLength bits: 128 or 256 for VEX, 128 for scalars and the other vector instructions; 0 where no vector register is named
 * @param isVex        whether it is encoded with VEX: then the destination is not also a source, and its bits above
 *                     {@code vectorLength} become zero
 * @param operands     the destination first, as Intel writes them. Implied registers are left out, but for XMM0 of the variable blends and
 *                     SHA256RNDS2. What implied registers point to is there, for its segment and address size: of string instructions, XLAT
 *                     (RBX without AL) and MASKMOVDQU (RDI). Of gathers: the destination, memory without an index register but with its
 *                     scale, the vector of indexes, the mask. PREFETCH ends with its hint: 0 to 3 for NTA, T0, T1, T2, and 4 for W
 */
public record Instruction(long address, int length, Operation operation, int condition, int operandSize,
        int addressSize, int vectorLength, boolean isVex, boolean hasLock, Repeat repeat, List<Operand> operands)
        implements
            Decoding {

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
