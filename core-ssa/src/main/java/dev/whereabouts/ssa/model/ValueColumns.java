package dev.whereabouts.ssa.model;

import java.util.Arrays;

/**
 * The values of a function that is being built: growing arrays of one length, so that a new value costs one check of their room instead of
 * one for each. The fields are those of {@link Function}.
 */
final class ValueColumns {

    /** A value whose op is not known yet. */
    static final int NO_OP = Integer.MIN_VALUE;

    private static final int INITIAL = 64;

    private static final int MOST_KEPT = 1 << 14;

    int size;
    int[] id;
    int[] op;
    String[] type;
    long[] bytes;
    int[] argStart;
    long[] auxInt;
    int[] auxVariable;
    long[] auxOffset;
    int[] home;
    int[] homeVariable;
    long[] homeOffset;
    int[] pc;
    int[] line;

    ValueColumns() {
        allocate(0, INITIAL);
    }

    /** Adds a value that has nothing but an id and the place of its arguments. */
    void add(int itsId, int itsArgStart) {
        // argStart has one item more than there are values
        if (size + 1 == id.length) {
            allocate(size, id.length * 2);
        }
        int at = size++;
        id[at] = itsId;
        op[at] = NO_OP;
        type[at] = "";
        bytes[at] = Variable.UNKNOWN_SIZE;
        argStart[at] = itsArgStart;
        auxInt[at] = 0;
        auxVariable[at] = Function.NO_VARIABLE;
        auxOffset[at] = 0;
        home[at] = Function.HOME_NONE;
        homeVariable[at] = Function.NO_VARIABLE;
        homeOffset[at] = 0;
        pc[at] = Function.UNKNOWN;
        line[at] = Function.UNKNOWN;
    }

    /** Forgets all values, and gives up arrays that one unusual function made large. */
    void clear() {
        Arrays.fill(type, 0, size, null);
        size = 0;
        if (id.length > MOST_KEPT) {
            allocate(0, INITIAL);
        }
    }

    private void allocate(int keep, int length) {
        id = copy(id, keep, length);
        op = copy(op, keep, length);
        bytes = copy(bytes, keep, length);
        argStart = copy(argStart, keep, length);
        auxInt = copy(auxInt, keep, length);
        auxVariable = copy(auxVariable, keep, length);
        auxOffset = copy(auxOffset, keep, length);
        home = copy(home, keep, length);
        homeVariable = copy(homeVariable, keep, length);
        homeOffset = copy(homeOffset, keep, length);
        pc = copy(pc, keep, length);
        line = copy(line, keep, length);
        String[] types = new String[length];
        if (keep > 0) {
            System.arraycopy(type, 0, types, 0, keep);
        }
        type = types;
    }

    private static int[] copy(int[] items, int keep, int length) {
        return keep == 0 ? new int[length] : Arrays.copyOf(items, length);
    }

    private static long[] copy(long[] items, int keep, int length) {
        return keep == 0 ? new long[length] : Arrays.copyOf(items, length);
    }
}
