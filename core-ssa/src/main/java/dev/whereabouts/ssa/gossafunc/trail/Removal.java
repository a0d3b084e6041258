package dev.whereabouts.ssa.gossafunc.trail;

import dev.whereabouts.ssa.gossafunc.printed.PrintedBlock;
import dev.whereabouts.ssa.gossafunc.printed.PrintedFunction;
import dev.whereabouts.ssa.gossafunc.printed.PrintedName;
import dev.whereabouts.ssa.gossafunc.printed.PrintedSlot;
import dev.whereabouts.ssa.gossafunc.printed.PrintedValue;
import dev.whereabouts.ssa.problem.InputException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The step that removes lines and keeps the order of the rest.
 *
 * <p>A line goes when none of its values lives on, copies counting for what they copy. So of lines that print alike, those are kept whose
 * values explain the values after the pass best. Lines whose text is unique cut the task into small ones.
 */
final class Removal {

    /** How many pairs of lines one task may compare. */
    private static final int MAX_PAIRS = 16_000_000;

    private static final int MAX_CHAIN = 1000;

    private final List<Row> before;
    private final List<PrintedName> after;
    private final Map<Integer, PrintedValue> earlier = new HashMap<>();
    private final Set<Integer> alive = new HashSet<>();

    Removal(List<Row> before, PrintedFunction earlier, PrintedFunction after) {
        this.before = before;
        this.after = after.names();
        for (PrintedBlock block : earlier.blocks()) {
            for (PrintedValue value : block.values()) {
                this.earlier.put(value.id(), value);
            }
        }
        for (PrintedBlock block : after.blocks()) {
            for (PrintedValue value : block.values()) {
                alive.add(value.id());
            }
        }
    }

    List<Row> rows() {
        Map<PrintedSlot, Integer> count = new HashMap<>();
        before.forEach(row -> count.merge(row.slot(), 1, Integer::sum));
        Map<PrintedSlot, Integer> unique = new HashMap<>();
        for (int i = 0; i < before.size(); i++) {
            if (count.get(before.get(i).slot()) == 1) {
                unique.put(before.get(i).slot(), i);
            }
        }
        List<Row> rows = new ArrayList<>();
        int from = 0;
        int fromAfter = 0;
        for (int j = 0; j < after.size(); j++) {
            Integer anchor = unique.get(after.get(j).slot());
            if (anchor != null) {
                if (anchor < from) {
                    throw InputException.malformed(after.get(j).at().place(),
                            "the names before the pass do not have this line in this place");
                }
                align(before.subList(from, anchor), after.subList(fromAfter, j), rows);
                rows.add(before.get(anchor).now(after.get(j)));
                from = anchor + 1;
                fromAfter = j + 1;
            }
        }
        align(before.subList(from, before.size()), after.subList(fromAfter, after.size()), rows);
        return rows;
    }

    /** Keeps as many lines as there are after the pass, in order, so that texts are equal and values agree as well as they can. */
    private void align(List<Row> was, List<PrintedName> is, List<Row> rows) {
        if (is.isEmpty()) {
            return;
        }
        if ((long) was.size() * is.size() > MAX_PAIRS) {
            throw InputException.malformed(is.getFirst().at().place(), "too many lines of names print alike");
        }
        List<Set<Integer>> expected = was.stream().map(this::expected).toList();
        int impossible = Integer.MIN_VALUE / 2;
        int[][] best = new int[was.size() + 1][is.size() + 1];
        for (int i = was.size(); i >= 0; i--) {
            for (int j = is.size(); j >= 0; j--) {
                if (i == was.size()) {
                    best[i][j] = j == is.size() ? 0 : impossible;
                    continue;
                }
                int removed = best[i + 1][j] + (expected.get(i).isEmpty() ? 1 : 0);
                int kept = j < is.size() && was.get(i).slot().equals(is.get(j).slot())
                        ? best[i + 1][j + 1] + agreement(expected.get(i), is.get(j))
                        : impossible;
                best[i][j] = Math.max(removed, kept);
            }
        }
        if (best[0][0] < 0) {
            throw InputException.malformed(is.getFirst().at().place(),
                    "the names before the pass do not have these lines in this order");
        }
        int j = 0;
        for (int i = 0; i < was.size() && j < is.size(); i++) {
            if (was.get(i).slot().equals(is.get(j).slot())
                    && best[i][j] == best[i + 1][j + 1] + agreement(expected.get(i), is.get(j))) {
                rows.add(was.get(i).now(is.get(j++)));
            }
        }
    }

    private static int agreement(Set<Integer> expected, PrintedName name) {
        if (List.copyOf(expected).equals(name.values())) {
            return 4;
        }
        return name.values().stream().anyMatch(expected::contains) ? 2 : 0;
    }

    /** The values that should be left of a line. */
    private Set<Integer> expected(Row row) {
        Set<Integer> left = new LinkedHashSet<>();
        for (int id : row.values()) {
            int source = source(id);
            if (alive.contains(source)) {
                left.add(source);
            }
        }
        return left;
    }

    /** What a value copies in the end; a phi of one value copies it. */
    private int source(int id) {
        int at = id;
        for (int steps = 0; steps < MAX_CHAIN; steps++) {
            PrintedValue value = earlier.get(at);
            if (value == null) {
                return at;
            }
            int next = value.op().equals("Copy") && !value.args().isEmpty() ? value.args().getFirst() : single(value);
            if (next == at) {
                return at;
            }
            at = next;
        }
        return at;
    }

    /** The one value that a phi always is, or the value itself. */
    private static int single(PrintedValue value) {
        Set<Integer> sources = new HashSet<>(value.op().equals("Phi") ? value.args() : List.of());
        sources.remove(value.id());
        return sources.size() == 1 ? sources.iterator().next() : value.id();
    }
}
