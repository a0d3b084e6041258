package dev.whereabouts.debugcall.model.assembly;

import static dev.whereabouts.debugcall.model.assembly.MemoryOperand.Based;
import static dev.whereabouts.debugcall.model.assembly.MemoryOperand.Labelled;

/**
 * Writes instructions, one method for each form, in the order destination, source. Integer instructions work on 64 bits where the name does not
 * say otherwise.
 *
 * <p>Source of the rule: the encodings of SDM volume 2.
 */
public final class Assembler {

    /** Two-operand arithmetic, in the order of its number in the opcode. */
    public enum Alu {
        ADD, OR, ADC, SBB, AND, SUB, XOR, CMP
    }

    /** Scalar floating-point arithmetic; the code is the opcode's last byte. */
    public enum Sse {
        ADD(0x58), MUL(0x59), SUB(0x5c), DIV(0x5e);

        private final int opcode;

        Sse(int opcode) {
            this.opcode = opcode;
        }
    }

    /** Floating-point width; the code is the prefix. */
    public enum Scalar {
        SINGLE(0xf3), DOUBLE(0xf2);

        private final int prefix;

        Scalar(int prefix) {
            this.prefix = prefix;
        }
    }

    private static final int FS = 0x64;
    private static final int REX = 0x40;
    private static final int W = 8;
    private static final int SIB_FOLLOWS = 4;
    private static final int NO_INDEX = 4;

    private final Code code = new Code();

    /** Everything so far, at an address; after this, labels know theirs. */
    public byte[] assemble(long base) {
        return code.layOut(base);
    }

    /** The next instruction begins at a multiple of a power of two; what is between traps. */
    public void align(int alignment) {
        code.align(alignment);
    }

    public void place(Label label) {
        code.place(label);
    }

    /** MOV between registers. */
    public void move(Gpr to, Gpr from) {
        rexRegisters(W, from, to);
        code.emit(0x89, 0xc0 | (from.ordinal() & 7) << 3 | to.ordinal() & 7);
    }

    /** MOV of a sign-extended immediate. */
    public void move(Gpr to, int immediate) {
        code.emit(REX | W | to.ordinal() >> 3, 0xc7, 0xc0 | to.ordinal() & 7);
        code.emitLittleEndian(immediate, 4);
    }

    /** MOV of a 32-bit immediate, zero-extended: the shortest form. */
    public void moveUnsigned(Gpr to, int immediate) {
        if (to.ordinal() > 7) {
            code.emit(REX | 1);
        }
        code.emit(0xb8 | to.ordinal() & 7);
        code.emitLittleEndian(immediate, 4);
    }

    /** MOV of all 64 bits. */
    public void moveWide(Gpr to, long immediate) {
        code.emit(REX | W | to.ordinal() >> 3, 0xb8 | to.ordinal() & 7);
        code.emitLittleEndian(immediate, 8);
    }

    public void load(Gpr to, MemoryOperand from) {
        memory(0, W, to.ordinal(), from, 0, 0x8b);
    }

    public void store(MemoryOperand to, Gpr from) {
        memory(0, W, from.ordinal(), to, 0, 0x89);
    }

    /** MOV of a sign-extended immediate. */
    public void store(MemoryOperand to, int immediate) {
        memory(0, W, 0, to, 4, 0xc7);
        code.emitLittleEndian(immediate, 4);
    }

    /** Loads 1, 2, 4 or 8 bytes, zero-extended. */
    public void loadUnsigned(Gpr to, MemoryOperand from, int size) {
        switch (size) {
            case 1 -> memory(0, 0, to.ordinal(), from, 0, 0x0f, 0xb6);
            case 2 -> memory(0, 0, to.ordinal(), from, 0, 0x0f, 0xb7);
            case 4 -> memory(0, 0, to.ordinal(), from, 0, 0x8b);
            default -> load(to, from);
        }
    }

    /** Stores the lowest 1, 2, 4 or 8 bytes. */
    public void store(MemoryOperand to, Gpr from, int size) {
        switch (size) {
            case 1 -> memory(0, REX, from.ordinal(), to, 0, 0x88);
            case 2 -> memory(0x66, 0, from.ordinal(), to, 0, 0x89);
            case 4 -> memory(0, 0, from.ordinal(), to, 0, 0x89);
            default -> store(to, from);
        }
    }

    public void address(Gpr to, MemoryOperand of) {
        memory(0, W, to.ordinal(), of, 0, 0x8d);
    }

    public void alu(Alu operation, Gpr to, Gpr from) {
        rexRegisters(W, from, to);
        code.emit(operation.ordinal() << 3 | 1, 0xc0 | (from.ordinal() & 7) << 3 | to.ordinal() & 7);
    }

    /** XOR of a register's lower half with itself: the shortest way to 0. */
    public void clear(Gpr register) {
        rexRegisters(0, register, register);
        code.emit(0x31, 0xc0 | (register.ordinal() & 7) << 3 | register.ordinal() & 7);
    }

    /** The form with a byte where the value fits, the one that names no register for RAX. */
    public void alu(Alu operation, Gpr to, int immediate) {
        if (immediate == (byte) immediate) {
            code.emit(REX | W | to.ordinal() >> 3, 0x83, 0xc0 | operation.ordinal() << 3 | to.ordinal() & 7, immediate);
            return;
        }
        if (to == Gpr.RAX) {
            code.emit(REX | W, operation.ordinal() << 3 | 5);
        } else {
            code.emit(REX | W | to.ordinal() >> 3, 0x81, 0xc0 | operation.ordinal() << 3 | to.ordinal() & 7);
        }
        code.emitLittleEndian(immediate, 4);
    }

    public void alu(Alu operation, Gpr to, MemoryOperand from) {
        memory(0, W, to.ordinal(), from, 0, operation.ordinal() << 3 | 3);
    }

    public void alu(Alu operation, MemoryOperand to, Gpr from) {
        memory(0, W, from.ordinal(), to, 0, operation.ordinal() << 3 | 1);
    }

    /** Moves the stack pointer; by 128 in the direction whose immediate fits a byte. @param bytes positive frees */
    public void moveStack(int bytes) {
        boolean isAdd = bytes == -128 || bytes > 0 && bytes != 128;
        alu(isAdd ? Alu.ADD : Alu.SUB, Gpr.RSP, isAdd ? bytes : -bytes);
    }

    public void test(Gpr a, Gpr b) {
        rexRegisters(W, b, a);
        code.emit(0x85, 0xc0 | (b.ordinal() & 7) << 3 | a.ordinal() & 7);
    }

    public void increment(Gpr register) {
        unary(0xff, 0, register);
    }

    public void decrement(Gpr register) {
        unary(0xff, 1, register);
    }

    public void increment(MemoryOperand at) {
        memory(0, W, 0, at, 0, 0xff);
    }

    /** IDIV: RDX:RAX by a register, quotient to RAX. */
    public void divide(Gpr by) {
        unary(0xf7, 7, by);
    }

    /** CQO. */
    public void extendRax() {
        code.emit(REX | W, 0x99);
    }

    public void multiply(Gpr to, Gpr by) {
        rexRegisters(W, to, by);
        code.emit(0x0f, 0xaf, 0xc0 | (to.ordinal() & 7) << 3 | by.ordinal() & 7);
    }

    private void unary(int opcode, int extension, Gpr register) {
        code.emit(REX | W | register.ordinal() >> 3, opcode, 0xc0 | extension << 3 | register.ordinal() & 7);
    }

    /** A register becomes 0 or 1. */
    public void set(Condition condition, Gpr to) {
        rexByte(to, to);
        code.emit(0x0f, 0x90 | condition.ordinal(), 0xc0 | to.ordinal() & 7);
        rexByte(to, to);
        code.emit(0x0f, 0xb6, 0xc0 | (to.ordinal() & 7) << 3 | to.ordinal() & 7);
    }

    private void rexByte(Gpr register, Gpr other) {
        code.emit(REX | register.ordinal() >> 3 << 2 | other.ordinal() >> 3);
    }

    public void jump(Label to) {
        code.branch(null, to);
    }

    public void jump(Condition condition, Label to) {
        code.branch(condition, to);
    }

    public void call(Label to) {
        code.emit(0xe8);
        code.emitReference(to, 0);
    }

    public void call(Gpr to) {
        if (to.ordinal() > 7) {
            code.emit(REX | 1);
        }
        code.emit(0xff, 0xd0 | to.ordinal() & 7);
    }

    public void ret() {
        code.emit(0xc3);
    }

    public void push(Gpr register) {
        if (register.ordinal() > 7) {
            code.emit(REX | 1);
        }
        code.emit(0x50 | register.ordinal() & 7);
    }

    public void pop(Gpr register) {
        if (register.ordinal() > 7) {
            code.emit(REX | 1);
        }
        code.emit(0x58 | register.ordinal() & 7);
    }

    /** INT3. */
    public void trap() {
        code.emit(0xcc);
    }

    public void syscall() {
        code.emit(0x0f, 0x05);
    }

    public void nop() {
        code.emit(0x90);
    }

    /** REP MOVSB: RCX bytes from RSI to RDI. */
    public void copyBytes() {
        code.emit(0xf3, 0xa4);
    }

    /** REPE CMPSB: RCX bytes at RSI and RDI, until they differ. */
    public void compareBytes() {
        code.emit(0xf3, 0xa6);
    }

    public void load(Scalar width, Xmm to, MemoryOperand from) {
        memory(width.prefix, 0, to.number(), from, 0, 0x0f, 0x10);
    }

    public void store(Scalar width, MemoryOperand to, Xmm from) {
        memory(width.prefix, 0, from.number(), to, 0, 0x0f, 0x11);
    }

    public void sse(Sse operation, Scalar width, Xmm to, Xmm from) {
        vectorRegisters(width.prefix, 0, to.number(), from.number(), 0x0f, operation.opcode);
    }

    public void sse(Sse operation, Scalar width, Xmm to, MemoryOperand from) {
        memory(width.prefix, 0, to.number(), from, 0, 0x0f, operation.opcode);
    }

    /** MOVAPS. */
    public void move(Xmm to, Xmm from) {
        vectorRegisters(0, 0, to.number(), from.number(), 0x0f, 0x28);
    }

    /** XORPS. */
    public void xor(Xmm to, Xmm from) {
        vectorRegisters(0, 0, to.number(), from.number(), 0x0f, 0x57);
    }

    /** CVTTSD2SI. */
    public void truncate(Gpr to, Xmm from) {
        vectorRegisters(0xf2, W, to.ordinal(), from.number(), 0x0f, 0x2c);
    }

    private void rexRegisters(int w, Gpr register, Gpr rm) {
        rex(w, register.ordinal(), 0, rm.ordinal());
    }

    private void rex(int bits, int register, int index, int base) {
        int rex = bits & W | register >> 3 << 2 | index >> 3 << 1 | base >> 3;
        if (rex != 0 || (bits & REX) != 0) {
            code.emit(REX | rex);
        }
    }

    private void vectorRegisters(int prefix, int w, int register, int rm, int... opcode) {
        if (prefix != 0) {
            code.emit(prefix);
        }
        rex(w, register, 0, rm);
        code.emit(opcode);
        code.emit(0xc0 | (register & 7) << 3 | rm & 7);
    }

    /** @param trailing bytes of an immediate that follows */
    private void memory(int prefix, int rexBits, int register, MemoryOperand at, int trailing, int... opcode) {
        if (at instanceof MemoryOperand.ThreadLocal) {
            code.emit(FS);
        }
        if (prefix != 0) {
            code.emit(prefix);
        }
        int field = (register & 7) << 3;
        switch (at) {
            case Labelled(Label label) -> {
                rex(rexBits, register, 0, 0);
                code.emit(opcode);
                code.emit(field | 5);
                code.emitReference(label, trailing);
            }
            case MemoryOperand.ThreadLocal(int displacement) -> {
                rex(rexBits, register, 0, 0);
                code.emit(opcode);
                code.emit(field | SIB_FOLLOWS, 0x25);
                code.emitLittleEndian(displacement, 4);
            }
            case Based based -> {
                rex(rexBits, register, based.index() == null ? 0 : based.index().ordinal(), based.base().ordinal());
                code.emit(opcode);
                based(field, based);
            }
        }
    }

    private void based(int field, Based at) {
        int base = at.base().ordinal() & 7;
        boolean needsSib = at.index() != null || base == SIB_FOLLOWS;
        int displacement = at.displacement();
        int mode = displacement == 0 && base != 5 ? 0 : displacement == (byte) displacement ? 0x40 : 0x80;
        code.emit(mode | field | (needsSib ? SIB_FOLLOWS : base));
        if (needsSib) {
            int index = at.index() == null ? NO_INDEX : at.index().ordinal() & 7;
            code.emit(Integer.numberOfTrailingZeros(at.scale()) << 6 | index << 3 | base);
        }
        if (mode != 0) {
            code.emitLittleEndian(displacement, mode == 0x40 ? 1 : 4);
        }
    }
}
