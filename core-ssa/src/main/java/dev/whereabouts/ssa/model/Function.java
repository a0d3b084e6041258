package dev.whereabouts.ssa.model;

import dev.whereabouts.ssa.op.OpTable;
import java.util.Arrays;
import java.util.List;

/**
 * An SSA function, ready for the location-list analysis. Immutable and valid by construction: {@link FunctionBuilder#build} is the only
 * way to make one.
 *
 * <p>Blocks, values and slots are addressed by index (0 to the count, exclusive); the compiler's sparse ids are kept beside. Values are
 * numbered in layout order, so those of block {@code b} are {@code firstValue(b)} to {@code firstValue(b + 1)}, exclusive. PCs are bytes
 * from the function's start.
 */
public final class Function {

    /** A PC, line or code size that the input does not say. */
    public static final int UNKNOWN = -1;

    /** {@link #home}: the value has none. Registers are their ids, 0 and up. */
    public static final int HOME_NONE = -1;

    /** {@link #home}: a stack slot, given by {@link #homeVariable} and {@link #homeOffset}. */
    public static final int HOME_STACK = -2;

    /** {@link #home}: several registers ({@link #homeTuple}), which the analysis counts as none. */
    public static final int HOME_TUPLE = -3;

    /** {@link #auxVariable}, {@link #closureVariable}: none. */
    public static final int NO_VARIABLE = -1;

    /** {@link #nameValue}: an id that no value has any more. */
    public static final int DEAD_VALUE = -1;

    final String name;
    final int entry;
    final int codeSize;
    final byte[] code;
    final boolean optimized;
    final int closureVariable;
    final List<Variable> variables;
    final List<Slot> slots;
    final List<Parameter> parameters;
    final List<OwnOp> ownOps;

    final int[] nameSlot;
    final int[] nameStart;
    final int[] nameValueId;
    final int[] nameValue;

    final int[] blockId;
    final String[] blockKind;
    final int[] blockPc;
    final int[] blockFirstValue;
    final int[] predStart;
    final int[] preds;
    final int[] succStart;
    final int[] succs;

    final int[] valueId;
    final int[] valueOp;
    final String[] valueType;
    final long[] valueSize;
    final int[] argStart;
    final int[] args;
    final long[] auxInt;
    final int[] auxVariable;
    final long[] auxOffset;
    final int[] home;
    final int[] homeVariable;
    final long[] homeOffset;
    final List<int[]> homeTuples;
    final int[] valuePc;
    final int[] valueLine;

    final int[] instructionPc;
    final int[] instructionLine;

    Function(FunctionBuilder b) {
        name = b.name;
        entry = b.entryIndex;
        codeSize = b.codeSize;
        code = b.code;
        optimized = b.optimized;
        closureVariable = b.closureVariable;
        variables = List.copyOf(b.variables);
        slots = List.copyOf(b.slots);
        parameters = List.copyOf(b.parameters);
        ownOps = List.copyOf(b.ownOps);
        nameSlot = b.nameSlot.toArray();
        nameStart = b.nameStart.toArray();
        nameValueId = b.nameValueId.toArray();
        nameValue = b.nameValue;
        blockId = b.blockId.toArray();
        blockKind = b.blockKind.toArray();
        blockPc = b.blockPc.toArray();
        blockFirstValue = b.blockFirstValue.toArray();
        predStart = b.predStart.toArray();
        preds = b.preds;
        succStart = b.succStart.toArray();
        succs = b.succs;
        ValueColumns values = b.values;
        valueId = Arrays.copyOf(values.id, values.size);
        valueOp = Arrays.copyOf(values.op, values.size);
        valueType = Arrays.copyOf(values.type, values.size);
        valueSize = Arrays.copyOf(values.bytes, values.size);
        argStart = Arrays.copyOf(values.argStart, values.size + 1);
        args = b.args;
        auxInt = Arrays.copyOf(values.auxInt, values.size);
        auxVariable = Arrays.copyOf(values.auxVariable, values.size);
        auxOffset = Arrays.copyOf(values.auxOffset, values.size);
        home = Arrays.copyOf(values.home, values.size);
        homeVariable = Arrays.copyOf(values.homeVariable, values.size);
        homeOffset = Arrays.copyOf(values.homeOffset, values.size);
        homeTuples = List.copyOf(b.homeTuples);
        valuePc = Arrays.copyOf(values.pc, values.size);
        valueLine = Arrays.copyOf(values.line, values.size);
        instructionPc = b.instructionPc.toArray();
        instructionLine = b.instructionLine.toArray();
    }

    public String name() {
        return name;
    }

    /** Index of the entry block. */
    public int entry() {
        return entry;
    }

    /** Bytes of machine code, or {@link #UNKNOWN}. */
    public int codeSize() {
        return codeSize;
    }

    /** A copy of the machine code, or an empty array where the input does not hold it. */
    public byte[] code() {
        return code.clone();
    }

    /** False for a function of ABIInternal compiled with {@code -N}, whose lists have a form of their own. */
    public boolean optimized() {
        return optimized;
    }

    /** Index of {@code .closureptr}, or {@link #NO_VARIABLE}. */
    public int closureVariable() {
        return closureVariable;
    }

    public List<Variable> variables() {
        return variables;
    }

    public List<Slot> slots() {
        return slots;
    }

    /** In ABI order. */
    public List<Parameter> parameters() {
        return parameters;
    }

    // Names: which values hold which slot, in the compiler's order.

    /** How many rows the names have. */
    public int names() {
        return nameSlot.length;
    }

    /** The slot of a row. */
    public int nameSlot(int row) {
        return nameSlot[row];
    }

    /** The values of a row are {@code nameStart(row)} to {@code nameStart(row + 1)}, exclusive. */
    public int nameStart(int row) {
        return nameStart[row];
    }

    /** Index of the value at a position, or {@link #DEAD_VALUE}. */
    public int nameValue(int position) {
        return nameValue[position];
    }

    /** The compiler's id of the value at a position, alive or dead. */
    public int nameValueId(int position) {
        return nameValueId[position];
    }

    // Blocks, in layout order.

    public int blocks() {
        return blockId.length;
    }

    public int blockId(int block) {
        return blockId[block];
    }

    /** How the block ends, as the compiler calls it: {@code Plain}, {@code Ret}, {@code NE}, …. */
    public String blockKind(int block) {
        return blockKind[block];
    }

    /** PC of the block's first instruction, or {@link #UNKNOWN}. */
    public int blockPc(int block) {
        return blockPc[block];
    }

    public int firstValue(int block) {
        return blockFirstValue[block];
    }

    /** The predecessors of a block are {@code pred(predStart(block))} to {@code predStart(block + 1)}, exclusive. */
    public int predStart(int block) {
        return predStart[block];
    }

    public int pred(int position) {
        return preds[position];
    }

    /** The successors of a block are {@code succ(succStart(block))} to {@code succStart(block + 1)}, exclusive. */
    public int succStart(int block) {
        return succStart[block];
    }

    public int succ(int position) {
        return succs[position];
    }

    // Values, in layout order.

    public int values() {
        return valueId.length;
    }

    public int valueId(int value) {
        return valueId[value];
    }

    /** The op's id, or, below zero, {@code -1 - i} for the {@code i}-th of {@link #ownOp}. */
    public int op(int value) {
        return valueOp[value];
    }

    /** How many ops bring their own facts or are unknown. */
    public int ownOps() {
        return ownOps.size();
    }

    public OwnOp ownOp(int index) {
        return ownOps.get(index);
    }

    public String opName(int value) {
        int op = valueOp[value];
        return op >= 0 ? OpTable.nameOf(op) : ownOps.get(-1 - op).name();
    }

    /** The Go type of a value; {@code mem} for memory. */
    public String type(int value) {
        return valueType[value];
    }

    /** Bytes of the value's type, or {@link Variable#UNKNOWN_SIZE}. */
    public long size(int value) {
        return valueSize[value];
    }

    /** The arguments of a value are {@code arg(argStart(value))} to {@code argStart(value + 1)}, exclusive; each a value's index. */
    public int argStart(int value) {
        return argStart[value];
    }

    public int arg(int position) {
        return args[position];
    }

    public long auxInt(int value) {
        return auxInt[value];
    }

    /** Index of the variable in the value's aux, or {@link #NO_VARIABLE}. */
    public int auxVariable(int value) {
        return auxVariable[value];
    }

    /** Bytes from the start of that variable. */
    public long auxOffset(int value) {
        return auxOffset[value];
    }

    /** A register id, or {@link #HOME_NONE}, {@link #HOME_STACK} or {@link #HOME_TUPLE}. */
    public int home(int value) {
        return home[value];
    }

    /** Index of the variable whose stack slot a stack home is in; for a tuple, an index for {@link #homeTuple}. */
    public int homeVariable(int value) {
        return homeVariable[value];
    }

    /** Bytes from the start of that variable. */
    public long homeOffset(int value) {
        return homeOffset[value];
    }

    /** Register ids of a tuple home; {@link #HOME_NONE} for a part that has none. */
    public int[] homeTuple(int value) {
        return homeTuples.get(homeVariable[value]).clone();
    }

    /** PC of the first instruction after the value's own, or {@link #UNKNOWN}. */
    public int pc(int value) {
        return valuePc[value];
    }

    /** Source line of the value, or {@link #UNKNOWN}. */
    public int line(int value) {
        return valueLine[value];
    }

    // Instructions, where the input holds the listing.

    public int instructions() {
        return instructionPc.length;
    }

    public int instructionPc(int instruction) {
        return instructionPc[instruction];
    }

    /** Source line, or {@link #UNKNOWN}. */
    public int instructionLine(int instruction) {
        return instructionLine[instruction];
    }

    /** Whether every PC that a list may need is known, so that the final bytes can be written. */
    public boolean hasPcs() {
        if (codeSize == UNKNOWN) {
            return false;
        }
        for (int pc : valuePc) {
            if (pc == UNKNOWN) {
                return false;
            }
        }
        for (int pc : blockPc) {
            if (pc == UNKNOWN) {
                return false;
            }
        }
        return true;
    }
}
