package dev.whereabouts.ssa.model;

import dev.whereabouts.ssa.problem.Fault;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Limits;
import dev.whereabouts.ssa.problem.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects a function in the order in which a reader meets its parts, then checks it as a whole and resolves ids to indexes.
 *
 * <p>Ids may be mentioned before they are defined. Everything that a {@link Function} promises is checked in {@link #build}; nothing that
 * passes can make the analysis fail but for a limit or an op that the chosen Go version lacks. After {@link #reset} a builder makes another
 * function in the arrays that it has, which is what a stream of functions should do.
 */
public final class FunctionBuilder {

    /** At most this many faults are reported at once. */
    public static final int MAX_FAULTS = 20;

    private static final byte[] NO_CODE = {};

    /** Says where a part of the function is: takes a JSON pointer relative to the function, such as {@code /blocks/2/id}. */
    @FunctionalInterface
    public interface Locator {
        Place locate(String pointer);
    }

    String name = "";
    int entryIndex;
    int codeSize = Function.UNKNOWN;
    byte[] code = NO_CODE;
    boolean optimized = true;
    int closureVariable = Function.NO_VARIABLE;
    final List<Variable> variables = new ArrayList<>();
    final List<Slot> slots = new ArrayList<>();
    final List<Parameter> parameters = new ArrayList<>();
    private long pieces;
    final List<OwnOp> ownOps = new ArrayList<>();
    final IntColumn nameSlot = new IntColumn();
    final IntColumn nameStart = new IntColumn();
    final IntColumn nameValueId = new IntColumn();
    int[] nameValue;
    final ValueColumns values = new ValueColumns();
    final IntColumn blockId = new IntColumn();
    final TextColumn blockKind = new TextColumn();
    final IntColumn blockPc = new IntColumn();
    final IntColumn blockFirstValue = new IntColumn();
    final IntColumn predStart = new IntColumn();
    int[] preds;
    final IntColumn succStart = new IntColumn();
    int[] succs;
    int[] args;
    final List<int[]> homeTuples = new ArrayList<>();
    final IntColumn instructionPc = new IntColumn();
    final IntColumn instructionLine = new IntColumn();

    final IntColumn predIds = new IntColumn();
    final IntColumn succIds = new IntColumn();
    final IntColumn argIds = new IntColumn();
    int entryId;
    boolean hasEntry;

    private Map<OwnOp, Integer> ownOpIndex = new HashMap<>();
    private final List<IntColumn> columns = List.of(nameSlot, nameStart, nameValueId, blockId, blockPc, blockFirstValue,
            predStart, succStart, instructionPc, instructionLine, predIds, succIds, argIds);
    private final Limits limits;
    private final List<Fault> faults = new ArrayList<>();
    private Locator locator;

    public FunctionBuilder(Limits limits, Locator locator) {
        this.limits = limits;
        this.locator = locator;
    }

    public void name(String text) {
        name = text;
    }

    public void entry(int id) {
        entryId = id;
        hasEntry = true;
    }

    public void codeSize(int bytes) {
        codeSize = bytes;
    }

    public void code(byte[] bytes) {
        code = bytes.clone();
    }

    public void optimized(boolean flag) {
        optimized = flag;
    }

    public void closureVariable(int variable) {
        closureVariable = variable;
    }

    /** @return the variable's index */
    public int variable(Variable variable) {
        bound(variables.size(), limits.variables(), "variables");
        variables.add(variable);
        return variables.size() - 1;
    }

    /** @return the slot's index */
    public int slot(Slot slot) {
        bound(slots.size(), limits.slots(), "slots");
        slots.add(slot);
        return slots.size() - 1;
    }

    public void parameter(Parameter parameter) {
        bound(parameters.size(), limits.variables(), "variables");
        // each piece may become a slot
        pieces += parameter.pieces().size();
        bound(pieces - 1, limits.slots(), "slots");
        parameters.add(parameter);
    }

    /** Begins a row of the names. */
    public void beginName(int slot) {
        bound(nameSlot.size(), limits.slots(), "slots");
        nameSlot.add(slot);
        nameStart.add(nameValueId.size());
    }

    public void nameSlot(int slot) {
        nameSlot.set(nameSlot.size() - 1, slot);
    }

    /** Adds a value to the row begun last. */
    public void nameValue(int id) {
        bound(nameValueId.size(), limits.nameReferences(), "nameReferences");
        nameValueId.add(id);
    }

    /**
     * Begins a block; values follow.
     *
     * @param pc of its first instruction, or {@link Function#UNKNOWN}
     */
    public void beginBlock(int id, String kind, int pc) {
        bound(blockId.size(), limits.blocks(), "blocks");
        blockId.add(id);
        blockKind.add(kind);
        blockPc.add(pc);
        blockFirstValue.add(values.size);
        predStart.add(predIds.size());
        succStart.add(succIds.size());
    }

    public void blockId(int id) {
        blockId.set(blockId.size() - 1, id);
    }

    public void blockKind(String kind) {
        blockKind.set(blockKind.size() - 1, kind);
    }

    public void blockPc(int pc) {
        blockPc.set(blockPc.size() - 1, pc);
    }

    public void pred(int id) {
        bound(predIds.size(), limits.arguments(), "arguments");
        predIds.add(id);
    }

    public void succ(int id) {
        bound(succIds.size(), limits.arguments(), "arguments");
        succIds.add(id);
    }

    /** Begins a value in the block begun last, with no op, type, home or PC yet. */
    public void beginValue(int id) {
        bound(values.size, limits.values(), "values");
        values.add(id, argIds.size());
    }

    public void valueId(int id) {
        values.id[last()] = id;
    }

    /** An op that a table knows. */
    public void op(int op) {
        values.op[last()] = op;
    }

    /** An op with its own facts, or one that no table knows. */
    public void op(OwnOp own) {
        Integer known = ownOpIndex.putIfAbsent(own, ownOps.size());
        if (known == null) {
            ownOps.add(own);
        }
        values.op[last()] = -1 - (known == null ? ownOps.size() - 1 : known);
    }

    public void type(String type) {
        values.type[last()] = type;
    }

    public void size(long bytes) {
        values.bytes[last()] = bytes;
    }

    public void arg(int id) {
        bound(argIds.size(), limits.arguments(), "arguments");
        argIds.add(id);
    }

    public void auxInt(long number) {
        values.auxInt[last()] = number;
    }

    public void aux(int variable, long offset) {
        values.auxVariable[last()] = variable;
        values.auxOffset[last()] = offset;
    }

    /** @param register a register id */
    public void homeRegister(int register) {
        values.home[last()] = register;
    }

    public void homeStack(int variable, long offset) {
        values.home[last()] = Function.HOME_STACK;
        values.homeVariable[last()] = variable;
        values.homeOffset[last()] = offset;
    }

    /** @param registers register ids; {@link Function#HOME_NONE} for a part without one */
    public void homeTuple(int[] registers) {
        values.home[last()] = Function.HOME_TUPLE;
        values.homeVariable[last()] = homeTuples.size();
        homeTuples.add(registers.clone());
    }

    public void pc(int pc) {
        values.pc[last()] = pc;
    }

    public void line(int line) {
        values.line[last()] = line;
    }

    /** One machine instruction of the listing, in order of PC. */
    public void instruction(int pc, int line) {
        bound(instructionPc.size(), limits.values() * 4L, "values");
        instructionPc.add(pc);
        instructionLine.add(line);
    }

    /** How many values there are so far. */
    public int values() {
        return values.size;
    }

    /** How many blocks there are so far. */
    public int blocks() {
        return blockId.size();
    }

    private int last() {
        return values.size - 1;
    }

    private void bound(long have, long limit, String limitName) {
        if (have >= limit) {
            throw InputException.limit(locator.locate(""), limitName, limit);
        }
    }

    /** Counts a fault at a place; {@link #build} reports all that were counted. */
    public void fault(String pointer, String detail) {
        faults.add(new Fault(locator.locate(pointer), detail));
        if (faults.size() >= MAX_FAULTS) {
            throw InputException.invalid(faults);
        }
    }

    /** Whether faults were counted. */
    boolean hasFaults() {
        return !faults.isEmpty();
    }

    /**
     * Checks the whole and resolves ids.
     *
     * @throws InputException if the parts make no valid function, with the faults counted before and those found now
     */
    public Function build() {
        nameStart.add(nameValueId.size());
        blockFirstValue.add(values.size);
        predStart.add(predIds.size());
        succStart.add(succIds.size());
        values.argStart[values.size] = argIds.size();
        new FunctionCheck(this).run();
        if (!faults.isEmpty()) {
            throw InputException.invalid(faults);
        }
        return new Function(this);
    }

    /** Forgets all, to make another function. */
    public void reset(Locator newLocator) {
        locator = newLocator;
        faults.clear();
        name = "";
        hasEntry = false;
        codeSize = Function.UNKNOWN;
        code = NO_CODE;
        optimized = true;
        closureVariable = Function.NO_VARIABLE;
        variables.clear();
        slots.clear();
        parameters.clear();
        pieces = 0;
        homeTuples.clear();
        if (!ownOps.isEmpty()) {
            ownOps.clear();
            ownOpIndex = new HashMap<>();
        }
        blockKind.clear();
        values.clear();
        columns.forEach(IntColumn::clear);
    }
}
