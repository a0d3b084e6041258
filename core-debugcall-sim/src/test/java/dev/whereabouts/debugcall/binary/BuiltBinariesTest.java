package dev.whereabouts.debugcall.binary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.amd64.linux.Outcome;
import dev.whereabouts.debugcall.GroundTruth;
import dev.whereabouts.debugcall.script.ScriptLimits;
import dev.whereabouts.debugcall.script.ScriptReader;
import dev.whereabouts.debugcall.simulation.Simulation;
import dev.whereabouts.debugcall.transcript.Transcript;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fixture as other builds leave it takes calls as well: stripped, position-independent, with older or plain debug information. */
class BuiltBinariesTest {

    private static final String OUTPUT = "fixture safe 1002 499500 1.500150007492837\nfixture T 100 0\n";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
        stripped             | -ldflags=-s -w               | none
        position-independent | -buildmode=pie               | none
        stripped, moved      | -buildmode=pie -ldflags=-s   | none
        plain sections       | -ldflags=-compressdwarf=false| none
        DWARF 4              | -trimpath                    | nodwarf5
        """)
    void takesACall(String name, String flags, String experiment) throws IOException, InterruptedException {
        GoBinary binary = build(List.of(flags.contains("-s -w") ? new String[]{flags} : flags.split(" ")), experiment);
        boolean isTyped = binary.debug().isPresent();
        String given = isTyped
                ? "\"arguments\": [42, 42]"
                : "\"registers\": {\"RAX\": \"0x2a\", \"XMM0\": \"0x4045000000000000\"}, \"frameSize\": 16";
        String script = "{\"stop\": {\"function\": \"main.target\", \"hits\": 1}, \"calls\": [{\"function\": "
                + "\"main.intFloat\", " + given + "}, {\"function\": \"main.panicError\", "
                + (isTyped ? "\"arguments\": [17]" : "\"registers\": {\"RAX\": \"0x11\"}, \"frameSize\": 8")
                + "}], \"then\": \"run\"}";
        GoProgram program = Fixture.program(binary, List.of("fixture", "safe"), List.of("GOMAXPROCS=1"));
        Transcript transcript = Simulation.run(
                new ScriptReader(ScriptLimits.DEFAULT).read(script.getBytes(StandardCharsets.UTF_8)), program);
        assertThat(transcript.calls()).hasSize(2);
        assertThat(transcript.calls().getFirst().statuses()).containsExactly(0L, 1L, 16L);
        assertThat(transcript.calls().getFirst().results().orElseThrow().integers().getFirst()).isEqualTo(43);
        if (isTyped) {
            assertThat(transcript.calls().getFirst().results().orElseThrow().values().orElseThrow()).hasToString(
                    "[43, 43.0]");
        }
        assertThat(transcript.calls().getLast().panic().orElseThrow().value().orElseThrow().type())
                .isEqualTo("*errors.errorString");
        assertThat(transcript.process().outcome()).contains(new Outcome.Exited(0));
        assertThat(transcript.process().output()).isEqualTo(OUTPUT);
    }

    private GoBinary build(List<String> flags, String experiment) throws IOException, InterruptedException {
        Path source = GroundTruth.folder("debugcall/fixture-src");
        return GoBinary.read(Files.readAllBytes(GoBuild.build(source, folder.resolve("fixture"), flags,
                experiment == null ? Map.of() : Map.of("GOEXPERIMENT", experiment))));
    }
}
