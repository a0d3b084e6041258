package dev.whereabouts.service.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {

    @Test
    void withoutVariablesTheApiIsOpenAndOnlyItsOwnPagesCallIt() {
        Access access = Access.from(_ -> null);
        assertThat(access.isGuarded()).isFalse();
        assertThat(access.admits("")).isFalse();
        assertThat(access.origins()).isEmpty();
    }

    @Test
    void onlyTheTokenItselfIsAdmitted() {
        Access access = Access.from(Map.of(Access.TOKEN, "a-token")::get);
        assertThat(access.isGuarded()).isTrue();
        assertThat(access.admits("a-token")).isTrue();
        assertThat(access.admits("a-toke")).isFalse();
        assertThat(access.admits("a-token ")).isFalse();
    }

    /** An empty variable is what is left of a secret that was not found: it must not open the API. */
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two words", "line\n", "é"})
    void aTokenThatNoClientCanSendIsRefusedAndNotShown(String token) {
        assertThatThrownBy(() -> Access.from(Map.of(Access.TOKEN, token)::get))
                .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("WHEREABOUTS_TOKEN ")
                .message().doesNotContain("two words");
    }

    @Test
    void originsStandInAList() {
        assertThat(Access.from(Map.of(Access.ORIGINS, "https://a.example,http://[::1]:3000 , http://localhost")::get)
                .origins()).containsExactly("https://a.example", "http://[::1]:3000", "http://localhost");
        assertThat(Access.from(Map.of(Access.ORIGINS, "")::get).origins()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "a.example", "https://a.example/", "https://a.example/path", "https://A.example",
            "null", "https://a.example,,", "ftp://a.example", "https://a.example:port"})
    void whatIsNoOriginIsNamed(String origins) {
        assertThatThrownBy(() -> Access.from(Map.of(Access.ORIGINS, origins)::get))
                .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("WHEREABOUTS_CORS_ORIGINS has \"");
    }
}
