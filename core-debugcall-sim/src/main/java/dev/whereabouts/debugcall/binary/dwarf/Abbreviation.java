package dev.whereabouts.debugcall.binary.dwarf;

import dev.whereabouts.debugcall.binary.section.BinaryException;
import dev.whereabouts.debugcall.binary.section.Bytes;
import dev.whereabouts.debugcall.binary.section.Cursor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The shape of entries (section 7.5.3).
 *
 * @param attributes in the order of their values
 */
record Abbreviation(int tag, boolean hasChildren, List<Attribute> attributes) {

    private static final int MAX_ATTRIBUTES = 256;
    private static final int MAX_ABBREVIATIONS = 1 << 16;

    /**
     * What a value is of, and how it is written.
     *
     * @param constant the value itself, where the form says so
     */
    record Attribute(int name, int form, long constant) {}

    /** A unit's abbreviations, by their codes. */
    static Map<Long, Abbreviation> table(Bytes section, long offset) {
        Cursor cursor = new Cursor(section, offset);
        Map<Long, Abbreviation> table = new HashMap<>();
        for (long code = cursor.uleb(); code != 0; code = cursor.uleb()) {
            if (table.size() == MAX_ABBREVIATIONS) {
                throw new BinaryException(section.name() + " has more than " + MAX_ABBREVIATIONS
                        + " abbreviations at 0x" + Long.toHexString(offset));
            }
            int tag = (int) cursor.uleb();
            boolean hasChildren = cursor.u8() != 0;
            table.put(code, new Abbreviation(tag, hasChildren, attributes(section, cursor)));
        }
        return table;
    }

    private static List<Attribute> attributes(Bytes section, Cursor cursor) {
        List<Attribute> attributes = new ArrayList<>();
        while (true) {
            int name = (int) cursor.uleb();
            int form = (int) cursor.uleb();
            if (name == 0 && form == 0) {
                return List.copyOf(attributes);
            }
            if (attributes.size() == MAX_ATTRIBUTES) {
                throw new BinaryException(section.name() + " has an abbreviation of more than " + MAX_ATTRIBUTES
                        + " attributes before 0x" + Long.toHexString(cursor.at()));
            }
            attributes.add(new Attribute(name, form, form == Form.IMPLICIT_CONST ? cursor.sleb() : 0));
        }
    }
}
