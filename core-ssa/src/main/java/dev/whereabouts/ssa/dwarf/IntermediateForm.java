package dev.whereabouts.ssa.dwarf;

import dev.whereabouts.ssa.analysis.LocationLists;
import dev.whereabouts.ssa.dwarf.Decoding.Decoded;
import java.util.ArrayList;
import java.util.List;

/**
 * Lists whose boundaries are ids, as the compiler keeps them between the analysis and the layout of code.
 *
 * <p>An entry is its begin, its end, the expression's length in 2 bytes, and the expression; there is no end mark. A boundary is a word of
 * the target's pointer size with the block in its upper and the value in its lower half.
 */
public final class IntermediateForm {

    private IntermediateForm() {}

    /**
     * Appends a list; nothing where it has no entries. With 4-byte pointers an entry whose ids do not fit halves of 16 bits is left out, as
     * the compiler does.
     */
    public static void encode(LocationLists lists, int list, ByteWriter out) {
        int pointerSize = lists.pointerSize();
        for (int entry = lists.firstEntry(list); entry < lists.firstEntry(list + 1); entry++) {
            if (pointerSize == 8) {
                out.u64(word8(lists.beginBlock(entry), lists.beginValue(entry)));
                out.u64(word8(lists.endBlock(entry), lists.endValue(entry)));
            } else if (fits(lists, entry)) {
                out.u32(word4(lists.beginBlock(entry), lists.beginValue(entry)));
                out.u32(word4(lists.endBlock(entry), lists.endValue(entry)));
            } else {
                continue;
            }
            DebugLoc.countedExpression(lists, entry, out);
        }
    }

    private static long word8(int block, int value) {
        return (long) block << 32 | value & 0xFFFFFFFFL;
    }

    private static int word4(int block, int value) {
        return block << 16 | value & 0xFFFF;
    }

    private static boolean fits(LocationLists lists, int entry) {
        return fits(lists.beginBlock(entry)) && fits(lists.beginValue(entry)) && fits(lists.endBlock(entry))
                && fits(lists.endValue(entry));
    }

    /** Whether an id can be told with 4-byte pointers. */
    public static boolean fits(int id) {
        return (short) id == id;
    }

    /**
     * Reads all entries of one list.
     *
     * @param pointerSize bytes, 8 or 4
     */
    public static Decoding<List<IntermediateEntry>> decode(byte[] bytes, int pointerSize) {
        ByteReader reader = new ByteReader(bytes, 0, bytes.length);
        List<IntermediateEntry> entries = new ArrayList<>();
        while (!reader.atEnd()) {
            long begin = reader.word(pointerSize, "an entry's begin");
            long end = reader.word(pointerSize, "an entry's end");
            LocationExpression expression = DebugLoc.countedExpression(reader);
            entries.add(pointerSize == 8
                    ? new IntermediateEntry((int) (begin >> 32), (int) begin, (int) (end >> 32), (int) end, expression)
                    : new IntermediateEntry((short) (begin >> 16), (short) begin, (short) (end >> 16), (short) end,
                            expression));
        }
        return reader.ok() ? new Decoded<>(List.copyOf(entries)) : reader.malformed();
    }
}
