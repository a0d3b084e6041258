package dev.whereabouts.ssa.gossafunc.trail;

import dev.whereabouts.ssa.gossafunc.printed.PrintedBlock;
import dev.whereabouts.ssa.gossafunc.printed.PrintedFunction;
import dev.whereabouts.ssa.gossafunc.printed.PrintedName;
import dev.whereabouts.ssa.gossafunc.printed.PrintedSlot;
import dev.whereabouts.ssa.gossafunc.printed.PrintedValue;
import dev.whereabouts.ssa.gossafunc.type.TypeFacts;
import dev.whereabouts.ssa.problem.InputException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Follows the lines of names of one function from its first print to the last. */
public final class NameTrail {

    private static final String SPLIT_FIELDS = "decompose user";
    private static final String SPLIT_WORDS = "decompose builtin";

    /** In the names of the passes that remove what is dead. */
    private static final String REMOVE = "deadcode";

    private final TypeFacts facts;
    private PrintedFunction last;
    private List<Row> rows;

    /**
     * @param first the function before any pass: each line is a variable of its own
     * @param facts what the prints prove about types, up to the last one followed
     */
    public NameTrail(PrintedFunction first, TypeFacts facts) {
        this.facts = facts;
        this.last = first;
        this.rows = new ArrayList<>();
        Map<Integer, String> parameterOf = parameters(first);
        Set<String> seen = new HashSet<>();
        for (PrintedName name : first.names()) {
            PrintedSlot slot = name.slot();
            boolean isParameter = name.values().stream().anyMatch(id -> slot.variable().equals(parameterOf.get(id)))
                    && seen.add(slot.variable());
            TrailVariable variable = new TrailVariable(slot.variable(), slot.type(), isParameter);
            rows.add(new Row(name, TrailSlot.whole(variable, slot)));
        }
    }

    private static Map<Integer, String> parameters(PrintedFunction first) {
        Map<Integer, String> parameterOf = new HashMap<>();
        for (PrintedBlock block : first.blocks()) {
            for (PrintedValue value : block.values()) {
                if (value.op().equals("Arg")) {
                    parameterOf.put(value.id(), value.aux());
                }
            }
        }
        return parameterOf;
    }

    /**
     * Goes on to the print after a pass.
     *
     * @throws InputException where its lines cannot come from those before
     */
    public void follow(String pass, PrintedFunction after) {
        List<PrintedSlot> was = last.names().stream().map(PrintedName::slot).toList();
        List<PrintedSlot> is = after.names().stream().map(PrintedName::slot).toList();
        if (was.equals(is)) {
            List<Row> same = new ArrayList<>(rows.size());
            for (int i = 0; i < rows.size(); i++) {
                same.add(rows.get(i).now(after.names().get(i)));
            }
            rows = same;
        } else {
            rows = switch (pass) {
                case SPLIT_FIELDS -> new FieldSplit(rows, after, facts).rows();
                case SPLIT_WORDS -> new WordSplit(rows, after, facts).rows();
                case String removing when removing.contains(REMOVE) -> new Removal(rows, last, after).rows();
                default -> throw InputException.malformed(after.heading().place(),
                        "the names of this print are not those of the print before it, but pass "
                                + pass + " keeps them: a line is missing or damaged");
            };
        }
        last = after;
    }

    /** The slots of the lines of the last print, in their order. */
    public List<TrailSlot> slots() {
        return rows.stream().map(Row::trail).toList();
    }
}
