package dev.whereabouts.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/**
 * The page and the snippets for CI, run in a shell. The compiler, the container engine and the image's Java are shell functions: the first
 * gives a recorded dump and a recorded program, the others run this build. That the files are what GitHub and GitLab take is checked by
 * {@code .ci/snippets}.
 */
class SnippetsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final List<String> REPORTS = List.of("debugcall.sarif", "debugcall.xml", "loclists.sarif",
            "loclists.xml");

    private static final String FUNCTIONS = """
        whereabouts() { "$JAVA" -cp "$CLASSES" dev.whereabouts.service.Main "$@"; }
        # everything before the image is the engine's own
        docker() { while [ "$1" != "$IMAGE" ]; do shift; done; shift; whereabouts "$@"; }
        java() { [ "$1 $2" = '-jar /app/whereabouts.jar' ] || exit 9; shift 2; whereabouts "$@"; }
        go() {
          while [ "$#" -gt 1 ]; do
            [ "$1" = -o ] && out=$2
            shift
          done
          if [ "$out" = /dev/null ]; then cat "$DUMP"; else cp "$FIXTURE" "$out"; fi
        }
        """;

    private static final String CALL = """
        {"program": {"argv": ["fixture.opt", "safe"], "env": {"GODEBUG": "asyncpreemptoff=1", "GOMAXPROCS": "1", "GOGC": "off"}},
         "stop": {"function": "main.target", "offset": 14, "hits": 3},
         "calls": [{"function": "main.intFloat", "arguments": [42, 42.0], "expect": {"values": [43, 43.0]}}]}""";

    @TempDir
    private Path folder;

    private record Ran(int code, String output) {}

    /** @param variables that the CI system sets */
    private Ran shell(String script, Map<String, String> variables, Path at) throws Exception {
        ProcessBuilder shell = new ProcessBuilder("bash", "-eo", "pipefail", "-c", FUNCTIONS + script)
                .directory(at.toFile()).redirectErrorStream(true);
        shell.environment().putAll(variables);
        shell.environment().put("JAVA", System.getProperty("java.home") + "/bin/java");
        shell.environment().put("CLASSES", System.getProperty("java.class.path"));
        shell.environment().put("DUMP", ROOT.resolve("openapi/examples/loclists/sum.ssa.txt").toString());
        shell.environment().put("FIXTURE", folder.resolve("recorded").toString());
        Process process = shell.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return new Ran(process.exitValue(), output);
    }

    /** The folder of a repository that has what the snippets ask for. */
    private Path repository(String call) throws IOException {
        Files.write(folder.resolve("recorded"), GoFixture.optimised());
        Path repository = Files.createDirectory(folder.resolve("repository"));
        Files.writeString(Files.createDirectory(repository.resolve("calls")).resolve("one.json"), call);
        return repository;
    }

    private static Map<?, ?> yaml(String file) throws IOException {
        return new Yaml().load(Files.readString(ROOT.resolve("docs/ci").resolve(file)));
    }

    private static Map<String, String> variables(Object map) {
        Map<String, String> variables = new TreeMap<>();
        ((Map<?, ?>) map).forEach((name, value) -> variables.put(name.toString(), value.toString()));
        return variables;
    }

    private static List<String> reports(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".xml") || name.endsWith(".sarif")).sorted().toList();
        }
    }

    @Test
    void thePagesCommandsDoWhatItSays() throws Exception {
        String page = Files.readString(ROOT.resolve("docs/ci.md"));
        var block = Pattern.compile("```\n(.*?)```", Pattern.DOTALL).matcher(page);
        assertThat(block.find()).isTrue();
        String commands = block.group(1).replace("./whereabouts", "whereabouts")
                .replace("openapi/", ROOT.resolve("openapi") + "/");
        Ran ran = shell(commands, Map.of(), folder);
        assertThat(ran.code()).as(ran.output()).isZero();
        assertThat(reports(folder)).containsExactlyElementsOf(REPORTS);
    }

    @Test
    void theStepsForGitHubPassAndFailAsTheyShould() throws Exception {
        Map<?, ?> workflow = yaml("github-actions.yml");
        // YAML 1.1 takes the key "on" for a truth value, as GitHub does not
        assertThat(workflow.containsKey(true) || workflow.containsKey("on")).isTrue();
        Map<?, ?> job = (Map<?, ?>) ((Map<?, ?>) workflow.get("jobs")).get("whereabouts");
        List<String> runs = ((List<?>) job.get("steps")).stream().map(step -> ((Map<?, ?>) step).get("run"))
                .filter(run -> run != null).map(Object::toString).toList();
        assertThat(runs).hasSize(3);
        Path repository = repository(CALL);
        for (String run : runs) {
            Ran ran = shell(run, variables(workflow.get("env")), repository);
            assertThat(ran.code()).as(ran.output()).isZero();
        }
        assertThat(reports(repository.resolve("reports")))
                .containsExactlyElementsOf(REPORTS);

        Files.delete(repository.resolve("reports/debugcall.xml"));
        Files.writeString(repository.resolve("calls/one.json"), CALL.replace("[43, 43.0]", "[44, 43.0]"));
        assertThat(shell(runs.getLast(), variables(workflow.get("env")), repository).code()).isEqualTo(1);
        assertThat(repository.resolve("reports/debugcall.xml")).content().contains("failures=\"1\"");
    }

    @Test
    void theJobsForGitLabLeaveWhatTheyDeclare() throws Exception {
        Map<?, ?> pipeline = yaml("gitlab-ci.yml");
        Path repository = repository(CALL);
        for (String name : List.of("compile", "location-lists", "debug-calls")) {
            Map<?, ?> job = (Map<?, ?>) pipeline.get(name);
            String script = ((List<?>) job.get("script")).stream().map(Object::toString)
                    .collect(Collectors.joining("\n"));
            Ran ran = shell(script, variables(pipeline.get("variables")), repository);
            assertThat(ran.code()).as(ran.output()).isZero();
            Map<?, ?> artifacts = (Map<?, ?>) job.get("artifacts");
            List<Object> declared = new ArrayList<>((List<?>) artifacts.get("paths"));
            if (artifacts.get("reports") instanceof Map<?, ?> reports) {
                declared.add(reports.get("junit"));
            }
            assertThat(declared).allSatisfy(file -> assertThat(repository.resolve(file.toString())).isNotEmptyFile());
        }
        assertThat(reports(repository)).containsExactlyElementsOf(REPORTS);
    }
}
