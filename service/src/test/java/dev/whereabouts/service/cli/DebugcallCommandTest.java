package dev.whereabouts.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.service.GoFixture;
import dev.whereabouts.service.TinyProgram;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code debugcall} and {@code safepoints} on a Go binary. */
class DebugcallCommandTest {

    private static final JsonMapper JSON = new JsonMapper();

    /** The recorded injection int_float: 42 and 42.0 become 43 and 43.0; the flags differ afterwards, which no later instruction notices. */
    private static final String SCRIPT = """
        {"program": {"argv": ["fixture.opt", "safe"], "env": {"GODEBUG": "asyncpreemptoff=1", "GOMAXPROCS": "1", "GOGC": "off"}},
         "stop": {"function": "main.target", "offset": 14, "hits": 3},
         "calls": [{"function": "main.intFloat", "arguments": [42, 42.0], "expect": {"values": [43, 43.0]}}]}""";

    @TempDir
    private Path folder;

    private record Ran(int code, String out, String err) {}

    private static Ran run(String input, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), out,
                new PrintStream(err, true, StandardCharsets.UTF_8), StandardCharsets.UTF_8, false, name -> null);
        int code = new CommandLineInterface(terminal, "1.2.3").run(arguments);
        return new Ran(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private String fixture() throws IOException {
        return Files.write(folder.resolve("fixture"), GoFixture.optimised()).toString();
    }

    private String script(String text) throws IOException {
        return Files.writeString(folder.resolve("script.json"), text).toString();
    }

    @Test
    void aCallIsToldAsAStory() throws IOException {
        Ran ran = run("", "debugcall", script(SCRIPT), "--program", fixture());
        assertThat(ran.err).isEmpty();
        assertThat(ran.out).contains("trap     0 frame-ready").contains("results: 43, 43.0").contains("stack");
        assertThat(ran.code).isZero();
        Ran summary = run(SCRIPT, "debugcall", "-", "--program", fixture(), "--events", "summary");
        assertThat(summary.out).contains("results: 43, 43.0").doesNotContain("SP+0x0");
    }

    @Test
    void jsonIsThatOfTheService() throws IOException {
        Path output = folder.resolve("out.json");
        Ran ran = run("", "debugcall", script(SCRIPT), "--program", fixture(), "--format", "json", "-o",
                output.toString());
        assertThat(ran.out).isEmpty();
        JsonNode answer = JSON.readTree(Files.readString(output));
        assertThat(answer.path("outcome").asString()).isEqualTo("returned");
        assertThat(answer.at("/calls/0/results/values/0").asInt()).isEqualTo(43);
    }

    @Test
    void anExpectationThatFailsFailsTheCommand() throws IOException {
        String wrong = script(SCRIPT.replace("[43, 43.0]", "[44, 43.0]"));
        Ran ran = run("", "debugcall", wrong, "--program", fixture(), "--fail-on", "never");
        assertThat(ran.code).isEqualTo(1);
        assertThat(ran.out).contains("expectation /calls/0/expect/values");
    }

    @Test
    void diagnosesFailTheCommandFromTheSeverityOnThatIsAskedFor() throws IOException {
        String elf = fixture();
        String warns = script(SCRIPT);
        assertThat(run("", "debugcall", warns, "--program", elf).out).contains("warning flags-after-restore");
        assertThat(run("", "debugcall", warns, "--program", elf).code).isZero();
        assertThat(run("", "debugcall", warns, "--program", elf, "--fail-on", "warning").code).isEqualTo(1);
        // a script that says which diagnoses it expects is a test of them
        String expects = script(
                SCRIPT.replaceFirst("\\{", "{\"expect\": {\"diagnoses\": [\"flags-after-restore\"]},"));
        assertThat(run("", "debugcall", expects, "--program", elf, "--fail-on", "warning").code).isZero();
        String unrestored = script(SCRIPT.replace("\"expect\": {", "\"restore\": \"none\", \"expect\": {"));
        assertThat(run("", "debugcall", unrestored, "--program", elf).code).isEqualTo(1);
        assertThat(run("", "debugcall", unrestored, "--program", elf, "--fail-on", "never").code).isZero();
    }

    @Test
    void aLimitIsAnOutcome() throws IOException {
        Ran ran = run("", "debugcall", script(SCRIPT), "--program", fixture(), "--limit", "instructions=1000");
        assertThat(ran.out).contains("budget-exhausted: instructions after 1000 instructions");
        assertThat(ran.code).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"steps": [{"jump": 1}]}                 | /steps/0/jump: there is no field
        {"program": {"scenario": "no-such"}}     | /program/scenario: there is no scenario
        {}                                       | /program: expected the name of a scenario
        {                                        | this is no JSON""")
    void aBadScriptIsRefusedWithItsPlace(String text, String message) {
        Ran ran = run(text, "debugcall", "-");
        assertThat(ran.code).isEqualTo(2);
        assertThat(ran.err).startsWith("whereabouts: standard input: ").contains(message);
        assertThat(ran.out).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        --format yaml   | the format is text or json
        --events some   | events are full or summary
        --fail-on info  | error, warning or never
        --limit cake=1  | there is no "cake"
        --program none  | none: there is no such file""")
    void aBadOptionSaysWhatWouldBeRight(String option, String message) {
        String[] words = option.split(" ");
        Ran ran = run(SCRIPT, "debugcall", words[0], words[1], "-");
        assertThat(ran.code).isEqualTo(2);
        assertThat(ran.err).startsWith("whereabouts: ").contains(message);
    }

    @Test
    void aScenarioNeedsNoScript() {
        Ran ran = run("", "debugcall", "--scenario", "int-float");
        assertThat(ran.err).isEmpty();
        assertThat(ran.out).contains("results: 43, 43.0");
        assertThat(ran.code).isZero();
        // a script for a binary makes its calls on the scenario's program, too
        assertThat(run(SCRIPT, "debugcall", "-", "--scenario", "int-float").out).contains("results: 43, 43.0");
        assertThat(run("", "debugcall", "--scenario", "no-such").err)
                .contains("--scenario: /program/scenario: there is no scenario");
        assertThat(run("", "debugcall").err).contains("expected a script, or --scenario");
        assertThat(run(SCRIPT, "debugcall", "-", "--scenario", "nop", "--program", "x").err)
                .contains("name different programs");
    }

    @Test
    void scenariosAreListed() {
        assertThat(run("", "debugcall", "--list").out.lines()).anyMatch(line -> line.startsWith("int-float  "));
        assertThat(JSON.readTree(run("", "debugcall", "--list", "--format", "json").out).path("scenarios").size())
                .isGreaterThan(100);
    }

    @Test
    void whatIsNoGoBinaryIsRefused() throws IOException {
        String tiny = Files.write(folder.resolve("tiny"), TinyProgram.elf(TinyProgram.LOOP)).toString();
        Ran ran = run(SCRIPT, "debugcall", "-", "--program", tiny);
        assertThat(ran.code).isEqualTo(2);
        assertThat(ran.err).contains("no Go runtime");
        Ran safepoints = run("", "safepoints", tiny);
        assertThat(safepoints.code).isEqualTo(2);
        assertThat(safepoints.err).startsWith("whereabouts: " + tiny + ": ").contains("no Go runtime");
    }

    @Test
    void safePointsOfFunctionsAndOfAnAddress() throws IOException {
        String elf = fixture();
        Ran ran = run("", "safepoints", elf, "main.target", "main.(*T).Add");
        assertThat(ran.err).isEmpty();
        assertThat(ran.code).isZero();
        assertThat(ran.out).startsWith("main.target  0x4a2060").contains("main.(*T).Add  0x").contains("safe")
                .contains("2 functions, ");
        JsonNode json = JSON.readTree(run("", "safepoints", elf, "--format", "json", "main.target").out);
        assertThat(json.at("/functions/0/start").asString()).isEqualTo("0x4a2060");
        Ran near = run("", "safepoints", "--pc", "0x4a2060", elf);
        assertThat(near.out).contains("main.target+0x0: ").contains("nearest safe address: 0x4a20");
        assertThat(run("", "safepoints", elf, "main.nowhere").err).contains("/functions/0: the program has no such");
        assertThat(run("", "safepoints", "--pc", "main", elf).err).contains("--pc: expected an address");
        assertThat(run("", "safepoints", elf).out.lines().count()).isGreaterThan(2000);
    }
}
