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

    private final BlockStates states;
    private final TrackedSlots tracked;
    private final WorkBudget budget;

    private Function function;
    private OpRoles roles;
    private AnalysisListener listener;

    // the location of each slot that was touched since the block was taken up
    private int stamp;
    private int[] touched = new int[16];
    private long[] registers = new long[16];
    private int[] stack = new int[16];

    // the content of registers
    private int start;
    private long emptied;
    private long filled;
    private final int[][] content = new int[64][8];
    private final int[] contentSize = new int[64];

    private final IndexSet changedSlots = new IndexSet();
    private final IndexSet changedLists = new IndexSet();
    private boolean changed;

    private int clobberingValue;
    private long clobberSet;
    private final BlockStates.SlotVisitor clobber = this::clobberFromStart;
    private int overwritingValue;
    private int overwrittenRegister;
    private final BlockStates.SlotVisitor overwrite = this::overwriteFromStart;

    SlotLocations(BlockStates states, TrackedSlots tracked, WorkBudget budget) {
        this.states = states;
        this.tracked = tracked;
        this.budget = budget;
    }

    void prepare(Function f, OpRoles opRoles, AnalysisListener analysisListener) {
        function = f;
        roles = opRoles;
        listener = analysisListener;
        if (touched.length < tracked.slots()) {
            touched = new int[tracked.slots() * 2];
            registers = new long[tracked.slots() * 2];
            stack = new int[tracked.slots() * 2];
        }
        Arrays.fill(touched, 0, tracked.slots(), 0);
        stamp = 0;
        changedSlots.reset(tracked.slots());
        changedLists.reset(tracked.lists());
    }

    /** Starts from a block state. */
    void take(int state) {
        start = state;
        stamp++;
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

    /** The slots that values moved since this set was last cleared. */
    IndexSet changedSlots() {
        return changedSlots;
    }

    /** The lists whose slots values moved since this set was last cleared. */
    IndexSet changedLists() {
        return changedLists;
    }

    private void touch(int slot) {
        if (touched[slot] != stamp) {
            touched[slot] = stamp;
            int position = states.find(start, slot);
            registers[slot] = states.registers(position);
            stack[slot] = states.stack(position);
        }
    }

    private void set(int slot, long newRegisters, int newStack) {
        changed = true;
        budget.spend(1);
        changedLists.add(tracked.listOf(slot));
        changedSlots.add(slot);
        registers[slot] = newRegisters;
        stack[slot] = newStack;
    }

    /**
     * Lets a value take effect.
     *
     * @param value an index; invented arguments follow the function's values
     * @return whether a slot was moved, be it to where it was
     */
    boolean apply(int value) {
        changed = false;
        int named = tracked.namesStart(value);
        int namedEnd = tracked.namesEnd(value);
        if (value >= function.values()) {
            int bit = roles.registers().bitOf(tracked.inventedRegister(value - function.values()));
            moveToRegister(value, bit, named, namedEnd);
            return changed;
        }
        int op = function.op(value);
        long clobbers = roles.clobbers(op);
        if (clobbers != 0) {
            clobber(value, clobbers);
        }
        int traits = roles.traits(op);
        if ((traits & (OpRoles.VAR_DEF | OpRoles.ARG | OpRoles.STORE_REG)) != 0) {
            moveToStack(value, traits, named, namedEnd);
        } else if (function.home(value) >= 0) {
            moveToRegister(value, roles.registers().bitOf(function.home(value)), named, namedEnd);
        }
        return changed;
    }

    private void moveToStack(int value, int traits, int named, int namedEnd) {
        if ((traits & OpRoles.VAR_DEF) != 0) {
            int slot = tracked.firstSlotOfVariable(function.auxVariable(value));
            if (slot != TrackedSlots.UNTRACKED && tracked.isTracked(function.auxVariable(value))) {
                touch(slot);
                set(slot, 0, tracked.stackHome(slot));
                report(Move.DEFINED, value, slot, NO_REGISTER);
            }
            return;
        }
        boolean isArgument = (traits & OpRoles.ARG) != 0;
        int home = TrackedSlots.encodedStackOffset(function.variables().get(function.homeVariable(value)),
                function.homeOffset(value));
        for (int i = named; i < namedEnd; i++) {
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

    private void moveToRegister(int value, int register, int named, int namedEnd) {
        long bit = 1L << register;
        overwritingValue = value;
        overwrittenRegister = register;
        if ((emptied & bit) == 0) {
            emptied |= bit;
            if ((states.union(start) & bit) != 0) {
                states.inRegisters(start, bit, overwrite);
            }
        }
        for (int i = 0; i < contentSize[register]; i++) {
            overwriteFromStart(content[register][i], 0);
        }
        contentSize[register] = 0;
        for (int i = named; i < namedEnd; i++) {
            int slot = tracked.name(i);
            append(register, slot);
            touch(slot);
            set(slot, registers[slot] | bit, stack[slot]);
            report(Move.IN_REGISTER, value, slot, register);
        }
    }

    private void overwriteFromStart(int slot, long atStart) {
        touch(slot);
        set(slot, registers[slot] & ~(1L << overwrittenRegister), stack[slot]);
        report(Move.OVERWRITTEN, overwritingValue, slot, overwrittenRegister);
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
        clobberingValue = value;
        clobberSet = clobbers & ~emptied;
        emptied |= clobbers;
        if ((states.union(start) & clobberSet) != 0) {
            states.inRegisters(start, clobberSet, clobber);
        }
        for (long rest = clobbers & filled; rest != 0; rest &= rest - 1) {
            int register = Long.numberOfTrailingZeros(rest);
            for (int i = 0; i < contentSize[register]; i++) {
                clobberOne(content[register][i], register);
            }
            contentSize[register] = 0;
        }
        filled &= ~clobbers;
    }

    private void clobberFromStart(int slot, long atStart) {
        for (long rest = atStart & clobberSet; rest != 0; rest &= rest - 1) {
            clobberOne(slot, Long.numberOfTrailingZeros(rest));
        }
    }

    private void clobberOne(int slot, int register) {
        touch(slot);
        if (registers[slot] == 0 && stack[slot] == 0) {
            // only where a value names a slot twice; the compiler stops with an internal error, the answer here is "still absent"
            if (listener != null) {
                listener.absent(Move.CLOBBERED, clobberingValue, slot);
            }
            return;
        }
        set(slot, registers[slot] & ~(1L << register), stack[slot]);
        report(Move.CLOBBERED, clobberingValue, slot, register);
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
        for (int i = 0; i < changedSlots.size(); i++) {
            int slot = changedSlots.get(i);
            int position = states.find(state, slot);
            if (states.registers(position) != registers[slot] || states.stack(position) != stack[slot]) {
                state = states.with(state, slot, registers[slot], stack[slot]);
            }
        }
        return state;
    }

    /** Forgets a large function's arrays. */
    void shrink() {
        if (touched.length > 1 << 18) {
            touched = new int[16];
            registers = new long[16];
            stack = new int[16];
        }
        for (int register = 0; register < content.length; register++) {
            if (content[register].length > 1 << 16) {
                content[register] = new int[8];
                contentSize[register] = 0;
            }
        }
    }
}
