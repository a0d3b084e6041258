package dev.whereabouts.ssa.explain;

import dev.whereabouts.amd64.register.GoVersion;
import dev.whereabouts.amd64.register.RegisterFile;
import dev.whereabouts.ssa.analysis.AnalysisListener;
import dev.whereabouts.ssa.analysis.Boundary;
import dev.whereabouts.ssa.analysis.LocationLists;
import dev.whereabouts.ssa.model.Function;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Watches the analysis of one function and says in a sentence why each entry begins and ends.
 *
 * <p>What moved a list's slots since its last entry began is kept per list as numbers; sentences are made when an entry is written.
 */
public final class Explanations extends AnalysisListener {

    /** Predecessors among which the one at fault is looked for. */
    private static final int SEARCHED = 100;

    /** Characters of all sentences of one function. */
    private static final int MAX_CHARACTERS = 64 << 20;

    private static final String NOT_TOLD = "not told: the reasons of one function end after " + MAX_CHARACTERS
            + " characters";

    private final Function function;
    private final GoVersion go;
    private final RegisterFile registers;
    private final ValueNames values;

    private SlotNames names;
    private boolean building;
    private Reason[] gain = {};
    private Reason[] loss = {};
    private String[] pendingBegin = {};
    private String[] lastEnd = {};
    private final List<String> begins = new ArrayList<>();
    private final List<String> ends = new ArrayList<>();
    private String[] begin = {};
    private String[] end = {};
    private int characters;
    private long step;
    private List<UntrackedVariable> untracked = List.of();

    /**
     * Why a slot moved, in numbers.
     *
     * @param step counts the moves, so that of two reasons the later one is known
     */
    private record Reason(long step, Move move, int value, int slot, int register, int block, int previous) {

        boolean isAfter(Reason other) {
            return other == null || step > other.step;
        }
    }

    public Explanations(Function function, GoVersion go) {
        this.function = function;
        this.go = go;
        registers = RegisterFile.of(go);
        values = new ValueNames(function);
    }

    /** Why an entry of the result begins. */
    public String begin(int entry) {
        return begin[entry];
    }

    /** Why an entry of the result ends. */
    public String end(int entry) {
        return end[entry];
    }

    /** The variables that have no list, in order of their index. */
    public List<UntrackedVariable> untracked() {
        return untracked;
    }

    @Override
    public void prepared(SlotNames slotNames) {
        names = slotNames;
    }

    @Override
    public void listsBegin() {
        building = true;
        int lists = 0;
        for (int slot = 0; slot < names.slots(); slot++) {
            lists = Math.max(lists, names.listOf(slot) + 1);
        }
        gain = new Reason[lists];
        loss = new Reason[lists];
        pendingBegin = new String[lists];
        lastEnd = new String[lists];
    }

    @Override
    public void lostAtStart(int block, int previousBlock, int slot) {
        int list = names.listOf(slot);
        loss[list] = new Reason(step++, null, -1, slot, -1, block, previousBlock);
        lastEnd[list] = null;
    }

    @Override
    public void moved(Move move, int value, int slot, int register) {
        if (!building) {
            return;
        }
        int list = names.listOf(slot);
        Reason reason = new Reason(step++, move, value, slot, register, -1, -1);
        switch (move) {
            case CLOBBERED, OVERWRITTEN -> loss[list] = reason;
            case IN_REGISTER -> {
                gain[list] = reason;
                // the register changes hands from a slot to itself: nothing is lost
                if (loss[list] != null && loss[list].value == value && loss[list].slot == slot
                        && loss[list].register == register) {
                    loss[list] = null;
                }
            }
            case ARGUMENT_ON_STACK, SPILLED, DEFINED -> gain[list] = reason;
        }
        lastEnd[list] = null;
    }

    @Override
    public void entryBegins(int list, int block, int value) {
        pendingBegin[list] = sentenceOfBegin(list, block, value);
        gain[list] = null;
        loss[list] = null;
        lastEnd[list] = null;
    }

    @Override
    public void entryEnds(int list, int block, int value, int entry) {
        if (entry >= 0) {
            begins.add(bounded(pendingBegin[list]));
            ends.add(value == Boundary.FUNCTION_END ? "the function ends" : bounded(sentenceOfEnd(list, block)));
        }
    }

    private String bounded(String sentence) {
        if (characters > MAX_CHARACTERS) {
            return NOT_TOLD;
        }
        characters += sentence.length();
        return sentence;
    }

    private String sentenceOfBegin(int list, int block, int value) {
        boolean isRest = loss[list] != null && loss[list].isAfter(gain[list]);
        boolean isMerged = isRest ? loss[list].move == null : gain[list] == null;
        if (value == Boundary.BLOCK_START && isMerged) {
            return values.block(block) + " begins with what its predecessors agree on for " + variable(list);
        }
        if (isRest) {
            return "what is left after " + sentence(loss[list]);
        }
        return gain[list] == null ? "the location of " + variable(list) + " changes" : sentence(gain[list]);
    }

    private String sentenceOfEnd(int list, int block) {
        if (loss[list] != null) {
            return sentence(loss[list]);
        }
        if (gain[list] != null) {
            return sentence(gain[list]);
        }
        return values.block(block) + " begins, where the predecessors do not agree on " + variable(list);
    }

    private String sentence(Reason reason) {
        String part = part(reason.slot);
        if (reason.move == null) {
            return lostAtMerge(reason);
        }
        String value = values.value(reason.value);
        return switch (reason.move) {
            case CLOBBERED -> value + " clobbers " + registers.nameAt(reason.register) + ", which held " + part;
            case OVERWRITTEN -> value + " overwrites " + registers.nameAt(reason.register) + ", which held " + part;
            case IN_REGISTER -> value + " puts " + part + " in " + registers.nameAt(reason.register);
            case ARGUMENT_ON_STACK -> value + " is " + part + ", passed on the stack";
            case SPILLED -> value + " spills " + part + " to its stack home";
            case DEFINED -> value + " defines " + part + " on the stack";
        };
    }

    /** Names the predecessor that does not have what the block before it in the code had. */
    private String lostAtMerge(Reason reason) {
        long registersBefore = names.registersAtEnd(reason.previous, reason.slot);
        int stackBefore = names.stackAtEnd(reason.previous, reason.slot);
        String start = values.block(reason.block) + " follows " + values.block(reason.previous) + " in the code, but ";
        int last = Math.min(function.predStart(reason.block + 1), function.predStart(reason.block) + SEARCHED);
        for (int i = function.predStart(reason.block); i < last; i++) {
            int pred = function.pred(i);
            long registersThere = names.registersAtEnd(pred, reason.slot);
            int stackThere = names.stackAtEnd(pred, reason.slot);
            if ((registersBefore & ~registersThere) != 0 || stackBefore != 0 && stackBefore != stackThere) {
                return start + "its predecessor " + values.block(pred) + " has " + part(reason.slot) + " "
                        + place(registersThere, stackThere) + ", not " + place(registersBefore, stackBefore);
            }
        }
        return start + "its predecessors do not agree on " + part(reason.slot);
    }

    private String place(long set, int stack) {
        StringBuilder place = new StringBuilder();
        for (long rest = set; rest != 0; rest &= rest - 1) {
            place.append(place.isEmpty() ? "in " : " and ").append(registers.nameAt(Long.numberOfTrailingZeros(rest)));
        }
        if (stack != 0) {
            place.append(place.isEmpty() ? "at CFA" : " and at CFA").append(String.format("%+d", stack >> 1));
        }
        return place.isEmpty() ? "nowhere" : place.toString();
    }

    private String variable(int list) {
        return values.variable(names.variableOfList(list));
    }

    private String part(int slot) {
        int variable = names.variableOfList(names.listOf(slot));
        String name = values.variable(variable);
        long size = function.variables().get(variable).size();
        if (names.offset(slot) == 0 && (names.size(slot) == size || names.size(slot) < 0)) {
            return name;
        }
        return name + "[" + names.offset(slot) + ":" + (names.offset(slot) + Math.max(names.size(slot), 0)) + "]";
    }

    @Override
    public void finished(LocationLists lists, int[] order) {
        untracked = UntrackedVariable.of(lists, go);
        begin = new String[order.length];
        end = new String[order.length];
        if (!function.optimized()) {
            explainUnoptimized(lists);
            return;
        }
        for (int e = 0; e < order.length; e++) {
            begin[e] = begins.get(order[e]);
            end[e] = ends.get(order[e]);
        }
    }

    /** Under {@code -N} there are two entries per parameter, and nothing to watch. */
    private void explainUnoptimized(LocationLists lists) {
        for (int list = 0; list < lists.lists(); list++) {
            String name = values.variable(lists.variable(list));
            for (int e = lists.firstEntry(list); e < lists.firstEntry(list + 1); e++) {
                if (lists.beginValue(e) == Boundary.BLOCK_START) {
                    begin[e] = name + " arrives in registers";
                    end[e] = "the prologue has spilled the last register argument";
                } else {
                    begin[e] = "the prologue has spilled " + name + " to its stack home";
                    end[e] = "the function ends";
                }
            }
        }
        assert Arrays.stream(begin).allMatch(reason -> reason != null);
    }
}
