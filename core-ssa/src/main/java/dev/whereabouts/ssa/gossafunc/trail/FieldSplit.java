package dev.whereabouts.ssa.gossafunc.trail;

import dev.whereabouts.ssa.gossafunc.printed.PrintedBlock;
import dev.whereabouts.ssa.gossafunc.printed.PrintedFunction;
import dev.whereabouts.ssa.gossafunc.printed.PrintedName;
import dev.whereabouts.ssa.gossafunc.printed.PrintedSlot;
import dev.whereabouts.ssa.gossafunc.printed.PrintedValue;
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
 * <p>What is neither stays, in order; after that come the fields, struct by struct. Of one struct, first those fields that are split no
 * further, then the fields of each struct within. A field of a local variable is named by the variable and the field ({@code pA}); one of
 * a parameter keeps the parameter's name and has an offset.
 */
final class FieldSplit {

    private final List<Row> before;
    private final List<PrintedName> after;
    private final Map<Integer, PrintedValue> values = new HashMap<>();
    private final TypeFacts facts;
    private final Map<String, Integer> fieldCount = new HashMap<>();

    FieldSplit(List<Row> before, PrintedFunction after, TypeFacts facts) {
        this.before = before;
        this.after = after.names();
        this.facts = facts;
        for (PrintedBlock block : after.blocks()) {
            for (PrintedValue value : block.values()) {
                values.put(value.id(), value);
            }
        }
    }

    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        List<Row> split = new ArrayList<>();
        for (Row row : before) {
            if (rows.size() < after.size() && after.get(rows.size()).slot().equals(row.slot())) {
                rows.add(row.now(after.get(rows.size())));
            } else {
                split.add(row);
            }
        }
        for (Row row : split) {
            addFields(row, rows);
        }
        if (rows.size() != after.size()) {
            throw InputException.malformed(after.get(rows.size()).at().place(),
                    "this line is a field of no struct that the lines before the pass name");
        }
        return rows;
    }

    private void addFields(Row row, List<Row> rows) {
        List<PrintedName> next = after.subList(rows.size(), after.size());
        Optional<List<Integer>> places = shape(row).map(shape -> places(shape, next));
        int count = places.map(List::size).orElseGet(() -> guess(row, next));
        fieldCount.put(row.slot().type(), count);
        if (count > next.size()) {
            throw InputException.malformed(row.name().at().place(),
                    "the fields of " + row.slot() + " are missing after the pass that splits it");
        }
        for (int i = 0; i < count; i++) {
            PrintedName name = next.get(i);
            if (!isFieldOf(row, name.slot())) {
                throw InputException.malformed(name.at().place(),
                        "a field of " + row.slot() + " is expected in this line");
            }
            Part part = row.trail().variable().isParameter()
                    ? new Part.At(name.slot().offset() - row.slot().offset())
                    : new Part.Field(places.isPresent() ? places.get().get(i) : i);
            rows.add(new Row(name, row.trail().split(name.slot(), part)));
        }
    }

    private static boolean isFieldOf(Row row, PrintedSlot slot) {
        if (row.trail().variable().isParameter()) {
            return slot.variable().equals(row.slot().variable());
        }
        String name = row.trail().variable().name();
        return slot.variable().startsWith(name) && slot.variable().length() > name.length();
    }

    /** How many lines are the row's, where nothing shows its type: as many as another row of the type has, else all that can be. */
    private int guess(Row row, List<PrintedName> next) {
        Integer known = fieldCount.get(row.slot().type());
        if (known != null) {
            return known;
        }
        Set<PrintedSlot> seen = new HashSet<>();
        int count = 0;
        while (count < next.size() && isFieldOf(row, next.get(count).slot()) && seen.add(next.get(count).slot())) {
            count++;
        }
        return count;
    }

    /** A struct or array: its fields, each of which may be one again. A field that is not has no fields of its own. */
    private record Shape(String type, Optional<List<Shape>> fields) {}

    private Optional<Shape> shape(Row row) {
        for (int id : row.values()) {
            PrintedValue value = values.get(id);
            if (value != null && isMake(value)) {
                return Optional.of(shape(row.slot().type(), value, 0));
            }
        }
        return facts.fields(row.slot().type()).map(_ -> shape(row.slot().type(), null, 0));
    }

    private static boolean isMake(PrintedValue value) {
        return value.op().equals("StructMake") || value.op().equals("ArrayMake1");
    }

    /** @param made the value that makes it, or null */
    private Shape shape(String type, PrintedValue made, int depth) {
        if (depth > MAX_DEPTH) {
            throw InputException.malformed(after.getFirst().at().place(),
                    "structs are nested deeper than " + MAX_DEPTH);
        }
        boolean isMade = made != null && isMake(made);
        Optional<List<String>> types = facts.fields(type);
        if (!isMade && types.isEmpty()) {
            return new Shape(type,
                    type.equals("struct {}") || type.startsWith("[0]") ? Optional.of(List.of()) : Optional.empty());
        }
        int count = isMade ? made.args().size() : types.orElseThrow().size();
        List<Shape> fields = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            PrintedValue field = isMade ? values.get(made.args().get(i)) : null;
            boolean named = types.isPresent() && i < types.get().size();
            fields.add(shape(named ? types.get().get(i) : field == null ? "" : field.type(), field, depth + 1));
        }
        return new Shape(type, Optional.of(fields));
    }

    private static final int MAX_DEPTH = 100;

    /** For each line of the struct, in the order of the lines, its place in the order of memory. */
    private List<Integer> places(Shape shape, List<PrintedName> next) {
        List<Integer> places = new ArrayList<>();
        place(shape, 0, places);
        return places;
    }

    /** @return how many fields that are split no further the shape has */
    private static int place(Shape shape, int first, List<Integer> places) {
        List<Shape> fields = shape.fields().orElseThrow();
        int[] start = new int[fields.size() + 1];
        start[0] = first;
        for (int i = 0; i < fields.size(); i++) {
            start[i + 1] = start[i] + leaves(fields.get(i));
        }
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).fields().isEmpty()) {
                places.add(start[i]);
            }
        }
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).fields().isPresent()) {
                place(fields.get(i), start[i], places);
            }
        }
        return start[fields.size()] - first;
    }

    private static int leaves(Shape shape) {
        return shape.fields().map(fields -> fields.stream().mapToInt(FieldSplit::leaves).sum()).orElse(1);
    }
}
