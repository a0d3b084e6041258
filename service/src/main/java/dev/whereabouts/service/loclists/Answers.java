package dev.whereabouts.service.loclists;

import dev.whereabouts.ssa.answer.Answering;
import dev.whereabouts.ssa.answer.FunctionAnswer;
import dev.whereabouts.ssa.gossafunc.reader.DumpResult;
import dev.whereabouts.ssa.json.LoclistsOptions;
import dev.whereabouts.ssa.model.Function;

/** The answers for the functions of one input, counted. */
final class Answers {

    private final Answering answering;
    private final LoclistsOptions options;
    private final Tally tally;

    Answers(Answering answering, LoclistsOptions options, Tally tally) {
        this.answering = answering;
        this.options = options;
        this.tally = tally;
    }

    /** @throws dev.whereabouts.ssa.problem.InputException if there is none */
    FunctionAnswer of(Item.Readable item) {
        FunctionAnswer answer = switch (item) {
            case Item.Given(Function function, long _) -> answering.answer(function, options);
            case Item.Dumped(DumpResult.Read read) -> answering.answer(read, options);
        };
        tally.answered(item, answer);
        return answer;
    }

    LoclistsOptions options() {
        return options;
    }

    Tally tally() {
        return tally;
    }
}
