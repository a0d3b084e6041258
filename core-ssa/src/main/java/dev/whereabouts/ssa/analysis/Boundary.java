package dev.whereabouts.ssa.analysis;

/** The values that stand for places which are no value. They are part of the intermediate form's bytes. */
public final class Boundary {

    /** Before the block's first instruction; in the entry block, the function's very first. */
    public static final int BLOCK_START = -10000;

    /** After the block's last value. */
    public static final int BLOCK_END = -20000;

    /** After the function's last instruction. */
    public static final int FUNCTION_END = -30000;

    /** The block that Go 1.22 and later write beside {@link #FUNCTION_END}. */
    public static final int NO_BLOCK = -1;

    private Boundary() {}
}
