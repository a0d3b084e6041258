package dev.whereabouts.ssa.explain;

import dev.whereabouts.ssa.analysis.LocationLists;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.model.Slot;

/** Why a tracked variable has no entry. */
public enum EmptyReason {

    /** No value holds any part of the variable any more. */
    NO_VALUES("no-values", "the optimizer removed every value of the variable"),

    /** Values hold it, but none of them has a register or a stack slot: constants that are made where they are used, flags, tuples. */
    NO_HOME("no-home", "no value of the variable has a register or a stack slot of its own"),

    /** Only blocks that no path reaches hold it. */
    UNREACHABLE("unreachable", "only unreachable blocks hold the variable"),

    /** It had locations, each gone before the next instruction. */
    EMPTY_RANGES("empty-ranges", "every location of the variable ends where it begins"),

    /** {@code -N}: the prologue's last spill was not found, as in a function that loops for ever. */
    NO_PROLOGUE_END("no-prologue-end", "no value of the entry block spills the last register argument"),

    /** 4-byte pointers: ids of more than 15 bits do not fit the intermediate form. */
    IDS_DO_NOT_FIT("ids-do-not-fit", "block or value ids do not fit 16 bits, as 4-byte pointers ask");

    private static final int MAX_ID_OF_4_BYTES = Short.MAX_VALUE;

    private final String code;
    private final String sentence;

    EmptyReason(String code, String sentence) {
        this.code = code;
        this.sentence = sentence;
    }

    /** The code as answers carry it. */
    public String code() {
        return code;
    }

    /** The code in words. */
    public String sentence() {
        return sentence;
    }

    /** The reason for a list that has no entry. */
    public static EmptyReason of(LocationLists lists, int list) {
        Function function = lists.function();
        if (!function.optimized()) {
            return lists.pointerSize() == 4 && hasLargeIds(function) ? IDS_DO_NOT_FIT : NO_PROLOGUE_END;
        }
        boolean alive = false;
        boolean reached = false;
        boolean hasHome = false;
        for (int row = 0; row < function.names(); row++) {
            if (rootVariable(function, function.nameSlot(row)) != lists.variable(list)) {
                continue;
            }
            for (int i = function.nameStart(row); i < function.nameStart(row + 1); i++) {
                int value = function.nameValue(i);
                if (value != Function.DEAD_VALUE) {
                    alive = true;
                    boolean home = function.home(value) >= 0 || function.home(value) == Function.HOME_STACK;
                    hasHome |= home;
                    reached |= home && isReached(function, value);
                }
            }
        }
        if (!alive) {
            return NO_VALUES;
        }
        if (!hasHome) {
            return NO_HOME;
        }
        if (!reached) {
            return UNREACHABLE;
        }
        return lists.pointerSize() == 4 && hasLargeIds(function) ? IDS_DO_NOT_FIT : EMPTY_RANGES;
    }

    private static int rootVariable(Function function, int slot) {
        int at = slot;
        while (function.slots().get(at).splitOf() != Slot.WHOLE) {
            at = function.slots().get(at).splitOf();
        }
        return function.slots().get(at).variable();
    }

    private static boolean isReached(Function function, int value) {
        int low = 0;
        int high = function.blocks() - 1;
        while (low < high) {
            int middle = low + high + 1 >>> 1;
            if (function.firstValue(middle) <= value) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low == function.entry() || function.predStart(low) < function.predStart(low + 1);
    }

    private static boolean hasLargeIds(Function function) {
        for (int v = 0; v < function.values(); v++) {
            if (function.valueId(v) > MAX_ID_OF_4_BYTES) {
                return true;
            }
        }
        for (int b = 0; b < function.blocks(); b++) {
            if (function.blockId(b) > MAX_ID_OF_4_BYTES) {
                return true;
            }
        }
        return false;
    }
}
