package dev.whereabouts.debugcall.binary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.debugcall.transcript.CallResult;
import dev.whereabouts.debugcall.transcript.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The same calls by Delve, in the same program running on this machine, bring the same results. Where there is no Delve (variable {@code DELVE}, else
 * the path), or it may not trace a process, there is nothing to compare.
 */
class DelveTest {

    private static final Pattern RESULT = Pattern.compile("\\t~?[\\w]+: (.*)");
    private static final Pattern PANIC = Pattern.compile(".*\\{[a-z]+: (\".*\")}.*");

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> bringsTheSameResults() throws IOException, InterruptedException {
        Optional<String> delve = Optional.ofNullable(System.getenv("DELVE"))
                .or(() -> GoBuild.command("dlv", System.getProperty("user.home") + "/go/bin"));
        if (delve.isEmpty()) {
            System.err.println("no comparison with Delve: there is no dlv");
            return Stream.of();
        }
        CallsProgram program = CallsProgram.build(folder, CallsProgram.UNOPTIMISED);
        List<CallsProgram.Sample> samples = CallsProgram.SAMPLES.stream().filter(each -> !each.delve().isEmpty())
                .toList();
        String told = run(delve.get(), program, samples);
        if (told.contains("operation not permitted")) {
            System.err.println("no comparison with Delve: no process may be traced here");
            return Stream.of();
        }
        List<List<String>> theirs = results(told);
        List<CallResult> ours = program.call(samples.stream().map(CallsProgram.Sample::json).toList()).calls();
        assertThat(theirs).as(told).hasSameSizeAs(samples);
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            List<String> expected = theirs.get(i);
            CallResult actual = ours.get(i);
            tests.add(DynamicTest.dynamicTest(samples.get(i).delve(),
                    () -> assertThat(shown(actual)).isEqualTo(expected)));
        }
        return tests.stream();
    }

    private String run(String delve, CallsProgram program, List<CallsProgram.Sample> samples)
            throws IOException, InterruptedException {
        List<String> commands = new ArrayList<>(
                List.of("config max-string-len 1000", "break calls.go:" + program.line(), "continue", "continue"));
        samples.forEach(each -> commands.add("call " + each.delve()));
        commands.add("exit");
        Path script = Files.write(folder.resolve("commands"), commands);
        Path out = folder.resolve("delve.log");
        ProcessBuilder builder = new ProcessBuilder(delve, "exec", "--check-go-version=false",
                "--allow-non-terminal-interactive=true", "--init", script.toString(), program.file().toString());
        builder.environment().put("NO_COLOR", "1");
        builder.environment().put("HOME", folder.toString());
        builder.redirectErrorStream(true).redirectOutput(out.toFile()).redirectInput(Path.of("/dev/null").toFile());
        Process process = builder.start();
        if (!process.waitFor(3, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        return Files.readString(out);
    }

    /** What Delve tells of each call, in order. */
    private static List<List<String>> results(String told) {
        List<List<String>> all = new ArrayList<>();
        for (String block : Arrays.stream(told.split("Values returned:\\n")).skip(1).toList()) {
            List<String> values = new ArrayList<>();
            block.lines().takeWhile(line -> line.startsWith("\t")).forEach(line -> {
                Matcher result = RESULT.matcher(line);
                Matcher panic = PANIC.matcher(line);
                if (line.startsWith("\t~panic") && panic.matches()) {
                    values.add("panic " + panic.group(1));
                } else if (result.matches()) {
                    values.add(result.group(1).replaceFirst("^error nil$", "null"));
                }
            });
            all.add(values);
        }
        return all;
    }

    /** The same in Delve's words. */
    private static List<String> shown(CallResult call) {
        return call.panic().flatMap(Finding.Panic::value).map(panic -> List.of("panic " + panic.value())).orElseGet(
                () -> call.results().flatMap(Finding.Results::values).orElseThrow().stream().map(DelveTest::shown)
                        .toList());
    }

    private static String shown(JsonNode value) {
        String text = value.toString();
        return value.isString() && text.startsWith("\"0x")
                ? Long.toUnsignedString(Long.parseUnsignedLong(value.asString().substring(2), 16))
                : text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
