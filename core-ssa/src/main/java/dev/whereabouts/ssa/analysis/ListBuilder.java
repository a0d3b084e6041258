package dev.whereabouts.ssa.analysis;

import dev.whereabouts.amd64.register.RegisterFile;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Place;
import java.util.Arrays;

/**
 * The third stage: walks the blocks in layout order and writes an entry whenever a variable's location changes.
 *
 * <p>Each list has at most one pending entry, which knows where it began and where each part was. It lives on while every part's new
 * location contains the old one, and ends where that stops being so. Values that are there from their block's start (arguments, phis) take
 * effect before all others, at the block's start; values without an instruction take effect at the next instruction.
 */
final class ListBuilder {

    private static final int NO_BLOCK = -1;

    private final TrackedSlots tracked;
    private final SlotLocations locations;
    private final Liveness liveness;
    private final EntryLog log;
    private final WorkBudget budget;

    private Function function;
    private ValueTraits traits;
    private RegisterFile registers;
    private VersionRules rules;
    private AnalysisListener listener;

    private boolean[] pending = new boolean[16];
    private int[] pendingBlock = new int[16];
    private int[] pendingValue = new int[16];
    private long[] pendingRegisters = new long[16];
    private int[] pendingStack = new int[16];

    ListBuilder(TrackedSlots tracked, SlotLocations locations, Liveness liveness, EntryLog log, WorkBudget budget) {
        this.tracked = tracked;
        this.locations = locations;
        this.liveness = liveness;
        this.log = log;
        this.budget = budget;
    }

    void run(Function f, ValueTraits valueTraits, VersionRules versionRules, AnalysisListener analysisListener) {
        function = f;
        traits = valueTraits;
        registers = valueTraits.registers();
        rules = versionRules;
        listener = analysisListener;
        prepare();
        if (listener != null) {
            listener.listsBegin();
        }
        int previous = NO_BLOCK;
        for (int block = 0; block < function.blocks(); block++) {
            if (!liveness.isReached(block)) {
                continue;
            }
            if (listener != null) {
                listener.blockBegins(block);
            }
            budget.at(block);
            enter(block, previous);
            if (liveness.isRelevant(block)) {
                startOfBlock(block);
                walk(block);
                previous = block;
            }
        }
        int last = rules.lastBlockAtEnd() ? function.blockId(function.blocks() - 1) : Boundary.NO_BLOCK;
        for (int list = 0; list < tracked.lists(); list++) {
            end(list, last, Boundary.FUNCTION_END);
        }
    }

    private void prepare() {
        int lists = tracked.lists();
        if (pending.length < lists) {
            pending = new boolean[lists * 2];
            pendingBlock = new int[lists * 2];
            pendingValue = new int[lists * 2];
        }
        if (pendingStack.length < tracked.slots()) {
            pendingRegisters = new long[tracked.slots() * 2];
            pendingStack = new int[tracked.slots() * 2];
        }
        Arrays.fill(pending, 0, lists, false);
        locations.changedLists().clear();
    }

    /** Takes up a block's start state and ends what does not hold there. */
    private void enter(int block, int previous) {
        liveness.resume(block);
        locations.take(liveness.merged());
        if (previous != NO_BLOCK) {
            liveness.markChanges(previous, block);
        }
        updateChanged(block, Boundary.BLOCK_START);
    }

    /** Lets the values take effect that are there from the block's start. */
    private void startOfBlock(int block) {
        boolean isEntry = block == function.entry();
        if (isEntry) {
            for (int i = 0; i < tracked.invented(); i++) {
                if (locations.applyInvented(i)) {
                    updateChanged(block, Boundary.BLOCK_START);
                }
            }
        }
        int end = function.firstValue(block + 1);
        for (int value = function.firstValue(block); value < end; value++) {
            int its = traits.of(value);
            if (isPrologueOver(isEntry, its)) {
                return;
            }
            if ((its & (ValueTraits.FROM_BLOCK_START | ValueTraits.ARG)) != 0) {
                if (locations.apply(value)) {
                    updateChanged(block, Boundary.BLOCK_START);
                }
            }
        }
    }

    /** In the entry block arguments may stand after instructions, up to {@code InitMem}; elsewhere the first instruction ends them. */
    private static boolean isPrologueOver(boolean isEntry, int its) {
        return isEntry ? (its & ValueTraits.INIT_MEM) != 0 : (its & ValueTraits.ZERO_WIDTH) == 0;
    }

    private void walk(int block) {
        boolean isEntry = block == function.entry();
        if (isEntry) {
            for (int i = 0; i < tracked.invented(); i++) {
                locations.applyInvented(i);
            }
        }
        boolean prologueOver = false;
        boolean waiting = false;
        int end = function.firstValue(block + 1);
        for (int value = function.firstValue(block); value < end; value++) {
            int its = traits.of(value);
            prologueOver |= isPrologueOver(isEntry, its);
            boolean changed = locations.apply(value);
            if ((its & ValueTraits.ZERO_WIDTH) != 0) {
                if (prologueOver && (its & ValueTraits.FROM_BLOCK_START) != 0) {
                    throw InputException.invalid(new Place.Pointer(ValueTraits.pointer(function, value, "op")),
                            function.opName(value)
                                    + " stands after the start of its block, where the compiler refuses it");
                }
                waiting |= changed && (its & (ValueTraits.FROM_BLOCK_START | ValueTraits.ARG)) == 0;
            } else if (changed || waiting) {
                waiting = false;
                updateChanged(block, value);
            }
        }
        updateChanged(block, Boundary.BLOCK_END);
    }

    private void updateChanged(int block, int value) {
        IndexSet changed = locations.changedLists();
        for (int i = 0; i < changed.size(); i++) {
            update(changed.get(i), block, value);
        }
        changed.clear();
    }

    private void update(int list, int block, int value) {
        int first = tracked.firstPart(list);
        int last = tracked.firstPart(list + 1);
        budget.spend(last - first);
        boolean present = false;
        for (int i = first; i < last && !present; i++) {
            present = !locations.isAbsent(tracked.part(i));
        }
        if (!present) {
            end(list, block, value);
            return;
        }
        if (pending[list] && containsPending(first, last)) {
            return;
        }
        end(list, block, value);
        pending[list] = true;
        pendingBlock[list] = block;
        pendingValue[list] = value;
        for (int i = first; i < last; i++) {
            pendingRegisters[i] = locations.registers(tracked.part(i));
            pendingStack[i] = locations.stack(tracked.part(i));
        }
        if (listener != null) {
            listener.entryBegins(list, block, value);
        }
    }

    /** Whether what the pending entry says still holds, part by part, though there may be further copies by now. */
    private boolean containsPending(int first, int last) {
        for (int i = first; i < last; i++) {
            int slot = tracked.part(i);
            boolean wasAbsent = pendingRegisters[i] == 0 && pendingStack[i] == 0;
            if (wasAbsent != locations.isAbsent(slot)
                    || pendingStack[i] != 0 && pendingStack[i] != locations.stack(slot)
                    || (pendingRegisters[i] & ~locations.registers(slot)) != 0) {
                return false;
            }
        }
        return true;
    }

    private void end(int list, int block, int value) {
        if (!pending[list]) {
            return;
        }
        pending[list] = false;
        boolean kept = log.begin(list, pendingBlock[list], pendingValue[list], block, value);
        if (kept) {
            writeExpression(list);
        }
        if (listener != null) {
            listener.entryEnds(list, block, value, kept ? log.size() - 1 : -1);
        }
    }

    private void writeExpression(int list) {
        int first = tracked.firstPart(list);
        int last = tracked.firstPart(list + 1);
        for (int i = first; i < last; i++) {
            if (pendingStack[i] != 0) {
                log.stack(pendingStack[i] >> 1);
            } else if (pendingRegisters[i] != 0) {
                log.register(dwarfNumber(Long.numberOfTrailingZeros(pendingRegisters[i])));
            }
            if (last - first > 1) {
                log.piece(neededSize(tracked.part(i)));
            }
        }
    }

    /** The compiler's table answers 0 for a register that DWARF has no number for, and so the bytes say. */
    private int dwarfNumber(int bit) {
        return Math.max(registers.dwarfAt(bit), 0);
    }

    private long neededSize(int slot) {
        long size = tracked.size(slot);
        if (size < 0) {
            throw InputException.invalid(new Place.Pointer("/slots"), "the size of a part of variable "
                    + function.variables().get(tracked.variable(slot)).name() + " at offset " + tracked.offset(slot)
                    + " is needed and unknown: give the size of its type");
        }
        return size;
    }

    /** Forgets a large function's arrays. */
    void shrink() {
        if (pending.length > 1 << 18) {
            pending = new boolean[16];
            pendingBlock = new int[16];
            pendingValue = new int[16];
        }
        if (pendingStack.length > 1 << 18) {
            pendingRegisters = new long[16];
            pendingStack = new int[16];
        }
    }
}
