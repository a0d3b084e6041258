package dev.whereabouts.service.training;

import dev.whereabouts.service.Main;
import dev.whereabouts.service.cli.CommandLineInterface;
import dev.whereabouts.service.cli.ExitCode;
import dev.whereabouts.service.cli.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The training run: commands on the examples, then the service with every example as a request, and what probes, monitoring and the page ask.
 * Ends with 1 where one of them is not answered, since a cache of failures is not wanted.
 */
public final class Training {

    /** So often that what every request goes through has a profile; with more, a start compiles what it does not use. */
    private static final int ROUNDS = 3;

    private static final String API = "http://localhost:8080";
    private static final String MANAGEMENT = "http://localhost:8081";

    private static final List<String> PAGES = List.of(MANAGEMENT + "/actuator/health/readiness",
            MANAGEMENT + "/actuator/health/liveness", MANAGEMENT + "/actuator/prometheus", API + "/v1/limits",
            API + "/v1/registers", API + "/problems/queue-full");

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Path examples;
    private final List<Example> requests;

    private Training(Path examples) throws IOException {
        this.examples = examples;
        try (Stream<Path> files = Files.walk(examples)) {
            requests = files.filter(Files::isRegularFile).sorted()
                    .flatMap(file -> Example.of(examples, file).stream())
                    .toList();
        }
    }

    /** @param arguments the folder of the examples */
    public static void main(String[] arguments) {
        try {
            Training training = new Training(Path.of(arguments[0]));
            training.commands();
            Main.main(new String[0]);
            for (int round = 0; round < ROUNDS; round++) {
                training.ask();
            }
        } catch (IOException | InterruptedException | IllegalStateException e) {
            System.err.println("training: " + e.getMessage());
            System.exit(1);
        }
        // ends the service as a signal would, which the cache is to hold too
        System.exit(ExitCode.GOOD.code());
    }

    private void commands() {
        Path lists = examples.resolve("loclists");
        command("loclists", "--include", "entries,explanations,checks", lists.resolve("sum.ssa.txt").toString());
        command("loclists", "--format", "json", lists.resolve("sum.ssa.html.gz").toString());
        command("functions", lists.resolve("sum.ssa.txt").toString());
        command("loclists", "--help");
    }

    private static void command(String... arguments) {
        Terminal nobody = new Terminal(InputStream.nullInputStream(), OutputStream.nullOutputStream(), System.err,
                StandardCharsets.UTF_8, false, _ -> null);
        int code = new CommandLineInterface(nobody, "training").run(arguments);
        if (code != ExitCode.GOOD.code()) {
            throw new IllegalStateException(String.join(" ", arguments) + " ended with " + code);
        }
    }

    private void ask() throws IOException, InterruptedException {
        for (String page : PAGES) {
            send(HttpRequest.newBuilder(URI.create(page)).build());
        }
        for (Example example : requests) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(API + example.path()))
                    .header("Content-Type", example.type())
                    .POST(BodyPublishers.ofFile(example.file()));
            if (example.isGzip()) {
                request.header("Content-Encoding", "gzip");
            }
            send(request.build());
        }
    }

    private void send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(
                    request.uri() + " answered " + answer.statusCode() + ": " + answer.body());
        }
    }
}
