package dev.whereabouts.service.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.whereabouts.service.cli.report.SourcePlace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code debugcall --junit --sarif}: held against the same transcripts as JSON. */
class CallReportTest {

    private static final JsonMapper JSON = new JsonMapper();

    /** 7 becomes 8, which the first call does not expect; the second repairs the flags, the first does not. */
    private static final String WRONG = """
        {
          "program": {"scenario": "int-float"},
          "stop": {"function": "main.target", "offset": 14},
          "calls": [
            {"function": "main.intFloat", "arguments": [7, 2.5],
             "expect": {
               "values": [9, 3.5]}},
            {"function": "main.intFloat", "arguments": [7, 2.5], "repairFlags": true,
             "expect": {"values": [8, 3.5]}}
          ]
        }
        """;

    @TempDir
    private Path folder;

    private String script(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    @Test
    void eachCallIsACaseAndAFailedExpectationItsFailure() throws Exception {
        String wrong = script("wrong.json", WRONG);
        Reported reported = Reported.of(folder, "", "debugcall", "--format", "json", wrong);
        assertThat(reported.code()).isEqualTo(1);
        JsonNode answer = JSON.readTree(reported.out());
        JsonNode failure = answer.at("/failedExpectations/0");
        assertThat(reported.elements("testcase")).extracting(test -> test.getAttribute("name"))
                .containsExactly("calls/0 main.intFloat", "calls/1 main.intFloat", "script");
        Element first = reported.test("calls/0 main.intFloat");
        assertThat(Reported.text(first, "failure"))
                .contains("expectation: /calls/0/expect/values: expected " + failure.path("expected").asString()
                        + ", got "
                        + failure.path("actual").asString());
        assertThat(first.getAttribute("line")).isEqualTo("5");
        // what is no failure stands beside it
        assertThat(Reported.text(first, "system-out")).contains("warning flags-after-restore");
        assertThat(Reported.text(reported.test("calls/1 main.intFloat"), "failure")).isNull();
        assertThat(Reported.text(reported.test("calls/1 main.intFloat"), "system-out")).isNull();

        assertThat(reported.results()).extracting(result -> result.path("ruleId").asString())
                .containsExactly("expectation", "flags-after-restore");
        JsonNode place = reported.results().getFirst().at("/locations/0/physicalLocation");
        assertThat(place.at("/artifactLocation/uri").asString()).endsWith("/wrong.json");
        assertThat(place.at("/region/startLine").asInt()).isEqualTo(7);
        assertThat(reported.results().get(1).path("level").asString()).isEqualTo("warning");
        assertThat(reported.results().get(1).at("/message/text").asString())
                .contains(answer.at("/diagnoses/0/remedy").asString());
    }

    @Test
    void aDiagnosisIsAFailureWhereTheCommandFailsOnIt() throws Exception {
        String right = script("right.json", WRONG.replace("[9, 3.5]", "[8, 3.5]"));
        Reported lenient = Reported.of(folder, "", "debugcall", right);
        assertThat(lenient.code()).isZero();
        assertThat(lenient.elements("failure")).isEmpty();
        Reported strict = Reported.of(folder, "", "debugcall", "--fail-on", "warning", right);
        assertThat(strict.code()).isEqualTo(1);
        assertThat(Reported.text(strict.test("calls/0 main.intFloat"), "failure"))
                .contains("warning flags-after-restore");
        assertThat(strict.elements("failure")).hasSize(1);
        String unrestored = script("unrestored.json",
                WRONG.replace("[9, 3.5]", "[8, 3.5]").replaceFirst("2.5],", "2.5], \"restore\": \"none\","));
        Reported never = Reported.of(folder, "", "debugcall", "--fail-on", "never", unrestored);
        assertThat(never.code()).isZero();
        assertThat(never.elements("failure")).isEmpty();
        assertThat(never.results()).extracting(result -> result.path("level").asString()).contains("error");
    }

    /** A script that says which diagnoses it expects is a test of them: they pass, and code scanning has nothing to show. */
    @Test
    void anExpectedDiagnosisIsNoFinding() throws Exception {
        String expects = script("expects.json", WRONG.replace("[9, 3.5]", "[8, 3.5]").replaceFirst("\\{",
                "{\"expect\": {\"diagnoses\": [\"flags-after-restore\"]},"));
        Reported reported = Reported.of(folder, "", "debugcall", "--fail-on", "warning", expects);
        assertThat(reported.code()).isZero();
        assertThat(reported.elements("failure")).isEmpty();
        assertThat(reported.results()).isEmpty();
        assertThat(Reported.text(reported.test("calls/0 main.intFloat"), "system-out")).contains("(expected)");
        String misses = script("misses.json", WRONG.replace("[9, 3.5]", "[8, 3.5]").replaceFirst("\\{",
                "{\"expect\": {\"diagnoses\": []},"));
        Reported missed = Reported.of(folder, "", "debugcall", misses);
        assertThat(missed.code()).isEqualTo(1);
        assertThat(Reported.text(missed.test("script"), "failure"))
                .contains("/expect/diagnoses: expected [], got [flags-after-restore]");
    }

    @Test
    void nestedCallsAndStepsHaveCasesOfTheirOwn() throws Exception {
        Reported nested = Reported.of(folder, "", "debugcall", "../openapi/examples/debugcall/nested.json");
        assertThat(nested.elements("testcase")).extracting(test -> test.getAttribute("name")).containsExactly(
                "calls/0 main.intFloat", "calls/0/nested/0 main.nop", "script");
        // neither repairs its flags
        assertThat(nested.results()).extracting(result -> result.at("/message/text").asString()).satisfiesExactly(
                first -> assertThat(first).startsWith("main.intFloat: /calls/0: "),
                second -> assertThat(second).startsWith("main.nop: /calls/0/nested/0: "));
        Reported steps = Reported.of(folder, "", "debugcall", "../openapi/examples/debugcall/steps.json");
        assertThat(steps.elements("testcase")).extracting(test -> test.getAttribute("name"))
                .containsExactly("call 0 main.intFloat", "script");
        String wrong = script("steps.json", Files.readString(Path.of("../openapi/examples/debugcall/steps.json"))
                .replace("\"RAX\": \"0x8\"", "\"RAX\": \"0x9\""));
        Reported failed = Reported.of(folder, "", "debugcall", wrong);
        assertThat(failed.code()).isEqualTo(1);
        assertThat(Reported.text(failed.test("script"), "failure")).contains("steps.json:14: ", "/steps/9/expect");
    }

    @Test
    void severalScriptsAreSuitesAndHaveHeadings() throws Exception {
        String wrong = script("wrong.json", WRONG);
        String damaged = script("damaged.json", "{\"calls\": 7}");
        String[] text = {"debugcall", "--events", "summary", "../openapi/examples/debugcall/typed-call.json", damaged,
                "nowhere.json", wrong};
        Reported reported = Reported.of(folder, "", text);
        assertThat(reported.code()).isEqualTo(2);
        assertThat(reported.out()).startsWith("==> ../openapi/examples/debugcall/typed-call.json <==\n")
                .contains("\n\n==> " + damaged + " <==\nis not carried out: ")
                .contains("\n\n==> " + wrong + " <==\n");
        assertThat(reported.err()).contains(damaged + ": /calls: ", "nowhere.json: there is no such file");
        assertThat(reported.elements("testsuite")).extracting(suite -> suite.getAttribute("name"),
                suite -> suite.getAttribute("failures") + suite.getAttribute("errors"))
                .containsExactly(tuple("../openapi/examples/debugcall/typed-call.json", "00"),
                        tuple(damaged, "01"),
                        tuple("nowhere.json", "01"),
                        tuple(wrong, "10"));
        assertThat(reported.notifications()).hasSize(2);

        List<String> json = new ArrayList<>(List.of(text));
        json.addAll(List.of("--format", "json"));
        List<JsonNode> lines = Reported.of(folder, "", json.toArray(String[]::new)).out().lines().map(JSON::readTree)
                .toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0).path("outcome").asString()).isEqualTo("returned");
        assertThat(lines.get(1).at("/error/status").asInt()).isEqualTo(422);
        assertThat(lines.get(2).at("/error/detail").asString()).contains("there is no such file");
        assertThat(lines.get(3).at("/failedExpectations/0/pointer").asString()).isEqualTo("/calls/0/expect/values");
    }

    @Test
    void standardInputAndAScenarioAreReportedToo() throws Exception {
        Reported input = Reported.of(folder, WRONG, "debugcall", "-");
        assertThat(input.elements("failure")).hasSize(1);
        assertThat(input.results().getFirst().at("/locations/0/physicalLocation/region/startLine").asInt())
                .isEqualTo(7);
        Reported scenario = Reported.of(folder, "", "debugcall", "--scenario", "panic-string");
        assertThat(scenario.code()).isZero();
        assertThat(scenario.elements("testcase").getFirst().getAttribute("file")).isEqualTo("panic-string");
    }

    @Test
    void linesAreThoseOfTheValueOrOfWhatIsAroundIt() {
        ScriptLines lines = new ScriptLines("""
            {"a": [1,
              {"b/c":
                2}],
             "d": {}} and more""".getBytes(StandardCharsets.UTF_8),
                Set.of("/a/0", "/a/1/b~1c", "/a/1/no/such", "/d", "/e"));
        assertThat(lines.of("/a")).isEqualTo(1);
        assertThat(lines.of("/a/0")).isEqualTo(1);
        assertThat(lines.of("/a/1/b~1c")).isEqualTo(3);
        assertThat(lines.of("/a/1/no/such")).isEqualTo(2);
        assertThat(lines.of("/d")).isEqualTo(4);
        assertThat(lines.of("/e")).isEqualTo(SourcePlace.NO_LINE);
    }
}
