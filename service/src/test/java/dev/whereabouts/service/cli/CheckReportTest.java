package dev.whereabouts.service.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code loclists --junit --sarif}: held against the same answers as JSON. */
class CheckReportTest {

    private static final Path EXAMPLES = Path.of("../openapi/examples/loclists");
    private static final String DUMP = EXAMPLES.resolve("sum.ssa.txt").toString();
    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<String, String> LEVELS = Map.of("error", "error", "warning", "warning", "info", "note");

    @TempDir
    private Path folder;

    /** A function with a parameter on the stack that no value holds: available-at-entry finds it, as a warning. */
    private static ObjectNode unheld(String name) throws IOException {
        ObjectNode function = (ObjectNode) JSON.readTree(Files.readString(EXAMPLES.resolve("add.json")))
                .at("/functions/0");
        function.put("name", name);
        ((ArrayNode) function.path("variables")).add(JSON.readTree(
                "{\"name\":\"c\",\"class\":\"param\",\"type\":\"int\",\"size\":8,\"cfaOffset\":16}"));
        ((ArrayNode) function.path("slots")).add(JSON.readTree("{\"variable\":2,\"type\":\"int\",\"size\":8}"));
        ((ArrayNode) function.path("names")).add(JSON.readTree("{\"slot\":2,\"values\":[]}"));
        return function;
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    private static void agree(Reported reported, List<JsonNode> functions) {
        List<List<String>> expected = new ArrayList<>();
        for (JsonNode function : functions) {
            for (JsonNode check : function.path("checks")) {
                String variable = function.at("/lists").valueStream()
                        .filter(list -> list.path("variable").equals(check.path("variable")))
                        .map(list -> list.path("name").asString()).findFirst().orElseThrow();
                expected.add(List.of(check.path("id").asString(), LEVELS.get(check.path("severity").asString()),
                        function.path("name").asString() + ": " + variable + ": " + check.path("detail").asString()));
            }
        }
        assertThat(reported.results().stream().map(result -> List.of(result.path("ruleId").asString(),
                result.path("level").asString(), result.at("/message/text").asString())).toList()).isEqualTo(expected);
        assertThat(reported.elements("testcase"))
                .extracting(test -> test.getAttribute("classname") + "." + test.getAttribute("name"))
                .containsExactlyElementsOf(functions.stream().map(each -> each.path("name").asString()).toList());
    }

    @Test
    void aDumpIsReportedAsItIsAnswered() throws Exception {
        Reported reported = Reported.of(folder, "", "loclists", "--format", "json", "--include", "entries", DUMP);
        JsonNode answer = JSON.readTree(reported.out());
        agree(reported, Reported.list(answer.path("functions")));
        assertThat(reported.code()).isZero();
        assertThat(reported.notifications()).isEmpty();
        // sum is declared in line 7 of the file that the compiler was told
        assertThat(reported.test("sum").getAttribute("line")).isEqualTo("7");
        assertThat(reported.test("sum").getAttribute("file")).isEqualTo("example/sum.go");
    }

    /** Recorded dumps, all in one input; the compiler put each function's file and line into its listing. */
    @Test
    void manyDumpsAreReportedAsTheyAreAnswered() throws Exception {
        Path dumps = folder.resolve("dumps.gz");
        try (OutputStream out = Files.newOutputStream(dumps)) {
            for (Path dump : recorded()) {
                Files.copy(dump, out);
            }
        }
        Reported reported = Reported.of(folder, "", "loclists", "--format", "json", dumps.toString());
        List<JsonNode> functions = Reported.list(JSON.readTree(reported.out()).path("functions"));
        assertThat(functions).hasSizeGreaterThan(50);
        agree(reported, functions);
        // declared in bytes.go at line 599, and done at line 600
        assertThat(reported.results()).filteredOn(result -> result.at("/message/text").asString()
                .startsWith("bytes.HasSuffix: ")).isNotEmpty().allSatisfy(result -> {
                    JsonNode place = result.at("/locations/0/physicalLocation");
                    assertThat(place.at("/artifactLocation/uri").asString())
                            .isEqualTo("file:///usr/local/go/src/bytes/bytes.go");
                    assertThat(place.at("/artifactLocation/uriBaseId").isMissingNode()).isTrue();
                    assertThat(place.at("/region/startLine").asInt()).isBetween(599, 600);
                });
    }

    private static List<Path> recorded() throws IOException {
        Path folder = Path.of("../../shared/corpus/gossafunc");
        if (!Files.isDirectory(folder)) {
            if ("true".equals(System.getenv("CI"))) {
                throw new IllegalStateException("the ground truth ../shared/corpus is not beside the project");
            }
            abort("skipped: the ground truth ../shared/corpus is not beside the project");
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".ssa.txt.gz")).sorted().toList();
        }
    }

    @Test
    void rulesAreToldWhetherOrNotTheyAreBroken() throws Exception {
        JsonNode driver = Reported.of(folder, "", "loclists", DUMP).sarif().at("/runs/0/tool/driver");
        assertThat(driver.path("version").asString()).isEqualTo("1.2.3");
        assertThat(Reported.list(driver.path("rules"))).extracting(rule -> rule.path("id").asString())
                .containsExactly("pieces-cover-type", "pieces-overlap", "ranges-ordered", "available-at-entry",
                        "range-in-stack-growth", "neighbours-alike");
    }

    @Test
    void aWarningIsAFailureWhereTheCommandFailsOnIt() throws Exception {
        String input = file("unheld.ndjson", JSON.readTree(Files.readString(EXAMPLES.resolve("add.json")))
                .at("/functions/0") + "\n" + unheld("example.com/m.(*T).add") + "\n");
        Reported lenient = Reported.of(folder, "", "loclists", input);
        assertThat(lenient.code()).isZero();
        assertThat(Reported.text(lenient.test("(*T).add"), "failure")).isNull();
        assertThat(Reported.text(lenient.test("(*T).add"), "system-out"))
                .contains("warning available-at-entry: c: ");
        assertThat(lenient.junit().getAttribute("failures")).isEqualTo("0");

        Reported strict = Reported.of(folder, "", "loclists", "--fail-on", "warning", input);
        assertThat(strict.code()).isEqualTo(1);
        Element test = strict.test("(*T).add");
        assertThat(test.getAttribute("classname")).isEqualTo("example.com/m");
        assertThat(Reported.text(test, "failure")).contains("warning available-at-entry: c: ");
        assertThat(((Element) test.getElementsByTagName("failure").item(0)).getAttribute("type"))
                .isEqualTo("available-at-entry");
        assertThat(strict.junit().getAttribute("failures")).isEqualTo("1");
        // it found what it was to look for
        assertThat(strict.sarif().at("/runs/0/invocations/0/executionSuccessful").asBoolean()).isTrue();
        assertThat(strict.sarif().at("/runs/0/invocations/0/exitCode").asInt()).isEqualTo(1);
        assertThat(strict.results()).isEqualTo(lenient.results());
        assertThat(strict.results()).anySatisfy(result -> {
            assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri").asString())
                    .endsWith("/unheld.ndjson");
            assertThat(result.at("/locations/0/physicalLocation/region/startLine").asInt()).isEqualTo(2);
            assertThat(result.at("/locations/0/logicalLocations/0/fullyQualifiedName").asString())
                    .isEqualTo("example.com/m.(*T).add");
        });
    }

    @Test
    void aRefusedFunctionIsAnErrorInItsPlace() throws Exception {
        String lines = EXAMPLES.resolve("lines.ndjson").toString();
        Reported reported = Reported.of(folder, "", "loclists", "--format", "json", lines, "nowhere.json");
        assertThat(reported.code()).isEqualTo(2);
        assertThat(reported.junit().getAttribute("tests")).isEqualTo("4");
        assertThat(reported.junit().getAttribute("errors")).isEqualTo("2");
        assertThat(reported.elements("testsuite")).extracting(suite -> suite.getAttribute("name"))
                .containsExactly(lines, "nowhere.json");
        JsonNode refusal = JSON.readTree(reported.out().lines().toList().get(1)).at("/error/errors/0");
        String why = refusal.path("pointer").asString() + ": " + refusal.path("detail").asString();
        List<Element> tests = reported.elements("testcase");
        assertThat(Reported.text(tests.get(1), "error")).isEqualTo(why);
        assertThat(tests.get(1).getAttribute("line")).isEqualTo("2");
        assertThat(Reported.text(tests.get(3), "error")).isEqualTo("nowhere.json: there is no such file");
        assertThat(reported.sarif().at("/runs/0/invocations/0/executionSuccessful").asBoolean()).isFalse();
        assertThat(reported.notifications()).extracting(each -> each.at("/message/text").asString())
                .containsExactly(lines + ":2: " + why, "nowhere.json: there is no such file");
    }

    @Test
    void aDumpOfWhichNothingIsLeftIsReportedOnce() throws Exception {
        List<String> all = Files.readAllLines(Path.of(DUMP));
        String cut = file("cut.txt", String.join("\n", all.subList(0, all.size() / 2)));
        Reported reported = Reported.of(folder, "", "loclists", cut);
        assertThat(reported.code()).isEqualTo(2);
        assertThat(reported.junit().getAttribute("errors")).isEqualTo("1");
        assertThat(reported.notifications()).hasSize(1);
    }

    @Test
    void standardInputAndNoFunctionAreInputs() throws Exception {
        Reported reported = Reported.of(folder, "nothing", "loclists", "-");
        assertThat(reported.code()).isEqualTo(2);
        assertThat(reported.elements("testsuite").getFirst().getAttribute("name")).isEqualTo("standard input");
        assertThat(reported.elements("error")).hasSize(1);
        assertThat(reported.notifications().getFirst().at("/locations/0/physicalLocation/artifactLocation/uri")
                .asString()).isEqualTo("stdin");
    }

    @Test
    void functionsOfOneNameAreToldApart() throws Exception {
        String line = unheld("main.add") + "\n";
        Reported reported = Reported.of(folder, "", "loclists", file("two.ndjson", line + line), DUMP, DUMP);
        assertThat(reported.elements("testcase")).extracting(test -> test.getAttribute("name")).containsExactly("add",
                "add (2)", "sum", "sum (2)");
        List<String> fingerprints = reported.results().stream()
                .map(result -> result.at("/partialFingerprints/whereabouts~1v1").asString()).toList();
        assertThat(new HashSet<>(fingerprints)).hasSameSizeAs(fingerprints);
        assertThat(Reported.of(folder, "", "loclists", folder.resolve("two.ndjson").toString(), DUMP, DUMP).results())
                .isEqualTo(reported.results());
    }

    /** Names from an input, with what XML cannot hold and what would end an element or turn the text around. */
    @Test
    void hostileNamesLeaveTheDocumentsWhole() throws Exception {
        String name = "p.</testcase>]]>&'\\u0000\\u001b[31m\\n\\ufffe\\u202e\\ud83d\\ude00<x";
        String text = unheld("NAME").toString().replace("NAME", name).replace("\"c\"", "\"c" + name + "\"");
        Reported reported = Reported.of(folder, "", "loclists", "--fail-on", "warning", file("h.ndjson", text + "\n"));
        assertThat(reported.elements("testcase")).hasSize(1);
        assertThat(reported.err() + reported.out()).doesNotContain("\u001b");
        assertThat(reported.elements("testcase").getFirst().getAttribute("name"))
                .isEqualTo("p.</testcase>]]>&'\ufffd\ufffd[31m \ufffd\ufffd\ud83d\ude00<x");
    }

    /** Standard output breaks in the middle of the work, as a full disk would have it. */
    @Test
    void aCommandThatBreaksOffSaysSoInItsReports() throws Exception {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException("no space is left");
            }
        };
        Reported reported = Reported.of(folder, "", full, "loclists", DUMP);
        assertThat(reported.code()).isEqualTo(2);
        assertThat(reported.err()).contains("no space is left");
        assertThat(reported.elements("error")).hasSize(1);
        assertThat(reported.sarif().at("/runs/0/invocations/0/executionSuccessful").asBoolean()).isFalse();
    }

    @Test
    void aPlaceThatCannotHoldAReportIsSaid() throws IOException {
        assertRefused("its folder does not exist", "--junit", folder.resolve("no/r.xml").toString());
        assertRefused("is there and is no file", "--sarif", folder.toString());
        assertRefused("name the same file", "--junit", "r.xml", "--sarif", "r.xml");
    }

    private static void assertRefused(String message, String... options) {
        List<String> arguments = new ArrayList<>(List.of("loclists", DUMP));
        arguments.addAll(List.of(options));
        var err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(InputStream.nullInputStream(), OutputStream.nullOutputStream(),
                new PrintStream(err), StandardCharsets.UTF_8, false, name -> null);
        assertThat(new CommandLineInterface(terminal, "1").run(arguments.toArray(String[]::new))).isEqualTo(2);
        assertThat(err.toString()).contains(message);
    }
}
