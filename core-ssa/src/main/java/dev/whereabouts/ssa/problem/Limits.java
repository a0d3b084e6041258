package dev.whereabouts.ssa.problem;

/**
 * How much of an input is accepted. Every bound is finite; the defaults leave room for the largest functions that compilers meet (the
 * standard library's largest has 5,310 values, machine-written initialisers some hundred thousand).
 *
 * @param functions      functions of one request that is a single JSON document (a stream of functions has no such bound)
 * @param functionBytes  bytes of one function's JSON, or of one function's part of a dump
 * @param values         values of one function
 * @param blocks         blocks of one function
 * @param variables      variables of one function
 * @param slots          slots of one function
 * @param nameReferences values in all {@code names} of one function, and names that loads and stores inherit
 * @param arguments      arguments of all values, predecessors and successors of all blocks of one function, together
 * @param jsonDepth      nesting of JSON
 * @param textLength     characters of one string or one line
 * @param work           steps of the analysis of one function: values visited and slots touched, over all passes
 * @param stateNodes     nodes of block states (about 100 bytes each) that one analysis may hold
 * @param entries        entries of all location lists of one function; each counts one more for every piece that it has
 * @param heldBytes      characters of a dump that are held at once: functions that wait for their listings, and what they wait for
 * @param codeBytes      bytes of machine code in one ELF object, which holds as many bytes where the code itself is not known
 */
public record Limits(int functions, long functionBytes, int values, int blocks, int variables, int slots,
        int nameReferences,
        int arguments,
        int jsonDepth, int textLength, long work, int stateNodes, int entries,
        long heldBytes, int codeBytes) {

    /** The defaults. */
    public static final Limits DEFAULT = new Limits(100_000, 256L << 20, 2_000_000, 500_000, 200_000, 200_000,
            8_000_000,
            16_000_000, 64,
            1 << 20, 2_000_000_000L, 8_000_000, 4_000_000, 512L << 20, 64 << 20);
}
