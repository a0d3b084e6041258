package dev.whereabouts.ssa.json;

/**
 * Finds symbols by the characters that the parser holds, so that a string seen before costs no allocation: 99 of 100 strings are such.
 *
 * <p>Only strings of at most {@value #LONGEST} characters up to U+00FF are remembered: they fit a key of three longs, which takes one pass
 * over the characters where a hash and a comparison would take two, and is what the table compares. Open addressing; its memory is
 * bounded ({@link #MOST}), and so is a look-up ({@link #PROBES}), whatever strings are chosen: one that finds no place is not remembered.
 */
final class SymbolTable {

    private static final int LONGEST = 3 * Long.BYTES;

    private static final int INITIAL = 512;

    private static final int MOST = 1 << 14;

    private static final int PROBES = 8;

    private static final int LARGEST_CHARACTER = 0xff;

    private static final long MIX = 0x9e3779b97f4a7c15L;

    private Entry[] table = new Entry[INITIAL];
    private int size;

    private record Entry(long first, long second, long third, int length, Symbol symbol) {

        boolean is(long itsFirst, long itsSecond, long itsThird, int itsLength) {
            return first == itsFirst && second == itsSecond && third == itsThird && length == itsLength;
        }
    }

    Symbol of(char[] buffer, int from, int length) {
        if (length > LONGEST) {
            return new Symbol(new String(buffer, from, length));
        }
        long first = 0;
        long second = 0;
        long third = 0;
        int all = 0;
        int i = 0;
        for (; i < length && i < Long.BYTES; i++) {
            char c = buffer[from + i];
            all |= c;
            first = first << Byte.SIZE | c;
        }
        for (; i < length && i < 2 * Long.BYTES; i++) {
            char c = buffer[from + i];
            all |= c;
            second = second << Byte.SIZE | c;
        }
        for (; i < length; i++) {
            char c = buffer[from + i];
            all |= c;
            third = third << Byte.SIZE | c;
        }
        if (all > LARGEST_CHARACTER) {
            return new Symbol(new String(buffer, from, length));
        }
        int hash = hash(first, second, third);
        for (int probe = 0; probe < PROBES; probe++) {
            int at = hash + probe & table.length - 1;
            Entry entry = table[at];
            if (entry == null) {
                return remember(at,
                        new Entry(first, second, third, length, new Symbol(new String(buffer, from, length))));
            }
            if (entry.is(first, second, third, length)) {
                return entry.symbol;
            }
        }
        return new Symbol(new String(buffer, from, length));
    }

    private Symbol remember(int at, Entry entry) {
        table[at] = entry;
        size++;
        if (size > table.length / 2) {
            grow();
        }
        return entry.symbol;
    }

    /** At its largest, the table starts over: what is common will be back at once. */
    private void grow() {
        Entry[] old = table;
        size = 0;
        if (old.length == MOST) {
            table = new Entry[MOST];
            return;
        }
        table = new Entry[old.length * 2];
        for (Entry entry : old) {
            int at = entry == null ? 0 : hash(entry.first, entry.second, entry.third) & table.length - 1;
            if (entry != null && table[at] == null) {
                table[at] = entry;
                size++;
            }
        }
    }

    private static int hash(long first, long second, long third) {
        long mixed = (first * MIX + second) * MIX + third;
        return (int) (mixed * MIX >>> Integer.SIZE);
    }
}
