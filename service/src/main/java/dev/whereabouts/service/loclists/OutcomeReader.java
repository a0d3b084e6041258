package dev.whereabouts.service.loclists;

import dev.whereabouts.service.loclists.Outcome.Answered;
import dev.whereabouts.service.loclists.Outcome.Finding;
import dev.whereabouts.ssa.analysis.LocationLists;
import dev.whereabouts.ssa.answer.FunctionAnswer;
import dev.whereabouts.ssa.explain.Check;
import dev.whereabouts.ssa.gossafunc.listing.SourceLines;
import dev.whereabouts.ssa.gossafunc.listing.SourceLines.Position;
import dev.whereabouts.ssa.model.Function;
import java.util.List;
import java.util.Optional;

/** Takes out of an answer what a report says of it, so that the answer itself need not be kept. */
final class OutcomeReader {

    private OutcomeReader() {}

    static Answered read(Item.Readable item, FunctionAnswer answer) {
        Function function = item.function();
        Optional<SourceLines> source = switch (item) {
            case Item.Given _ -> Optional.empty();
            case Item.Dumped dumped -> dumped.read().source();
        };
        Optional<Position> start = source.flatMap(SourceLines::start);
        List<Finding> findings = answer.checks().orElse(List.of()).stream().map(check -> new Finding(check,
                check.variable() == Function.NO_VARIABLE ? "" : function.variables().get(check.variable()).name(),
                line(check, answer.lists(), source, start))).toList();
        return new Answered(function.name(), item.line(), start, findings);
    }

    /** Where the entry at fault begins, if that is in the function's own file and not in a callee's, inlined; else the function's start. */
    private static Optional<Position> line(Check check, LocationLists lists, Optional<SourceLines> source,
            Optional<Position> start) {
        if (source.isEmpty() || check.entry() == Check.NO_ENTRY || lists.beginPc(check.entry()) == Function.UNKNOWN) {
            return start;
        }
        return source.get().at(lists.beginPc(check.entry()))
                .filter(begin -> start.isEmpty() || begin.file().equals(start.get().file())).or(() -> start);
    }
}
