package dev.whereabouts.amd64.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoVersionTest {

    @ParameterizedTest
    @CsvSource({"1.26, 26", "go1.26, 26", "go1.26.8, 26", "1.19, 19", "1.25rc1, 25", "go1.22beta2, 22"})
    void readsReleases(String text, int minor) {
        assertThat(GoVersion.parse(text)).isEqualTo(new GoVersion(minor));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "2.0", "1.26.", "go", "1.9999999999", "1.26-dev", " 1.26", "1.２６", "devel go1.27"})
    void refusesWhatIsNoRelease(String text) {
        assertThatThrownBy(() -> GoVersion.parse(text)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a Go version");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.18", "1.27", "1.0", "1.999"})
    void refusesReleasesWithoutRules(String text) {
        assertThatThrownBy(() -> GoVersion.parse(text)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1.19").hasMessageContaining("1.26");
    }

    @Test
    void ordersByAge() {
        assertThat(GoVersion.OLDEST).isLessThan(GoVersion.NEWEST).hasToString("1.19");
        assertThat(new GoVersion(25).atLeast(25)).isTrue();
        assertThat(new GoVersion(24).atLeast(25)).isFalse();
    }
}
