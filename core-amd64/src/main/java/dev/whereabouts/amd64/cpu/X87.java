package dev.whereabouts.amd64.cpu;

/** The registers of the x87 unit (SDM volume 1, section 8.1). */
public final class X87 {

    /** The control word after FNINIT. */
    public static final int CONTROL_DEFAULT = 0x37f;

    /** Significands of the eight physical registers, the integer bit explicit. */
    public final long[] significand = new long[8];

    /** Sign (bit 15) and biased exponent (bits 0 to 14) of the eight physical registers. */
    public final int[] signExponent = new int[8];

    public int control = CONTROL_DEFAULT;

    /** The status word without TOP, which is kept apart. */
    public int status;

    /** The physical register that is ST(0). */
    public int top;

    /** Bit i: physical register i is not empty (the abridged tag word of FXSAVE). */
    public int full;

    /** The status word with TOP in its bits 11 to 13. */
    public int statusWord() {
        return status & ~(7 << 11) | top << 11;
    }

    public void setStatusWord(int word) {
        status = word & ~(7 << 11);
        top = word >> 11 & 7;
    }

    void copyFrom(X87 other) {
        System.arraycopy(other.significand, 0, significand, 0, 8);
        System.arraycopy(other.signExponent, 0, signExponent, 0, 8);
        control = other.control;
        status = other.status;
        top = other.top;
        full = other.full;
    }
}
