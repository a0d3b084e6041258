package dev.whereabouts.amd64.semantics;

/** The bits of MXCSR (SDM volume 1, section 10.2.3), and what an instruction's exceptions do to it. */
public final class Mxcsr {

    /** Invalid operation. */
    public static final int IE = 1;
    /** A denormal operand. */
    public static final int DE = 1 << 1;
    /** Division by zero. */
    public static final int ZE = 1 << 2;
    /** Overflow. */
    public static final int OE = 1 << 3;
    /** Underflow: tiny after rounding, and inexact or unmasked. */
    public static final int UE = 1 << 4;
    /** Precision: the result was rounded. */
    public static final int PE = 1 << 5;
    /** Denormal operands are taken as zeros. */
    public static final int DAZ = 1 << 6;
    /** From an exception's bit to that of its mask. */
    public static final int MASK_SHIFT = 7;
    public static final int UM = UE << MASK_SHIFT;
    public static final int OM = OE << MASK_SHIFT;
    public static final int PM = PE << MASK_SHIFT;
    /** Tiny results become zeros, while underflow is masked. */
    public static final int FTZ = 1 << 15;

    /** Rounding modes, as MXCSR and the immediates of instructions count them. */
    public static final int NEAREST = 0;
    public static final int DOWN = 1;
    public static final int UP = 2;
    public static final int ZERO = 3;

    /** The bits that LDMXCSR may not set. */
    public static final int RESERVED = ~0xffff;

    private static final int MODE_SHIFT = 13;
    private static final int MODE = 3 << MODE_SHIFT;
    private static final int EXCEPTIONS = 0x3f;
    private static final int BEFORE_COMPUTATION = IE | DE | ZE;
    private static final int UNUSUAL = MODE | DAZ | FTZ;
    private static final int INEXACT_KNOWN = PE | PM;

    private Mxcsr() {}

    public static int roundingMode(int mxcsr) {
        return mxcsr >> MODE_SHIFT & 3;
    }

    /** MXCSR with another rounding mode. */
    public static int withRoundingMode(int mxcsr, int mode) {
        return mxcsr & ~MODE | mode << MODE_SHIFT;
    }

    /** Whether arithmetic is that of IEEE 754 and of Java: rounding to nearest, denormals as they are. */
    static boolean isUsual(int mxcsr) {
        return (mxcsr & UNUSUAL) == 0;
    }

    /** Whether another inexact result changes nothing: then nobody needs to find out if one is. */
    static boolean isInexactKnown(int mxcsr) {
        return (mxcsr & INEXACT_KNOWN) == INEXACT_KNOWN;
    }

    /**
     * Those of the exceptions in any of an instruction's elements that MXCSR shows afterwards. If one that is found before computing is not
     * masked, those found after computing are not seen (SDM volume 1, section 11.5.2).
     */
    public static int seen(int mxcsr, int exceptions) {
        return (unmasked(mxcsr, exceptions) & BEFORE_COMPUTATION) != 0 ? exceptions & BEFORE_COMPUTATION : exceptions;
    }

    /** Those of an instruction's exceptions that end it with #XM; then it writes no result. */
    public static int unmasked(int mxcsr, int exceptions) {
        return exceptions & ~(mxcsr >> MASK_SHIFT) & EXCEPTIONS;
    }
}
