package dev.whereabouts.debugcall.binary.dwarf;

import dev.whereabouts.debugcall.binary.section.BinaryException;
import dev.whereabouts.debugcall.binary.section.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A unit (section 7.5.1). */
public final class Unit {

    private final DebugInformation information;
    private final long offset;
    private final long end;
    private final int version;
    private final long first;
    private final Map<Long, Abbreviation> abbreviations;
    private Entry root;
    private Map<Long, Long> functions;

    Unit(DebugInformation information, long offset, long end, int version, long first,
            Map<Long, Abbreviation> abbreviations) {
        this.information = information;
        this.offset = offset;
        this.end = end;
        this.version = version;
        this.first = first;
        this.abbreviations = abbreviations;
    }

    DebugInformation information() {
        return information;
    }

    Bytes info() {
        return information.section("info");
    }

    /** Of its header in {@code .debug_info}. */
    long offset() {
        return offset;
    }

    /** Behind its last byte. */
    long end() {
        return end;
    }

    /** Of DWARF: 4 or 5. */
    public int version() {
        return version;
    }

    Abbreviation abbreviation(long code, long at) {
        Abbreviation shape = abbreviations.get(code);
        if (shape == null) {
            throw new BinaryException(
                    "the entry at 0x" + Long.toHexString(at) + " has no abbreviation: " + Long.toUnsignedString(code));
        }
        return shape;
    }

    /** Its own entry. */
    public synchronized Entry root() {
        if (root == null) {
            root = new EntryReader(this, first, 0).next();
            if (root == null) {
                throw new BinaryException("the unit at 0x" + Long.toHexString(offset) + " has no entry");
            }
        }
        return root;
    }

    EntryReader entries() {
        return new EntryReader(this, first, 0);
    }

    /** The first address, which lists of the unit count from. */
    long base() {
        return root().address(Dwarf.AT_LOW_PC).orElse(0);
    }

    /** Where an index into a section counts from; behind the header where the unit does not say. */
    long base(int attribute, int header) {
        OptionalLong told = root().number(attribute);
        return told.isPresent() ? told.getAsLong() : header;
    }

    long address(long index) {
        return information.section("addr").i64(base(Dwarf.AT_ADDR_BASE, 8) + 8 * index);
    }

    String text(int form, long number) {
        if (form == Form.STRP) {
            return information.section("str").text(number);
        }
        if (form == Form.LINE_STRP) {
            return information.section("line_str").text(number);
        }
        if (Form.isStringIndex(form)) {
            long at = base(Dwarf.AT_STR_OFFSETS_BASE, 8) + 4 * number;
            return information.section("str").text(information.section("str_offsets").u32(at));
        }
        throw new BinaryException("a text has the form 0x" + Integer.toHexString(form));
    }

    /** The function that begins at an address. @param entry before any load bias */
    public synchronized Optional<Entry> function(long entry) {
        if (functions == null) {
            functions = new HashMap<>();
            EntryReader reader = entries();
            for (Entry each = reader.next(); each != null; each = reader.next()) {
                if (each.depth() == 1 && each.tag() == Dwarf.TAG_SUBPROGRAM
                        && each.address(Dwarf.AT_LOW_PC).isPresent()) {
                    functions.putIfAbsent(each.address(Dwarf.AT_LOW_PC).getAsLong(), each.offset());
                }
            }
        }
        return Optional.ofNullable(functions.get(entry)).map(at -> new EntryReader(this, at, 1).next());
    }

    /** All entries inside one, at whatever depth; a depth is told from the entry's own. */
    public List<Entry> inside(Entry entry) {
        List<Entry> inside = new ArrayList<>();
        if (entry.hasChildren()) {
            // the reader begins with the entry itself
            EntryReader reader = new EntryReader(this, entry.offset(), 0);
            reader.next();
            for (Entry each = reader.next(); each != null; each = reader.next()) {
                inside.add(each);
            }
        }
        return inside;
    }

    /** The entries directly inside one. */
    public List<Entry> children(Entry entry) {
        return inside(entry).stream().filter(each -> each.depth() == 1).toList();
    }
}
