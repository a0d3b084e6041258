package dev.whereabouts.debugcall.model.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.amd64.linux.budget.Budget;
import dev.whereabouts.debugcall.GroundTruth;
import dev.whereabouts.debugcall.protocol.Version;
import dev.whereabouts.debugcall.script.CallScript;
import dev.whereabouts.debugcall.script.ScriptLimits;
import dev.whereabouts.debugcall.script.ScriptReader;
import dev.whereabouts.debugcall.simulation.Simulation;
import dev.whereabouts.debugcall.transcript.Failure;
import dev.whereabouts.debugcall.transcript.JsonTranscript;
import dev.whereabouts.debugcall.transcript.Transcript;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every scenario runs by its name alone, and what it expects comes true. */
class ScenariosTest {

    static Stream<Arguments> scenarios() {
        return Scenarios.all().stream().flatMap(
                scenario -> scenario.versions().stream().map(version -> Arguments.of(scenario.name(), version)));
    }

    private static Transcript run(String name, Version version) throws InterruptedException {
        Scenario scenario = Scenarios.named(name).orElseThrow();
        String json = "{\"protocol\": " + version.number() + ", \"program\": {\"scenario\": \"" + name + "\"}}";
        CallScript request = new ScriptReader(ScriptLimits.DEFAULT).read(json.getBytes(StandardCharsets.UTF_8));
        return Simulation.run(scenario.completed(request), scenario.target(version, Budget.DEFAULT));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void whatItExpectsComesTrue(String name, Version version) throws InterruptedException {
        List<Failure> failures = run(name, version).failures();
        if (name.equals("site-runtime-userg-mallocgc")) {
            assertThat(failures).extracting(Failure::pointer).containsExactly("/stop");
        } else {
            assertThat(failures).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void isTheSameEachTime(String name, Version version) throws InterruptedException {
        assertThat(JsonTranscript.of(run(name, version), true)).isEqualTo(JsonTranscript.of(run(name, version), true));
    }

    @Test
    void everyRecordedInjectionHasOne() throws IOException {
        List<String> recorded = GroundTruth.files("debugcall/transcripts", ".json.gz").stream()
                .map(file -> file.getFileName().toString().split("\\.")[1].replace('_', '-')).distinct().toList();
        assertThat(Scenarios.all()).extracting(scenario -> scenario.name().replace('_', '-')).containsAll(recorded);
    }

    @Test
    void eachSaysWhatItShows() {
        assertThat(Scenarios.all()).allSatisfy(scenario -> {
            assertThat(scenario.title()).isNotBlank().hasSizeLessThan(80);
            assertThat(scenario.description()).endsWith(".");
        });
    }
}
