package dev.whereabouts.ssa.dwarf;

import java.util.List;

/**
 * A list read from a section.
 *
 * @param entries without the end mark
 * @param end     offset of the first byte after the end mark
 */
public record ListContent(List<ListEntry> entries, int end) {

    public ListContent {
        entries = List.copyOf(entries);
    }
}
