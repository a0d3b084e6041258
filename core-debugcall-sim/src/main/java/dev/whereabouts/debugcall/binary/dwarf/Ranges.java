package dev.whereabouts.debugcall.binary.dwarf;

import dev.whereabouts.debugcall.binary.section.BinaryException;
import dev.whereabouts.debugcall.binary.section.Bytes;
import dev.whereabouts.debugcall.binary.section.Cursor;

/** Lists of ranges (section 2.17.3; in DWARF 4 also 2.17.3). */
record Ranges(Unit unit) {

    private static final int HEADER = 12;

    private static final int END_OF_LIST = 0;
    private static final int BASE_ADDRESSX = 1;
    private static final int STARTX_ENDX = 2;
    private static final int STARTX_LENGTH = 3;
    private static final int OFFSET_PAIR = 4;
    private static final int BASE_ADDRESS = 5;
    private static final int START_END = 6;
    private static final int START_LENGTH = 7;

    /** @param isIndex whether the number is an index into the offsets of lists, rather than an offset */
    boolean covers(long number, boolean isIndex, long address) {
        if (unit.version() < 5) {
            return covers4(new Cursor(unit.information().section("ranges"), number), address);
        }
        Bytes lists = unit.information().section("rnglists");
        long base = unit.base(Dwarf.AT_RNGLISTS_BASE, HEADER);
        return covers5(new Cursor(lists, isIndex ? base + lists.u32(base + 4 * number) : number), address);
    }

    private boolean covers4(Cursor cursor, long address) {
        long base = unit.base();
        while (true) {
            long from = cursor.i64();
            long to = cursor.i64();
            if (from == 0 && to == 0) {
                return false;
            }
            if (from == -1) {
                base = to;
            } else if (isWithin(address, base + from, base + to)) {
                return true;
            }
        }
    }

    private boolean covers5(Cursor cursor, long address) {
        long base = unit.base();
        while (true) {
            int kind = cursor.u8();
            long from;
            long to;
            switch (kind) {
                case END_OF_LIST -> {
                    return false;
                }
                case BASE_ADDRESSX -> {
                    base = unit.address(cursor.uleb());
                    continue;
                }
                case BASE_ADDRESS -> {
                    base = cursor.i64();
                    continue;
                }
                case STARTX_ENDX -> {
                    from = unit.address(cursor.uleb());
                    to = unit.address(cursor.uleb());
                }
                case STARTX_LENGTH -> {
                    from = unit.address(cursor.uleb());
                    to = from + cursor.uleb();
                }
                case OFFSET_PAIR -> {
                    from = base + cursor.uleb();
                    to = base + cursor.uleb();
                }
                case START_END -> {
                    from = cursor.i64();
                    to = cursor.i64();
                }
                case START_LENGTH -> {
                    from = cursor.i64();
                    to = from + cursor.uleb();
                }
                default -> throw new BinaryException(
                        "a list of ranges has an entry of kind " + kind + " before 0x" + Long.toHexString(cursor.at()));
            }
            if (isWithin(address, from, to)) {
                return true;
            }
        }
    }

    private static boolean isWithin(long address, long from, long to) {
        return Long.compareUnsigned(address, from) >= 0 && Long.compareUnsigned(address, to) < 0;
    }
}
