package dev.whereabouts.ssa.reference;

import dev.whereabouts.amd64.register.GoVersion;
import dev.whereabouts.amd64.register.RegisterFile;
import dev.whereabouts.ssa.analysis.AnalysisOptions;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.model.Slot;
import dev.whereabouts.ssa.op.OpTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** The lists of an optimized function, by the mechanism. */
final class ReferenceModel {

    /** A function that the compiler refuses. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static final int BLOCK_START = -10000;
    private static final int BLOCK_END = -20000;
    private static final int FUNCTION_END = -30000;

    /** What is known of a block. */
    private static final class BlockRecord {
        private Location[] start;
        private Location[] end;
        private int lastChecked;
        private int lastChanged;
        private boolean processed;
        private boolean relevant;
    }

    /** The pending entry of a variable. */
    private record Pending(int block, int value, List<Location> pieces) {}

    private final Function function;
    private final AnalysisOptions options;
    private final GoVersion go;
    private final ReferenceNames names;
    private final BlockRecord[] records;

    private Location[] slots;
    private final List<List<Integer>> registers = new ArrayList<>();
    private final Set<Integer> changedVariables = new LinkedHashSet<>();

    private final int[] listOfSlot;
    private final List<ReferenceList> lists;
    private final Pending[] pending;

    ReferenceModel(Function function, AnalysisOptions options) {
        this.function = function;
        this.options = options;
        go = options.go();
        names = new ReferenceNames(function, go);
        records = new BlockRecord[function.blocks()];
        lists = names.variables().stream().map(ReferenceList::new).toList();
        pending = new Pending[lists.size()];
        listOfSlot = new int[names.slots()];
        for (int list = 0; list < lists.size(); list++) {
            for (int slot : names.parts(lists.get(list).variable())) {
                listOfSlot[slot] = list;
            }
        }
    }

    List<ReferenceList> lists() {
        liveness();
        buildLists();
        return lists;
    }

    private boolean is(int value, String op) {
        return value < function.values() && opOf(value) == OpTable.idOf(op);
    }

    private int opOf(int value) {
        int op = function.op(value);
        return op >= 0 ? op : function.ownOp(-1 - op).op();
    }

    private boolean isInvented(int value) {
        return value >= function.values();
    }

    /** The values of a block, with the invented ones at the head of the entry block. */
    private List<Integer> valuesOf(int block) {
        List<Integer> values = new ArrayList<>();
        if (block == function.entry()) {
            IntStream.range(0, names.invented.size()).forEach(i -> values.add(function.values() + i));
        }
        IntStream.range(function.firstValue(block), function.firstValue(block + 1)).forEach(values::add);
        return values;
    }

    private Integer register(int value) {
        int id = isInvented(value) ? names.invented.get(value - function.values()) : function.home(value);
        return id < 0 ? null : RegisterFile.of(go).bitOf(id);
    }

    // Liveness.

    private List<Integer> postorder() {
        List<Integer> order = new ArrayList<>();
        visit(function.entry(), new boolean[function.blocks()], order);
        return order;
    }

    private void visit(int block, boolean[] seen, List<Integer> order) {
        seen[block] = true;
        for (int i = function.succStart(block); i < function.succStart(block + 1); i++) {
            if (!seen[function.succ(i)]) {
                visit(function.succ(i), seen, order);
            }
        }
        order.add(block);
    }

    private void liveness() {
        List<Integer> order = postorder().reversed();
        int time = 1;
        boolean converged = false;
        for (int pass = 0; options.passes() == 0 ? !converged : pass < options.passes(); pass++) {
            converged = true;
            for (int block : order) {
                if (records[block] == null) {
                    records[block] = new BlockRecord();
                }
                boolean changed = merge(block, null);
                records[block].lastChecked = time++;
                if (changed) {
                    converged = false;
                    process(block, pass);
                    records[block].lastChanged = time;
                }
                time++;
            }
        }
    }

    private void process(int block, int pass) {
        boolean changed = false;
        for (int value : valuesOf(block)) {
            if (pass == 0 && !isInvented(value)) {
                Integer source = sourceOfNames(value);
                if (source != null) {
                    names.ofValue.get(value).addAll(List.copyOf(names.ofValue.get(source)));
                }
            }
            changed |= apply(value);
        }
        records[block].relevant |= changed;
        records[block].end = slots.clone();
    }

    private Integer sourceOfNames(int value) {
        if (is(value, "StoreReg")) {
            return function.arg(function.argStart(value));
        }
        if (!is(value, "LoadReg")) {
            return null;
        }
        int copied = function.arg(function.argStart(value));
        if (is(copied, "StoreReg")) {
            return function.arg(function.argStart(copied));
        }
        return is(copied, "Arg") || is(copied, "Phi") ? copied : null;
    }

    /** Brings a block's start state up to date, takes it up, and says whether it changed; marks what differs from the block before. */
    private boolean merge(int block, Integer previous) {
        BlockRecord record = records[block];
        boolean updating = record.processed;
        List<Integer> preds = new ArrayList<>();
        for (int i = function.predStart(block); i < function.predStart(block + 1); i++) {
            BlockRecord pred = records[function.pred(i)];
            if (pred != null && pred.processed) {
                preds.add(function.pred(i));
            }
        }
        record.processed = true;
        changedVariables.clear();
        Location[] before = record.start == null ? nothing() : record.start;
        Location[] start = before;
        boolean changed = !updating;
        if (preds.isEmpty()) {
            start = nothing();
        } else if (preds.size() == 1) {
            start = records[preds.getFirst()].end;
            changed |= records[preds.getFirst()].lastChanged > record.lastChecked;
            record.start = start;
        } else {
            if (updating) {
                preds.removeIf(pred -> records[pred].lastChanged <= record.lastChecked);
            } else {
                start = records[preds.getFirst()].end;
            }
            for (int pred : preds) {
                start = intersection(start, records[pred].end);
            }
            changed |= updating && !Arrays.equals(start, before);
            record.start = start;
        }
        takeUp(start);
        if (previous != null) {
            Location[] last = records[previous].end;
            for (int slot = 0; slot < last.length; slot++) {
                if (!last[slot].isAbsent() && !last[slot].equals(start[slot])) {
                    changedVariables.add(listOfSlot[slot]);
                }
            }
        }
        return changed;
    }

    private Location[] nothing() {
        Location[] nothing = new Location[names.slots()];
        Arrays.fill(nothing, Location.ABSENT);
        return nothing;
    }

    private static Location[] intersection(Location[] a, Location[] b) {
        return IntStream.range(0, a.length).mapToObj(slot -> a[slot].intersect(b[slot])).toArray(Location[]::new);
    }

    private void takeUp(Location[] start) {
        slots = start.clone();
        registers.clear();
        for (int register = 0; register < Long.SIZE; register++) {
            List<Integer> content = new ArrayList<>();
            for (int slot = 0; slot < slots.length; slot++) {
                if ((slots[slot].registers() & 1L << register) != 0) {
                    content.add(slot);
                }
            }
            registers.add(content);
        }
    }

    // Values.

    private boolean set(int slot, Location location) {
        changedVariables.add(listOfSlot[slot]);
        slots[slot] = location;
        return true;
    }

    private boolean apply(int value) {
        boolean changed = !isInvented(value) && clobber(ReferenceFacts.clobbers(function, value, go));
        List<Integer> named = names.ofValue.get(value);
        if (is(value, "VarDef")) {
            int variable = function.auxVariable(value);
            if (names.isTracked(variable)) {
                int first = names.parts(variable).getFirst();
                Slot slot = names.slot(first);
                changed = set(first, new Location(0, stackOffset(slot.variable(), slot.offset())));
            }
        } else if (is(value, "Arg")) {
            for (int slot : named) {
                changed = set(slot, new Location(0, homeOffset(value)));
            }
        } else if (is(value, "StoreReg")) {
            for (int slot : named) {
                if (slots[slot].isAbsent()) {
                    break;
                }
                changed = set(slot, new Location(slots[slot].registers(), homeOffset(value)));
            }
        } else if (register(value) != null) {
            int register = register(value);
            for (int slot : registers.get(register)) {
                changed = set(slot, slots[slot].without(register));
            }
            registers.set(register, new ArrayList<>(named));
            for (int slot : named) {
                changed = set(slot, slots[slot].with(register));
            }
        }
        return changed;
    }

    private boolean clobber(long set) {
        boolean changed = false;
        for (int register = 0; register < Long.SIZE; register++) {
            if ((set & 1L << register) != 0) {
                for (int slot : registers.get(register)) {
                    if (!slots[slot].isAbsent()) {
                        changed = set(slot, slots[slot].without(register));
                    }
                }
                registers.get(register).clear();
            }
        }
        return changed;
    }

    private int homeOffset(int value) {
        return stackOffset(function.homeVariable(value), function.homeOffset(value));
    }

    private int stackOffset(int variable, long offset) {
        return (int) (function.variables().get(variable).cfaOffset() + offset);
    }

    // Lists.

    private boolean mustBeFirst(int value) {
        return isInvented(value) || is(value, "Phi") || is(value, "LoweredGetClosurePtr") || is(value, "ArgIntReg")
                || is(value, "ArgFloatReg");
    }

    private boolean isZeroWidth(int value) {
        return isInvented(value) || ReferenceFacts.isZeroWidth(function, value, go);
    }

    private boolean endsPrologue(int block, int value) {
        return block == function.entry() ? is(value, "InitMem") : !isZeroWidth(value);
    }

    private void buildLists() {
        Integer previous = null;
        for (int block = 0; block < function.blocks(); block++) {
            if (records[block] == null) {
                continue;
            }
            merge(block, previous);
            update(block, BLOCK_START);
            if (!records[block].relevant) {
                continue;
            }
            for (int value : valuesOf(block)) {
                if (endsPrologue(block, value)) {
                    break;
                }
                if ((mustBeFirst(value) || is(value, "Arg")) && apply(value)) {
                    update(block, BLOCK_START);
                }
            }
            walk(block);
            previous = block;
        }
        int last = go.atLeast(22) ? -1 : function.blockId(function.blocks() - 1);
        for (int list = 0; list < lists.size(); list++) {
            write(list, last, FUNCTION_END);
        }
    }

    private void walk(int block) {
        boolean prologueOver = false;
        boolean waiting = false;
        for (int value : valuesOf(block)) {
            prologueOver |= endsPrologue(block, value);
            boolean changed = apply(value);
            if (isZeroWidth(value)) {
                if (prologueOver && mustBeFirst(value)) {
                    throw new Refused();
                }
                waiting |= changed && !mustBeFirst(value) && !is(value, "Arg");
            } else if (changed || waiting) {
                waiting = false;
                update(block, value);
            }
        }
        update(block, BLOCK_END);
    }

    private void update(int block, int value) {
        int at = value < 0 ? value : function.valueId(value);
        for (int list : List.copyOf(changedVariables)) {
            List<Location> now = names.parts(lists.get(list).variable()).stream().map(slot -> slots[slot]).toList();
            Pending was = pending[list];
            if (was != null && goesOn(was.pieces, now)) {
                continue;
            }
            write(list, function.blockId(block), at);
            pending[list] = now.stream().allMatch(Location::isAbsent)
                    ? null
                    : new Pending(function.blockId(block), at, now);
        }
        changedVariables.clear();
    }

    private static boolean goesOn(List<Location> was, List<Location> now) {
        return IntStream.range(0, was.size()).allMatch(i -> was.get(i).goesOnIn(now.get(i)));
    }

    private void write(int list, int endBlock, int endValue) {
        Pending entry = pending[list];
        if (entry == null || entry.block == endBlock && entry.value == endValue
                || options.pointerSize() == 4 && !fit(entry.block, entry.value, endBlock, endValue)) {
            return;
        }
        List<Integer> parts = names.parts(lists.get(list).variable());
        StringBuilder expression = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            Location piece = entry.pieces.get(i);
            if (piece.stack() != null) {
                // the compiler keeps 31 bits of an offset
                expression.append(ReferenceFacts.onStack(piece.stack() << 1 >> 1));
            } else if (piece.registers() != 0) {
                expression.append(ReferenceFacts.inRegister(Long.numberOfTrailingZeros(piece.registers()), go));
            }
            if (parts.size() > 1) {
                expression.append(ReferenceFacts.piece(names.slot(parts.get(i)).size()));
            }
        }
        lists.get(list).entries().add(entry.block + " " + entry.value + " " + endBlock + " " + endValue + " "
                + expression);
    }

    private static boolean fit(int... ids) {
        return Arrays.stream(ids).allMatch(id -> id >= Short.MIN_VALUE && id <= Short.MAX_VALUE);
    }
}
