package dev.whereabouts.service.cli;

import dev.whereabouts.service.problem.Problem;
import dev.whereabouts.service.settings.Settings;
import dev.whereabouts.ssa.problem.Fault;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Place;
import dev.whereabouts.ssa.text.FunctionText;
import java.util.List;
import java.util.Optional;

/** Says on standard error why an input is refused: a line for each fault, with its place. */
final class Refusals {

    private Refusals() {}

    /**
     * Says it.
     *
     * @param where    the file, and the line where it is one of NDJSON
     * @param function which the refusal is about, if it is one
     */
    static void tell(Terminal terminal, Settings settings, String where, Optional<String> function,
            InputException refusal) {
        for (Fault fault : refusal.faults()) {
            // names come from the input, and may hold what commands a terminal
            terminal.err().println(FunctionText.clean("whereabouts: " + where + place(fault) + ": "
                    + function.map(known -> known + ": ").orElse("") + fault.detail()));
        }
        Problem problem = Problem.of(refusal, settings);
        if (problem.limit() != null) {
            terminal.err().println("whereabouts: the setting " + problem.limit().setting().variable()
                    + " changes the limit");
        }
    }

    /** A line for each fault, with its place in the input. */
    static List<String> lines(InputException refusal) {
        return refusal.faults().stream()
                .map(fault -> (place(fault) + ": " + fault.detail()).replaceFirst("^(: ?)+", "")).toList();
    }

    private static String place(Fault fault) {
        return switch (fault.place()) {
            case Place.Position(long line, int column) -> ":" + line + (column > 0 ? ":" + column : "");
            case Place.Pointer(String pointer) -> pointer.isEmpty() ? "" : ": " + pointer;
        };
    }
}
