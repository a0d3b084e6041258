package dev.whereabouts.ssa.explain;

import dev.whereabouts.ssa.analysis.LocationLists;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.model.Parameter;
import dev.whereabouts.ssa.model.Slot;
import dev.whereabouts.ssa.op.OpTable;

/**
 * Why lists of one function have no entry. What the names say of every variable is gathered once, at the first question, so that many
 * empty lists cost no more than few.
 */
public final class EmptyReasons {

    private static final int ALIVE = 1;
    private static final int ON_STACK = 2;

    /** In a place that the analysis follows. */
    private static final int FOLLOWED = 4;
    private static final int REACHED = 8;
    private static final int HELD = ALIVE | FOLLOWED;

    private static final int ARG = OpTable.idOf("Arg");
    private static final int VAR_DEF = OpTable.idOf("VarDef");

    private static final int MAX_ID_OF_4_BYTES = Short.MAX_VALUE;

    private final LocationLists lists;
    private final Function function;
    private int[] traitsOfVariable;
    private final boolean idsTooLarge;

    public EmptyReasons(LocationLists lists) {
        this.lists = lists;
        function = lists.function();
        idsTooLarge = lists.pointerSize() == 4 && hasLargeIds();
    }

    /** The reason for a list that has no entry. */
    public EmptyReason of(int list) {
        if (!function.optimized()) {
            return idsTooLarge ? EmptyReason.IDS_DO_NOT_FIT : EmptyReason.NO_PROLOGUE_END;
        }
        if (traitsOfVariable == null) {
            traitsOfVariable = gather();
        }
        int traits = traitsOfVariable[lists.variable(list)];
        if ((traits & ALIVE) == 0) {
            return EmptyReason.NO_VALUES;
        }
        if ((traits & FOLLOWED) == 0) {
            return (traits & ON_STACK) == 0 ? EmptyReason.NO_HOME : EmptyReason.STACK_NOT_FOLLOWED;
        }
        if ((traits & REACHED) == 0) {
            return EmptyReason.UNREACHABLE;
        }
        return idsTooLarge ? EmptyReason.IDS_DO_NOT_FIT : EmptyReason.EMPTY_RANGES;
    }

    private int[] gather() {
        boolean[] reached = reachedValues();
        int[] rootVariable = rootVariables();
        int[] traits = new int[function.variables().size()];
        for (int row = 0; row < function.names(); row++) {
            int variable = rootVariable[function.nameSlot(row)];
            for (int i = function.nameStart(row); i < function.nameStart(row + 1); i++) {
                int value = function.nameValue(i);
                if (value != Function.DEAD_VALUE) {
                    traits[variable] |= traits(value, reached[value]);
                }
            }
        }
        for (Parameter parameter : function.parameters()) {
            if (!parameter.pieces().isEmpty()) {
                traits[parameter.variable()] |= HELD | REACHED;
            }
        }
        for (int value = 0; value < function.values(); value++) {
            if (function.op(value) == VAR_DEF) {
                traits[function.auxVariable(value)] |= HELD | (reached[value] ? REACHED : 0);
            }
        }
        return traits;
    }

    private int traits(int value, boolean reached) {
        if (function.home(value) >= 0 || function.op(value) == ARG) {
            return HELD | (reached ? REACHED : 0);
        }
        return ALIVE | (function.home(value) == Function.HOME_STACK ? ON_STACK : 0);
    }

    /** For every slot the variable at the root of its chain; each chain is walked once. */
    private int[] rootVariables() {
        int slots = function.slots().size();
        int[] root = new int[slots];
        int[] path = new int[slots];
        boolean[] known = new boolean[slots];
        for (int i = 0; i < slots; i++) {
            int depth = 0;
            int at = i;
            while (!known[at] && function.slots().get(at).splitOf() != Slot.WHOLE) {
                path[depth++] = at;
                at = function.slots().get(at).splitOf();
            }
            int variable = known[at] ? root[at] : function.slots().get(at).variable();
            root[at] = variable;
            known[at] = true;
            while (depth > 0) {
                root[path[--depth]] = variable;
                known[path[depth]] = true;
            }
        }
        return root;
    }

    private boolean[] reachedValues() {
        boolean[] blocks = new boolean[function.blocks()];
        int[] stack = new int[function.blocks()];
        int depth = 0;
        stack[depth++] = function.entry();
        blocks[function.entry()] = true;
        while (depth > 0) {
            int block = stack[--depth];
            for (int i = function.succStart(block); i < function.succStart(block + 1); i++) {
                if (!blocks[function.succ(i)]) {
                    blocks[function.succ(i)] = true;
                    stack[depth++] = function.succ(i);
                }
            }
        }
        boolean[] values = new boolean[function.values()];
        for (int block = 0; block < blocks.length; block++) {
            for (int v = function.firstValue(block); blocks[block] && v < function.firstValue(block + 1); v++) {
                values[v] = true;
            }
        }
        return values;
    }

    private boolean hasLargeIds() {
        // under -N the ids of the entry block are all that counts
        int first = function.optimized() ? 0 : function.entry();
        int last = function.optimized() ? function.blocks() - 1 : function.entry();
        for (int b = first; b <= last; b++) {
            if (function.blockId(b) > MAX_ID_OF_4_BYTES) {
                return true;
            }
        }
        for (int v = function.firstValue(first); v < function.firstValue(last + 1); v++) {
            if (function.valueId(v) > MAX_ID_OF_4_BYTES) {
                return true;
            }
        }
        return false;
    }
}
