package dev.whereabouts.ssa.analysis;

import dev.whereabouts.ssa.analysis.AnalysisListener.Move;
import dev.whereabouts.ssa.model.Function;
import java.util.Arrays;

/**
 * Where every slot is while a block is walked, and what each value does to that.
 *
 * <p>The state is a block state to start from and what changed since: taking up a block costs nothing, whatever the number of slots. A
 * register's content is the slots that the start state has there, until the register is first emptied, and a list of those that came
 * since. A slot that a spill or definition moved elsewhere stays in that list, and so does one that was named twice: the compiler's
 * bookkeeping is the same, and what it counts as a change depends on it.
 */
final class SlotLocations {

    private static final int NO_REGISTER = -1;

    /** Values whose effect is on the stack, whatever register they are in. */
    private static final int TO_STACK = ValueTraits.VAR_DEF | ValueTraits.ARG | ValueTraits.STORE_REG;

    /** All others touch nothing: a third of the values. */
    private static final int MOVES = TO_STACK | ValueTraits.CLOBBERS | ValueTraits.IN_REGISTER;

    private final BlockStates states;
    private final TrackedSlots tracked;
    private final WorkBudget budget;

    private Function function;
    private ValueTraits traits;
    private AnalysisListener listener;

    // the location of each slot, page by page as they are touched after the block was taken up, and the slots of each page that were moved
    private int stamp;
    private long[] registers = new long[BlockStates.PAGE];
    private int[] stack = new int[BlockStates.PAGE];
    private int[] touched = new int[1];
    private long[] moved = new long[1];
    private int[] touchedPages = new int[1];
    private int touchedCount;

    // the content of registers
    private int start;
    private long emptied;
    private long filled;
    private final int[][] content = new int[64][8];
    private final int[] contentSize = new int[64];

    private final IndexSet changedLists = new IndexSet();
    private boolean changed;

    SlotLocations(BlockStates states, TrackedSlots tracked, WorkBudget budget) {
        this.states = states;
        this.tracked = tracked;
        this.budget = budget;
    }

    void prepare(Function f, ValueTraits valueTraits, AnalysisListener analysisListener) {
        function = f;
        traits = valueTraits;
        listener = analysisListener;
        int pages = BlockStates.pageOf(tracked.slots()) + 1;
        if (touched.length < pages) {
            registers = new long[BlockStates.firstSlot(pages * 2)];
            stack = new int[registers.length];
            touched = new int[pages * 2];
            moved = new long[pages * 2];
            touchedPages = new int[pages * 2];
        }
        Arrays.fill(touched, 0, pages, 0);
        stamp = 0;
        changedLists.reset(tracked.lists());
    }

    /** Starts from a block state. */
    void take(int state) {
        start = state;
        stamp++;
        touchedCount = 0;
        emptied = 0;
        for (long rest = filled; rest != 0; rest &= rest - 1) {
            contentSize[Long.numberOfTrailingZeros(rest)] = 0;
        }
        filled = 0;
    }

    long registers(int slot) {
        touch(slot);
        return registers[slot];
    }

    int stack(int slot) {
        touch(slot);
        return stack[slot];
    }

    boolean isAbsent(int slot) {
        touch(slot);
        return registers[slot] == 0 && stack[slot] == 0;
    }

    /** The lists whose slots values moved since this set was last cleared. */
    IndexSet changedLists() {
        return changedLists;
    }

    private void touch(int slot) {
        int page = BlockStates.pageOf(slot);
        if (touched[page] != stamp) {
            touched[page] = stamp;
            touchedPages[touchedCount++] = page;
            moved[page] = 0;
            states.load(start, page, registers, stack);
        }
    }

    private void set(int slot, long newRegisters, int newStack) {
        changed = true;
        budget.spend(1);
        changedLists.add(tracked.listOf(slot));
        moved[BlockStates.pageOf(slot)] |= 1L << slot;
        registers[slot] = newRegisters;
        stack[slot] = newStack;
    }

    /**
     * Lets a value take effect.
     *
     * @return whether a slot was moved, be it to where it was
     */
    boolean apply(int value) {
        int its = traits.of(value);
        if ((its & MOVES) == 0) {
            return false;
        }
        changed = false;
        if ((its & ValueTraits.CLOBBERS) != 0) {
            clobber(value, traits.clobbers(value));
        }
        if ((its & TO_STACK) != 0) {
            moveToStack(value, its);
        } else if ((its & ValueTraits.IN_REGISTER) != 0) {
            moveToRegister(value, ValueTraits.register(its));
        }
        return changed;
    }

    /** Lets an argument that {@link TrackedSlots} invented take effect; the same holds as for {@link #apply}. */
    boolean applyInvented(int index) {
        changed = false;
        moveToRegister(function.values() + index, traits.registers().bitOf(tracked.inventedRegister(index)));
        return changed;
    }

    private void moveToStack(int value, int its) {
        if ((its & ValueTraits.VAR_DEF) != 0) {
            int slot = tracked.firstSlotOfVariable(function.auxVariable(value));
            if (slot != TrackedSlots.UNTRACKED && tracked.isTracked(function.auxVariable(value))) {
                touch(slot);
                set(slot, 0, tracked.stackHome(slot));
                report(Move.DEFINED, value, slot, NO_REGISTER);
            }
            return;
        }
        boolean isArgument = (its & ValueTraits.ARG) != 0;
        int home = tracked.encodedStackOffset(function.homeVariable(value), function.homeOffset(value));
        int end = tracked.namesEnd(value);
        for (int i = tracked.namesStart(value); i < end; i++) {
            int slot = tracked.name(i);
            touch(slot);
            if (isArgument) {
                set(slot, 0, home);
                report(Move.ARGUMENT_ON_STACK, value, slot, NO_REGISTER);
            } else if (registers[slot] == 0 && stack[slot] == 0) {
                // the compiler gives up on the remaining names too
                if (listener != null) {
                    listener.absent(Move.SPILLED, value, slot);
                }
                return;
            } else {
                set(slot, registers[slot], home);
                report(Move.SPILLED, value, slot, NO_REGISTER);
            }
        }
    }

    private void moveToRegister(int value, int register) {
        long bit = 1L << register;
        if ((emptied & bit) == 0) {
            emptied |= bit;
            int found = states.findInRegisters(start, bit);
            for (int i = 0; i < found; i++) {
                overwrite(value, states.foundSlot(i), register);
            }
        }
        for (int i = 0; i < contentSize[register]; i++) {
            overwrite(value, content[register][i], register);
        }
        contentSize[register] = 0;
        int end = tracked.namesEnd(value);
        for (int i = tracked.namesStart(value); i < end; i++) {
            int slot = tracked.name(i);
            append(register, slot);
            touch(slot);
            set(slot, registers[slot] | bit, stack[slot]);
            report(Move.IN_REGISTER, value, slot, register);
        }
    }

    private void overwrite(int value, int slot, int register) {
        touch(slot);
        set(slot, registers[slot] & ~(1L << register), stack[slot]);
        report(Move.OVERWRITTEN, value, slot, register);
    }

    private void append(int register, int slot) {
        int[] list = content[register];
        if (contentSize[register] == list.length) {
            list = Arrays.copyOf(list, list.length * 2);
            content[register] = list;
        }
        list[contentSize[register]++] = slot;
        filled |= 1L << register;
    }

    private void clobber(int value, long clobbers) {
        long fromStart = clobbers & ~emptied;
        emptied |= clobbers;
        int found = states.findInRegisters(start, fromStart);
        for (int i = 0; i < found; i++) {
            for (long rest = states.foundRegisters(i) & fromStart; rest != 0; rest &= rest - 1) {
                clobberOne(value, states.foundSlot(i), Long.numberOfTrailingZeros(rest));
            }
        }
        for (long rest = clobbers & filled; rest != 0; rest &= rest - 1) {
            int register = Long.numberOfTrailingZeros(rest);
            for (int i = 0; i < contentSize[register]; i++) {
                clobberOne(value, content[register][i], register);
            }
            contentSize[register] = 0;
        }
        filled &= ~clobbers;
    }

    private void clobberOne(int value, int slot, int register) {
        touch(slot);
        if (registers[slot] == 0 && stack[slot] == 0) {
            // only where a value names a slot twice; the compiler stops with an internal error, the answer here is "still absent"
            if (listener != null) {
                listener.absent(Move.CLOBBERED, value, slot);
            }
            return;
        }
        set(slot, registers[slot] & ~(1L << register), stack[slot]);
        report(Move.CLOBBERED, value, slot, register);
    }

    private void report(Move move, int value, int slot, int register) {
        if (listener != null) {
            listener.moved(move, value, slot, register);
        }
    }

    /** The state that the walk has led to: the start state where nothing was moved. */
    int endState() {
        states.seal();
        int state = start;
        for (int i = 0; i < touchedCount; i++) {
            int page = touchedPages[i];
            if (moved[page] != 0) {
                state = states.replace(state, page, moved[page], registers, stack);
            }
        }
        return state;
    }

    /** Forgets the function, and arrays that a large one made large. */
    void shrink() {
        function = null;
        if (registers.length > 1 << 17) {
            registers = new long[BlockStates.PAGE];
            stack = new int[BlockStates.PAGE];
            touched = new int[1];
            moved = new long[1];
            touchedPages = new int[1];
        }
        for (int register = 0; register < content.length; register++) {
            if (content[register].length > 1 << 16) {
                content[register] = new int[8];
                contentSize[register] = 0;
            }
        }
    }
}
