package dev.whereabouts.benchmarks;

import dev.whereabouts.amd64.linux.Program;
import dev.whereabouts.amd64.linux.budget.Budget;
import dev.whereabouts.debugcall.binary.GoBinary;
import dev.whereabouts.debugcall.binary.GoProgram;
import dev.whereabouts.debugcall.model.scenario.Scenario;
import dev.whereabouts.debugcall.model.scenario.Scenarios;
import dev.whereabouts.debugcall.script.CallScript;
import dev.whereabouts.debugcall.script.ScriptLimits;
import dev.whereabouts.debugcall.script.ScriptReader;
import dev.whereabouts.debugcall.simulation.Simulation;
import dev.whereabouts.debugcall.target.Target;
import dev.whereabouts.debugcall.transcript.JsonTranscript;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.json.JsonMapper;

/**
 * One injected call of an integer and a float, from the script's bytes to the transcript's: on the model runtime, in the recorded Go binary as a
 * request brings it, and in the same binary read before.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class DebugcallBenchmark {

    private static final byte[] SCRIPT = """
        {"stop": {"function": "main.target", "offset": 14},
         "calls": [{"function": "main.intFloat", "arguments": [7, 2.5]}]}""".getBytes(StandardCharsets.UTF_8);

    private final ScriptReader scripts = new ScriptReader(ScriptLimits.DEFAULT);
    private final JsonMapper json = new JsonMapper();
    private byte[] elf;
    private GoBinary binary;

    /** Only the Go binary needs something from outside. */
    @Setup
    public void setup() throws IOException {
        elf = Corpus.unpacked(Corpus.shared("debugcall").resolve("bin/fixture.opt.gz"));
        binary = GoBinary.read(elf);
    }

    @Benchmark
    public byte[] model() throws InterruptedException {
        Scenario scenario = Scenarios.named("int-float").orElseThrow();
        CallScript script = scenario.completed(scripts.read(SCRIPT));
        return transcript(script, scenario.target(scenario.version(), Budget.DEFAULT));
    }

    @Benchmark
    public byte[] goBinary() throws InterruptedException {
        return call(GoBinary.read(elf));
    }

    @Benchmark
    public byte[] goBinaryReadBefore() throws InterruptedException {
        return call(binary);
    }

    private byte[] call(GoBinary program) throws InterruptedException {
        return transcript(scripts.read(SCRIPT),
                new GoProgram(program, Program.of(program.image(), List.of("fixture", "safe")), Budget.DEFAULT));
    }

    private byte[] transcript(CallScript script, Target target) throws InterruptedException {
        return json.writeValueAsBytes(JsonTranscript.of(Simulation.run(script, target), true));
    }
}
