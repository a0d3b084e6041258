package dev.whereabouts.debugcall.binary.dwarf;

import dev.whereabouts.debugcall.binary.dwarf.Abbreviation.Attribute;
import dev.whereabouts.debugcall.binary.section.BinaryException;
import dev.whereabouts.debugcall.binary.section.Cursor;

/** Reads the entries of a unit one after another, each before those inside it. */
final class EntryReader {

    private static final int MAX_DEPTH = 1_000;

    private final Unit unit;
    private final Cursor cursor;
    private int depth;

    /** @param depth of the entry at the offset */
    EntryReader(Unit unit, long offset, int depth) {
        this.unit = unit;
        this.depth = depth;
        cursor = new Cursor(unit.info(), offset);
    }

    /** The next entry; null behind the last of those that the first entry's own parent has. */
    Entry next() {
        while (cursor.at() < unit.end()) {
            long offset = cursor.at();
            long code = cursor.uleb();
            if (code == 0) {
                depth--;
                if (depth <= 0) {
                    return null;
                }
                continue;
            }
            Abbreviation shape = unit.abbreviation(code, offset);
            Entry entry = new Entry(unit, offset, shape, cursor.at(), depth);
            for (Attribute each : shape.attributes()) {
                Form.skip(cursor, each.form());
            }
            if (shape.hasChildren()) {
                depth++;
                if (depth > MAX_DEPTH) {
                    throw new BinaryException(
                            "entries nest deeper than " + MAX_DEPTH + " at 0x" + Long.toHexString(offset));
                }
            }
            return entry;
        }
        return null;
    }
}
