package dev.whereabouts.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The commands as a shell would run them, but in this process. */
class CommandLineTest {

    private static final Path EXAMPLES = Path.of("../openapi/examples/loclists");
    private static final String ADD = EXAMPLES.resolve("add.json").toString();
    private static final String LINES = EXAMPLES.resolve("lines.ndjson").toString();
    private static final String DUMP = EXAMPLES.resolve("sum.ssa.txt").toString();
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    private record Ran(int code, byte[] bytes, String err) {
        String out() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private static Ran run(String... arguments) {
        return run(InputStream.nullInputStream(), false, Map.of(), arguments);
    }

    private static Ran run(InputStream in, boolean isWatched, Map<String, String> environment, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(in, out, new PrintStream(err, true, StandardCharsets.UTF_8),
                StandardCharsets.UTF_8, isWatched, environment::get);
        int code = new CommandLineInterface(terminal, "1.2.3").run(arguments);
        return new Ran(code, out.toByteArray(), err.toString(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({"add.json,main.add", "unoptimized.json,main.half", "sum.ssa.txt,main.sum", "sum.ssa.html.gz,main.sum"})
    void inputsAreRecognisedByTheirContentPlainOrGzip(String example, String function) throws IOException {
        byte[] content = Files.readAllBytes(EXAMPLES.resolve(example));
        byte[] plain = example.endsWith(".gz")
                ? new GZIPInputStream(new ByteArrayInputStream(content)).readAllBytes()
                : content;
        String ofPlain = file("a.bin", plain);
        String ofGzip = file("b.bin", gzip(plain));
        Ran ran = run("loclists", "--format", "json", ofPlain);
        assertThat(ran.err).isEmpty();
        assertThat(ran.code).isZero();
        assertThat(JSON.readTree(ran.bytes).at("/functions/0/name").asString()).isEqualTo(function);
        assertThat(run("loclists", "--format", "json", ofGzip).out()).isEqualTo(ran.out());
        assertThat(run(new ByteArrayInputStream(content), false, Map.of(), "loclists", "--format", "json", "-").out())
                .isEqualTo(ran.out());
    }

    @Test
    void oneFunctionByItselfIsAnInput() throws IOException {
        String function = file("function", JSON.readTree(Files.readString(Path.of(ADD))).at("/functions/0")
                .toPrettyString().getBytes(StandardCharsets.UTF_8));
        assertThat(run("loclists", function).out()).startsWith("main.add ").contains("RAX");
    }

    @Test
    void linesAreAnsweredInOrderAndABadOneIsNamed() throws IOException {
        Ran json = run("loclists", "--format", "json", LINES);
        List<JsonNode> lines = json.out().lines().map(JSON::readTree).toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0).path("name").asString()).isEqualTo("main.add");
        assertThat(lines.get(1).at("/error/status").asInt()).isEqualTo(422);
        assertThat(lines.get(2).path("name").asString()).isEqualTo("main.half");
        assertThat(json.code).isEqualTo(2);
        assertThat(json.err).contains("lines.ndjson:2: /blocks/0/succs/0: ");
        assertThat(run("loclists", LINES).out()).contains("line 2 is not answered: ");
    }

    @Test
    void severalFilesComeOutOneAfterAnother() {
        Ran ran = run("loclists", ADD, DUMP);
        assertThat(ran.code).isZero();
        assertThat(ran.out()).containsSubsequence("main.add ", "\n\nmain.sum ");
    }

    @Test
    void textSaysWhatTheCompilerWrote() {
        Ran ran = run("loclists", "--include", "entries,coverage,checks", DUMP);
        assertThat(ran.out()).contains("compiler: wrote the same 3 lists, byte for byte\n", "\ncoverage: ");
    }

    @Test
    void anElfObjectIsMadeOfOneFile() throws IOException {
        Path object = folder.resolve("add.o");
        Ran ran = run("loclists", "--format", "elf", "-o", object.toString(), ADD);
        assertThat(ran.err).isEmpty();
        assertThat(ran.bytes).isEmpty();
        assertThat(Files.readAllBytes(object)).startsWith(0x7f, 'E', 'L', 'F');
        assertThat(run("loclists", "--format", "elf", ADD, ADD)).satisfies(
                two -> assertThat(two.code).isEqualTo(2),
                two -> assertThat(two.err).contains("an ELF object is made of one file"));
    }

    /** A parameter on the stack that no value holds: available-at-entry finds it, as a warning. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"--fail-on warning|1", "--fail-on error|0",
            "--fail-on warning --include entries|1", "--include checks|0"})
    void aFindingFailsTheCommandWhereItIsAskedTo(String options, int code) throws IOException {
        ObjectNode request = (ObjectNode) JSON.readTree(Files.readString(Path.of(ADD)));
        ObjectNode function = (ObjectNode) request.at("/functions/0");
        ((ArrayNode) function.path("variables")).add(JSON.readTree(
                "{\"name\":\"c\",\"class\":\"param\",\"type\":\"int\",\"size\":8,\"cfaOffset\":16}"));
        ((ArrayNode) function.path("slots")).add(JSON.readTree("{\"variable\":2,\"type\":\"int\",\"size\":8}"));
        ((ArrayNode) function.path("names")).add(JSON.readTree("{\"slot\":2,\"values\":[]}"));
        String[] given = ("loclists " + options + " " + file("f.json", request.toString().getBytes(
                StandardCharsets.UTF_8))).split(" ");
        Ran ran = run(given);
        assertThat(ran.err).isEmpty();
        assertThat(ran.out()).contains("warning available-at-entry");
        assertThat(ran.code).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"loclists nowhere.json|nowhere.json: there is no such file",
            "loclists --colour|--colour", "loclists --dwarf 6 ADD|--dwarf: dwarf is 4 or 5",
            "loclists --go 1.99 ADD|--go: Go 1.99 is not supported", "loclists --format xml ADD|text, json or elf",
            "loclists --include lists ADD|--include: an answer may include",
            "loclists --fail-on info ADD|error or warning",
            "loclists -o /nowhere/out ADD|/nowhere/out", "loclists .|.: ", "locs|locs",
            "functions --dwarf 5 ADD|--dwarf"})
    void badUsageIsSaidInALine(String arguments, String message) {
        Ran ran = run(arguments.replace("ADD", ADD).split(" "));
        assertThat(ran.code).isEqualTo(2);
        assertThat(ran.bytes).isEmpty();
        assertThat(ran.err).startsWith("whereabouts: ").contains(message).doesNotContain("Exception", "\tat ");
    }

    @Test
    void badInputIsSaidWithItsFile() throws IOException {
        byte[] whole = gzip(Files.readAllBytes(Path.of(ADD)));
        byte[] noise = new byte[5_000];
        new Random(1).nextBytes(noise);
        String cut = file("cut.gz", Arrays.copyOf(whole, whole.length - 20));
        String damaged = file("damaged.gz", new byte[]{0x1f, (byte) 0x8b, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        for (String bad : List.of(cut, damaged, file("noise", noise), file("empty", new byte[0]))) {
            Ran ran = run("loclists", bad);
            assertThat(ran.code).as(ran.err).isEqualTo(2);
            assertThat(ran.err).startsWith("whereabouts: " + bad + ":").doesNotContain("Exception");
        }
        assertThat(run("loclists", cut).err).contains("breaks off");
        // what can be answered is
        assertThat(run("loclists", cut, ADD)).satisfies(ran -> assertThat(ran.code).isEqualTo(2),
                ran -> assertThat(ran.out()).contains("main.add "));
    }

    @Test
    void aLimitIsNamedWithItsSetting() {
        Ran ran = run(InputStream.nullInputStream(), false, Map.of("WHEREABOUTS_VALUES", "2"), "loclists", ADD);
        assertThat(ran.code).isEqualTo(2);
        assertThat(ran.err).contains("the setting WHEREABOUTS_VALUES changes the limit");
        Ran wrong = run(InputStream.nullInputStream(), false, Map.of("WHEREABOUTS_VALUES", "few"), "loclists", ADD);
        assertThat(wrong.code).isEqualTo(2);
        assertThat(wrong.err).contains("WHEREABOUTS_VALUES is \"few\"");
    }

    /** In the second copy of the dump, an op has a name that no Go version knows. */
    @Test
    void ofADumpOneFunctionMayBeRefusedButNotAll() throws IOException {
        String good = Files.readString(Path.of(DUMP));
        String bad = good.replace("MOVQloadidx8", "MOVQnowhere8");
        Ran one = run("loclists", "--format", "json", file("two", (good + bad).getBytes(StandardCharsets.UTF_8)));
        JsonNode functions = JSON.readTree(one.bytes).path("functions");
        assertThat(functions).hasSize(2);
        assertThat(functions.path(0).path("lists")).hasSize(3);
        assertThat(functions.path(1).path("name").asString()).isEqualTo("main.sum");
        assertThat(functions.path(1).path("error").path("status").asInt()).isEqualTo(422);
        assertThat(one.code).isEqualTo(2);
        assertThat(one.err).contains("MOVQnowhere8");
        Ran all = run("loclists", file("one", bad.getBytes(StandardCharsets.UTF_8)));
        assertThat(all.code).isEqualTo(2);
        assertThat(all.bytes).isEmpty();
        assertThat(all.err).contains("MOVQnowhere8");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void progressIsShownToWhoWatches(boolean isWatched) throws IOException {
        byte[] content = Files.readAllBytes(Path.of(ADD));
        InputStream slow = new ByteArrayInputStream(content) {
            @Override
            public synchronized int read(byte[] into, int from, int length) {
                try {
                    Thread.sleep(700);
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                return super.read(into, from, Math.min(length, content.length / 2));
            }
        };
        Ran ran = run(slow, isWatched, Map.of(), "loclists", "-");
        assertThat(ran.code).isZero();
        if (isWatched) {
            assertThat(ran.err).contains("MB read").endsWith("\r\u001b[K");
        } else {
            assertThat(ran.err).isEmpty();
        }
    }

    @Test
    void functionsComeOutAsTheyCanGoIn() throws IOException {
        Ran once = run("functions", DUMP);
        assertThat(once.code).as(once.err).isZero();
        String json = file("sum.json", once.bytes);
        assertThat(run("functions", json).out()).isEqualTo(once.out());
        JsonNode ofJson = JSON.readTree(run("loclists", "--format", "json", json).bytes).at("/functions/0/lists");
        JsonNode ofDump = JSON.readTree(run("loclists", "--format", "json", DUMP).bytes).at("/functions/0/lists");
        assertThat(ofJson).hasSize(3);
        for (int list = 0; list < ofJson.size(); list++) {
            assertThat(ofJson.path(list).path("dwarf")).isEqualTo(ofDump.path(list).path("dwarf"));
        }
    }

    @Test
    void helpAndVersion() {
        assertThat(run("--help").out()).contains("loclists", "functions", "serve");
        assertThat(run("--version").out()).isEqualTo("whereabouts 1.2.3\n");
        assertThat(run("loclists", "--help").out()).contains("--go", "--dwarf", "--include", "--types", "--format",
                "--fail-on", "--output", "FILE");
        assertThat(run("functions", "--help").code).isZero();
        assertThat(CommandLineInterface.isServe(new String[]{"serve"})).isTrue();
        assertThat(CommandLineInterface.isServe(new String[0])).isTrue();
        assertThat(CommandLineInterface.isServe(new String[]{"loclists"})).isFalse();
    }

    private String file(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content).toString();
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        }
        return out.toByteArray();
    }
}
