package dev.whereabouts.amd64.x87;

/** Bits of the status word; the first six are those of the masks in the control word as well (SDM volume 1, section 8.1.3). */
public final class Status {

    /** Invalid operation. */
    public static final int IE = 1;
    /** Denormal operand. */
    public static final int DE = 1 << 1;
    /** Division by zero. */
    public static final int ZE = 1 << 2;
    /** Overflow. */
    public static final int OE = 1 << 3;
    /** Underflow. */
    public static final int UE = 1 << 4;
    /** Inexact result. */
    public static final int PE = 1 << 5;
    /** Stack fault. */
    public static final int SF = 1 << 6;
    /** An unmasked exception waits. */
    public static final int ES = 1 << 7;
    public static final int C0 = 1 << 8;
    public static final int C1 = 1 << 9;
    public static final int C2 = 1 << 10;
    public static final int C3 = 1 << 14;
    /** Busy; follows {@link #ES}. */
    public static final int B = 1 << 15;

    /** The six exceptions that have a mask. */
    public static final int EXCEPTIONS = IE | DE | ZE | OE | UE | PE;

    private Status() {}
}
