package dev.whereabouts.debugcall.binary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.debugcall.binary.goroutine.GoroutineLayout;
import dev.whereabouts.debugcall.binary.heap.HeapLayout;
import dev.whereabouts.debugcall.script.ScriptLimits;
import dev.whereabouts.debugcall.script.ScriptReader;
import dev.whereabouts.debugcall.simulation.Simulation;
import dev.whereabouts.debugcall.transcript.Transcript;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Collections are counted, and what only the debugger held does not outlive one. */
class CollectionsTest {

    private static final String SCRIPT = """
        {"stop": {"function": "main.target", "hits": 1}, "calls": [
          {"function": "main.strArg", "frameSize": 24, "registers": {"RAX": "main.scratch", "RBX": "0x3", "RCX": "0x64"},
           "writes": [{"at": "main.scratch", "bytes": "616263"}]},
          {"function": "main.doGC", "arguments": []}]}
        """;

    @ParameterizedTest
    @ValueSource(strings = {"opt", "noopt"})
    void endWhatOnlyTheDebuggerHeld(String build) throws InterruptedException {
        GoProgram program = Fixture.program(build, "safe");
        Transcript transcript = Simulation
                .run(new ScriptReader(ScriptLimits.DEFAULT).read(SCRIPT.getBytes(StandardCharsets.UTF_8)), program);
        long text = transcript.calls().getFirst().results().orElseThrow().integers().getFirst();
        assertThat(transcript.calls().getFirst().results().orElseThrow().integers().get(1)).isEqualTo(300);
        // runtime.GC in the callee, and GOGC=off otherwise
        assertThat(program.collections()).isEqualTo(OptionalLong.of(1));
        assertThat(program.isCollected(text)).isTrue();
        long live = program.memory().readLong(program.addressOf("main.gT").orElseThrow());
        assertThat(program.isCollected(live)).isFalse();
        assertThat(program.isCollected(program.addressOf("main.gT").orElseThrow())).isFalse();
        assertThat(program.isCollected(0)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"opt", "noopt"})
    void theTableOfDescriptorsIsThatOfTheDebugInformation(String build) {
        HeapLayout told = new HeapLayout(Fixture.binary(build).debug().orElseThrow());
        assertThat(GoroutineLayout.of(26)).isEqualTo(new GoroutineLayout(field(told, "runtime.g", "m"),
                field(told, "runtime.g", "atomicstatus"), field(told, "runtime.g", "goid"),
                field(told, "runtime.m", "g0"), field(told, "runtime.m", "gsignal")));
    }

    private static int field(HeapLayout layout, String structure, String name) {
        return (int) layout.field(structure, name).orElseThrow();
    }
}
