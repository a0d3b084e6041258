package dev.whereabouts.debugcall.binary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.debugcall.script.ScriptLimits;
import dev.whereabouts.debugcall.script.ScriptReader;
import dev.whereabouts.debugcall.simulation.Simulation;
import dev.whereabouts.debugcall.transcript.JsonTranscript;
import dev.whereabouts.debugcall.transcript.Transcript;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A transcript of a Go binary shows the variables where it stops. */
class StopVariablesTest {

    /** The third time in the loop of {@code target(1000, &x, 1.5, "hello")}: i is 2, and x, 2 at first, was raised twice. */
    @Test
    void areShownByType() throws InterruptedException {
        String script = "{\"stop\": {\"function\": \"main.target\", \"offset\": 85, \"hits\": 3}, \"calls\": [{\"function\": \"main.nop\", \"arguments\": []}]}";
        Transcript transcript = Simulation.run(
                new ScriptReader(ScriptLimits.DEFAULT).read(script.getBytes(StandardCharsets.UTF_8)),
                Fixture.program("noopt", "safe"));
        JsonNode stop = JsonTranscript.of(transcript, true).get("events").get(0);
        List<String> shown = new ArrayList<>();
        stop.get("variables").forEach(variable -> shown
                .add(variable.get("name").asString() + " " + variable.get("type").asString() + " "
                        + variable.get("value")));
        assertThat(shown).contains("n int 1000", "s string \"hello\"", "i int 2");
        assertThat(
                stop.get("variables").valueStream().filter(each -> each.get("name").asString().equals("f")).findFirst()
                        .orElseThrow().get("value").asDouble())
                .isBetween(1.5, 1.51);
    }
}
