package dev.whereabouts.ssa.analysis;

import dev.whereabouts.amd64.register.GoVersion;

/**
 * What the analysis is to imitate.
 *
 * @param go          the compiler's version
 * @param pointerSize bytes, 8 or 4: with 4, ids of more than 15 bits do not fit the intermediate form and their entries are dropped
 * @param passes      how many liveness passes, as {@code -d=locationlists=N000} asks for; 0 runs to the fixed point
 */
public record AnalysisOptions(GoVersion go, int pointerSize, int passes) {

    /** The most passes that the compiler's flag can ask for in practice. */
    public static final int MAX_PASSES = 1000;

    public AnalysisOptions {
        if (pointerSize != 8 && pointerSize != 4) {
            throw new IllegalArgumentException("the pointer size is 8 or 4 bytes");
        }
        if (passes < 0 || passes > MAX_PASSES) {
            throw new IllegalArgumentException("the number of passes is 0 (to the fixed point) to " + MAX_PASSES);
        }
    }

    /** The fixed point, 8-byte pointers. */
    public static AnalysisOptions of(GoVersion go) {
        return new AnalysisOptions(go, 8, 0);
    }
}
