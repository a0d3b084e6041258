package dev.whereabouts.service.loclists;

import dev.whereabouts.ssa.answer.Answering;
import dev.whereabouts.ssa.answer.FunctionAnswer;
import dev.whereabouts.ssa.json.LoclistsOptions;

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
        FunctionAnswer answer = item.compiler().isPresent()
                ? answering.answer(item.function(), item.compiler().get(), options)
                : answering.answer(item.function(), options);
        tally.answered(answer);
        return answer;
    }

    LoclistsOptions options() {
        return options;
    }

    Tally tally() {
        return tally;
    }
}
