package dev.whereabouts.service.loclists;

import dev.whereabouts.ssa.gossafunc.reader.DumpResult;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.problem.InputException;
import java.util.Optional;

/** One function of an input, or why it could not be read. */
sealed interface Item {

    /** The line of {@link Given} and {@link Unreadable} in an input that is no lines. */
    long NO_LINE = 0;

    /** The line of NDJSON that it stands on, from 1, or {@link #NO_LINE}. */
    long line();

    /** A function that could be read. */
    sealed interface Readable extends Item {

        Function function();
    }

    /** A function as JSON gives it. */
    record Given(Function function, long line) implements Readable {}

    /** A function out of what a compiler printed. */
    record Dumped(DumpResult.Read read) implements Readable {

        @Override
        public Function function() {
            return read.function();
        }

        @Override
        public long line() {
            return NO_LINE;
        }
    }

    /**
     * A function that could not be read; the input goes on behind it.
     *
     * @param name as far as it is known
     */
    record Unreadable(Optional<String> name, long line, InputException refusal) implements Item {}
}
