package dev.whereabouts.service.loclists;

import dev.whereabouts.ssa.gossafunc.rebuild.Choice;
import dev.whereabouts.ssa.gossafunc.symbol.CompilerLists;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.problem.InputException;
import java.util.List;
import java.util.Optional;

/** One function of an input, or why it could not be read. */
sealed interface Item {

    /**
     * A function.
     *
     * @param compiler  the lists that the compiler itself wrote, where the input holds them
     * @param undecided what a dump leaves open; the function was built with the first of each choices
     */
    record Readable(Function function, Optional<CompilerLists> compiler, List<Choice> undecided) implements Item {

        Readable(Function function) {
            this(function, Optional.empty(), List.of());
        }
    }

    /**
     * A function that could not be read; the input goes on behind it.
     *
     * @param name as far as it is known
     */
    record Unreadable(Optional<String> name, InputException refusal) implements Item {}
}
