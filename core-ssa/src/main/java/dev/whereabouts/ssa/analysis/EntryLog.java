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

    private static final int ENTRY_ROW = LocationLists.ENTRY_ROW;
    private static final int LIST_ROW = LocationLists.LIST_ROW;

    private static final int DW_OP_REG0 = 0x50;
    private static final int DW_OP_REGX = 0x90;
    private static final int DW_OP_FBREG = 0x91;
    private static final int DW_OP_PIECE = 0x93;
    private static final int DW_OP_CALL_FRAME_CFA = 0x9c;

    private final Limits limits;
    private Function function;
    private int pointerSize;

    // the entries as rows of the result, the list of each, and their expressions one after another
    private int size;
    private int[] list = new int[64];
    private int[] rows = new int[64 * ENTRY_ROW];
    private byte[] expressions = new byte[512];
    private int length;
    private int pieces;

    // for each list, where its next entry and its next byte go
    private int[] nextEntry = new int[16];
    private int[] nextByte = new int[16];

    EntryLog(Limits limits) {
        this.limits = limits;
    }

    void reset(Function f, int bytesOfPointer) {
        function = f;
        pointerSize = bytesOfPointer;
        size = 0;
        length = 0;
        pieces = 0;
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
        int row = size * ENTRY_ROW;
        rows[row + LocationLists.BEGIN_BLOCK] = fromBlock;
        rows[row + LocationLists.BEGIN_VALUE] = fromValue;
        rows[row + LocationLists.END_BLOCK] = toBlock;
        rows[row + LocationLists.END_VALUE] = toValue;
        rows[row + LocationLists.BEGIN_PC] = pc(atBeginBlock, atBeginValue);
        rows[row + LocationLists.END_PC] = pc(atEndBlock, atEndValue);
        rows[row + LocationLists.EXPRESSION] = length;
        list[size++] = ofList;
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
    }

    /** What was written last, or nothing, is a piece of so many bytes (DWARF 5 section 2.6.1.2). */
    void piece(long bytes) {
        reserve();
        pieces++;
        expressions[length++] = (byte) DW_OP_PIECE;
        unsigned(bytes);
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
        list = Arrays.copyOf(list, size * 2);
        rows = Arrays.copyOf(rows, size * 2 * ENTRY_ROW);
    }

    /**
     * The entries as lists.
     *
     * @param lists    rows of the result's lists, in which the first entries are filled in here
     * @param parts    rows of the result's parts
     * @param listener told the order, or null
     * @throws InputException if an expression is longer than its length can say
     */
    LocationLists toLists(int[] lists, long[] parts, AnalysisListener listener) {
        placeLists(lists);
        int[] order = listener == null ? null : new int[size];
        int[] entries = new int[size * ENTRY_ROW];
        byte[] bytes = new byte[length];
        for (int e = 0; e < size; e++) {
            int place = nextEntry[list[e]]++;
            int from = rows[e * ENTRY_ROW + LocationLists.EXPRESSION];
            int to = nextByte[list[e]];
            int count = expressionEnd(e) - from;
            if (count > LocationLists.MAX_EXPRESSION) {
                throw tooLong(lists[list[e] * LIST_ROW + LocationLists.VARIABLE], count);
            }
            nextByte[list[e]] += count;
            System.arraycopy(rows, e * ENTRY_ROW, entries, place * ENTRY_ROW, ENTRY_ROW);
            entries[place * ENTRY_ROW + LocationLists.EXPRESSION] = to;
            System.arraycopy(expressions, from, bytes, to, count);
            if (order != null) {
                order[place] = e;
            }
        }
        LocationLists result = new LocationLists(function, pointerSize, lists, entries, bytes, parts);
        if (listener != null) {
            listener.finished(result, order);
        }
        return result;
    }

    private static InputException tooLong(int variable, int bytes) {
        return InputException.invalid(new Place.Pointer("/variables/" + variable),
                "the variable has so many parts that its location takes " + bytes + " bytes; "
                        + LocationLists.MAX_EXPRESSION + " can be told");
    }

    /** Counts each list's entries and bytes, then sums up where they begin. */
    private void placeLists(int[] lists) {
        int count = lists.length / LIST_ROW - 1;
        if (nextEntry.length < count) {
            nextEntry = new int[count * 2];
            nextByte = new int[count * 2];
        }
        Arrays.fill(nextEntry, 0, count, 0);
        Arrays.fill(nextByte, 0, count, 0);
        for (int e = 0; e < size; e++) {
            nextEntry[list[e]]++;
            nextByte[list[e]] += expressionEnd(e) - rows[e * ENTRY_ROW + LocationLists.EXPRESSION];
        }
        int entries = 0;
        int bytes = 0;
        for (int l = 0; l < count; l++) {
            lists[l * LIST_ROW + LocationLists.FIRST_ENTRY] = entries;
            entries += nextEntry[l];
            nextEntry[l] = entries - nextEntry[l];
            bytes += nextByte[l];
            nextByte[l] = bytes - nextByte[l];
        }
        lists[count * LIST_ROW + LocationLists.FIRST_ENTRY] = entries;
    }

    private int expressionEnd(int entry) {
        return entry + 1 < size ? rows[(entry + 1) * ENTRY_ROW + LocationLists.EXPRESSION] : length;
    }

    /** Forgets the function, and arrays that a large one made large. */
    void shrink() {
        function = null;
        if (list.length > 1 << 16) {
            list = new int[64];
            rows = new int[64 * ENTRY_ROW];
        }
        if (expressions.length > 1 << 20) {
            expressions = new byte[512];
        }
        if (nextEntry.length > 1 << 18) {
            nextEntry = new int[16];
            nextByte = new int[16];
        }
    }
}
