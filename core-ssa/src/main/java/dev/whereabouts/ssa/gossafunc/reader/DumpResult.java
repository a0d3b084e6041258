package dev.whereabouts.ssa.gossafunc.reader;

import dev.whereabouts.ssa.gossafunc.listing.SourceLines;
import dev.whereabouts.ssa.gossafunc.rebuild.Choice;
import dev.whereabouts.ssa.gossafunc.symbol.CompilerLists;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.problem.Fault;
import java.util.List;
import java.util.Optional;

/** What a dump gives for one function. */
public sealed interface DumpResult {

    /**
     * A function.
     *
     * @param function  with PCs where the dump holds its listing
     * @param emitted   the lists that the compiler wrote, where the dump holds them ({@code -S -S})
     * @param undecided what the dump leaves open; the function was built with the first of each choices
     * @param source    the lines of its instructions, where the dump holds its listing
     */
    record Read(Function function, Optional<CompilerLists> emitted, List<Choice> undecided,
            Optional<SourceLines> source) implements DumpResult {

        public Read {
            undecided = List.copyOf(undecided);
        }
    }

    /**
     * A function that could not be read; the dump goes on behind it.
     *
     * @param functionName as far as the dump got to say it
     */
    record Failed(String functionName, List<Fault> faults) implements DumpResult {

        public Failed {
            faults = List.copyOf(faults);
        }
    }
}
