package dev.whereabouts.amd64.instruction;

/** What an instruction works on. Sizes are in bits; register indexes are those of the encoding (RAX RCX RDX RBX RSP RBP RSI RDI R8 … R15). */
public sealed interface Operand {

    /** No base, no index, or no segment override of a memory operand. */
    int NONE = -1;

    /** The base of an address relative to the next instruction. */
    int RIP = 16;

    /** {@link Memory#segment} of FS, as the encoding counts segment registers. */
    int FS = 4;

    /** {@link Memory#segment} of GS. */
    int GS = 5;

    /**
     * A general-purpose register or its low part.
     *
     * @param size 8, 16, 32 or 64
     * @param high whether it is AH, CH, DH or BH: bits 8 to 15 of registers 0 to 3
     */
    record Gpr(int index, int size, boolean high) implements Operand {}

    /** @param size 128 for XMM, 256 for YMM */
    record Vector(int index, int size) implements Operand {}

    /** A register of MMX. */
    record Mmx(int index) implements Operand {}

    /** ST(index). */
    record Stack(int index) implements Operand {}

    /** A segment register: ES CS SS DS FS GS. */
    record Segment(int index) implements Operand {}

    /**
     * Memory.
     *
     * @param segment      {@link #FS}, {@link #GS} or {@link #NONE}: overrides of the others mean nothing in 64-bit mode
     * @param base         register, {@link #RIP} or {@link #NONE}
     * @param index        register or {@link #NONE}
     * @param scale        1, 2, 4 or 8
     * @param displacement sign-extended; for {@link #RIP} relative to the next instruction, as encoded
     * @param addressSize  64, or 32: the address is cut to 32 bits before the segment's base is added
     * @param size         of what is read or written; 0 where no data is accessed, as for LEA
     */
    record Memory(int segment, int base, int index, int scale, long displacement, int addressSize, int size)
            implements
                Operand {}

    /**
     * @param value sign- or zero-extended to 64 bits, as the instruction uses it
     * @param size  as encoded
     */
    record Immediate(long value, int size) implements Operand {}

    /** Where a direct branch leads, as an absolute address. */
    record Target(long address) implements Operand {}
}
