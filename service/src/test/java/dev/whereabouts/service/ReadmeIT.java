package dev.whereabouts.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README's commands, run in a shell on the jar that the build has just made. */
class ReadmeIT {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final String BUILD = "mvn -B -q -DskipTests package && ";

    @Test
    void theFirstCommandShowsLists() throws Exception {
        List<String> commands = commands();
        assertThat(commands).hasSize(2);
        assertThat(commands.getFirst()).startsWith(BUILD);
        Ran ran = shell(commands.getFirst().substring(BUILD.length()));
        assertThat(ran.code).as(ran.output).isZero();
        for (String line : shownLines()) {
            assertThat(ran.output).contains(line + "\n");
        }
    }

    /** Running it here would build for ever; that it is what CI runs is what can be known. */
    @Test
    void theSecondCommandIsWhatCiRuns() throws IOException {
        assertThat(Files.readString(ROOT.resolve(".ci/run")).lines()).contains(commands().get(1) + " || status=$?");
    }

    private record Ran(int code, String output) {}

    private static Ran shell(String command) throws IOException, InterruptedException {
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", command).directory(ROOT.toFile())
                .redirectErrorStream(true);
        shell.environment().put("JAVA_HOME", System.getProperty("java.home"));
        shell.environment().put("LC_ALL", "C.UTF-8");
        shell.environment().remove("COLUMNS");
        Process process = shell.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ran(process.exitValue(), output);
    }

    /** The commands of the first block, without comments. */
    private static List<String> commands() throws IOException {
        return block("```bash\n").lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    }

    /** What the README shows of the output, where it says nothing of its own. */
    private static List<String> shownLines() throws IOException {
        return block("```\nmain").lines().filter(line -> !line.isBlank() && !line.contains("…")).toList();
    }

    private static String block(String start) throws IOException {
        Matcher block = Pattern.compile(Pattern.quote(start) + "(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(ROOT.resolve("README.md")));
        assertThat(block.find()).isTrue();
        return (start.endsWith("\n") ? "" : start.substring(start.indexOf('\n') + 1)) + block.group(1);
    }
}
