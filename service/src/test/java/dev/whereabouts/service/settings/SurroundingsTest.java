package dev.whereabouts.service.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurroundingsTest {

    @Test
    void withoutVariablesTheyAreAsDocumented() {
        assertThat(Surroundings.from(_ -> null)).isEqualTo(new Surroundings(8080, 8081, Optional.empty(), 1));
    }

    @Test
    void variablesAreRead() {
        Map<String, String> environment = Map.of("WHEREABOUTS_PORT", "0", "WHEREABOUTS_MANAGEMENT_PORT", "0",
                "WHEREABOUTS_TRACES_ENDPOINT", "http://collector:4318/v1/traces",
                "WHEREABOUTS_TRACES_SAMPLED", "0.25");
        assertThat(Surroundings.from(environment::get)).isEqualTo(
                new Surroundings(0, 0, Optional.of(URI.create("http://collector:4318/v1/traces")), 0.25));
    }

    /** The first is what Kubernetes sets for a service of the name whereabouts, where nothing keeps it from that. */
    @ParameterizedTest
    @CsvSource({"WHEREABOUTS_PORT,tcp://10.0.0.1:80", "WHEREABOUTS_PORT,65536", "WHEREABOUTS_PORT,-1",
            "WHEREABOUTS_MANAGEMENT_PORT,''", "WHEREABOUTS_TRACES_SAMPLED,2",
            "WHEREABOUTS_TRACES_SAMPLED,NaN", "WHEREABOUTS_TRACES_ENDPOINT,collector:4318",
            "WHEREABOUTS_TRACES_ENDPOINT,''", "WHEREABOUTS_TRACES_ENDPOINT,file:///tmp",
            "WHEREABOUTS_TRACES_ENDPOINT,http:// "})
    void whatCannotBeIsNamed(String variable, String value) {
        assertThatThrownBy(() -> Surroundings.from(Map.of(variable, value)::get))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(variable + " is \"" + value + "\", but must be ");
    }

    @Test
    void everyWrongVariableHasALine() {
        assertThatThrownBy(
                () -> Surroundings.from(Map.of("WHEREABOUTS_PORT", "x", "WHEREABOUTS_TRACES_SAMPLED", "y")::get))
                .message().hasLineCount(2);
    }

    /** On one port, the token would not guard metrics beside what it guards. */
    @Test
    void theManagementPortIsOneOfItsOwn() {
        assertThatThrownBy(() -> Surroundings.from(Map.of("WHEREABOUTS_PORT", "8081")::get))
                .hasMessageContaining("both 8081");
    }
}
