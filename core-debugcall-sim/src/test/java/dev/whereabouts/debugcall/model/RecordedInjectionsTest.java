package dev.whereabouts.debugcall.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.debugcall.GroundTruth;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.ObjectMapper;

/** What was recorded on hardware, done to the model program, comes out the same. */
class RecordedInjectionsTest {

    /**
     * The model program is that of the optimised build, but that its nineInts spills its arguments as the other build's does: there is one
     * such scenario.
     */
    static Stream<String> recorded() throws IOException {
        return GroundTruth.files("debugcall/transcripts", ".json.gz").stream().map(Path::getFileName)
                .map(Path::toString)
                .filter(name -> name.startsWith("opt.") != name.contains("nine_ints_frame0"));
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void comesOutTheSame(String name) throws InterruptedException {
        Path file = GroundTruth.folder("debugcall/transcripts").resolve(name);
        RecordedInjection injection = new RecordedInjection(
                new ObjectMapper().readTree(GroundTruth.unpacked(file)));
        assertThat(injection.differences()).isEmpty();
    }
}
