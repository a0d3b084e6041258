package dev.whereabouts.service.loclists;

import dev.whereabouts.ssa.explain.Check;
import dev.whereabouts.ssa.gossafunc.listing.SourceLines.Position;
import java.util.List;
import java.util.Optional;

/** What became of one function, for a report. */
public sealed interface Outcome {

    /**
     * A function that was answered.
     *
     * @param line   the line of NDJSON that it stands on, from 1; 0 in an input that is no lines
     * @param source where it is declared, as far as the input says it
     */
    record Answered(String name, long line, Optional<Position> source, List<Finding> findings) implements Outcome {

        public Answered {
            findings = List.copyOf(findings);
        }
    }

    /**
     * What a check found.
     *
     * @param variable its name, or an empty text
     * @param source   the line that it is about, as far as the input says it
     */
    record Finding(Check check, String variable, Optional<Position> source) {}

    /** A function that was refused. */
    record Refused(Tally.Refused refusal) implements Outcome {}
}
