package dev.whereabouts.benchmarks;

import dev.whereabouts.amd64.register.GoVersion;
import dev.whereabouts.ssa.analysis.AnalysisOptions;
import dev.whereabouts.ssa.analysis.LocationListAnalysis;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Limits;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A function made to hurt: every variable alive in every block, jumps from anywhere to anywhere. It is either answered or refused by a
 * limit; seconds from a cold start, in a heap that bounds the memory.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgs = "-Xmx2g")
@Warmup(iterations = 0)
@Measurement(iterations = 3)
public class HostileBenchmark {

    @Param({"100000"})
    public int blocks;

    @Param({"2000"})
    public int variables;

    @Param({"1", "10"})
    public int valuesInBlock;

    private Function function;
    private LocationListAnalysis analysis;

    @Setup
    public void setup() {
        function = SyntheticFunction.tangle(blocks, variables, valuesInBlock);
        analysis = new LocationListAnalysis(Limits.DEFAULT);
    }

    /** @return how many entries the lists have, or why it was refused */
    @Benchmark
    public Object listsOrRefusal() {
        try {
            return analysis.analyze(function, AnalysisOptions.of(GoVersion.NEWEST)).entries();
        } catch (InputException refusal) {
            return refusal;
        }
    }
}
