package dev.whereabouts.service.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.command.TopContainerResponse;
import dev.whereabouts.service.TinyProgram;
import dev.whereabouts.service.training.Example;
import dev.whereabouts.service.image.Image.Ran;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** The image, from outside. */
class ImageIT {

    private static final Path EXAMPLES = Image.ROOT.resolve("openapi/examples");

    /** Where the virtual machine ends after SIGTERM: 128 and the signal's number. */
    private static final long TERMINATED = 128 + 15;

    private static final long LITTLE_MEMORY = 256L << 20;

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeAll
    static void build() throws IOException, InterruptedException {
        Image.build();
    }

    @Test
    void everyExampleIsAnswered() throws IOException, InterruptedException {
        List<Example> examples;
        try (Stream<Path> files = Files.walk(EXAMPLES)) {
            examples = files.filter(Files::isRegularFile).flatMap(file -> Example.of(EXAMPLES, file).stream()).toList();
        }
        assertThat(examples).isNotEmpty();
        try (GenericContainer<?> service = started(Map.of())) {
            for (Example example : examples) {
                HttpRequest.Builder request = to(service, example.path()).header("Content-Type", example.type())
                        .POST(BodyPublishers.ofFile(example.file()));
                if (example.isGzip()) {
                    request.header("Content-Encoding", "gzip");
                }
                HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(example + "\n" + answer.body()).isEqualTo(200);
            }
            assertThat(service.getLogs()).doesNotContain("ERROR").doesNotContain("WARN");
        }
    }

    /** Whatever the virtual machine's options ask for has room in a small container, too. */
    @Test
    void itStartsAndAnswersInLittleMemory() throws IOException, InterruptedException {
        Path dump = EXAMPLES.resolve("loclists/sum.ssa.txt");
        try (GenericContainer<?> service = Image.service(Map.of())) {
            service.withStartupAttempts(1).withCreateContainerCmdModifier(
                    command -> command.getHostConfig().withMemory(LITTLE_MEMORY).withMemorySwap(LITTLE_MEMORY));
            service.start();
            HttpRequest request = to(service, "/v1/loclists").header("Content-Type", "text/plain")
                    .POST(BodyPublishers.ofFile(dump)).build();
            assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        }
    }

    /** One request is worked on, one waits, both until the deadline; there is no room for the others, and there is again afterwards. */
    @Test
    void overloadIsRefusedAndPasses() throws IOException, InterruptedException {
        try (GenericContainer<?> service = started(Map.of("WHEREABOUTS_WORKERS", "1", "WHEREABOUTS_QUEUE", "1",
                "WHEREABOUTS_REQUEST_SECONDS", "4"))) {
            List<CompletableFuture<HttpResponse<String>>> requests = IntStream.range(0, 6)
                    .mapToObj(_ -> client.sendAsync(loop(service, 20_000_000_000L), BodyHandlers.ofString())).toList();
            assertThat(health(service).statusCode()).isEqualTo(200);
            List<HttpResponse<String>> answers = requests.stream().map(CompletableFuture::join).toList();
            assertThat(answers).extracting(HttpResponse::statusCode).containsExactlyInAnyOrder(503, 503, 429, 429, 429,
                    429);
            assertThat(answers).allSatisfy(answer -> {
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
            });
            assertThat(client.send(loop(service, 1_000), BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        }
    }

    /** The threads that compute are nice, those that answer are as every process is, and a user without rights may have it so. */
    @Test
    void answeringGoesBeforeComputing() throws IOException, InterruptedException {
        try (GenericContainer<?> service = started(Map.of())) {
            assertThat(client.send(loop(service, 1_000), BodyHandlers.ofString()).statusCode()).isEqualTo(200);
            TopContainerResponse threads = service.getDockerClient().topContainerCmd(service.getContainerId())
                    .withPsArgs("-L -o ni,pid,comm").exec();
            int nice = List.of(threads.getTitles()).indexOf("NI");
            int name = List.of(threads.getTitles()).indexOf("COMMAND");
            Function<String, List<String>> niceness = prefix -> Stream.of(threads.getProcesses())
                    .filter(thread -> thread[name].startsWith(prefix)).map(thread -> thread[nice]).toList();
            assertThat(niceness.apply("worker-")).isNotEmpty().containsOnly("10");
            assertThat(niceness.apply("http-nio-8080")).isNotEmpty().containsOnly("0");
            assertThat(niceness.apply("http-nio-8081")).isNotEmpty().containsOnly("0");
            // those that carry virtual threads
            assertThat(niceness.apply("ForkJoinPool-")).isNotEmpty().containsOnly("0");
        }
    }

    @Test
    void aRequestThatRunsWhenTheServiceIsToldToEndIsAnswered() throws Exception {
        try (GenericContainer<?> service = started(Map.of())) {
            long instructions = 400_000_000;
            CompletableFuture<HttpResponse<String>> request = client.sendAsync(loop(service, instructions),
                    BodyHandlers.ofString());
            // long enough to be in the middle of it, which the next line holds against the answer
            Thread.sleep(Duration.ofSeconds(1));
            assertThat(request).isNotDone();
            var docker = service.getDockerClient();
            docker.killContainerCmd(service.getContainerId()).withSignal("TERM").exec();
            HttpResponse<String> answer = request.join();
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).contains("\"instructions\":" + instructions);
            int code = docker.waitContainerCmd(service.getContainerId()).start().awaitStatusCode();
            assertThat(code).isEqualTo((int) TERMINATED);
        }
    }

    @Test
    void withATokenSetNoOtherIsAccepted() throws IOException, InterruptedException {
        try (GenericContainer<?> service = started(Map.of("WHEREABOUTS_TOKEN", "right"))) {
            assertThat(limits(service, null).statusCode()).isEqualTo(401);
            assertThat(limits(service, "Bearer wrong").statusCode()).isEqualTo(401);
            assertThat(limits(service, "Bearer right").statusCode()).isEqualTo(200);
            assertThat(service.getLogs()).doesNotContain("right");
        }
    }

    @Test
    void aSettingThatCannotBeEndsTheStartWithItsName() throws IOException, InterruptedException {
        try (GenericContainer<?> service = Image
                .service(Map.of("WHEREABOUTS_WORKERS", "many", "WHEREABOUTS_TOKEN", ""))) {
            service.withStartupAttempts(1).withStartupTimeout(Duration.ofSeconds(30))
                    .waitingFor(Wait.forLogMessage(".*WHEREABOUTS_WORKERS is \"many\".*", 1));
            service.start();
            int code = service.getDockerClient().waitContainerCmd(service.getContainerId()).start().awaitStatusCode();
            assertThat(code).isEqualTo(2);
        }
    }

    @Test
    void theImageIsTheCommandLine() throws IOException, InterruptedException {
        Ran lists = Image.command(Files.newInputStream(EXAMPLES.resolve("loclists/sum.ssa.txt")), Optional.empty(),
                "loclists", "-");
        assertThat(lists.code()).as(lists.err()).isZero();
        assertThat(lists.out()).contains("compiler: wrote the same 3 lists, byte for byte", "│0x0");
        assertThat(lists.err()).isEmpty();

        Ran nonsense = Image.command(new ByteArrayInputStream("no dump".getBytes(StandardCharsets.UTF_8)),
                Optional.empty(), "loclists", "-");
        assertThat(nonsense.code()).isEqualTo(2);
        assertThat(nonsense.err()).isNotBlank();
    }

    @Test
    void aProgramRunsInIt(@TempDir Path folder) throws IOException, InterruptedException {
        Path program = Files.write(folder.resolve("program"), TinyProgram.elf(TinyProgram.WRITE_AND_EXIT));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Ran ran = Image.command(InputStream.nullInputStream(), Optional.of(program), "run", "/program");
        assertThat(ran.code()).as(ran.err()).isEqualTo(3);
        assertThat(ran.out()).endsWith("ELF");
    }

    @Test
    void nothingCanBeWrittenButTemporaryFiles() throws IOException, InterruptedException {
        Ran app = writeTo("/app/out.json");
        assertThat(app.code()).isEqualTo(2);
        assertThat(app.err()).contains("/app/out.json").contains("ead-only file system");
        assertThat(writeTo("/tmp/out.json").code()).isZero();
    }

    private static Ran writeTo(String file) throws IOException, InterruptedException {
        return Image.command(Files.newInputStream(EXAMPLES.resolve("loclists/add.json")), Optional.empty(), "loclists",
                "--format", "json", "-o", file, "-");
    }

    private static GenericContainer<?> started(Map<String, String> environment) {
        GenericContainer<?> service = Image.service(environment);
        service.start();
        return service;
    }

    private static HttpRequest.Builder to(GenericContainer<?> service, String path) {
        return HttpRequest.newBuilder(URI.create(
                "http://" + service.getHost() + ":" + service.getMappedPort(Image.API) + path));
    }

    private HttpResponse<String> health(GenericContainer<?> service) throws IOException, InterruptedException {
        URI readiness = URI.create("http://" + service.getHost() + ":" + service.getMappedPort(Image.MANAGEMENT)
                + "/actuator/health/readiness");
        return client.send(HttpRequest.newBuilder(readiness).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> limits(GenericContainer<?> service, String authorization)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = to(service, "/v1/limits");
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** {@code jmp} to itself, so many times. */
    private static HttpRequest loop(GenericContainer<?> service, long instructions) {
        return to(service, "/v1/emulate").header("Content-Type", "application/json").POST(BodyPublishers.ofString("""
            {"memory": [{"address": "0x20000000", "size": 4096, "access": "rx", "fill": "cc",
                         "data": [{"at": "0x20000000", "bytes": "%s"}]}],
             "registers": {"RIP": "0x20000000"}, "instructions": %d}
            """.formatted(TinyProgram.LOOP, instructions))).build();
    }
}
