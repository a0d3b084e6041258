package dev.whereabouts.ssa.explain;

import dev.whereabouts.amd64.register.GoVersion;
import dev.whereabouts.amd64.register.RegisterFile;
import dev.whereabouts.ssa.analysis.AnalysisListener;
import dev.whereabouts.ssa.analysis.Boundary;
import dev.whereabouts.ssa.model.Function;
import java.util.ArrayList;
import java.util.List;

/**
 * What the analysis of one function did, a line a step, comparable with what the compiler logs under {@code -d=locationlists=2}: passes,
 * merges, moves of slots, the state at every block's end, entries.
 */
public final class Trace extends AnalysisListener {

    /** A trace ends here and says so. */
    public static final int MAX_LINES = 100_000;

    /** Characters of all lines together. */
    private static final int MAX_CHARACTERS = 16 << 20;

    private final Function function;
    private final RegisterFile registers;
    private final ValueNames values;
    private final List<String> lines = new ArrayList<>();
    private SlotNames names;
    private int characters;
    private boolean full;
    private final List<String> pending = new ArrayList<>();

    public Trace(Function function, GoVersion go) {
        this.function = function;
        registers = RegisterFile.of(go);
        values = new ValueNames(function);
    }

    /** The steps, in order. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    private void add(String line) {
        if (full) {
            return;
        }
        characters += line.length();
        full = lines.size() == MAX_LINES || characters > MAX_CHARACTERS;
        lines.add(full ? "… the trace ends here, after " + lines.size() + " lines" : line);
    }

    @Override
    public void prepared(SlotNames slotNames) {
        names = slotNames;
        for (int slot = 0; slot < names.slots(); slot++) {
            if (names.listOf(slot) >= 0) {
                add("slot " + slot + " is " + part(slot));
            }
        }
    }

    @Override
    public void passBegins(int pass) {
        add("pass " + pass);
    }

    @Override
    public void merged(int block, boolean changed) {
        if (full) {
            return;
        }
        StringBuilder line = new StringBuilder("  ").append(values.block(block)).append(" from [");
        for (int i = function.predStart(block); i < function.predStart(block + 1); i++) {
            line.append(i == function.predStart(block) ? "" : " ").append(values.block(function.pred(i)));
        }
        add(line.append(changed ? "]: changed" : "]: as before").toString());
    }

    @Override
    public void blockDone(int block) {
        if (!full) {
            add("  " + values.block(block) + " ends with " + state());
        }
    }

    @Override
    public void listsBegin() {
        add("lists");
    }

    @Override
    public void blockBegins(int block) {
        add("  " + values.block(block));
    }

    @Override
    public void lostAtStart(int block, int previousBlock, int slot) {
        if (full) {
            return;
        }
        add("    " + part(slot) + " is not where it was at the end of " + values.block(previousBlock));
    }

    @Override
    public void moved(Move move, int value, int slot, int register) {
        if (full) {
            return;
        }
        String what = switch (move) {
            case CLOBBERED -> part(slot) + " clobbered out of " + registers.nameAt(register);
            case OVERWRITTEN -> part(slot) + " overwritten in " + registers.nameAt(register);
            case IN_REGISTER -> part(slot) + " in " + registers.nameAt(register);
            case ARGUMENT_ON_STACK -> part(slot) + " on the stack, as passed";
            case SPILLED -> part(slot) + " spilled to the stack";
            case DEFINED -> part(slot) + " defined on the stack";
        };
        add("    " + values.value(value) + ": " + what);
    }

    @Override
    public void absent(Move move, int value, int slot) {
        if (full) {
            return;
        }
        add("    " + values.value(value) + ": " + part(slot) + " is nowhere, nothing to do");
    }

    @Override
    public void entryBegins(int list, int block, int value) {
        while (pending.size() <= list) {
            pending.add("");
        }
        pending.set(list, values.boundary(block, value));
    }

    @Override
    public void entryEnds(int list, int block, int value, int entry) {
        if (full) {
            return;
        }
        String name = values.variable(names.variableOfList(list));
        String to = value == Boundary.FUNCTION_END ? "end of function" : values.boundary(block, value);
        add("    " + (entry < 0 ? "no entry for " : "entry for ") + name + ": " + pending.get(list) + " to " + to);
    }

    private String state() {
        StringBuilder state = new StringBuilder();
        for (int slot = 0; slot < names.slots(); slot++) {
            String at = names.listOf(slot) < 0 ? "" : location(slot);
            if (!at.isEmpty()) {
                state.append(state.isEmpty() ? "" : "; ").append(part(slot)).append(" in ").append(at);
            }
        }
        return state.isEmpty() ? "nothing anywhere" : state.toString();
    }

    private String location(int slot) {
        StringBuilder at = new StringBuilder();
        if (names.onStackNow(slot)) {
            at.append("CFA").append(String.format("%+d", names.stackOffsetNow(slot)));
        }
        for (long rest = names.registersNow(slot); rest != 0; rest &= rest - 1) {
            at.append(at.isEmpty() ? "" : ",").append(registers.nameAt(Long.numberOfTrailingZeros(rest)));
        }
        return at.toString();
    }

    private String part(int slot) {
        String name = values.variable(names.variable(slot));
        return names.offset(slot) == 0 ? name : name + "+" + names.offset(slot);
    }
}
