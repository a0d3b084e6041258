package dev.whereabouts.service.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.whereabouts.service.chart.Chart;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** The image under test, and how a cluster runs it. */
final class Image {

    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    static final int API = 8080;
    static final int MANAGEMENT = 8081;

    private static final String BASE = "whereabouts-base:local";
    private static final String NAME = "whereabouts:test";
    private static final Confinement CONFINEMENT = Confinement.of(
            Chart.one(new Chart(Chart.FOLDER).render(Chart.FOLDER.resolve("values.yaml")), "Deployment"));

    private Image() {}

    /** Builds the image on a base made from this machine's JDK. Skips the test where no container engine answers, but not in CI. */
    static void build() throws IOException, InterruptedException {
        boolean hasEngine = isEngineThere();
        if (!"true".equals(System.getenv("CI"))) {
            assumeTrue(hasEngine, "no container engine answers `docker info`");
        }
        assertThat(hasEngine).as("a container engine answers `docker info`").isTrue();
        succeed(List.of(ROOT.resolve("docker/local-base").toString(), BASE));
        succeed(List.of("docker", "build", "--file", "docker/Dockerfile", "--build-arg", "BASE_IMAGE=" + BASE, "--tag",
                NAME, "."));
    }

    private static boolean isEngineThere() throws InterruptedException {
        try {
            return run(List.of("docker", "info"), InputStream.nullInputStream()).code == 0;
        } catch (IOException e) {
            // there is no such program
            return false;
        }
    }

    private static void succeed(List<String> command) throws IOException, InterruptedException {
        Ran ran = run(command, InputStream.nullInputStream());
        assertThat(ran.code).as(String.join(" ", command) + "\n" + ran.out + ran.err).isZero();
    }

    /** A container of the service, not started yet. */
    static GenericContainer<?> service(Map<String, String> environment) {
        return new GenericContainer<>(DockerImageName.parse(NAME)).withImagePullPolicy(_ -> false)
                .withEnv(CONFINEMENT.environment()).withEnv(environment).withExposedPorts(API, MANAGEMENT)
                .withCreateContainerCmdModifier(CONFINEMENT::confine)
                .waitingFor(Wait.forHttp("/actuator/health/readiness").forPort(MANAGEMENT));
    }

    /** Runs a command of the image in a container of its own, as a person does in a shell. */
    static Ran command(InputStream in, Optional<Path> program, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("docker", "run", "--rm", "--interactive", "--network", "none"));
        command.addAll(CONFINEMENT.options());
        program.ifPresent(file -> command.addAll(List.of("--volume", file + ":/program:ro")));
        command.add(NAME);
        command.addAll(List.of(arguments));
        return run(command, in);
    }

    /** How a process ended, and what it wrote. */
    record Ran(int code, String out, String err) {}

    private static Ran run(List<String> command, InputStream in) throws IOException, InterruptedException {
        Path out = Files.createTempFile("image", ".out");
        Path err = Files.createTempFile("image", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).directory(ROOT.toFile()).redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            // the builder that every engine has
            builder.environment().put("DOCKER_BUILDKIT", "0");
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            Process process = builder.start();
            try (in; var stdin = process.getOutputStream()) {
                in.transferTo(stdin);
            }
            assertThat(process.waitFor(10, TimeUnit.MINUTES)).as(String.join(" ", command)).isTrue();
            return new Ran(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8),
                    Files.readString(err, StandardCharsets.UTF_8));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }
}
