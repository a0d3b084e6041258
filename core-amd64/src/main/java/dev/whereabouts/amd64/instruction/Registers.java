package dev.whereabouts.amd64.instruction;

/** The operands that are registers, each made once. */
final class Registers {

    private static final int COUNT = 16;

    private static final Operand[] BYTE = gprs(8);
    private static final Operand[] WORD = gprs(16);
    private static final Operand[] DOUBLEWORD = gprs(32);
    private static final Operand[] QUADWORD = gprs(64);
    private static final Operand[] HIGH = new Operand[4];
    private static final Operand[] XMM = new Operand[COUNT];
    private static final Operand[] YMM = new Operand[COUNT];
    private static final Operand[] MMX = new Operand[8];
    private static final Operand[] STACK = new Operand[8];
    private static final Operand[] SEGMENT = new Operand[6];

    static {
        for (int i = 0; i < COUNT; i++) {
            XMM[i] = new Operand.Vector(i, 128);
            YMM[i] = new Operand.Vector(i, 256);
        }
        for (int i = 0; i < 8; i++) {
            MMX[i] = new Operand.Mmx(i);
            STACK[i] = new Operand.Stack(i);
        }
        for (int i = 0; i < HIGH.length; i++) {
            HIGH[i] = new Operand.Gpr(i, 8, true);
        }
        for (int i = 0; i < SEGMENT.length; i++) {
            SEGMENT[i] = new Operand.Segment(i);
        }
    }

    private Registers() {}

    private static Operand[] gprs(int size) {
        Operand[] registers = new Operand[COUNT];
        for (int i = 0; i < COUNT; i++) {
            registers[i] = new Operand.Gpr(i, size, false);
        }
        return registers;
    }

    static Operand gpr(int index, int size) {
        return (size == 64 ? QUADWORD : size == 32 ? DOUBLEWORD : size == 16 ? WORD : BYTE)[index];
    }

    static Operand high(int index) {
        return HIGH[index];
    }

    static Operand vector(int index, int size) {
        return (size == 256 ? YMM : XMM)[index];
    }

    static Operand mmx(int index) {
        return MMX[index];
    }

    static Operand stack(int index) {
        return STACK[index];
    }

    static Operand segment(int index) {
        return SEGMENT[index];
    }
}
