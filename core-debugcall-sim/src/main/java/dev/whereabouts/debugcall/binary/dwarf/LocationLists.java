package dev.whereabouts.debugcall.binary.dwarf;

import dev.whereabouts.debugcall.binary.section.BinaryException;
import dev.whereabouts.debugcall.binary.section.Bytes;
import dev.whereabouts.debugcall.binary.section.Cursor;
import java.util.Optional;
import java.util.OptionalLong;

/** Finds the location expression of a variable at an address (sections 2.6.2 and 7.7.3; DWARF 4 section 2.6.2). */
public final class LocationLists {

    private static final int HEADER = 12;

    private static final int END_OF_LIST = 0;
    private static final int BASE_ADDRESSX = 1;
    private static final int STARTX_ENDX = 2;
    private static final int STARTX_LENGTH = 3;
    private static final int OFFSET_PAIR = 4;
    private static final int DEFAULT_LOCATION = 5;
    private static final int BASE_ADDRESS = 6;
    private static final int START_END = 7;
    private static final int START_LENGTH = 8;

    private LocationLists() {}

    /**
     * The expression that holds at an address: the only one, or that of the list's entry.
     *
     * @param address before any load bias
     * @return empty where no entry of the list covers the address; without bytes where the variable is nowhere
     */
    public static Optional<Bytes> at(Entry variable, long address) {
        Optional<Bytes> only = variable.block(Dwarf.AT_LOCATION);
        OptionalLong list = variable.number(Dwarf.AT_LOCATION);
        if (only.isPresent() || list.isEmpty()) {
            return Optional.of(only.orElseGet(() -> Bytes.of("no location", new byte[0])));
        }
        Unit unit = variable.unit();
        if (unit.version() < 5) {
            return list4(unit, new Cursor(unit.information().section("loc"), list.getAsLong()), address);
        }
        Bytes lists = unit.information().section("loclists");
        long base = unit.base(Dwarf.AT_LOCLISTS_BASE, HEADER);
        boolean isIndex = variable.form(Dwarf.AT_LOCATION) == Form.LOCLISTX;
        return list5(unit,
                new Cursor(lists, isIndex ? base + lists.u32(base + 4 * list.getAsLong()) : list.getAsLong()), address);
    }

    private static Optional<Bytes> list4(Unit unit, Cursor cursor, long address) {
        long base = unit.base();
        while (true) {
            long from = cursor.i64();
            long to = cursor.i64();
            if (from == 0 && to == 0) {
                return Optional.empty();
            }
            if (from == -1) {
                base = to;
                continue;
            }
            Bytes expression = cursor.part(cursor.u16());
            if (isWithin(address, base + from, base + to)) {
                return Optional.of(expression);
            }
        }
    }

    private static Optional<Bytes> list5(Unit unit, Cursor cursor, long address) {
        long base = unit.base();
        Optional<Bytes> otherwise = Optional.empty();
        while (true) {
            int kind = cursor.u8();
            long from = 0;
            long to = 0;
            switch (kind) {
                case END_OF_LIST -> {
                    return otherwise;
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
                case DEFAULT_LOCATION -> {
                    otherwise = Optional.of(cursor.part(cursor.uleb()));
                    continue;
                }
                case START_END -> {
                    from = cursor.i64();
                    to = cursor.i64();
                }
                case START_LENGTH -> {
                    from = cursor.i64();
                    to = from + cursor.uleb();
                }
                default -> throw new BinaryException("a location list has an entry of kind " + kind + " before 0x"
                        + Long.toHexString(cursor.at()));
            }
            Bytes expression = cursor.part(cursor.uleb());
            if (isWithin(address, from, to)) {
                return Optional.of(expression);
            }
        }
    }

    private static boolean isWithin(long address, long from, long to) {
        return Long.compareUnsigned(address, from) >= 0 && Long.compareUnsigned(address, to) < 0;
    }
}
