package dev.whereabouts.benchmarks;

import dev.whereabouts.ssa.gossafunc.reader.DumpOptions;
import dev.whereabouts.ssa.gossafunc.reader.DumpReader;
import dev.whereabouts.ssa.gossafunc.reader.DumpResult;
import dev.whereabouts.ssa.problem.Limits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
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

/** What the compiler prints, made into functions, in bytes per microsecond (megabytes per second). */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@OperationsPerInvocation(Corpus.DUMP_BYTES)
public class DumpBenchmark {

    private byte[] dumps;

    @Setup
    public void setup() throws IOException {
        dumps = Corpus.dumps();
    }

    @Benchmark
    public void read(Blackhole hole) throws IOException {
        DumpReader reader = new DumpReader(
                new InputStreamReader(new ByteArrayInputStream(dumps), StandardCharsets.UTF_8), DumpOptions.DEFAULT,
                Limits.DEFAULT);
        for (DumpResult result = reader.next(); result != null; result = reader.next()) {
            hole.consume(((DumpResult.Read) result).function());
        }
    }
}
