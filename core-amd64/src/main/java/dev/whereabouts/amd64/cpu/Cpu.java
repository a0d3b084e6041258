package dev.whereabouts.amd64.cpu;

/** The registers of one hardware thread in user mode. Fields are open: instructions are many, and each touches several. */
public final class Cpu {

    public static final int RAX = 0;
    public static final int RCX = 1;
    public static final int RDX = 2;
    public static final int RBX = 3;
    public static final int RSP = 4;
    public static final int RBP = 5;
    public static final int RSI = 6;
    public static final int RDI = 7;

    /** MXCSR after reset: all exceptions masked, round to nearest (SDM volume 1, section 10.2.3). */
    public static final int MXCSR_DEFAULT = 0x1f80;

    private static final int ALWAYS_SET = 2;

    /** An index into {@link #gpr} behind the registers, where there is always 0: the base or index that an address does not have. */
    public static final int ZERO = 16;

    /** RAX RCX RDX RBX RSP RBP RSI RDI R8 … R15, and {@link #ZERO}. */
    public final long[] gpr = new long[17];

    /** Of the instruction to execute next. While a block runs it is not kept up to date. */
    public long rip;

    /** How the arithmetic flags follow from the three values below: see {@link Flags}. */
    public int flagKind;
    public long flagA;
    public long flagB;
    public long flagResult;

    /** The flags that are not arithmetic, such as DF and AC; IF is always set. */
    public int otherFlags = Flags.IF;

    public long fsBase;
    public long gsBase;

    /** YMM0 to YMM15, four words each, the lowest first. */
    public final long[] vector = new long[16 * 4];

    public int mxcsr = MXCSR_DEFAULT;

    /** ST, its control, status and tags. */
    public final X87 x87 = new X87();

    /** Instructions executed so far; a REP instruction is one. Virtual time follows from it. */
    public long executed;

    /** CF, PF, AF, ZF, SF and OF as the bits of RFLAGS. */
    public int status() {
        return Flags.status(flagKind, flagA, flagB, flagResult);
    }

    /** Sets the six arithmetic flags from the bits of RFLAGS. */
    public void setStatus(int bits) {
        flagKind = Flags.GIVEN;
        flagResult = bits & Flags.ARITHMETIC;
    }

    public long rflags() {
        return status() | otherFlags | ALWAYS_SET;
    }

    /** Takes all flags that user mode may change; the others stay. */
    public void setRflags(long value) {
        setStatus((int) value);
        otherFlags = (int) value & (Flags.TF | Flags.DF | Flags.AC | Flags.ID) | Flags.IF;
    }

    public boolean condition(int condition) {
        return Flags.condition(condition, flagKind, flagA, flagB, flagResult);
    }

    public boolean carry() {
        return Flags.carry(flagKind, flagA, flagB, flagResult);
    }

    public void flags(int kind, long a, long b, long result) {
        flagKind = kind;
        flagA = a;
        flagB = b;
        flagResult = result;
    }

    /** Sets the flags of a result of logic: its operands do not matter. @param kind {@link Flags#LOGIC} plus the size */
    public void logicFlags(int kind, long result) {
        flagKind = kind;
        flagResult = result;
    }

    /** Takes over everything of another thread but the count of instructions, as {@code clone} does. */
    public void copyFrom(Cpu other) {
        System.arraycopy(other.gpr, 0, gpr, 0, gpr.length);
        System.arraycopy(other.vector, 0, vector, 0, vector.length);
        rip = other.rip;
        flags(other.flagKind, other.flagA, other.flagB, other.flagResult);
        otherFlags = other.otherFlags;
        fsBase = other.fsBase;
        gsBase = other.gsBase;
        mxcsr = other.mxcsr;
        x87.copyFrom(other.x87);
    }
}
