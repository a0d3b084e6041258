package dev.whereabouts.benchmarks;

import dev.whereabouts.ssa.analysis.AnalysisOptions;
import dev.whereabouts.ssa.analysis.LocationListAnalysis;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.amd64.register.GoVersion;
import dev.whereabouts.ssa.problem.Limits;
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

/** One synthetic function of growing size, analysed as often as makes a million values: nanoseconds per value. */
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
    @Param({"10"})
    public int valuesPerVariable;

    private Function function;
    private LocationListAnalysis analysis;

    @Setup
    public void setup() {
        function = SyntheticFunction.sequence(values, values / valuesPerVariable);
        analysis = new LocationListAnalysis(Limits.DEFAULT);
    }

    @Benchmark
    public void lists(Blackhole hole) {
        AnalysisOptions options = AnalysisOptions.of(GoVersion.NEWEST);
        for (int done = 0; done < VALUES; done += values) {
            hole.consume(analysis.analyze(function, options));
        }
    }
}
