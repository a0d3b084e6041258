package dev.whereabouts.debugcall.binary.pclntab;

import dev.whereabouts.debugcall.binary.section.BinaryException;
import dev.whereabouts.debugcall.binary.section.Bytes;
import dev.whereabouts.debugcall.binary.section.Cursor;
import java.util.ArrayList;
import java.util.List;

/**
 * The values of a function's addresses, as runs of one value each.
 *
 * <p>Source of the rule: {@code step} in the runtime's {@code symtab.go}: pairs of a signed difference of the value and an unsigned one of the
 * address, from value -1 at the entry; a difference of 0 that is not the first ends the table.
 */
public record ValueTable(List<Run> runs) {

    /** What an address has where there is no table, or behind its end. */
    public static final int NOTHING = -1;

    /** More than any function has. */
    private static final int MAX_RUNS = 1 << 20;

    /** Until an offset from the entry, exclusive, from where the run before ends. */
    public record Run(long to, int value) {}

    public ValueTable {
        runs = List.copyOf(runs);
    }

    static ValueTable read(Bytes tables, long offset) {
        Cursor cursor = new Cursor(tables, offset);
        List<Run> runs = new ArrayList<>();
        int value = NOTHING;
        long to = 0;
        while (true) {
            int difference = (int) cursor.uleb();
            if (difference == 0 && !runs.isEmpty()) {
                return new ValueTable(runs);
            }
            if (runs.size() == MAX_RUNS) {
                throw new BinaryException(tables.name() + " has a table of more than " + MAX_RUNS + " values at 0x"
                        + Long.toHexString(offset));
            }
            value += (difference >>> 1) ^ -(difference & 1);
            to += cursor.uleb() & 0xffff_ffffL;
            runs.add(new Run(to, value));
        }
    }

    /** The value of an offset from the function's entry. */
    public int at(long offset) {
        for (Run run : runs) {
            if (offset < run.to) {
                return run.value;
            }
        }
        return NOTHING;
    }

    /** Behind the last offset that has a value: the function's size. */
    public long end() {
        return runs.isEmpty() ? 0 : runs.getLast().to;
    }
}
