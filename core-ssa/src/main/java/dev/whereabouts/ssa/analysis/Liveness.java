package dev.whereabouts.ssa.analysis;

import dev.whereabouts.ssa.model.Function;
import java.util.Arrays;

/**
 * The second stage: where every slot is at the start and the end of every block.
 *
 * <p>Blocks are visited in reverse postorder, pass after pass, until no start state changes. A block's start state is what the end states
 * of its predecessors agree on; predecessors that were not visited yet (back edges in the first pass) do not count. After its first visit
 * a start state can only lose: it is intersected with the predecessors that changed since the block was last looked at. Two clocks per
 * block tell which those are, so a pass in which nothing changes costs one look per edge.
 *
 * <p>Blocks that no path reaches are never visited. They have no state, count as no predecessor, and the list builder passes over them.
 */
final class Liveness {

    private final BlockStates states;
    private final TrackedSlots tracked;
    private final SlotLocations locations;
    private final WorkBudget budget;

    private Function function;
    private ValueTraits traits;
    private AnalysisListener listener;

    private int[] startState = new int[16];
    private int[] endState = new int[16];
    private int[] lastChecked = new int[16];
    private int[] lastChanged = new int[16];
    private boolean[] visited = new boolean[16];
    private boolean[] relevant = new boolean[16];
    private int[] order = new int[16];
    private int[] position = new int[16];
    private int[] nextSuccessor = new int[16];
    private int reachable;

    private boolean settled;
    private int merged;

    Liveness(BlockStates states, TrackedSlots tracked, SlotLocations locations, WorkBudget budget) {
        this.states = states;
        this.tracked = tracked;
        this.locations = locations;
        this.budget = budget;
    }

    void run(Function f, ValueTraits valueTraits, int passes, AnalysisListener analysisListener) {
        function = f;
        traits = valueTraits;
        listener = analysisListener;
        prepare();
        findOrder();
        int clock = 1;
        settled = false;
        for (int pass = 0; passes == 0 ? !settled : pass < passes; pass++) {
            if (listener != null) {
                listener.passBegins(pass);
            }
            settled = true;
            for (int i = reachable - 1; i >= 0; i--) {
                int block = order[i];
                budget.at(block);
                boolean changed = merge(block);
                lastChecked[block] = clock++;
                if (changed) {
                    walk(block, pass == 0);
                    lastChanged[block] = clock;
                    // a pass that can only find everything as before is left out, but where a listener counts passes
                    settled &= listener == null && !hasSuccessorBefore(block);
                }
                clock++;
            }
        }
    }

    /** Whether a successor of the block visited now was looked at earlier in this pass, or is the block itself. */
    private boolean hasSuccessorBefore(int block) {
        budget.spend(function.succStart(block + 1) - function.succStart(block));
        for (int i = function.succStart(block); i < function.succStart(block + 1); i++) {
            if (position[function.succ(i)] >= position[block]) {
                return true;
            }
        }
        return false;
    }

    private void prepare() {
        int blocks = function.blocks();
        if (startState.length < blocks) {
            startState = new int[blocks * 2];
            endState = new int[blocks * 2];
            lastChecked = new int[blocks * 2];
            lastChanged = new int[blocks * 2];
            visited = new boolean[blocks * 2];
            relevant = new boolean[blocks * 2];
            order = new int[blocks * 2];
            position = new int[blocks * 2];
            nextSuccessor = new int[blocks * 2];
        }
        Arrays.fill(startState, 0, blocks, BlockStates.EMPTY);
        Arrays.fill(endState, 0, blocks, BlockStates.EMPTY);
        Arrays.fill(lastChecked, 0, blocks, 0);
        Arrays.fill(lastChanged, 0, blocks, 0);
        Arrays.fill(visited, 0, blocks, false);
        Arrays.fill(relevant, 0, blocks, false);
    }

    /** Postorder of the blocks that the entry reaches, successors in their order; by a stack of our own, since chains can be long. */
    private void findOrder() {
        int[] stack = lastChecked;
        int depth = 0;
        reachable = 0;
        stack[depth++] = function.entry();
        visited[function.entry()] = true;
        for (int block = 0; block < function.blocks(); block++) {
            nextSuccessor[block] = function.succStart(block);
        }
        while (depth > 0) {
            int block = stack[depth - 1];
            if (nextSuccessor[block] == function.succStart(block + 1)) {
                position[block] = reachable;
                order[reachable++] = block;
                depth--;
                continue;
            }
            int successor = function.succ(nextSuccessor[block]++);
            if (!visited[successor]) {
                visited[successor] = true;
                stack[depth++] = successor;
            }
        }
        Arrays.fill(visited, 0, function.blocks(), false);
        Arrays.fill(lastChecked, 0, function.blocks(), 0);
    }

    private void walk(int block, boolean firstPass) {
        locations.take(merged);
        boolean changed = false;
        if (block == function.entry()) {
            for (int i = 0; i < tracked.invented(); i++) {
                changed |= locations.applyInvented(i);
            }
        }
        int end = function.firstValue(block + 1);
        for (int value = function.firstValue(block); value < end; value++) {
            if (firstPass && (traits.of(value) & (ValueTraits.LOAD_REG | ValueTraits.STORE_REG)) != 0) {
                inheritNames(value);
            }
            changed |= locations.apply(value);
        }
        budget.spend(end - function.firstValue(block));
        relevant[block] |= changed;
        endState[block] = changed ? locations.endState() : merged;
        if (listener != null) {
            listener.blockDone(block);
        }
    }

    /** Spills and reloads carry the names of what they copy. */
    private void inheritNames(int value) {
        int source = function.arg(function.argStart(value));
        if ((traits.of(value) & ValueTraits.LOAD_REG) != 0) {
            int its = traits.of(source);
            if ((its & ValueTraits.STORE_REG) != 0) {
                source = function.arg(function.argStart(source));
            } else if ((its & (ValueTraits.ARG | ValueTraits.PHI)) == 0) {
                return;
            }
        }
        tracked.inherit(value, source);
    }

    /**
     * Brings a block's start state up to date with its predecessors; {@link #merged} gives it afterwards.
     *
     * @return whether it changed, or the block is visited for the first time
     */
    private boolean merge(int block) {
        boolean first = !visited[block];
        int only = -1;
        int count = 0;
        for (int i = function.predStart(block); i < function.predStart(block + 1); i++) {
            if (visited[function.pred(i)]) {
                only = function.pred(i);
                count++;
            }
        }
        visited[block] = true;
        budget.spend(1 + function.predStart(block + 1) - function.predStart(block));
        boolean changed;
        if (count == 0) {
            merged = BlockStates.EMPTY;
            changed = first;
        } else if (count == 1) {
            merged = endState[only];
            startState[block] = merged;
            changed = first || lastChanged[only] > lastChecked[block];
        } else {
            merged = first ? agreement(block) : updated(block);
            changed = first || merged != startState[block];
            startState[block] = merged;
        }
        if (listener != null) {
            listener.merged(block, changed);
        }
        return changed;
    }

    /** What all predecessors that were visited agree on; the block itself, as its own predecessor, was not. */
    private int agreement(int block) {
        int state = BlockStates.EMPTY;
        boolean isFirst = true;
        for (int i = function.predStart(block); i < function.predStart(block + 1); i++) {
            int pred = function.pred(i);
            if (pred != block && visited[pred]) {
                state = isFirst ? endState[pred] : states.intersect(state, endState[pred]);
                isFirst = false;
            }
        }
        return state;
    }

    private int updated(int block) {
        int state = startState[block];
        for (int i = function.predStart(block); i < function.predStart(block + 1); i++) {
            int pred = function.pred(i);
            if (visited[pred] && lastChanged[pred] > lastChecked[block]) {
                state = states.intersect(state, endState[pred]);
            }
        }
        return state;
    }

    /** Takes up a block once the passes are done: {@link #merged} gives its start state afterwards. */
    void resume(int block) {
        if (settled && listener == null) {
            merged = startState[block];
        } else {
            merge(block);
        }
    }

    /** The start state of the block that was merged last. */
    int merged() {
        return merged;
    }

    int endState(int block) {
        return endState[block];
    }

    boolean isRelevant(int block) {
        return relevant[block];
    }

    /** Whether any path from the entry leads to the block. */
    boolean isReached(int block) {
        return visited[block];
    }

    /**
     * Adds to the changed lists those with a slot that is elsewhere, or nowhere, at the start of a block compared with the end of the
     * block before it in layout order. A slot that only the new state has is not looked for: the compiler does not either.
     */
    void markChanges(int previous, int block) {
        int lost = states.findDiffering(endState[previous], merged);
        for (int i = 0; i < lost; i++) {
            int slot = states.foundSlot(i);
            locations.changedLists().add(tracked.listOf(slot));
            if (listener != null) {
                listener.lostAtStart(block, previous, slot);
            }
        }
    }

    /** Forgets a large function's arrays. */
    void shrink() {
        if (startState.length > 1 << 18) {
            startState = new int[16];
            endState = new int[16];
            lastChecked = new int[16];
            lastChanged = new int[16];
            visited = new boolean[16];
            relevant = new boolean[16];
            order = new int[16];
            position = new int[16];
            nextSuccessor = new int[16];
        }
    }
}
