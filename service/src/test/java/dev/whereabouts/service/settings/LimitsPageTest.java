package dev.whereabouts.service.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on limits: its table is that of the settings. {@code -Dlimits.write=true} writes it anew. */
class LimitsPageTest {

    private static final Path PAGE = Path.of("../docs/limits.md");
    private static final String HEAD = "| variable | bounds | default | from | to | name in answers |";

    @Test
    void thePageListsEverySetting() throws IOException {
        String page = Files.readString(PAGE);
        String before = page.contains(HEAD) ? page.substring(0, page.indexOf(HEAD)) : page;
        String expected = before + Stream.concat(Stream.of(HEAD, "|---|---|---|---|---|---|"),
                Stream.of(Setting.values()).map(LimitsPageTest::row)).collect(Collectors.joining("\n", "", "\n"));
        if (Boolean.getBoolean("limits.write")) {
            Files.writeString(PAGE, expected);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(expected);
    }

    private static String row(Setting setting) {
        return "| `%s` | %s | %s | %d | %d %s | `%s` |".formatted(setting.variable(), setting.bounds(),
                setting.standardSaid(), setting.least(), setting.most(), setting.unit(), setting.jsonName());
    }
}
