package dev.whereabouts.ssa.analysis;

import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Limits;
import dev.whereabouts.ssa.problem.Place;
import java.util.Arrays;

/**
 * Collects the entries of all lists in the order in which they end, then brings them into the order of the lists.
 *
 * <p>Boundaries come as indexes (block; value or {@link Boundary} sentinel) and are turned into ids and PCs here. The PC of a block's start
 * is 0 in the entry block, so that the prologue is covered, and that of the block's first instruction elsewhere; of a block's end, that
 * after its last value; of the function's end, the code's size.
 */
final class EntryLog {

    private static final int DW_OP_REG0 = 0x50;
    private static final int DW_OP_REGX = 0x90;
    private static final int DW_OP_FBREG = 0x91;
    private static final int DW_OP_PIECE = 0x93;
    private static final int DW_OP_CALL_FRAME_CFA = 0x9c;

    private final Limits limits;
    private Function function;
    private int pointerSize;

    private int size;
    private int[] list = new int[64];
    private int[] beginBlock = new int[64];
    private int[] beginValue = new int[64];
    private int[] endBlock = new int[64];
    private int[] endValue = new int[64];
    private int[] beginPc = new int[64];
    private int[] endPc = new int[64];
    private int[] expressionStart = new int[65];
    private byte[] expressions = new byte[512];
    private int length;
    private int pieces;

    EntryLog(Limits limits) {
        this.limits = limits;
    }

    void reset(Function f, int bytesOfPointer) {
        function = f;
        pointerSize = bytesOfPointer;
        size = 0;
        length = 0;
        pieces = 0;
        expressionStart[0] = 0;
    }

    int size() {
        return size;
    }

    /**
     * Begins an entry, whose expression follows.
     *
     * @param atEndBlock the id to write beside {@link Boundary#FUNCTION_END}, else the index of a block
     * @return false where the entry is dropped: it covers nothing, or its ids do not fit the pointer size
     */
    boolean begin(int ofList, int atBeginBlock, int atBeginValue, int atEndBlock, int atEndValue) {
        int fromBlock = function.blockId(atBeginBlock);
        int fromValue = id(atBeginValue);
        int toBlock = atEndValue == Boundary.FUNCTION_END ? atEndBlock : function.blockId(atEndBlock);
        int toValue = id(atEndValue);
        if (fromBlock == toBlock && fromValue == toValue || !fitsIds(fromBlock, fromValue)
                || !fitsIds(toBlock, toValue)) {
            return false;
        }
        if (size + pieces >= limits.entries()) {
            throw InputException.limit(new Place.Pointer(""), "entries", limits.entries());
        }
        if (size == list.length) {
            grow();
        }
        list[size] = ofList;
        beginBlock[size] = fromBlock;
        beginValue[size] = fromValue;
        endBlock[size] = toBlock;
        endValue[size] = toValue;
        beginPc[size] = pc(atBeginBlock, atBeginValue);
        endPc[size] = pc(atEndBlock, atEndValue);
        size++;
        expressionStart[size] = length;
        return true;
    }

    private int id(int value) {
        return value >= 0 ? function.valueId(value) : value;
    }

    /** Whether an entry of the entry block between two values would fit the pointer size. */
    boolean fits(int fromValue, int toValue) {
        int entry = function.blockId(function.entry());
        return fitsIds(entry, id(fromValue)) && fitsIds(entry, id(toValue));
    }

    private boolean fitsIds(int block, int value) {
        return pointerSize == 8 || (short) block == block && (short) value == value;
    }

    private int pc(int block, int value) {
        return switch (value) {
            case Boundary.BLOCK_START -> block == function.entry() ? 0 : function.blockPc(block);
            case Boundary.BLOCK_END -> function.firstValue(block) == function.firstValue(block + 1)
                    ? function.blockPc(block)
                    : function.pc(function.firstValue(block + 1) - 1);
            case Boundary.FUNCTION_END -> function.codeSize();
            default -> function.pc(value);
        };
    }

    /** The whole value is in a register (DWARF 5 section 2.6.1.1.3). */
    void register(int dwarfNumber) {
        reserve();
        if (dwarfNumber < 32) {
            expressions[length++] = (byte) (DW_OP_REG0 + dwarfNumber);
        } else {
            expressions[length++] = (byte) DW_OP_REGX;
            unsigned(dwarfNumber);
        }
        expressionStart[size] = length;
    }

    /** The value is on the stack, so many bytes from the CFA (DWARF 5 sections 2.5.1.2 and 2.5.1.3). */
    void stack(int cfaOffset) {
        reserve();
        if (cfaOffset == 0) {
            expressions[length++] = (byte) DW_OP_CALL_FRAME_CFA;
        } else {
            expressions[length++] = (byte) DW_OP_FBREG;
            signed(cfaOffset);
        }
        expressionStart[size] = length;
    }

    /** What was written last, or nothing, is a piece of so many bytes (DWARF 5 section 2.6.1.2). */
    void piece(long bytes) {
        reserve();
        pieces++;
        expressions[length++] = (byte) DW_OP_PIECE;
        unsigned(bytes);
        expressionStart[size] = length;
    }

    private void unsigned(long number) {
        long rest = number;
        while (rest >>> 7 != 0) {
            expressions[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        expressions[length++] = (byte) rest;
    }

    private void signed(long number) {
        long rest = number;
        while (rest < -64 || rest > 63) {
            expressions[length++] = (byte) (rest | 0x80);
            rest >>= 7;
        }
        expressions[length++] = (byte) (rest & 0x7f);
    }

    /** Room for one operation; the longest takes an opcode and ten bytes of LEB128. */
    private void reserve() {
        if (length + 16 > expressions.length) {
            expressions = Arrays.copyOf(expressions, expressions.length * 2);
        }
    }

    private void grow() {
        int capacity = size * 2;
        list = Arrays.copyOf(list, capacity);
        beginBlock = Arrays.copyOf(beginBlock, capacity);
        beginValue = Arrays.copyOf(beginValue, capacity);
        endBlock = Arrays.copyOf(endBlock, capacity);
        endValue = Arrays.copyOf(endValue, capacity);
        beginPc = Arrays.copyOf(beginPc, capacity);
        endPc = Arrays.copyOf(endPc, capacity);
        expressionStart = Arrays.copyOf(expressionStart, capacity + 1);
    }

    /** Where list {@code l}'s parts begin, and what they are; the last row is the end. */
    record Parts(int[] first, long[] offset, long[] size) {}

    /**
     * The entries as lists.
     *
     * @param variable index of each list's variable
     * @param listener told the order, or null
     */
    LocationLists toLists(int[] variable, Parts parts, AnalysisListener listener) {
        int lists = variable.length;
        int[] first = new int[lists + 1];
        for (int e = 0; e < size; e++) {
            first[list[e] + 1]++;
        }
        for (int l = 0; l < lists; l++) {
            first[l + 1] += first[l];
        }
        int[] order = new int[size];
        int[] next = Arrays.copyOf(first, lists);
        for (int e = 0; e < size; e++) {
            order[next[list[e]]++] = e;
        }
        int[] starts = new int[size + 1];
        byte[] bytes = new byte[length];
        int at = 0;
        for (int e = 0; e < size; e++) {
            int from = expressionStart[order[e]];
            int n = expressionStart[order[e] + 1] - from;
            System.arraycopy(expressions, from, bytes, at, n);
            at += n;
            starts[e + 1] = at;
        }
        LocationLists result = new LocationLists(function, pointerSize, variable, first, inOrder(beginBlock, order),
                inOrder(beginValue, order), inOrder(endBlock, order), inOrder(endValue, order), inOrder(beginPc, order),
                inOrder(endPc, order), starts, bytes, parts.first(), parts.offset(), parts.size());
        if (listener != null) {
            listener.finished(result, order);
        }
        return result;
    }

    private static int[] inOrder(int[] column, int[] order) {
        int[] sorted = new int[order.length];
        for (int e = 0; e < order.length; e++) {
            sorted[e] = column[order[e]];
        }
        return sorted;
    }

    /** Forgets a large function's arrays. */
    void shrink() {
        if (list.length > 1 << 18) {
            size = 32;
            grow();
            size = 0;
        }
        if (expressions.length > 1 << 22) {
            expressions = new byte[512];
        }
    }
}
