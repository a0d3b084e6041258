package dev.whereabouts.debugcall.binary.heap;

import dev.whereabouts.debugcall.binary.dwarf.DebugInformation;
import dev.whereabouts.debugcall.binary.dwarf.Dwarf;
import dev.whereabouts.debugcall.binary.dwarf.Entry;
import java.util.Optional;
import java.util.OptionalLong;

/** Where fields of the runtime's structures are, by the debug information. */
public record HeapLayout(DebugInformation debug) {

    /** The offset of a field in a structure, such as {@code numgc} in {@code runtime.mstats}; an embedded field is not looked into. */
    public OptionalLong field(String structure, String field) {
        Optional<Entry> type = debug.type(structure).flatMap(
                entry -> entry.tag() == Dwarf.TAG_TYPEDEF ? entry.reference(Dwarf.AT_TYPE) : Optional.of(entry));
        return type.stream().flatMap(entry -> entry.unit().children(entry).stream())
                .filter(member -> member.tag() == Dwarf.TAG_MEMBER && member.name().equals(field))
                .map(member -> member.number(Dwarf.AT_DATA_MEMBER_LOCATION)).findFirst().orElse(OptionalLong.empty());
    }
}
