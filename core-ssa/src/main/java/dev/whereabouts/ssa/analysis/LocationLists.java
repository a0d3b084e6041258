package dev.whereabouts.ssa.analysis;

import dev.whereabouts.ssa.model.Function;
import java.util.Arrays;

/**
 * The location lists of one function: one list for every variable that the compiler's analysis tracks, in its order. Immutable.
 *
 * <p>Lists are numbered 0 to {@link #lists()}; entries are numbered through, those of list {@code l} being {@code firstEntry(l)} to
 * {@code firstEntry(l + 1)}, exclusive. Boundaries are given as the compiler's ids (block id; value id or {@link Boundary} sentinel) and,
 * where known, as PCs.
 */
public final class LocationLists {

    private final Function function;
    private final int pointerSize;
    private final int[] variable;
    private final int[] firstEntry;
    private final int[] beginBlock;
    private final int[] beginValue;
    private final int[] endBlock;
    private final int[] endValue;
    private final int[] beginPc;
    private final int[] endPc;
    private final int[] expressionStart;
    private final byte[] expressions;
    private final int[] firstPart;
    private final long[] partOffset;
    private final long[] partSize;

    /** Takes the arrays as they are; the builders of this package hand over arrays that nobody else keeps. */
    LocationLists(Function function, int pointerSize, int[] variable, int[] firstEntry, int[] beginBlock,
            int[] beginValue,
            int[] endBlock, int[] endValue, int[] beginPc, int[] endPc, int[] expressionStart, byte[] expressions,
            int[] firstPart,
            long[] partOffset, long[] partSize) {
        this.function = function;
        this.pointerSize = pointerSize;
        this.variable = variable;
        this.firstEntry = firstEntry;
        this.beginBlock = beginBlock;
        this.beginValue = beginValue;
        this.endBlock = endBlock;
        this.endValue = endValue;
        this.beginPc = beginPc;
        this.endPc = endPc;
        this.expressionStart = expressionStart;
        this.expressions = expressions;
        this.firstPart = firstPart;
        this.partOffset = partOffset;
        this.partSize = partSize;
    }

    public Function function() {
        return function;
    }

    /** Bytes of a pointer, which the intermediate form depends on. */
    public int pointerSize() {
        return pointerSize;
    }

    public int lists() {
        return variable.length;
    }

    public int entries() {
        return beginBlock.length;
    }

    /** Index of the list's variable in the function. */
    public int variable(int list) {
        return variable[list];
    }

    public int firstEntry(int list) {
        return firstEntry[list];
    }

    /** Block id where an entry begins. */
    public int beginBlock(int entry) {
        return beginBlock[entry];
    }

    /** Value id after which an entry begins, or {@link Boundary#BLOCK_START} or {@link Boundary#BLOCK_END}. */
    public int beginValue(int entry) {
        return beginValue[entry];
    }

    /** Block id where an entry ends; what stands beside {@link Boundary#FUNCTION_END} depends on the Go version. */
    public int endBlock(int entry) {
        return endBlock[entry];
    }

    /** Value id after which an entry ends, or a {@link Boundary} sentinel. */
    public int endValue(int entry) {
        return endValue[entry];
    }

    /** PC of the first byte that an entry covers, from the function's start, or {@link Function#UNKNOWN}. */
    public int beginPc(int entry) {
        return beginPc[entry];
    }

    /** PC of the first byte after an entry, from the function's start, or {@link Function#UNKNOWN}. */
    public int endPc(int entry) {
        return endPc[entry];
    }

    /** A copy of an entry's location expression (DWARF 5 section 2.6). */
    public byte[] expression(int entry) {
        return Arrays.copyOfRange(expressions, expressionStart[entry], expressionStart[entry + 1]);
    }

    public int expressionLength(int entry) {
        return expressionStart[entry + 1] - expressionStart[entry];
    }

    /** Copies an entry's expression and returns its length, for writers that own a buffer. */
    public int copyExpression(int entry, byte[] into, int at) {
        int length = expressionLength(entry);
        System.arraycopy(expressions, expressionStart[entry], into, at, length);
        return length;
    }

    /** The parts of a list's variable are {@code firstPart(list)} to {@code firstPart(list + 1)}, exclusive, in order of offset. */
    public int firstPart(int list) {
        return firstPart[list];
    }

    /** Bytes from the start of the variable. */
    public long partOffset(int part) {
        return partOffset[part];
    }

    /** Bytes of a part, or {@link dev.whereabouts.ssa.model.Variable#UNKNOWN_SIZE}. */
    public long partSize(int part) {
        return partSize[part];
    }
}
