package dev.whereabouts.debugcall.binary.dwarf;

import dev.whereabouts.debugcall.binary.section.BinaryException;
import dev.whereabouts.debugcall.binary.section.Bytes;
import dev.whereabouts.debugcall.binary.section.Cursor;

/**
 * The addresses of a list, entry by entry: of a list of ranges (section 7.25; DWARF 4 section 2.17.3), or of a location list, where an expression follows
 * each (section 7.7.3; DWARF 4 section 2.6.2).
 */
final class Spans {

    private static final int HEADER = 12;

    private static final int END_OF_LIST = 0;
    private static final int BASE_ADDRESSX = 1;
    private static final int STARTX_ENDX = 2;
    private static final int STARTX_LENGTH = 3;
    private static final int OFFSET_PAIR = 4;
    /** Of location lists alone: the kinds behind it have a number less in lists of ranges. */
    private static final int DEFAULT_LOCATION = 5;
    private static final int BASE_ADDRESS = 6;
    private static final int START_END = 7;
    private static final int START_LENGTH = 8;

    /** What the list is of. */
    enum Kind {
        RANGES("a list of ranges", "ranges", "rnglists", Dwarf.AT_RNGLISTS_BASE), LOCATIONS("a location list", "loc",
                "loclists", Dwarf.AT_LOCLISTS_BASE);

        private final String name;
        private final String section4;
        private final String section5;
        private final int base;

        Kind(String name, String section4, String section5, int base) {
            this.name = name;
            this.section4 = section4;
            this.section5 = section5;
            this.base = base;
        }
    }

    /** What an entry is. */
    enum Item {
        END, SPAN,
        /** For all addresses that no span covers. */
        DEFAULT
    }

    private final Kind kind;
    private final Unit unit;
    private final Cursor cursor;
    private long base;
    private long from;
    private long to;

    /** @param isIndex whether the number is an index into the offsets of lists, rather than an offset; not before DWARF 5 */
    Spans(Kind kind, Unit unit, long number, boolean isIndex) {
        this.kind = kind;
        this.unit = unit;
        base = unit.base();
        if (unit.version() < 5) {
            cursor = new Cursor(unit.information().section(kind.section4), number);
        } else {
            Bytes lists = unit.information().section(kind.section5);
            long offsets = unit.base(kind.base, HEADER);
            cursor = new Cursor(lists, isIndex ? offsets + lists.u32(offsets + 4 * number) : number);
        }
    }

    /** Goes on to the next entry; of one with an expression, this has to be read before the next. */
    Item next() {
        return unit.version() < 5 ? next4() : next5();
    }

    /** The expression behind the entry's addresses. */
    Bytes expression() {
        return cursor.part(unit.version() < 5 ? cursor.u16() : cursor.uleb());
    }

    /** Whether the entry is a span that an address is in. */
    boolean covers(long address) {
        return Long.compareUnsigned(address, from) >= 0 && Long.compareUnsigned(address, to) < 0;
    }

    private Item next4() {
        while (true) {
            from = cursor.i64();
            to = cursor.i64();
            if (from == 0 && to == 0) {
                return Item.END;
            }
            if (from != -1) {
                from += base;
                to += base;
                return Item.SPAN;
            }
            base = to;
        }
    }

    private Item next5() {
        while (true) {
            int number = cursor.u8();
            int entry = kind == Kind.RANGES && number >= DEFAULT_LOCATION ? number + 1 : number;
            switch (entry) {
                case END_OF_LIST -> {
                    return Item.END;
                }
                case DEFAULT_LOCATION -> {
                    return Item.DEFAULT;
                }
                case BASE_ADDRESSX -> base = unit.address(cursor.uleb());
                case BASE_ADDRESS -> base = cursor.i64();
                case STARTX_ENDX -> {
                    from = unit.address(cursor.uleb());
                    to = unit.address(cursor.uleb());
                    return Item.SPAN;
                }
                case STARTX_LENGTH -> {
                    from = unit.address(cursor.uleb());
                    to = from + cursor.uleb();
                    return Item.SPAN;
                }
                case OFFSET_PAIR -> {
                    from = base + cursor.uleb();
                    to = base + cursor.uleb();
                    return Item.SPAN;
                }
                case START_END -> {
                    from = cursor.i64();
                    to = cursor.i64();
                    return Item.SPAN;
                }
                case START_LENGTH -> {
                    from = cursor.i64();
                    to = from + cursor.uleb();
                    return Item.SPAN;
                }
                default -> throw new BinaryException(
                        kind.name + " has an entry of kind " + number + " before 0x" + Long.toHexString(cursor.at()));
            }
        }
    }
}
