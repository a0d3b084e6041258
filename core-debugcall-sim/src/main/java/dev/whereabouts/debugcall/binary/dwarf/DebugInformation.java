package dev.whereabouts.debugcall.binary.dwarf;

import dev.whereabouts.amd64.image.Image;
import dev.whereabouts.debugcall.binary.section.BinaryException;
import dev.whereabouts.debugcall.binary.section.Bytes;
import dev.whereabouts.debugcall.binary.section.Cursor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** The debug information of a binary. Addresses are before any load bias. Safe for use by several threads. */
public final class DebugInformation {

    private static final int HEADER = 11;
    private static final int FULL_UNIT = 1;
    private static final long LARGE = 0xffff_fff0L;
    private static final int MAX_UNITS = 1 << 20;

    private final DebugSections sections;
    private volatile List<Unit> units;
    private volatile Types types;

    /** Of types with names, and of those that the runtime has a record of. */
    private record Types(Map<String, Long> named, Map<Long, Long> recorded) {}

    private DebugInformation(DebugSections sections) {
        this.sections = sections;
    }

    /** That of an image; empty where it was stripped. */
    public static Optional<DebugInformation> of(Image image) {
        boolean isThere = image.section(".debug_info").or(() -> image.section(".zdebug_info")).isPresent();
        return isThere ? Optional.of(new DebugInformation(new DebugSections(image))) : Optional.empty();
    }

    Bytes section(String name) {
        return sections.section(name);
    }

    /** All units, in the file's order. */
    public List<Unit> units() {
        List<Unit> found = units;
        if (found == null) {
            found = readUnits();
            units = found;
        }
        return found;
    }

    private List<Unit> readUnits() {
        Bytes info = section("info");
        Map<Long, Map<Long, Abbreviation>> tables = new HashMap<>();
        List<Unit> found = new ArrayList<>();
        for (long at = 0; at + HEADER <= info.size();) {
            Cursor cursor = new Cursor(info, at);
            long length = cursor.u32();
            if (length >= LARGE || found.size() == MAX_UNITS) {
                throw new BinaryException(info.name() + " has 64-bit DWARF or more than " + MAX_UNITS
                        + " units at 0x" + Long.toHexString(at) + ", which is not read");
            }
            info.part(cursor.at(), length);
            long end = cursor.at() + length;
            int version = cursor.u16();
            if (version < 2 || version > 5) {
                throw new BinaryException(
                        info.name() + " has DWARF " + version + " at 0x" + Long.toHexString(at) + "; 2 to 5 are read");
            }
            boolean isFull = true;
            long table;
            if (version == 5) {
                isFull = cursor.u8() == FULL_UNIT;
                cursor.u8();
                table = cursor.u32();
            } else {
                table = cursor.u32();
                cursor.u8();
            }
            if (isFull) {
                found.add(new Unit(this, at, end, version, cursor.at(), tables.computeIfAbsent(table,
                        offset -> Abbreviation.table(section("abbrev"), offset))));
            }
            at = end;
        }
        return List.copyOf(found);
    }

    /** The unit that has code at an address. */
    public Optional<Unit> unitAt(long address) {
        return units().stream().filter(unit -> unit.root().covers(address)).findFirst();
    }

    /** The function that begins at an address. */
    public Optional<Entry> function(long entry) {
        return unitAt(entry).flatMap(unit -> unit.function(entry));
    }

    /** The lowest address at which a statement of a line begins, in whichever unit. */
    public OptionalLong addressOf(Predicate<String> isFile, int line) {
        return units().stream().map(LineTable::of).flatMap(Optional::stream).map(table -> table.addressOf(isFile, line))
                .filter(OptionalLong::isPresent).mapToLong(OptionalLong::getAsLong).min();
    }

    /** @throws BinaryException if there is none at the offset */
    Entry entryAt(long offset) {
        List<Unit> all = units();
        int low = 0;
        int high = all.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (all.get(middle).end() <= offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        Entry entry = low < all.size() && offset > all.get(low).offset()
                ? new EntryReader(all.get(low), offset, 1).next()
                : null;
        if (entry == null) {
            throw new BinaryException("the debug information refers to 0x" + Long.toHexString(offset)
                    + ", where there is no entry");
        }
        return entry;
    }

    /** A type by its name, such as {@code main.P}. */
    public Optional<Entry> type(String name) {
        return Optional.ofNullable(types().named.get(name)).map(this::entryAt);
    }

    /** A type by where the runtime's record of it is, from the start of all records. */
    public Optional<Entry> typeOfRecord(long offset) {
        return Optional.ofNullable(types().recorded.get(offset)).map(this::entryAt);
    }

    /** Where the runtime's record of a type is, from the start of all records. */
    public OptionalLong recordOf(Entry type) {
        OptionalLong told = type.number(Dwarf.AT_GO_RUNTIME_TYPE);
        if (told.isPresent() || type.tag() != Dwarf.TAG_TYPEDEF) {
            return told.isPresent() && told.getAsLong() == 0 ? OptionalLong.empty() : told;
        }
        return type.reference(Dwarf.AT_TYPE).map(defined -> defined.number(Dwarf.AT_GO_RUNTIME_TYPE))
                .orElse(OptionalLong.empty());
    }

    private Types types() {
        Types found = types;
        if (found == null) {
            found = new Types(new HashMap<>(), new HashMap<>());
            for (Unit unit : units()) {
                EntryReader reader = unit.entries();
                for (Entry each = reader.next(); each != null; each = reader.next()) {
                    if (each.depth() == 1 && isType(each.tag())) {
                        add(found, each);
                    }
                }
            }
            types = found;
        }
        return found;
    }

    private static void add(Types types, Entry type) {
        Optional<String> name = type.text(Dwarf.AT_NAME);
        if (name.isPresent()) {
            // a name and the type that defines it are two entries with one name; the name is the one that others refer to
            if (type.tag() == Dwarf.TAG_TYPEDEF) {
                types.named.put(name.get(), type.offset());
            } else {
                types.named.putIfAbsent(name.get(), type.offset());
            }
        }
        OptionalLong recorded = type.number(Dwarf.AT_GO_RUNTIME_TYPE);
        if (recorded.isPresent() && recorded.getAsLong() != 0) {
            types.recorded.putIfAbsent(recorded.getAsLong(), type.offset());
        }
    }

    private static boolean isType(int tag) {
        return switch (tag) {
            case Dwarf.TAG_ARRAY_TYPE, Dwarf.TAG_POINTER_TYPE, Dwarf.TAG_STRUCTURE_TYPE, Dwarf.TAG_SUBROUTINE_TYPE,
                    Dwarf.TAG_TYPEDEF, Dwarf.TAG_BASE_TYPE ->
                true;
            default -> false;
        };
    }
}
