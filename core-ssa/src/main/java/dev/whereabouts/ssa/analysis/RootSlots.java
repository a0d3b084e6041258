package dev.whereabouts.ssa.analysis;

import dev.whereabouts.ssa.model.Function;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds a slot that is no part of another by variable, offset and size; the type does not count. The first one that was added wins.
 *
 * <p>The compiler looks slots up this way because the type that the ABI gives to a piece of a parameter need not be the one that the
 * optimiser gave to the slot.
 */
final class RootSlots {

    static final int NONE = -1;

    // drawn by lot, so that nobody can choose slots that all fall to one place of the table
    private static final long OF_VARIABLE = ThreadLocalRandom.current().nextLong() | 1;
    private static final long OF_OFFSET = ThreadLocalRandom.current().nextLong() | 1;
    private static final long OF_SIZE = ThreadLocalRandom.current().nextLong() | 1;

    private int[] table = new int[64];
    private int[] variable = new int[32];
    private long[] offset = new long[32];
    private long[] size = new long[32];
    private int[] slot = new int[32];
    private int count;

    void clear() {
        if (table.length > 1 << 16) {
            table = new int[64];
        }
        Arrays.fill(table, 0);
        count = 0;
    }

    /**
     * The slot found, or, after adding what was looked for, {@link #NONE}.
     *
     * @param newSlot what to answer the next time
     */
    int findOrAdd(int newVariable, long newOffset, long newSize, int newSlot) {
        int mask = table.length - 1;
        int at = place(newVariable, newOffset, newSize);
        while (table[at] != 0) {
            int i = table[at] - 1;
            if (variable[i] == newVariable && offset[i] == newOffset && size[i] == newSize) {
                return slot[i];
            }
            at = at + 1 & mask;
        }
        add(newVariable, newOffset, newSize, newSlot);
        table[at] = count;
        if (count * 2 > table.length) {
            grow();
        }
        return NONE;
    }

    /** Adds a slot of a function that is no part of another. */
    void add(Function function, int index) {
        var root = function.slots().get(index);
        findOrAdd(root.variable(), root.offset(), root.size(), index);
    }

    private void add(int newVariable, long newOffset, long newSize, int newSlot) {
        if (count == variable.length) {
            variable = Arrays.copyOf(variable, count * 2);
            offset = Arrays.copyOf(offset, count * 2);
            size = Arrays.copyOf(size, count * 2);
            slot = Arrays.copyOf(slot, count * 2);
        }
        variable[count] = newVariable;
        offset[count] = newOffset;
        size[count] = newSize;
        slot[count++] = newSlot;
    }

    private void grow() {
        table = new int[table.length * 2];
        int mask = table.length - 1;
        for (int i = 0; i < count; i++) {
            int at = place(variable[i], offset[i], size[i]);
            while (table[at] != 0) {
                at = at + 1 & mask;
            }
            table[at] = i + 1;
        }
    }

    /** Where a search begins: the topmost bits of a product, as many as the table's length has zeros at its end. */
    private int place(int ofVariable, long atOffset, long ofSize) {
        long product = ofVariable * OF_VARIABLE + atOffset * OF_OFFSET + ofSize * OF_SIZE;
        return (int) (product >>> Long.SIZE - Integer.numberOfTrailingZeros(table.length));
    }
}
