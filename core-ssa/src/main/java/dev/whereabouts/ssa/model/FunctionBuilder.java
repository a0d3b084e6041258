package dev.whereabouts.ssa.model;

import dev.whereabouts.amd64.register.RegisterFile;
import dev.whereabouts.ssa.op.OpTable;
import dev.whereabouts.ssa.problem.Fault;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Limits;
import dev.whereabouts.ssa.problem.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects a function in the order in which a reader meets its parts, then checks it as a whole and resolves ids to indexes.
 *
 * <p>Ids may be mentioned before they are defined. Everything that a {@link Function} promises is checked in {@link #build}; nothing that
 * passes can make the analysis fail but for a limit or an op that the chosen Go version lacks. One builder makes one function.
 */
public final class FunctionBuilder {

    /** At most this many faults are reported at once. */
    public static final int MAX_FAULTS = 20;

    private static final long MAX_SIZE = 1L << 40;

    private static final int NOT_DEFINED = -1;

    /** Says where a part of the function is: takes a JSON pointer relative to the function, such as {@code /blocks/2/id}. */
    @FunctionalInterface
    public interface Locator {
        Place locate(String pointer);
    }

    String name = "";
    int entryIndex;
    int codeSize = Function.UNKNOWN;
    byte[] code = {};
    boolean optimized = true;
    int closureVariable = Function.NO_VARIABLE;
    final List<Variable> variables = new ArrayList<>();
    final List<Slot> slots = new ArrayList<>();
    final List<Parameter> parameters = new ArrayList<>();
    final Map<OwnOp, Integer> ownOps = new LinkedHashMap<>();
    final IntColumn nameSlot = new IntColumn();
    final IntColumn nameStart = new IntColumn();
    final IntColumn nameValueId = new IntColumn();
    int[] nameValue;
    final IntColumn blockId = new IntColumn();
    final List<String> blockKind = new ArrayList<>();
    final IntColumn blockPc = new IntColumn();
    final IntColumn blockFirstValue = new IntColumn();
    final IntColumn predStart = new IntColumn();
    int[] preds;
    final IntColumn succStart = new IntColumn();
    int[] succs;
    final IntColumn valueId = new IntColumn();
    final IntColumn valueOp = new IntColumn();
    final List<String> valueType = new ArrayList<>();
    final LongColumn valueSize = new LongColumn();
    final IntColumn argStart = new IntColumn();
    int[] args;
    final LongColumn auxInt = new LongColumn();
    final IntColumn auxVariable = new IntColumn();
    final LongColumn auxOffset = new LongColumn();
    final IntColumn home = new IntColumn();
    final IntColumn homeVariable = new IntColumn();
    final LongColumn homeOffset = new LongColumn();
    final List<int[]> homeTuples = new ArrayList<>();
    final IntColumn valuePc = new IntColumn();
    final IntColumn valueLine = new IntColumn();
    final IntColumn instructionPc = new IntColumn();
    final IntColumn instructionLine = new IntColumn();

    private final IntColumn predIds = new IntColumn();
    private final IntColumn succIds = new IntColumn();
    private final IntColumn argIds = new IntColumn();
    private final Limits limits;
    private final Locator locator;
    private final List<Fault> faults = new ArrayList<>();
    private int entryId;
    private boolean hasEntry;

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
        parameters.add(parameter);
    }

    /** Begins a row of the names. */
    public void beginName(int slot) {
        bound(nameSlot.size(), limits.slots(), "slots");
        nameSlot.add(slot);
        nameStart.add(nameValueId.size());
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
        blockFirstValue.add(valueId.size());
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
        bound(valueId.size(), limits.values(), "values");
        valueId.add(id);
        valueOp.add(OpTable.NONE);
        valueType.add("");
        valueSize.add(Variable.UNKNOWN_SIZE);
        argStart.add(argIds.size());
        auxInt.add(0);
        auxVariable.add(Function.NO_VARIABLE);
        auxOffset.add(0);
        home.add(Function.HOME_NONE);
        homeVariable.add(Function.NO_VARIABLE);
        homeOffset.add(0);
        valuePc.add(Function.UNKNOWN);
        valueLine.add(Function.UNKNOWN);
    }

    public void valueId(int id) {
        valueId.set(last(), id);
    }

    /** An op that a table knows. */
    public void op(int op) {
        valueOp.set(last(), op);
    }

    /** An op with its own facts, or one that no table knows. */
    public void op(OwnOp own) {
        Integer index = ownOps.putIfAbsent(own, ownOps.size());
        valueOp.set(last(), -1 - (index == null ? ownOps.size() - 1 : index));
    }

    public void type(String type) {
        valueType.set(last(), type);
    }

    public void size(long bytes) {
        valueSize.set(last(), bytes);
    }

    public void arg(int id) {
        bound(argIds.size(), limits.arguments(), "arguments");
        argIds.add(id);
    }

    public void auxInt(long number) {
        auxInt.set(last(), number);
    }

    public void aux(int variable, long offset) {
        auxVariable.set(last(), variable);
        auxOffset.set(last(), offset);
    }

    /** @param register a register id */
    public void homeRegister(int register) {
        home.set(last(), register);
    }

    public void homeStack(int variable, long offset) {
        home.set(last(), Function.HOME_STACK);
        homeVariable.set(last(), variable);
        homeOffset.set(last(), offset);
    }

    /** @param registers register ids; {@link Function#HOME_NONE} for a part without one */
    public void homeTuple(int[] registers) {
        home.set(last(), Function.HOME_TUPLE);
        homeVariable.set(last(), homeTuples.size());
        homeTuples.add(registers.clone());
    }

    public void pc(int pc) {
        valuePc.set(last(), pc);
    }

    public void line(int line) {
        valueLine.set(last(), line);
    }

    /** One machine instruction of the listing, in order of PC. */
    public void instruction(int pc, int line) {
        bound(instructionPc.size(), limits.values() * 4L, "values");
        instructionPc.add(pc);
        instructionLine.add(line);
    }

    /** How many values there are so far. */
    public int values() {
        return valueId.size();
    }

    /** How many blocks there are so far. */
    public int blocks() {
        return blockId.size();
    }

    private int last() {
        return valueId.size() - 1;
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

    /**
     * Checks the whole and resolves ids.
     *
     * @throws InputException if the parts make no valid function
     */
    public Function build() {
        nameStart.add(nameValueId.size());
        blockFirstValue.add(valueId.size());
        predStart.add(predIds.size());
        succStart.add(succIds.size());
        argStart.add(argIds.size());
        IdMap blockOf = IdMap.of(blockId, (index, first) -> fault("/blocks/" + index + "/id",
                "block id " + blockId.get(index) + " is already that of block " + first));
        IdMap valueOf = IdMap.of(valueId, (index, first) -> fault(valuePointer(index, "id"),
                "value id " + valueId.get(index) + " is already that of another value"));
        checkIds();
        resolveBlocks(blockOf);
        resolveValues(valueOf);
        checkVariables();
        checkSlots();
        checkNames(valueOf);
        checkParameters();
        checkHomes();
        if (faults.isEmpty()) {
            checkEdges();
        }
        if (!faults.isEmpty()) {
            throw InputException.invalid(faults);
        }
        return new Function(this);
    }

    private void checkIds() {
        for (int b = 0; b < blockId.size(); b++) {
            if (blockId.get(b) < 0) {
                fault("/blocks/" + b + "/id", "a block id is a number from 0 to 2147483647");
            }
        }
        for (int v = 0; v < valueId.size(); v++) {
            if (valueId.get(v) < 0) {
                fault(valuePointer(v, "id"), "a value id is a number from 0 to 2147483647");
            }
        }
    }

    private void resolveBlocks(IdMap blockOf) {
        if (blockId.size() == 0) {
            fault("/blocks", "a function has at least one block");
            return;
        }
        if (!hasEntry) {
            fault("/entry", "the entry block's id is missing");
        }
        entryIndex = hasEntry ? blockOf.get(entryId) : 0;
        if (entryIndex < 0) {
            fault("/entry", "there is no block " + entryId);
        }
        preds = new int[predIds.size()];
        succs = new int[succIds.size()];
        for (int b = 0; b < blockId.size(); b++) {
            resolveEdges(b, blockOf, predStart, predIds, preds, "preds");
            resolveEdges(b, blockOf, succStart, succIds, succs, "succs");
        }
    }

    private void resolveEdges(int block, IdMap blockOf, IntColumn start, IntColumn ids, int[] resolved, String field) {
        for (int i = start.get(block); i < start.get(block + 1); i++) {
            resolved[i] = blockOf.get(ids.get(i));
            if (resolved[i] < 0) {
                fault("/blocks/" + block + "/" + field + "/" + (i - start.get(block)),
                        "there is no block " + ids.get(i));
            }
        }
    }

    private void resolveValues(IdMap valueOf) {
        args = new int[argIds.size()];
        for (int v = 0; v < valueId.size(); v++) {
            for (int i = argStart.get(v); i < argStart.get(v + 1); i++) {
                args[i] = valueOf.get(argIds.get(i));
                if (args[i] < 0) {
                    fault(valuePointer(v, "args/" + (i - argStart.get(v))), "there is no value " + argIds.get(i));
                }
            }
            if (auxVariable.get(v) != Function.NO_VARIABLE && outside(auxVariable.get(v), variables.size())) {
                fault(valuePointer(v, "aux/variable"), "there is no variable " + auxVariable.get(v));
            }
            if (valuePc.get(v) < Function.UNKNOWN || codeSize != Function.UNKNOWN && valuePc.get(v) > 16L + codeSize) {
                // a value's PC may exceed the size a little: that of an instruction after the last one
                fault(valuePointer(v, "pc"), "a pc lies within the function's code, 0 to codeSize");
            }
        }
        for (int b = 0; b < blockId.size(); b++) {
            if (blockPc.get(b) < Function.UNKNOWN || codeSize != Function.UNKNOWN && blockPc.get(b) > 16L + codeSize) {
                fault("/blocks/" + b + "/pc", "a pc lies within the function's code, 0 to codeSize");
            }
        }
    }

    private void checkVariables() {
        for (int i = 0; i < variables.size(); i++) {
            Variable variable = variables.get(i);
            if (variable.name().isEmpty()) {
                fault("/variables/" + i + "/name", "a variable has a name");
            }
            if (variable.size() < Variable.UNKNOWN_SIZE || variable.size() > MAX_SIZE) {
                fault("/variables/" + i + "/size", "a size is a number of bytes from 0 to 2^40");
            }
        }
        if (closureVariable != Function.NO_VARIABLE && outside(closureVariable, variables.size())) {
            fault("/closureVariable", "there is no variable " + closureVariable);
        }
    }

    private void checkSlots() {
        for (int i = 0; i < slots.size(); i++) {
            Slot slot = slots.get(i);
            if (outside(slot.variable(), variables.size())) {
                fault("/slots/" + i + "/variable", "there is no variable " + slot.variable());
            }
            if (slot.size() < Variable.UNKNOWN_SIZE || slot.size() > MAX_SIZE) {
                fault("/slots/" + i + "/size", "a size is a number of bytes from 0 to 2^40");
            }
            if (slot.offset() < 0 || slot.offset() > MAX_SIZE) {
                fault("/slots/" + i + "/offset", "an offset is a number of bytes from 0 to 2^40");
            }
            if (slot.splitOffset() < 0 || slot.splitOffset() > MAX_SIZE) {
                fault("/slots/" + i + "/splitOffset", "an offset is a number of bytes from 0 to 2^40");
            }
            if (slot.splitOf() != Slot.WHOLE && outside(slot.splitOf(), slots.size())) {
                fault("/slots/" + i + "/splitOf", "there is no slot " + slot.splitOf());
                return;
            }
        }
        checkSplits();
    }

    /** Follows every chain once: a slot is 0 unseen, else the number of the walk that saw it. */
    private void checkSplits() {
        int[] seenBy = new int[slots.size()];
        for (int i = 0; i < slots.size(); i++) {
            int at = i;
            while (at != Slot.WHOLE && seenBy[at] == 0) {
                seenBy[at] = i + 1;
                at = slots.get(at).splitOf();
            }
            if (at != Slot.WHOLE && seenBy[at] == i + 1) {
                fault("/slots/" + i + "/splitOf", "the slots are parts of one another in a circle");
            }
        }
    }

    private void checkNames(IdMap valueOf) {
        boolean[] named = new boolean[slots.size()];
        for (int row = 0; row < nameSlot.size(); row++) {
            int slot = nameSlot.get(row);
            if (outside(slot, slots.size())) {
                fault("/names/" + row + "/slot", "there is no slot " + slot);
            } else if (named[slot]) {
                fault("/names/" + row + "/slot", "slot " + slot + " has a row already");
            } else {
                named[slot] = true;
            }
        }
        nameValue = new int[nameValueId.size()];
        for (int i = 0; i < nameValue.length; i++) {
            nameValue[i] = valueOf.get(nameValueId.get(i));
        }
    }

    private void checkParameters() {
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            if (outside(parameter.variable(), variables.size())) {
                fault("/params/" + i + "/variable", "there is no variable " + parameter.variable());
            }
            for (int j = 0; j < parameter.pieces().size(); j++) {
                Piece piece = parameter.pieces().get(j);
                if (piece.size() < 0 || piece.size() > MAX_SIZE || piece.offset() < 0 || piece.offset() > MAX_SIZE
                        || piece.padding() < 0 || piece.padding() > MAX_SIZE) {
                    fault("/params/" + i + "/pieces/" + j,
                            "sizes, offsets and padding are numbers of bytes from 0 to 2^40");
                }
            }
        }
    }

    private void checkHomes() {
        int arg = OpTable.idOf("Arg");
        int storeReg = OpTable.idOf("StoreReg");
        int varDef = OpTable.idOf("VarDef");
        for (int v = 0; v < valueId.size(); v++) {
            int at = home.get(v);
            if (at >= RegisterFile.ids()) {
                fault(valuePointer(v, "home"), "there is no such register");
            }
            if (at == Function.HOME_STACK && outside(homeVariable.get(v), variables.size())) {
                fault(valuePointer(v, "home/variable"), "there is no variable " + homeVariable.get(v));
            }
            int op = opOf(v);
            if ((op == arg || op == storeReg) && at != Function.HOME_STACK) {
                fault(valuePointer(v, "home"), "the home of " + OpTable.nameOf(op) + " is {variable, offset}");
            }
            if (op == storeReg && argStart.get(v) == argStart.get(v + 1)) {
                fault(valuePointer(v, "args"), "StoreReg has the value that it stores as its argument");
            }
            if (op == OpTable.idOf("LoadReg") && argStart.get(v) == argStart.get(v + 1)) {
                fault(valuePointer(v, "args"), "LoadReg has the value that it loads as its argument");
            }
            if (op == varDef && auxVariable.get(v) == Function.NO_VARIABLE) {
                fault(valuePointer(v, "aux"), "the aux of VarDef is {variable}");
            }
        }
    }

    private int opOf(int value) {
        int op = valueOp.get(value);
        if (op >= 0 || ownOps.isEmpty()) {
            return op;
        }
        return ownOps.keySet().stream().skip(-1L - op).findFirst().orElseThrow().op();
    }

    /** Every edge stands once among the successors of its source and once among the predecessors of its target. */
    private void checkEdges() {
        int blocks = blockId.size();
        int[] sourcesStart = new int[blocks + 1];
        for (int succ : succs) {
            sourcesStart[succ + 1]++;
        }
        for (int b = 0; b < blocks; b++) {
            sourcesStart[b + 1] += sourcesStart[b];
        }
        int[] sources = new int[succs.length];
        int[] next = Arrays.copyOf(sourcesStart, blocks);
        for (int b = 0; b < blocks; b++) {
            for (int i = succStart.get(b); i < succStart.get(b + 1); i++) {
                sources[next[succs[i]]++] = b;
            }
        }
        int[] count = new int[blocks];
        for (int b = 0; b < blocks; b++) {
            for (int i = sourcesStart[b]; i < sourcesStart[b + 1]; i++) {
                count[sources[i]]++;
            }
            for (int i = predStart.get(b); i < predStart.get(b + 1); i++) {
                if (--count[preds[i]] < 0) {
                    fault("/blocks/" + b + "/preds/" + (i - predStart.get(b)), "block " + blockId.get(preds[i])
                            + " is a predecessor of block " + blockId.get(b)
                            + ", which is not among its successors that often");
                }
            }
            for (int i = sourcesStart[b]; i < sourcesStart[b + 1]; i++) {
                if (count[sources[i]] > 0) {
                    fault("/blocks/" + b + "/preds", "block " + blockId.get(sources[i]) + " has block " + blockId.get(b)
                            + " as a successor, and is missing among its predecessors");
                }
                count[sources[i]] = 0;
            }
            for (int i = predStart.get(b); i < predStart.get(b + 1); i++) {
                count[preds[i]] = 0;
            }
        }
    }

    private static boolean outside(int index, int size) {
        return index < 0 || index >= size;
    }

    private String valuePointer(int value, String field) {
        int block = 0;
        while (blockFirstValue.get(block + 1) <= value) {
            block++;
        }
        return "/blocks/" + block + "/values/" + (value - blockFirstValue.get(block)) + "/" + field;
    }

    /** Ids to indexes: a plain array where ids are dense, as the compiler's are, else a hash table. */
    private static final class IdMap {

        private final int[] dense;
        private final Map<Integer, Integer> sparse;

        private IdMap(int[] dense, Map<Integer, Integer> sparse) {
            this.dense = dense;
            this.sparse = sparse;
        }

        static IdMap of(IntColumn ids, Duplicate duplicate) {
            int max = 0;
            for (int i = 0; i < ids.size(); i++) {
                max = Math.max(max, ids.get(i));
            }
            boolean isDense = max < 1024 + 8L * ids.size();
            int[] dense = new int[isDense ? max + 1 : 0];
            Arrays.fill(dense, NOT_DEFINED);
            Map<Integer, Integer> sparse = isDense ? Map.of() : java.util.HashMap.newHashMap(ids.size());
            for (int i = 0; i < ids.size(); i++) {
                int id = ids.get(i);
                if (id < 0) {
                    continue;
                }
                int first = NOT_DEFINED;
                if (isDense) {
                    first = dense[id];
                    dense[id] = first == NOT_DEFINED ? i : first;
                } else {
                    Integer old = sparse.putIfAbsent(id, i);
                    first = old == null ? NOT_DEFINED : old;
                }
                if (first != NOT_DEFINED) {
                    duplicate.at(i, first);
                }
            }
            return new IdMap(dense, sparse);
        }

        int get(int id) {
            if (dense.length > 0) {
                return id >= 0 && id < dense.length ? dense[id] : NOT_DEFINED;
            }
            return sparse.getOrDefault(id, NOT_DEFINED);
        }

        @FunctionalInterface
        interface Duplicate {
            void at(int index, int first);
        }
    }
}
