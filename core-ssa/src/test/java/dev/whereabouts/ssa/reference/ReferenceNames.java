package dev.whereabouts.ssa.reference;

import dev.whereabouts.amd64.register.GoVersion;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.model.Parameter;
import dev.whereabouts.ssa.model.Piece;
import dev.whereabouts.ssa.model.Slot;
import dev.whereabouts.ssa.op.OpTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which slots there are, which variable each counts for, and which of them each value names. */
final class ReferenceNames {

    /** What two slots must have in common to be one: all but the type. */
    private record Key(int variable, long offset, long size, Key parent, long splitOffset) {}

    /** A tracked slot: what the names or the ABI say of it, and the values that hold it. */
    private static final class Row {
        private final Slot slot;
        private final int tableIndex;
        private final List<Integer> values = new ArrayList<>();

        private Row(Slot slot, int tableIndex) {
            this.slot = slot;
            this.tableIndex = tableIndex;
        }
    }

    private static final int IN_NO_TABLE = -1;

    private final Function function;
    private final GoVersion go;
    private final List<Row> rows = new ArrayList<>();
    private final Map<Key, Object> known = new HashMap<>();
    private final Map<Integer, List<Integer>> partsOfVariable = new LinkedHashMap<>();

    /** Register ids of the invented arguments, which are numbered from {@code function.values()} on. */
    final List<Integer> invented = new ArrayList<>();

    /** The slots that each value names. */
    final List<List<Integer>> ofValue = new ArrayList<>();

    ReferenceNames(Function function, GoVersion go) {
        this.function = function;
        this.go = go;
        takeRows();
        nameRegisterArguments();
        inventArguments();
        findParts();
        findDefinedVariables();
        partsOfVariable.values().forEach(parts -> parts.sort(Comparator.comparingLong(this::offsetInVariable)));
        nameValues();
    }

    int slots() {
        return rows.size();
    }

    Slot slot(int number) {
        return rows.get(number).slot;
    }

    /** The variables that have a list, in order. */
    List<Integer> variables() {
        return List.copyOf(partsOfVariable.keySet());
    }

    /** A variable's slots in order of offset, or an empty list. */
    List<Integer> parts(int variable) {
        return partsOfVariable.getOrDefault(variable, List.of());
    }

    boolean isTracked(int variable) {
        String name = function.variables().get(variable).name();
        return !name.startsWith(".") && !name.startsWith("~") && isWanted(name, go);
    }

    static boolean isWanted(String name, GoVersion go) {
        String bare = name.startsWith("&") ? name.substring(1) : name;
        return !go.atLeast(23) || !bare.startsWith("#") || bare.startsWith("#yield");
    }

    private Key key(int index) {
        Slot slot = function.slots().get(index);
        return new Key(slot.variable(), slot.offset(), slot.size(),
                slot.splitOf() == Slot.WHOLE ? null : key(slot.splitOf()), slot.splitOffset());
    }

    private int root(int index) {
        Slot slot = function.slots().get(index);
        return slot.splitOf() == Slot.WHOLE ? index : root(slot.splitOf());
    }

    /** Makes a slot of the table known after those that it is a part of; the first one known by a key stays. */
    private void know(int index) {
        Slot slot = function.slots().get(index);
        if (slot.splitOf() != Slot.WHOLE) {
            know(slot.splitOf());
        }
        known.putIfAbsent(key(index), index);
    }

    private void takeRows() {
        for (int row = 0; row < function.names(); row++) {
            int index = function.nameSlot(row);
            know(index);
            Row taken = new Row(function.slots().get(index), index);
            for (int i = function.nameStart(row); i < function.nameStart(row + 1); i++) {
                if (function.nameValue(i) != Function.DEAD_VALUE) {
                    taken.values.add(function.nameValue(i));
                }
            }
            rows.add(taken);
        }
    }

    private void nameRegisterArguments() {
        int entry = function.entry();
        for (int value = function.firstValue(entry); value < function.firstValue(entry + 1); value++) {
            String op = function.opName(value);
            if (op.equals("ArgIntReg") || op.equals("ArgFloatReg")) {
                Slot slot = new Slot(function.auxVariable(value), "", function.size(value), function.auxOffset(value),
                        Slot.WHOLE, 0);
                addName(value, slot);
            } else if (ReferenceFacts.isCall(function, value, go)) {
                return;
            }
        }
    }

    private void addName(int value, Slot slot) {
        Key key = new Key(slot.variable(), slot.offset(), slot.size(), null, 0);
        Object found = known.computeIfAbsent(key, any -> new Row(slot, IN_NO_TABLE));
        Row row = switch (found) {
            case Row own -> own;
            case Integer index -> rows.stream().filter(r -> r.tableIndex == index).findFirst()
                    .orElseGet(() -> new Row(function.slots().get(index), index));
            default -> throw new IllegalStateException();
        };
        if (!rows.contains(row)) {
            rows.add(row);
        }
        if (!row.values.contains(value)) {
            row.values.add(value);
        }
    }

    private void inventArguments() {
        for (Parameter parameter : function.parameters()) {
            if (function.variables().get(parameter.variable()).name().equals("_")) {
                continue;
            }
            for (Piece piece : parameter.pieces()) {
                Slot slot = new Slot(parameter.variable(), "", piece.size(), piece.offset(), Slot.WHOLE, 0);
                if (!known.containsKey(new Key(slot.variable(), slot.offset(), slot.size(), null, 0))) {
                    addName(function.values() + invented.size(), slot);
                    invented.add(piece.register());
                }
            }
        }
    }

    private int variableOf(Row row) {
        return row.tableIndex == IN_NO_TABLE
                ? row.slot.variable()
                : function.slots().get(root(row.tableIndex)).variable();
    }

    private void findParts() {
        for (int slot = 0; slot < rows.size(); slot++) {
            if (isTracked(rows.get(slot).slot.variable())) {
                partsOfVariable.computeIfAbsent(variableOf(rows.get(slot)), any -> new ArrayList<>()).add(slot);
            }
        }
    }

    private void findDefinedVariables() {
        for (int value = 0; value < function.values(); value++) {
            int variable = function.auxVariable(value);
            if (function.op(value) == OpTable.idOf("VarDef") && isTracked(variable)
                    && !partsOfVariable.containsKey(variable)) {
                rows.add(new Row(new Slot(variable, "", 0, 0, Slot.WHOLE, 0), IN_NO_TABLE));
                partsOfVariable.put(variable, new ArrayList<>(List.of(rows.size() - 1)));
            }
        }
    }

    private long offsetInVariable(int number) {
        Slot slot = rows.get(number).slot;
        long offset = slot.offset();
        while (slot.splitOf() != Slot.WHOLE) {
            offset += slot.splitOffset();
            slot = function.slots().get(slot.splitOf());
        }
        return offset;
    }

    private void nameValues() {
        ofValue.addAll(Collections.nCopies(function.values() + invented.size(), null));
        ofValue.replaceAll(any -> new ArrayList<>());
        for (int slot = 0; slot < rows.size(); slot++) {
            if (isTracked(rows.get(slot).slot.variable())) {
                for (int value : rows.get(slot).values) {
                    ofValue.get(value).add(slot);
                }
            }
        }
    }
}
