package dev.whereabouts.ssa.explain;

import dev.whereabouts.ssa.model.Function;

/**
 * Finds the stack-growth tail in a function's machine code.
 *
 * <p>A function that may grow its stack begins by comparing with the goroutine's stack guard, at 16 bytes from the goroutine in R14, and
 * branches forward to the tail if there is too little room. The compare is {@code 3b 66 10} after its prefixes; the branch that follows is
 * {@code JBE} or {@code JLS} with one or four bytes of distance (Intel SDM volume 2, "Jcc").
 */
public final class StackGrowth {

    /** The compare stands within so many bytes of the start, also where the frame is large. */
    private static final int SEARCHED = 64;

    private StackGrowth() {}

    /** PC where the tail begins, or {@link Function#UNKNOWN} where there is none or the code is not known. */
    public static int start(Function function) {
        byte[] code = function.code();
        for (int at = 0; at + 8 < code.length && at < SEARCHED; at++) {
            if ((code[at] & 0xff) == 0x3b && (code[at + 1] & 0xff) == 0x66 && code[at + 2] == 0x10) {
                return target(code, at + 3);
            }
        }
        return Function.UNKNOWN;
    }

    private static int target(byte[] code, int branch) {
        long target = -1;
        if (code[branch] == 0x76) {
            target = branch + 2L + code[branch + 1];
        } else if (code[branch] == 0x0f && (code[branch + 1] & 0xff) == 0x86 && branch + 6 <= code.length) {
            int distance = code[branch + 2] & 0xff | (code[branch + 3] & 0xff) << 8 | (code[branch + 4] & 0xff) << 16
                    | code[branch + 5] << 24;
            target = branch + 6L + distance;
        }
        return target > branch && target < code.length ? (int) target : Function.UNKNOWN;
    }
}
