package dev.whereabouts.benchmarks;

import dev.whereabouts.ssa.answer.AnswerWriter;
import dev.whereabouts.ssa.answer.Answering;
import dev.whereabouts.ssa.json.FunctionReader;
import dev.whereabouts.ssa.json.LoclistsOptions;
import dev.whereabouts.ssa.json.NdjsonReader;
import dev.whereabouts.ssa.problem.Limits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
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
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Functions as NDJSON, in bytes per microsecond (megabytes per second): what Jackson takes for the tokens alone, what the reader takes to
 * make functions of them, and what the whole way takes to the answers' JSON.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@OperationsPerInvocation(Corpus.LINES_BYTES)
public class JsonBenchmark {

    private final JsonFactory factory = new JsonFactory();
    private byte[] lines;
    private FunctionReader reader;
    private Answering answering;
    private AnswerWriter writer;

    @Setup
    public void setup() throws IOException {
        lines = Corpus.lines();
        reader = new FunctionReader(Limits.DEFAULT);
        answering = new Answering(Limits.DEFAULT);
        writer = new AnswerWriter();
    }

    @Benchmark
    public int jacksonTokens() {
        int tokens = 0;
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), lines)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                tokens++;
            }
        }
        return tokens;
    }

    @Benchmark
    public void read(Blackhole hole) throws IOException {
        NdjsonReader in = new NdjsonReader(new ByteArrayInputStream(lines), 1, reader);
        for (NdjsonReader.Line line = in.next(); line != null; line = in.next()) {
            hole.consume(((NdjsonReader.GoodLine) line).function());
        }
    }

    @Benchmark
    public void readAnalyzeWrite() throws IOException {
        NdjsonReader in = new NdjsonReader(new ByteArrayInputStream(lines), 1, reader);
        try (JsonGenerator out = factory.createGenerator(ObjectWriteContext.empty(), OutputStream.nullOutputStream())) {
            for (NdjsonReader.Line line = in.next(); line != null; line = in.next()) {
                writer.write(answering.answer(((NdjsonReader.GoodLine) line).function(), LoclistsOptions.DEFAULT), out);
            }
        }
    }
}
