package dev.whereabouts.benchmarks;

import dev.whereabouts.ssa.analysis.AnalysisOptions;
import dev.whereabouts.ssa.analysis.LocationListAnalysis;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.amd64.register.GoVersion;
import dev.whereabouts.ssa.problem.Limits;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Synthetic functions of growing size, as many as make a million values: nanoseconds per value. Each is another one, since a processor
 * learns the branches of a small function that comes again and again, and answers it in half the time.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@OperationsPerInvocation(SizeBenchmark.VALUES)
public class SizeBenchmark {

    static final int VALUES = 1_000_000;

    /** Values of the function. */
    @Param({"1000", "10000", "100000", "1000000"})
    public int values;

    /** For how many values there is a variable: so the number of variables grows too. */
    @Param({"10", "100"})
    public int valuesPerVariable;

    private List<Function> functions;
    private LocationListAnalysis analysis;

    @Setup
    public void setup() {
        functions = SyntheticFunction.sequences(VALUES / values, values, valuesPerVariable);
        analysis = new LocationListAnalysis(Limits.DEFAULT);
    }

    @Benchmark
    public void lists(Blackhole hole) {
        AnalysisOptions options = AnalysisOptions.of(GoVersion.NEWEST);
        for (Function function : functions) {
            hole.consume(analysis.analyze(function, options));
        }
    }
}
