package dev.whereabouts.ssa.dwarf;

import dev.whereabouts.ssa.analysis.LocationLists;
import dev.whereabouts.ssa.dwarf.Decoding.Decoded;
import dev.whereabouts.ssa.dwarf.ListEntry.BaseAddress;
import dev.whereabouts.ssa.dwarf.ListEntry.OffsetPair;
import java.util.ArrayList;
import java.util.List;

/**
 * Lists of DWARF 4 (section 2.6.2): pairs of address-sized offsets, each followed by a counted expression. A pair that begins with the
 * largest address selects a base address; a pair of zeros ends the list.
 */
public final class DebugLoc {

    private static final long LARGEST_ADDRESS = -1;

    private DebugLoc() {}

    static void writeFromBase(LocationLists lists, int list, int addressSize, long base, ByteWriter out) {
        out.word(LARGEST_ADDRESS, addressSize);
        out.word(base, addressSize);
        writeInUnit(lists, list, addressSize, 0, out);
    }

    static void writeInUnit(LocationLists lists, int list, int addressSize, long functionOffset, ByteWriter out) {
        for (int entry = lists.firstEntry(list); entry < lists.firstEntry(list + 1); entry++) {
            int begin = lists.beginPc(entry);
            int end = lists.endPc(entry);
            if (begin == 0 && end == 0) {
                // an empty range at 0 would be the end mark
                end = 1;
            }
            out.word(functionOffset + begin, addressSize);
            out.word(functionOffset + end, addressSize);
            countedExpression(lists, entry, out);
        }
        out.word(0, addressSize);
        out.word(0, addressSize);
    }

    /** Appends the expression's length in 2 bytes, and the expression. */
    static void countedExpression(LocationLists lists, int entry, ByteWriter out) {
        out.u16(lists.expressionLength(entry));
        out.expression(lists, entry);
    }

    static LocationExpression countedExpression(ByteReader reader) {
        int length = reader.u16("an expression's length");
        return new LocationExpression(reader.bytes(length, "an expression"));
    }

    /**
     * Reads one list.
     *
     * @param section     {@code .debug_loc}, or any bytes
     * @param at          offset of the list's first byte, 0 to the length of the section
     * @param addressSize bytes, 8 or 4
     */
    public static Decoding<ListContent> decode(byte[] section, int at, int addressSize) {
        ByteReader reader = new ByteReader(section, at, section.length);
        List<ListEntry> entries = new ArrayList<>();
        long largest = LARGEST_ADDRESS >>> 64 - 8 * addressSize;
        while (reader.ok()) {
            long begin = reader.word(addressSize, "an entry's begin");
            long end = reader.word(addressSize, "an entry's end");
            if (begin == largest) {
                entries.add(new BaseAddress(end));
            } else if (begin != 0 || end != 0) {
                entries.add(new OffsetPair(begin, end, countedExpression(reader)));
            } else if (reader.ok()) {
                return new Decoded<>(new ListContent(entries, reader.at()));
            }
        }
        return reader.malformed();
    }
}
