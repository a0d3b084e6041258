package dev.whereabouts.ssa.json;

/**
 * Finds symbols by the characters that the parser holds, so that a string seen before costs no allocation: 99 of 100 strings are such.
 *
 * <p>Only strings of at most {@value #LONGEST} characters up to U+00FF are remembered: they fit a key of three longs, which takes one pass
 * over the characters where a hash and a comparison would take two. Open addressing; its memory is bounded ({@link #MOST}), and so is a
 * look-up ({@link #PROBES}), whatever strings are chosen: one that finds no place is not remembered.
 */
final class SymbolTable {

    static final int LONGEST = 3 * Long.BYTES;

    private static final int INITIAL = 512;

    private static final int MOST = 1 << 14;

    private static final int PROBES = 8;

    private static final int LARGEST_CHARACTER = 0xff;

    private static final long MIX = 0x9e3779b97f4a7c15L;

    private Symbol[] table = new Symbol[INITIAL];
    private int size;

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
            first |= (long) c << i * Byte.SIZE;
        }
        for (; i < length && i < 2 * Long.BYTES; i++) {
            char c = buffer[from + i];
            all |= c;
            // the distance of a shift counts modulo 64
            second |= (long) c << i * Byte.SIZE;
        }
        for (; i < length; i++) {
            char c = buffer[from + i];
            all |= c;
            third |= (long) c << i * Byte.SIZE;
        }
        return all > LARGEST_CHARACTER
                ? new Symbol(new String(buffer, from, length))
                : of(first, second, third, length);
    }

    /**
     * The symbol of up to {@value #LONGEST} characters up to U+00FF.
     *
     * @param first the first eight characters, a byte each, the first of them lowest; 0 beyond the length
     * @param second the next eight
     * @param third the last
     */
    Symbol of(long first, long second, long third, int length) {
        int hash = hash(first, second, third);
        for (int probe = 0; probe < PROBES; probe++) {
            int at = hash + probe & table.length - 1;
            Symbol symbol = table[at];
            if (symbol == null) {
                return remember(at, new Symbol(first, second, third, length));
            }
            if (symbol.is(first, second, third, length)) {
                return symbol;
            }
        }
        return new Symbol(first, second, third, length);
    }

    private Symbol remember(int at, Symbol symbol) {
        table[at] = symbol;
        size++;
        if (size > table.length / 2) {
            grow();
        }
        return symbol;
    }

    /** At its largest, the table starts over: what is common will be back at once. */
    private void grow() {
        Symbol[] old = table;
        size = 0;
        if (old.length == MOST) {
            table = new Symbol[MOST];
            return;
        }
        table = new Symbol[old.length * 2];
        for (Symbol symbol : old) {
            int at = symbol == null ? 0 : hash(symbol.first, symbol.second, symbol.third) & table.length - 1;
            if (symbol != null && table[at] == null) {
                table[at] = symbol;
                size++;
            }
        }
    }

    private static int hash(long first, long second, long third) {
        long mixed = (first * MIX + second) * MIX + third;
        return (int) (mixed * MIX >>> Integer.SIZE);
    }
}
