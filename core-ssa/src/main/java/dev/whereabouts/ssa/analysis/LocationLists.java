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

    /** The most bytes of an expression: what its length of 2 bytes can say, in the intermediate form and in {@code .debug_loc}. */
    public static final int MAX_EXPRESSION = 0xFFFF;

    // a row of the lists; one more row closes the last list
    static final int VARIABLE = 0;
    static final int FIRST_ENTRY = 1;
    static final int FIRST_PART = 2;
    static final int LIST_ROW = 3;

    // a row of the entries
    static final int BEGIN_BLOCK = 0;
    static final int BEGIN_VALUE = 1;
    static final int END_BLOCK = 2;
    static final int END_VALUE = 3;
    static final int BEGIN_PC = 4;
    static final int END_PC = 5;
    static final int EXPRESSION = 6;
    static final int ENTRY_ROW = 7;

    // a row of the parts
    static final int PART_OFFSET = 0;
    static final int PART_SIZE = 1;
    static final int PART_ROW = 2;

    private final Function function;
    private final int pointerSize;
    private final int[] lists;
    private final int[] entries;
    private final byte[] expressions;
    private final long[] parts;

    /**
     * Takes the arrays as they are; the builders of this package hand over arrays that nobody else keeps. Rows instead of a column for each
     * number: a function has few entries, and its lists cost four arrays and not thirteen.
     */
    LocationLists(Function function, int pointerSize, int[] lists, int[] entries, byte[] expressions, long[] parts) {
        this.function = function;
        this.pointerSize = pointerSize;
        this.lists = lists;
        this.entries = entries;
        this.expressions = expressions;
        this.parts = parts;
    }

    public Function function() {
        return function;
    }

    /** Bytes of a pointer, which the intermediate form depends on. */
    public int pointerSize() {
        return pointerSize;
    }

    public int lists() {
        return lists.length / LIST_ROW - 1;
    }

    public int entries() {
        return entries.length / ENTRY_ROW;
    }

    /** Index of the list's variable in the function. */
    public int variable(int list) {
        return lists[list * LIST_ROW + VARIABLE];
    }

    public int firstEntry(int list) {
        return lists[list * LIST_ROW + FIRST_ENTRY];
    }

    /** Block id where an entry begins. */
    public int beginBlock(int entry) {
        return entries[entry * ENTRY_ROW + BEGIN_BLOCK];
    }

    /** Value id after which an entry begins, or {@link Boundary#BLOCK_START} or {@link Boundary#BLOCK_END}. */
    public int beginValue(int entry) {
        return entries[entry * ENTRY_ROW + BEGIN_VALUE];
    }

    /** Block id where an entry ends; what stands beside {@link Boundary#FUNCTION_END} depends on the Go version. */
    public int endBlock(int entry) {
        return entries[entry * ENTRY_ROW + END_BLOCK];
    }

    /** Value id after which an entry ends, or a {@link Boundary} sentinel. */
    public int endValue(int entry) {
        return entries[entry * ENTRY_ROW + END_VALUE];
    }

    /** PC of the first byte that an entry covers, from the function's start, or {@link Function#UNKNOWN}. */
    public int beginPc(int entry) {
        return entries[entry * ENTRY_ROW + BEGIN_PC];
    }

    /** PC of the first byte after an entry, from the function's start, or {@link Function#UNKNOWN}. */
    public int endPc(int entry) {
        return entries[entry * ENTRY_ROW + END_PC];
    }

    /** A copy of an entry's location expression (DWARF 5 section 2.6). */
    public byte[] expression(int entry) {
        return Arrays.copyOfRange(expressions, expressionStart(entry), expressionStart(entry + 1));
    }

    public int expressionLength(int entry) {
        return expressionStart(entry + 1) - expressionStart(entry);
    }

    /** Copies an entry's expression and returns its length, for writers that own a buffer. */
    public int copyExpression(int entry, byte[] into, int at) {
        int length = expressionLength(entry);
        System.arraycopy(expressions, expressionStart(entry), into, at, length);
        return length;
    }

    private int expressionStart(int entry) {
        return entry < entries() ? entries[entry * ENTRY_ROW + EXPRESSION] : expressions.length;
    }

    /** The parts of a list's variable are {@code firstPart(list)} to {@code firstPart(list + 1)}, exclusive, in order of offset. */
    public int firstPart(int list) {
        return lists[list * LIST_ROW + FIRST_PART];
    }

    /** Bytes from the start of the variable. */
    public long partOffset(int part) {
        return parts[part * PART_ROW + PART_OFFSET];
    }

    /** Bytes of a part, or {@link dev.whereabouts.ssa.model.Variable#UNKNOWN_SIZE}. */
    public long partSize(int part) {
        return parts[part * PART_ROW + PART_SIZE];
    }
}
