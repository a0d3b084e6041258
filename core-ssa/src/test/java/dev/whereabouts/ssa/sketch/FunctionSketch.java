package dev.whereabouts.ssa.sketch;

import dev.whereabouts.amd64.register.GoVersion;
import dev.whereabouts.amd64.register.RegisterFile;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.model.FunctionBuilder;
import dev.whereabouts.ssa.model.OwnOp;
import dev.whereabouts.ssa.model.Parameter;
import dev.whereabouts.ssa.model.Piece;
import dev.whereabouts.ssa.model.Slot;
import dev.whereabouts.ssa.model.Variable;
import dev.whereabouts.ssa.op.OpTable;
import dev.whereabouts.ssa.problem.Limits;
import dev.whereabouts.ssa.problem.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A function in the making. Blocks and values stand in the order in which they are written; the first block is the entry unless {@link
 * #entry} says otherwise; predecessors follow from the successors. Every slot has a row in the names, in the order of the slots, unless
 * {@link #rows} says otherwise. Every value that is not zero width is an instruction of 4 bytes.
 */
public final class FunctionSketch {

    /** A value in the making: what follows {@link FunctionSketch#value} says more about it. */
    private static final class SketchedValue {
        private int id;
        private int op;
        private OwnOp own;
        private String type = "int";
        private long size = 8;
        private int[] args = {};
        private int auxVariable = Function.NO_VARIABLE;
        private long auxOffset;
        private int[] registers = {};
        private int homeVariable = Function.NO_VARIABLE;
        private long homeOffset;
        private int line = Function.UNKNOWN;
        private int pc = Function.UNKNOWN;
    }

    private record SketchedBlock(int id, int[] succs, List<SketchedValue> values) {}

    private static final int INSTRUCTION = 4;

    private final List<Variable> variables = new ArrayList<>();
    private final List<Slot> slots = new ArrayList<>();
    private final List<List<Integer>> held = new ArrayList<>();
    private final List<Parameter> parameters = new ArrayList<>();
    private final List<SketchedBlock> blocks = new ArrayList<>();
    private final List<int[]> instructions = new ArrayList<>();
    private final GoVersion go;
    private int[] rows;
    private int entry = Function.UNKNOWN;
    private boolean optimized = true;
    private boolean withPcs = true;
    private int closureVariable = Function.NO_VARIABLE;
    private byte[] code = {};
    private int codeSize = Function.UNKNOWN;

    /** A function of the newest Go version, which decides which ops are instructions. */
    public FunctionSketch() {
        this(GoVersion.NEWEST);
    }

    public FunctionSketch(GoVersion go) {
        this.go = go;
    }

    public int variable(String name, String variableClass, long size, int cfaOffset) {
        variables.add(new Variable(name, variableClass, "T" + size, size, cfaOffset));
        return variables.size() - 1;
    }

    /** A local variable of 8 bytes. */
    public int local(String name, int cfaOffset) {
        return variable(name, "auto", 8, cfaOffset);
    }

    /** A parameter that arrives in registers as the pieces say, or on the stack where there are none. */
    public int parameter(String name, long size, int cfaOffset, Piece... pieces) {
        int index = variable(name, "param", size, cfaOffset);
        parameters.add(new Parameter(index, List.of(pieces)));
        return index;
    }

    /** 8 bytes of a parameter. */
    public static Piece piece(String register, long offset) {
        return piece(register, offset, 8, 0);
    }

    public static Piece piece(String register, long offset, long size, long padding) {
        return new Piece("", size, offset, register(register), padding);
    }

    private static int register(String name) {
        int id = RegisterFile.idOf(name);
        if (id == RegisterFile.NONE) {
            throw new IllegalArgumentException("no register " + name);
        }
        return id;
    }

    /** A slot that is a whole variable. */
    public int slot(int variable) {
        return part(variable, 0, variables.get(variable).size());
    }

    /** A slot that is a part of a variable by its own offset. */
    public int part(int variable, long offset, long size) {
        return add(new Slot(variable, "T" + size, size, offset, Slot.WHOLE, 0));
    }

    /** A slot that is a part of another one. */
    public int split(int parent, int variable, long splitOffset, long size) {
        return add(new Slot(variable, "T" + size, size, 0, parent, splitOffset));
    }

    private int add(Slot slot) {
        slots.add(slot);
        held.add(new ArrayList<>());
        return slots.size() - 1;
    }

    /** A local variable of 8 bytes with a slot for the whole of it; gives the slot. */
    public int localSlot(String name, int cfaOffset) {
        return slot(local(name, cfaOffset));
    }

    /** The slots that have a row in the names, in that order. */
    public FunctionSketch rows(int... slotsInOrder) {
        rows = slotsInOrder;
        return this;
    }

    /** Adds a value id to a slot's row, as {@link #holds} does; the value may be missing. */
    public FunctionSketch name(int slot, int valueId) {
        held.get(slot).add(valueId);
        return this;
    }

    public FunctionSketch entry(int blockId) {
        entry = blockId;
        return this;
    }

    public FunctionSketch unoptimized() {
        optimized = false;
        return this;
    }

    public FunctionSketch closure(int variable) {
        closureVariable = variable;
        return this;
    }

    public FunctionSketch withoutPcs() {
        withPcs = false;
        return this;
    }

    public FunctionSketch code(byte[] bytes) {
        code = bytes.clone();
        return this;
    }

    /** Bytes of code, where not just as many as the instructions have. */
    public FunctionSketch codeSize(int bytes) {
        codeSize = bytes;
        return this;
    }

    /** One instruction of the listing. */
    public FunctionSketch instruction(int pc, int line) {
        instructions.add(new int[]{pc, line});
        return this;
    }

    /** Begins a block. */
    public FunctionSketch block(int id, int... succs) {
        blocks.add(new SketchedBlock(id, succs, new ArrayList<>()));
        return this;
    }

    /** Appends a value to the block begun last. */
    public FunctionSketch value(int id, String op) {
        SketchedValue value = new SketchedValue();
        value.id = id;
        value.op = OpTable.idOf(op);
        if (value.op == OpTable.NONE) {
            throw new IllegalArgumentException("no op " + op);
        }
        blocks.getLast().values.add(value);
        return this;
    }

    /** Appends a value whose op brings its own facts. */
    public FunctionSketch own(int id, String name, boolean zeroWidth, String... clobbers) {
        SketchedValue value = new SketchedValue();
        value.id = id;
        value.own = new OwnOp(OpTable.idOf(name), name, true, zeroWidth, false,
                Arrays.stream(clobbers).mapToLong(register -> 1L << register(register)).reduce(0, (a, b) -> a | b));
        blocks.getLast().values.add(value);
        return this;
    }

    private SketchedValue last() {
        return blocks.getLast().values.getLast();
    }

    /** The value's home: a register, or several, which counts as none. */
    public FunctionSketch in(String... registers) {
        last().registers = Arrays.stream(registers).mapToInt(FunctionSketch::register).toArray();
        return this;
    }

    /** The value's home: a variable's stack slot. */
    public FunctionSketch at(int variable, long offset) {
        last().homeVariable = variable;
        last().homeOffset = offset;
        return this;
    }

    /** The value's arguments. */
    public FunctionSketch of(int... valueIds) {
        last().args = valueIds;
        return this;
    }

    /** The value's aux. */
    public FunctionSketch aux(int variable, long offset) {
        last().auxVariable = variable;
        last().auxOffset = offset;
        return this;
    }

    public FunctionSketch type(String type, long size) {
        last().type = type;
        last().size = size;
        return this;
    }

    public FunctionSketch memory() {
        return type("mem", Variable.UNKNOWN_SIZE);
    }

    public FunctionSketch line(int line) {
        last().line = line;
        return this;
    }

    /** The PC of the first instruction after the value, where not 4 bytes on. */
    public FunctionSketch pc(int pc) {
        last().pc = pc;
        return this;
    }

    /** The value's id goes to the rows of these slots. */
    public FunctionSketch holds(int... slotsOfValue) {
        for (int slot : slotsOfValue) {
            held.get(slot).add(last().id);
        }
        return this;
    }

    // Values that occur all the time.

    /** A load to a register, of slots. */
    public FunctionSketch load(int id, String register, int... slotsOfValue) {
        return value(id, "MOVQload").in(register).holds(slotsOfValue);
    }

    public FunctionSketch call(int id) {
        return value(id, "CALLstatic").memory();
    }

    public FunctionSketch initMem(int id) {
        return value(id, "InitMem").memory();
    }

    public FunctionSketch phi(int id, String register, int... slotsOfValue) {
        return value(id, "Phi").in(register).holds(slotsOfValue);
    }

    /** A spill to a variable's stack slot. */
    public FunctionSketch spill(int id, int source, int variable) {
        return value(id, "StoreReg").of(source).at(variable, 0);
    }

    public FunctionSketch reload(int id, int source, String register) {
        return value(id, "LoadReg").of(source).in(register);
    }

    /** The function. */
    public Function build() {
        FunctionBuilder b = new FunctionBuilder(Limits.DEFAULT, Place.Pointer::new);
        b.name("sketch");
        b.entry(entry == Function.UNKNOWN ? blocks.getFirst().id : entry);
        b.optimized(optimized);
        b.closureVariable(closureVariable);
        b.code(code);
        variables.forEach(b::variable);
        slots.forEach(b::slot);
        parameters.forEach(b::parameter);
        for (int row = 0; row < (rows == null ? slots.size() : rows.length); row++) {
            int slot = rows == null ? row : rows[row];
            b.beginName(slot);
            held.get(slot).forEach(b::nameValue);
        }
        int pc = 0;
        for (SketchedBlock block : blocks) {
            b.beginBlock(block.id, block.succs.length == 0 ? "Ret" : "Plain", withPcs ? pc : Function.UNKNOWN);
            preds(b, block.id);
            Arrays.stream(block.succs).forEach(b::succ);
            for (SketchedValue value : block.values) {
                pc = value.pc != Function.UNKNOWN ? value.pc : isZeroWidth(value) ? pc : pc + INSTRUCTION;
                add(b, value, pc);
            }
        }
        for (int[] instruction : instructions) {
            b.instruction(instruction[0], instruction[1]);
        }
        b.codeSize(withPcs ? Math.max(pc, codeSize) : Function.UNKNOWN);
        return b.build();
    }

    private void preds(FunctionBuilder b, int id) {
        for (SketchedBlock block : blocks) {
            for (int succ : block.succs) {
                if (succ == id) {
                    b.pred(block.id);
                }
            }
        }
    }

    private boolean isZeroWidth(SketchedValue value) {
        return value.own != null
                ? value.own.zeroWidth()
                : (OpTable.of(go).flags(value.op) & OpTable.ZERO_WIDTH) != 0;
    }

    private void add(FunctionBuilder b, SketchedValue value, int pc) {
        b.beginValue(value.id);
        if (value.own != null) {
            b.op(value.own);
        } else {
            b.op(value.op);
        }
        b.type(value.type);
        b.size(value.size);
        Arrays.stream(value.args).forEach(b::arg);
        b.aux(value.auxVariable, value.auxOffset);
        if (value.homeVariable != Function.NO_VARIABLE) {
            b.homeStack(value.homeVariable, value.homeOffset);
        } else if (value.registers.length == 1) {
            b.homeRegister(value.registers[0]);
        } else if (value.registers.length > 1) {
            b.homeTuple(value.registers);
        }
        b.line(value.line);
        b.pc(withPcs ? pc : Function.UNKNOWN);
    }
}
