package dev.whereabouts.ssa.model;

import dev.whereabouts.amd64.register.RegisterFile;
import dev.whereabouts.ssa.op.OpTable;
import java.util.Arrays;

/** Checks what a {@link FunctionBuilder} collected, and resolves its ids to indexes. Every fault goes to the builder. */
final class FunctionCheck {

    /** Bytes; far beyond any real variable or frame, and small enough that sums of such offsets cannot overflow. */
    private static final long MAX_SIZE = 1L << 40;

    /** A value's or block's PC is that of the instruction after it, which may lie a little behind the function's last one. */
    private static final long PC_SLACK = 16;

    private static final int ARG = OpTable.idOf("Arg");
    private static final int STORE_REG = OpTable.idOf("StoreReg");
    private static final int LOAD_REG = OpTable.idOf("LoadReg");
    private static final int VAR_DEF = OpTable.idOf("VarDef");

    private static final String SIZE_RULE = "a size is a number of bytes from 0 to 2^40";
    private static final String OFFSET_RULE = "an offset is a number of bytes from 0 to 2^40";
    private static final String SIGNED_OFFSET_RULE = "an offset is a number of bytes from -2^40 to 2^40";
    private static final String PC_RULE = "a pc lies within the function's code, 0 to codeSize";

    private final FunctionBuilder b;

    FunctionCheck(FunctionBuilder builder) {
        b = builder;
    }

    void run() {
        IdMap blockOf = IdMap.of(b.blockId.array(), b.blockId.size(),
                (index, first) -> b.fault("/blocks/" + index + "/id",
                        "block id " + b.blockId.get(index) + " is already that of block " + first));
        IdMap valueOf = IdMap.of(b.values.id, b.values.size, (index, first) -> b.fault(valuePointer(index, "id"),
                "value id " + b.values.id[index] + " is already that of another value"));
        checkIds();
        resolveBlocks(blockOf);
        resolveArguments(valueOf);
        resolveNames(valueOf);
        checkCode();
        checkVariables();
        checkSlots();
        checkParameters();
        checkValues();
        if (!b.hasFaults()) {
            checkEdges();
        }
    }

    private void checkIds() {
        for (int block = 0; block < b.blockId.size(); block++) {
            if (b.blockId.get(block) < 0) {
                b.fault("/blocks/" + block + "/id", "a block id is a number from 0 to 2147483647");
            }
        }
        for (int value = 0; value < b.values.size; value++) {
            if (b.values.id[value] < 0) {
                b.fault(valuePointer(value, "id"), "a value id is a number from 0 to 2147483647");
            }
        }
    }

    private void resolveBlocks(IdMap blockOf) {
        b.preds = new int[b.predIds.size()];
        b.succs = new int[b.succIds.size()];
        if (b.blockId.size() == 0) {
            b.fault("/blocks", "a function has at least one block");
            return;
        }
        b.entryIndex = blockOf.get(b.entryId);
        if (!b.hasEntry) {
            b.fault("/entry", "the entry block's id is missing");
        } else if (b.entryIndex == IdMap.NOT_DEFINED) {
            b.fault("/entry", "there is no block " + b.entryId);
        }
        for (int block = 0; block < b.blockId.size(); block++) {
            resolveEdges(block, blockOf, b.predStart, b.predIds, b.preds, "preds");
            resolveEdges(block, blockOf, b.succStart, b.succIds, b.succs, "succs");
        }
    }

    private void resolveEdges(int block, IdMap blockOf, IntColumn start, IntColumn ids, int[] resolved, String field) {
        for (int i = start.get(block); i < start.get(block + 1); i++) {
            resolved[i] = blockOf.get(ids.get(i));
            if (resolved[i] == IdMap.NOT_DEFINED) {
                b.fault("/blocks/" + block + "/" + field + "/" + (i - start.get(block)),
                        "there is no block " + ids.get(i));
            }
        }
    }

    private void resolveArguments(IdMap valueOf) {
        b.args = new int[b.argIds.size()];
        for (int value = 0; value < b.values.size; value++) {
            int start = b.values.argStart[value];
            for (int i = start; i < b.values.argStart[value + 1]; i++) {
                b.args[i] = valueOf.get(b.argIds.get(i));
                if (b.args[i] == IdMap.NOT_DEFINED) {
                    b.fault(valuePointer(value, "args/" + (i - start)), "there is no value " + b.argIds.get(i));
                }
            }
        }
    }

    private void resolveNames(IdMap valueOf) {
        boolean[] named = new boolean[b.slots.size()];
        for (int row = 0; row < b.nameSlot.size(); row++) {
            int slot = b.nameSlot.get(row);
            if (outside(slot, named.length)) {
                b.fault("/names/" + row + "/slot", "there is no slot " + slot);
            } else if (named[slot]) {
                b.fault("/names/" + row + "/slot", "slot " + slot + " has a row already");
            } else {
                named[slot] = true;
            }
        }
        b.nameValue = new int[b.nameValueId.size()];
        for (int i = 0; i < b.nameValue.length; i++) {
            int value = valueOf.get(b.nameValueId.get(i));
            b.nameValue[i] = value == IdMap.NOT_DEFINED ? Function.DEAD_VALUE : value;
        }
    }

    private void checkCode() {
        if (b.codeSize < Function.UNKNOWN) {
            b.fault("/codeSize", "a code size is a number of bytes from 0 to 2147483647");
        }
        if (b.code.length > 0 && b.codeSize != Function.UNKNOWN && b.code.length != b.codeSize) {
            b.fault("/code", "the code has " + b.code.length + " bytes where codeSize says " + b.codeSize);
        }
        for (int block = 0; block < b.blockId.size(); block++) {
            if (isOutsideCode(b.blockPc.get(block))) {
                b.fault("/blocks/" + block + "/pc", PC_RULE);
            }
        }
        int before = 0;
        for (int i = 0; i < b.instructionPc.size(); i++) {
            int pc = b.instructionPc.get(i);
            if (pc < before || isOutsideCode(pc)) {
                b.fault("/instructions/" + i + "/pc", "instructions stand in order of their pc, 0 to codeSize");
            }
            before = pc;
        }
    }

    private boolean isOutsideCode(int pc) {
        return pc < Function.UNKNOWN || b.codeSize != Function.UNKNOWN && pc > b.codeSize + PC_SLACK;
    }

    private void checkVariables() {
        for (int i = 0; i < b.variables.size(); i++) {
            Variable variable = b.variables.get(i);
            if (variable.name().isEmpty()) {
                b.fault("/variables/" + i + "/name", "a variable has a name");
            }
            if (isNoSize(variable.size())) {
                b.fault("/variables/" + i + "/size", SIZE_RULE);
            }
        }
        if (b.closureVariable != Function.NO_VARIABLE && outside(b.closureVariable, b.variables.size())) {
            b.fault("/closureVariable", "there is no variable " + b.closureVariable);
        }
    }

    private void checkSlots() {
        boolean chainsEnd = true;
        for (int i = 0; i < b.slots.size(); i++) {
            Slot slot = b.slots.get(i);
            if (outside(slot.variable(), b.variables.size())) {
                b.fault("/slots/" + i + "/variable", "there is no variable " + slot.variable());
            }
            if (isNoSize(slot.size())) {
                b.fault("/slots/" + i + "/size", SIZE_RULE);
            }
            if (isNoOffset(slot.offset())) {
                b.fault("/slots/" + i + "/offset", OFFSET_RULE);
            }
            if (isNoOffset(slot.splitOffset())) {
                b.fault("/slots/" + i + "/splitOffset", OFFSET_RULE);
            }
            if (slot.splitOf() != Slot.WHOLE && outside(slot.splitOf(), b.slots.size())) {
                b.fault("/slots/" + i + "/splitOf", "there is no slot " + slot.splitOf());
                chainsEnd = false;
            }
        }
        if (chainsEnd) {
            checkSplits();
        }
    }

    /** Follows every chain once: a slot is 0 unseen, else the number of the walk that saw it. */
    private void checkSplits() {
        int[] seenBy = new int[b.slots.size()];
        for (int i = 0; i < seenBy.length; i++) {
            int at = i;
            while (at != Slot.WHOLE && seenBy[at] == 0) {
                seenBy[at] = i + 1;
                at = b.slots.get(at).splitOf();
            }
            if (at != Slot.WHOLE && seenBy[at] == i + 1) {
                b.fault("/slots/" + i + "/splitOf", "the slots are parts of one another in a circle");
            }
        }
    }

    private void checkParameters() {
        for (int i = 0; i < b.parameters.size(); i++) {
            Parameter parameter = b.parameters.get(i);
            if (outside(parameter.variable(), b.variables.size())) {
                b.fault("/params/" + i + "/variable", "there is no variable " + parameter.variable());
            }
            for (int j = 0; j < parameter.pieces().size(); j++) {
                Piece piece = parameter.pieces().get(j);
                if (isNoOffset(piece.size()) || isNoOffset(piece.offset()) || isNoOffset(piece.padding())) {
                    b.fault("/params/" + i + "/pieces/" + j,
                            "sizes, offsets and padding are numbers of bytes from 0 to 2^40");
                }
                if (outside(piece.register(), RegisterFile.ids())) {
                    b.fault("/params/" + i + "/pieces/" + j + "/register", "there is no such register");
                }
            }
        }
    }

    private void checkValues() {
        for (int value = 0; value < b.values.size; value++) {
            if (isNoSize(b.values.bytes[value])) {
                b.fault(valuePointer(value, "size"), SIZE_RULE);
            }
            if (isOutsideCode(b.values.pc[value])) {
                b.fault(valuePointer(value, "pc"), PC_RULE);
            }
            int variable = b.values.auxVariable[value];
            if (variable != Function.NO_VARIABLE && outside(variable, b.variables.size())) {
                b.fault(valuePointer(value, "aux/variable"), "there is no variable " + variable);
            }
            if (isNoSignedOffset(b.values.auxOffset[value])) {
                b.fault(valuePointer(value, "aux/offset"), SIGNED_OFFSET_RULE);
            }
            checkHome(value);
            checkOp(value);
        }
    }

    private void checkHome(int value) {
        int home = b.values.home[value];
        if (home == Function.HOME_STACK) {
            if (outside(b.values.homeVariable[value], b.variables.size())) {
                b.fault(valuePointer(value, "home/variable"), "there is no variable " + b.values.homeVariable[value]);
            }
            if (isNoSignedOffset(b.values.homeOffset[value])) {
                b.fault(valuePointer(value, "home/offset"), SIGNED_OFFSET_RULE);
            }
        } else if (home == Function.HOME_TUPLE) {
            int[] tuple = b.homeTuples.get(b.values.homeVariable[value]);
            for (int i = 0; i < tuple.length; i++) {
                if (tuple[i] != Function.HOME_NONE && outside(tuple[i], RegisterFile.ids())) {
                    b.fault(valuePointer(value, "home/" + i), "there is no such register");
                }
            }
        } else if (home != Function.HOME_NONE && outside(home, RegisterFile.ids())) {
            b.fault(valuePointer(value, "home"), "there is no such register");
        }
    }

    /** What the analysis takes for granted of some ops. */
    private void checkOp(int value) {
        int op = b.values.op[value];
        if (op == ValueColumns.NO_OP) {
            b.fault(valuePointer(value, "op"), "the op is missing");
            return;
        }
        if (op < 0) {
            op = b.ownOps.get(-1 - op).op();
        }
        if ((op == ARG || op == STORE_REG) && b.values.home[value] != Function.HOME_STACK) {
            b.fault(valuePointer(value, "home"), "the home of " + OpTable.nameOf(op) + " is {variable, offset}");
        }
        if ((op == STORE_REG || op == LOAD_REG) && b.values.argStart[value] == b.values.argStart[value + 1]) {
            b.fault(valuePointer(value, "args"), OpTable.nameOf(op) + " has the value that it copies as its argument");
        }
        if (op == VAR_DEF && b.values.auxVariable[value] == Function.NO_VARIABLE) {
            b.fault(valuePointer(value, "aux"), "the aux of VarDef is {variable}");
        }
    }

    /**
     * Every edge stands once among the successors of its source and once among the predecessors of its target, and none leads to the entry
     * block: the compiler's own check of its functions forbids it, and its analysis would go round for ever.
     */
    private void checkEdges() {
        int blocks = b.blockId.size();
        if (b.predStart.get(b.entryIndex) < b.predStart.get(b.entryIndex + 1)) {
            b.fault("/blocks/" + b.entryIndex + "/preds", "the entry block has no predecessors");
        }
        int[] sourcesStart = new int[blocks + 1];
        for (int succ : b.succs) {
            sourcesStart[succ + 1]++;
        }
        for (int block = 0; block < blocks; block++) {
            sourcesStart[block + 1] += sourcesStart[block];
        }
        int[] sources = new int[b.succs.length];
        int[] next = Arrays.copyOf(sourcesStart, blocks);
        for (int block = 0; block < blocks; block++) {
            for (int i = b.succStart.get(block); i < b.succStart.get(block + 1); i++) {
                sources[next[b.succs[i]]++] = block;
            }
        }
        int[] count = new int[blocks];
        for (int block = 0; block < blocks; block++) {
            for (int i = sourcesStart[block]; i < sourcesStart[block + 1]; i++) {
                count[sources[i]]++;
            }
            int predStart = b.predStart.get(block);
            int predEnd = b.predStart.get(block + 1);
            for (int i = predStart; i < predEnd; i++) {
                if (--count[b.preds[i]] < 0) {
                    b.fault("/blocks/" + block + "/preds/" + (i - predStart), "block " + b.blockId.get(b.preds[i])
                            + " is a predecessor of block " + b.blockId.get(block)
                            + ", which is not among its successors that often");
                }
            }
            for (int i = sourcesStart[block]; i < sourcesStart[block + 1]; i++) {
                if (count[sources[i]] > 0) {
                    b.fault("/blocks/" + block + "/preds",
                            "block " + b.blockId.get(sources[i]) + " has block " + b.blockId.get(block)
                                    + " as a successor, and is missing among its predecessors");
                }
                count[sources[i]] = 0;
            }
            for (int i = predStart; i < predEnd; i++) {
                count[b.preds[i]] = 0;
            }
        }
    }

    private static boolean outside(int index, int size) {
        return index < 0 || index >= size;
    }

    private static boolean isNoSize(long size) {
        return size < Variable.UNKNOWN_SIZE || size > MAX_SIZE;
    }

    private static boolean isNoOffset(long offset) {
        return offset < 0 || offset > MAX_SIZE;
    }

    private static boolean isNoSignedOffset(long offset) {
        return offset < -MAX_SIZE || offset > MAX_SIZE;
    }

    private String valuePointer(int value, String field) {
        int block = 0;
        while (b.blockFirstValue.get(block + 1) <= value) {
            block++;
        }
        return "/blocks/" + block + "/values/" + (value - b.blockFirstValue.get(block)) + "/" + field;
    }
}
