package dev.whereabouts.debugcall.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.whereabouts.amd64.linux.Outcome;
import dev.whereabouts.debugcall.script.ScriptException;
import dev.whereabouts.debugcall.script.ScriptLimits;
import dev.whereabouts.debugcall.script.ScriptReader;
import dev.whereabouts.debugcall.simulation.Simulation;
import dev.whereabouts.debugcall.transcript.Event;
import dev.whereabouts.debugcall.transcript.Transcript;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A script goes from stop to stop, with calls at each. */
class SeveralStopsTest {

    private static Transcript run(String calls) throws InterruptedException {
        String script = "{\"stop\": {\"function\": \"main.target\", \"offset\": 14, \"hits\": 3}, \"calls\": [" + calls
                + "], \"then\": \"run\"}";
        return Simulation.run(new ScriptReader(ScriptLimits.DEFAULT).read(script.getBytes(StandardCharsets.UTF_8)),
                Fixture.program("opt", "safe"));
    }

    @Test
    void callsAreMadeAtEachStop() throws InterruptedException {
        Transcript transcript = run(
                """
                    {"function": "main.(*T).Add", "arguments": ["*(main.gT)", 1]},
                    {"stop": {"function": "main.target", "offset": 14, "hits": 5}, "function": "main.(*T).Add", "arguments": ["*(main.gT)", 10]},
                    {"stop": {"function": "main.report"}, "function": "main.(*T).Add", "arguments": ["*(main.gT)", 100]}""");
        assertThat(transcript.failures()).isEmpty();
        List<String> stops = transcript.events().stream().map(Event::detail)
                .filter(Event.Stopped.class::isInstance).map(detail -> ((Event.Stopped) detail).site().at()).toList();
        assertThat(stops).containsExactly("main.target+0xe", "main.target+0xe", "main.report+0x0");
        // T begins with 100, and three calls are counted
        assertThat(transcript.process().output()).endsWith("fixture T 211 3\n");
        assertThat(transcript.process().outcome()).contains(new Outcome.Exited(0));
    }

    @Test
    void aStopThatIsNeverReachedIsTold() throws InterruptedException {
        Transcript transcript = run("""
            {"function": "main.nop", "arguments": []},
            {"stop": {"function": "main.fatalCallee"}, "function": "main.nop", "arguments": []}""");
        assertThat(transcript.failures()).singleElement()
                .satisfies(failure -> assertThat(failure.pointer()).isEqualTo("/calls/1/stop"));
        assertThat(transcript.calls()).hasSize(1);
    }

    @Test
    void aNestedCallHasNone() {
        assertThatThrownBy(() -> run("""
            {"function": "main.nop", "nested": [{"stop": {"trap": true}, "function": "main.nop"}]}"""))
                .isInstanceOf(ScriptException.class).hasMessageStartingWith("/calls/0/nested/0/stop: ");
    }
}
