package dev.whereabouts.ssa.dwarf;

import dev.whereabouts.ssa.analysis.LocationLists;
import dev.whereabouts.ssa.dwarf.Decoding.Decoded;
import dev.whereabouts.ssa.dwarf.ListEntry.AddressRange;
import dev.whereabouts.ssa.dwarf.ListEntry.AddressStart;
import dev.whereabouts.ssa.dwarf.ListEntry.BaseAddress;
import dev.whereabouts.ssa.dwarf.ListEntry.BaseAddressIndex;
import dev.whereabouts.ssa.dwarf.ListEntry.Default;
import dev.whereabouts.ssa.dwarf.ListEntry.IndexedRange;
import dev.whereabouts.ssa.dwarf.ListEntry.IndexedStart;
import dev.whereabouts.ssa.dwarf.ListEntry.OffsetPair;
import java.util.ArrayList;
import java.util.List;

/** Lists of DWARF 5 (sections 2.6.2 and 7.7.3): entries that begin with a kind. */
public final class DebugLoclists {

    private static final int DW_LLE_END_OF_LIST = 0;
    private static final int DW_LLE_BASE_ADDRESSX = 1;
    private static final int DW_LLE_STARTX_ENDX = 2;
    private static final int DW_LLE_STARTX_LENGTH = 3;
    private static final int DW_LLE_OFFSET_PAIR = 4;
    private static final int DW_LLE_DEFAULT_LOCATION = 5;
    private static final int DW_LLE_BASE_ADDRESS = 6;
    private static final int DW_LLE_START_END = 7;
    private static final int DW_LLE_START_LENGTH = 8;

    private DebugLoclists() {}

    static void writeFromIndex(LocationLists lists, int list, int addressIndex, ByteWriter out) {
        out.u8(DW_LLE_BASE_ADDRESSX);
        out.uleb(addressIndex);
        writeOffsetPairs(lists, list, out);
    }

    static void writeFromBase(LocationLists lists, int list, int addressSize, long base, ByteWriter out) {
        out.u8(DW_LLE_BASE_ADDRESS);
        out.word(base, addressSize);
        writeOffsetPairs(lists, list, out);
    }

    private static void writeOffsetPairs(LocationLists lists, int list, ByteWriter out) {
        for (int entry = lists.firstEntry(list); entry < lists.firstEntry(list + 1); entry++) {
            out.u8(DW_LLE_OFFSET_PAIR);
            out.uleb(lists.beginPc(entry));
            out.uleb(lists.endPc(entry));
            out.uleb(lists.expressionLength(entry));
            out.expression(lists, entry);
        }
        out.u8(DW_LLE_END_OF_LIST);
    }

    /**
     * Reads one list, with entries of any kind.
     *
     * @param section     {@code .debug_loclists}, or any bytes
     * @param at          offset of the list's first byte, 0 to the length of the section
     * @param addressSize bytes, 8 or 4
     */
    public static Decoding<ListContent> decode(byte[] section, int at, int addressSize) {
        ByteReader reader = new ByteReader(section, at, section.length);
        List<ListEntry> entries = new ArrayList<>();
        while (reader.ok()) {
            int start = reader.at();
            int kind = reader.u8("an entry's kind");
            if (reader.ok() && kind == DW_LLE_END_OF_LIST) {
                return new Decoded<>(new ListContent(entries, reader.at()));
            }
            entries.add(entry(reader, start, kind, addressSize));
        }
        return reader.malformed();
    }

    private static ListEntry entry(ByteReader reader, int start, int kind, int addressSize) {
        return switch (kind) {
            case DW_LLE_BASE_ADDRESSX -> new BaseAddressIndex(reader.uleb("a base address's index"));
            case DW_LLE_STARTX_ENDX -> new IndexedRange(reader.uleb("a begin's index"), reader.uleb("an end's index"),
                    expression(reader));
            case DW_LLE_STARTX_LENGTH -> new IndexedStart(reader.uleb("a begin's index"),
                    reader.uleb("a range's length"), expression(reader));
            case DW_LLE_OFFSET_PAIR -> new OffsetPair(reader.uleb("an entry's begin"), reader.uleb("an entry's end"),
                    expression(reader));
            case DW_LLE_DEFAULT_LOCATION -> new Default(expression(reader));
            case DW_LLE_BASE_ADDRESS -> new BaseAddress(reader.word(addressSize, "a base address"));
            case DW_LLE_START_END -> new AddressRange(reader.word(addressSize, "an entry's begin"),
                    reader.word(addressSize, "an entry's end"), expression(reader));
            case DW_LLE_START_LENGTH -> new AddressStart(reader.word(addressSize, "an entry's begin"),
                    reader.uleb("a range's length"), expression(reader));
            default -> {
                reader.fail(start, "entries have a kind from 0 to 8 (DW_LLE_…), not " + kind);
                yield new BaseAddressIndex(0);
            }
        };
    }

    private static LocationExpression expression(ByteReader reader) {
        return new LocationExpression(reader.bytes(reader.uleb("an expression's length"), "an expression"));
    }
}
