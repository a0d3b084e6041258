package dev.whereabouts.ssa.gossafunc.trail;

import dev.whereabouts.ssa.gossafunc.printed.PrintedFunction;
import dev.whereabouts.ssa.gossafunc.printed.PrintedName;
import dev.whereabouts.ssa.gossafunc.printed.PrintedSlot;
import dev.whereabouts.ssa.gossafunc.trail.TrailSlot.Part;
import dev.whereabouts.ssa.gossafunc.type.TypeFacts;
import dev.whereabouts.ssa.problem.InputException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The step that replaces structs and arrays of one element by their fields.
 *
 * <p>What is neither stays, in order; after that come the fields, struct by struct. A field of a local variable is named by the variable
 * and the field ({@code pA}); one of a parameter keeps the parameter's name and has an offset. Where nothing shows how many fields a type
 * has, the number is found by trying which one uses up the lines.
 */
final class FieldSplit {

    /** How many types of unknown fields one print may have. */
    private static final int MAX_UNKNOWN = 100;

    /** How many numbers of fields are tried. */
    private static final int MAX_TRIES = 10_000;

    private final List<Row> before;
    private final PrintedFunction function;
    private final List<PrintedName> after;
    private final Shapes shapes;
    private final Map<String, Integer> counts = new HashMap<>();
    private int tries;

    /**
     * A line that is split.
     *
     * @param places for each line of its fields, its place in the order of memory; empty where nothing shows the fields of its type
     */
    private record Group(Row row, Optional<List<Integer>> places) {}

    FieldSplit(List<Row> before, PrintedFunction after, TypeFacts facts) {
        this.before = before;
        this.function = after;
        this.after = after.names();
        this.shapes = new Shapes(after, facts);
    }

    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        List<Group> groups = new ArrayList<>();
        for (Row row : before) {
            if (rows.size() < after.size() && after.get(rows.size()).slot().equals(row.slot())) {
                rows.add(row.now(after.get(rows.size())));
            } else {
                groups.add(new Group(row, shapes.places(row)));
            }
        }
        if (!fit(groups, 0, rows.size(), 0)) {
            throw InputException.malformed(function.heading().place(),
                    "after the pass that splits structs, the names are not the fields of the structs before it");
        }
        for (Group group : groups) {
            addFields(group, rows);
        }
        return rows;
    }

    private int count(Group group) {
        return group.places().map(List::size).orElseGet(() -> counts.getOrDefault(group.row().slot().type(), -1));
    }

    /**
     * Finds how many fields each type has of which nothing shows it, so that the lines are used up.
     *
     * @param from    the first group to look at
     * @param at      its first line
     * @param unknown how many types have been tried before
     */
    private boolean fit(List<Group> groups, int from, int at, int unknown) {
        int line = at;
        for (int g = from; g < groups.size(); g++) {
            Group group = groups.get(g);
            int count = count(group);
            if (count < 0) {
                return tryCounts(groups, g, line, unknown);
            }
            for (int end = line + count; line < end; line++) {
                if (line >= after.size() || !isFieldOf(group.row(), after.get(line).slot())) {
                    return false;
                }
            }
        }
        return line == after.size();
    }

    private boolean tryCounts(List<Group> groups, int from, int at, int unknown) {
        Row row = groups.get(from).row();
        for (int count = possible(row, at); count >= 0; count--) {
            if (unknown >= MAX_UNKNOWN || tries++ >= MAX_TRIES) {
                return false;
            }
            counts.put(row.slot().type(), count);
            if (fit(groups, from + 1, at + count, unknown + 1)) {
                return true;
            }
        }
        counts.remove(row.slot().type());
        return false;
    }

    /** How many lines may be fields of a row: they begin with its name, and none occurs twice but blank ones. */
    private int possible(Row row, int at) {
        Set<PrintedSlot> seen = new HashSet<>();
        int end = at;
        while (end < after.size() && isFieldOf(row, after.get(end).slot())
                && (seen.add(after.get(end).slot()) || after.get(end).slot().variable().endsWith("_"))) {
            end++;
        }
        return end - at;
    }

    private static boolean isFieldOf(Row row, PrintedSlot slot) {
        if (row.trail().variable().isParameter()) {
            return slot.variable().equals(row.slot().variable());
        }
        String name = row.trail().variable().name();
        return slot.variable().startsWith(name) && slot.variable().length() > name.length();
    }

    private void addFields(Group group, List<Row> rows) {
        Row row = group.row();
        int count = count(group);
        for (int i = 0; i < count; i++) {
            PrintedName name = after.get(rows.size());
            Part part = row.trail().variable().isParameter()
                    ? new Part.At(name.slot().offset() - row.slot().offset())
                    : new Part.Field(group.places().isPresent() ? group.places().get().get(i) : i);
            rows.add(new Row(name, row.trail().split(name.slot(), part)));
        }
    }
}
