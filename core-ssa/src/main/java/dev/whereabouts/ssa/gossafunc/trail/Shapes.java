package dev.whereabouts.ssa.gossafunc.trail;

import dev.whereabouts.ssa.gossafunc.printed.PrintedFunction;
import dev.whereabouts.ssa.gossafunc.printed.PrintedValue;
import dev.whereabouts.ssa.gossafunc.type.TypeFacts;
import dev.whereabouts.ssa.problem.InputException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which lines the fields of a struct, or the element of an array, become, as far as values and types show it. */
final class Shapes {

    /** How deep structs nest. */
    private static final int MAX_DEPTH = 100;

    private final Map<Integer, PrintedValue> values = new HashMap<>();
    private final TypeFacts facts;
    private final PrintedFunction function;

    /** A struct or array: its fields, each of which may be one again. A field that is not has no fields of its own. */
    private record Shape(Optional<List<Shape>> fields) {

        static final Shape NOTHING = new Shape(Optional.of(List.of()));
        static final Shape SCALAR = new Shape(Optional.empty());

        /** How many fields there are that are split no further. */
        int leaves() {
            return fields.map(all -> all.stream().mapToInt(Shape::leaves).sum()).orElse(1);
        }
    }

    Shapes(PrintedFunction function, TypeFacts facts) {
        this.function = function;
        this.facts = facts;
        function.blocks().forEach(block -> block.values().forEach(value -> values.put(value.id(), value)));
    }

    /**
     * For each line that a row becomes, in the order of the lines, its place in the order of memory; empty where nothing shows the fields.
     */
    Optional<List<Integer>> places(Row row) {
        String type = row.slot().type();
        Optional<PrintedValue> made = row.values().stream().map(values::get).filter(Shapes::isMade).findFirst();
        if (made.isEmpty() && facts.fields(type).isEmpty()) {
            return Optional.empty();
        }
        List<Integer> places = new ArrayList<>();
        place(shape(type, made.orElse(null), 0), 0, places);
        return Optional.of(places);
    }

    private static boolean isMade(PrintedValue value) {
        return value != null && (value.op().equals("StructMake") || value.op().equals("ArrayMake1"));
    }

    /** @param made the value that makes it, or null */
    private Shape shape(String type, PrintedValue made, int depth) {
        if (depth > MAX_DEPTH) {
            throw InputException.malformed(function.heading().place(), "structs are nested deeper than " + MAX_DEPTH);
        }
        if (made != null && made.op().equals("Empty")) {
            return Shape.NOTHING;
        }
        Optional<List<String>> types = facts.fields(type);
        if (!isMade(made) && types.isEmpty()) {
            return Shape.SCALAR;
        }
        int count = isMade(made) ? made.args().size() : types.orElseThrow().size();
        List<Shape> fields = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            PrintedValue field = isMade(made) ? values.get(made.args().get(i)) : null;
            boolean hasType = types.isPresent() && i < types.get().size();
            fields.add(shape(hasType ? types.get().get(i) : field == null ? "" : field.type(), field, depth + 1));
        }
        return new Shape(Optional.of(fields));
    }

    /** First the fields that are split no further, then those of each struct within. */
    private static void place(Shape shape, int first, List<Integer> places) {
        List<Shape> fields = shape.fields().orElseThrow();
        int[] start = new int[fields.size() + 1];
        start[0] = first;
        for (int i = 0; i < fields.size(); i++) {
            start[i + 1] = start[i] + fields.get(i).leaves();
            if (fields.get(i).fields().isEmpty()) {
                places.add(start[i]);
            }
        }
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).fields().isPresent()) {
                place(fields.get(i), start[i], places);
            }
        }
    }
}
