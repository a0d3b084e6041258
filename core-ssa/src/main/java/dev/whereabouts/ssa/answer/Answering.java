package dev.whereabouts.ssa.answer;

import dev.whereabouts.ssa.analysis.LocationListAnalysis;
import dev.whereabouts.ssa.analysis.LocationLists;
import dev.whereabouts.ssa.dwarf.ByteWriter;
import dev.whereabouts.ssa.dwarf.ListForm;
import dev.whereabouts.ssa.explain.Checks;
import dev.whereabouts.ssa.explain.Coverage;
import dev.whereabouts.ssa.explain.Explanations;
import dev.whereabouts.ssa.explain.Trace;
import dev.whereabouts.ssa.gossafunc.reader.DumpResult;
import dev.whereabouts.ssa.gossafunc.symbol.CompilerLists;
import dev.whereabouts.ssa.gossafunc.symbol.CompilerLists.Agreement;
import dev.whereabouts.ssa.json.LoclistsOptions;
import dev.whereabouts.ssa.json.LoclistsOptions.Include;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.problem.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers for functions, one after another. One instance serves one thread and keeps the analysis's memory. */
public final class Answering {

    private final LocationListAnalysis analysis;

    public Answering(Limits limits) {
        analysis = new LocationListAnalysis(limits);
    }

    /**
     * The answer for a function.
     *
     * @throws dev.whereabouts.ssa.problem.InputException if the options do not fit the function, or a limit is passed
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public FunctionAnswer answer(Function function, LoclistsOptions options) {
        Optional<Explanations> explanations = options.includes(Include.EXPLANATIONS)
                ? Optional.of(new Explanations(function, options.go()))
                : Optional.empty();
        LocationLists lists = analysis.analyze(function, options.analysis(), explanations.orElse(null));
        return new FunctionAnswer(lists, options.form(), options.includes(Include.ENTRIES) || explanations.isPresent(),
                explanations,
                options.includes(Include.CHECKS) ? Optional.of(Checks.of(lists)) : Optional.empty(),
                options.includes(Include.COVERAGE) ? Optional.of(Coverage.of(lists)) : Optional.empty(),
                options.includes(Include.TRACE) ? Optional.of(trace(function, options)) : Optional.empty(), List.of(),
                List.of());
    }

    /**
     * As {@link #answer(Function, LoclistsOptions)}, for a function of a dump: compared with what the compiler itself wrote, where the dump
     * holds that and the PCs, and with what the dump leaves open.
     */
    public FunctionAnswer answer(DumpResult.Read read, LoclistsOptions options) {
        FunctionAnswer answer = answer(read.function(), options);
        List<Agreement> agreement = read.emitted().isPresent() && read.function().hasPcs()
                ? agreement(answer.lists(), read.emitted().get(), options)
                : List.of();
        return new FunctionAnswer(answer.lists(), answer.form(), answer.withEntries(), answer.explanations(),
                answer.checks(), answer.coverage(), answer.trace(), agreement, read.undecided());
    }

    /** A trace watches a run of its own, so that the usual answer, without one, is not slowed. */
    private List<String> trace(Function function, LoclistsOptions options) {
        Trace trace = new Trace(function, options.go());
        analysis.analyze(function, options.analysis(), trace);
        return trace.lines();
    }

    /** The compiler's bytes are those of base address 0 or index 0, so ours are made so for the comparison, whatever was asked for. */
    private static List<Agreement> agreement(LocationLists lists, CompilerLists compiler, LoclistsOptions options) {
        ListForm form = options.dwarf() == 5 ? new ListForm.Loclists(0) : new ListForm.Loc(8, 0);
        ByteWriter bytes = new ByteWriter();
        List<String> names = new ArrayList<>(lists.lists());
        List<byte[]> ours = new ArrayList<>(lists.lists());
        for (int list = 0; list < lists.lists(); list++) {
            bytes.clear();
            form.encode(lists, list, bytes);
            names.add(lists.function().variables().get(lists.variable(list)).name());
            ours.add(bytes.toByteArray());
        }
        return compiler.compare(names, ours);
    }
}
