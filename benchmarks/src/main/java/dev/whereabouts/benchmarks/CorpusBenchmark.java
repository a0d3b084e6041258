package dev.whereabouts.benchmarks;

import dev.whereabouts.ssa.analysis.AnalysisOptions;
import dev.whereabouts.ssa.analysis.LocationListAnalysis;
import dev.whereabouts.ssa.answer.Answering;
import dev.whereabouts.ssa.json.LoclistsOptions;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.problem.Limits;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** The analysis of all functions of the corpus, already read: nanoseconds, and with {@code -prof gc} bytes, per SSA value. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@OperationsPerInvocation(Corpus.VALUES)
public class CorpusBenchmark {

    private List<Corpus.Group> groups;
    private LocationListAnalysis analysis;
    private Answering answering;

    @Setup
    public void setup() throws IOException {
        groups = Corpus.groups();
        analysis = new LocationListAnalysis(Limits.DEFAULT);
        answering = new Answering(Limits.DEFAULT);
    }

    /** The lists alone. */
    @Benchmark
    public void lists(Blackhole hole) {
        for (Corpus.Group group : groups) {
            AnalysisOptions options = AnalysisOptions.of(group.go());
            for (Function function : group.functions()) {
                hole.consume(analysis.analyze(function, options));
            }
        }
    }

    /** The lists, why each entry begins and ends, and the checks. */
    @Benchmark
    public void listsExplanationsChecks(Blackhole hole) {
        for (Corpus.Group group : groups) {
            LoclistsOptions options = LoclistsOptions
                    .ofQuery(Map.of("go", group.go().toString(), "include", "entries,explanations,checks"));
            for (Function function : group.functions()) {
                hole.consume(answering.answer(function, options));
            }
        }
    }
}
