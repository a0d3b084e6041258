package dev.whereabouts.service.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A page in Chromium without a window, led by the DevTools protocol. */
final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Process process;
    private final Path profile;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final AtomicInteger number = new AtomicInteger();
    private final WebSocket page;

    /** Where Debian's package puts the program, if it is there. */
    static Optional<Path> executable() {
        return Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, "chromium"))
                .filter(Files::isExecutable).findFirst();
    }

    Browser(Path executable) throws IOException, InterruptedException {
        profile = Files.createTempDirectory("whereabouts-browser");
        process = new ProcessBuilder(executable.toString(), "--headless=new", "--no-sandbox", "--disable-dev-shm-usage",
                "--disable-gpu", "--no-first-run", "--disable-background-networking", "--remote-debugging-port=0",
                "--user-data-dir=" + profile, "about:blank").redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        try {
            page = http.newWebSocketBuilder().buildAsync(debugger(), new Answers()).join();
            ask("Log.enable", "{}");
            ask("Runtime.enable", "{}");
        } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
            end();
            throw e;
        }
    }

    /** Chromium writes its port into its profile when it listens there. */
    private URI debugger() throws IOException, InterruptedException {
        Path told = profile.resolve("DevToolsActivePort");
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.exists(told) || Files.size(told) == 0) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new AssertionError("Chromium does not start");
            }
            Thread.sleep(50);
        }
        String port = Files.readAllLines(told).getFirst();
        HttpRequest list = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list")).build();
        JsonNode targets = Client.JSON.readTree(http.send(list, HttpResponse.BodyHandlers.ofString()).body());
        return targets.valueStream().filter(target -> target.path("type").asString().equals("page")).findFirst()
                .map(target -> URI.create(target.path("webSocketDebuggerUrl").asString())).orElseThrow();
    }

    void open(String address) {
        ask("Page.navigate", "{\"url\": " + Client.JSON.writeValueAsString(address) + "}");
    }

    /** What an expression of JavaScript gives, as JSON. */
    JsonNode evaluate(String expression) {
        JsonNode answer = ask("Runtime.evaluate", "{\"returnByValue\": true, \"expression\": "
                + Client.JSON.writeValueAsString(expression) + "}");
        if (answer.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + answer);
        }
        return answer.at("/result/value");
    }

    /** Waits until an expression gives true. */
    void await(String expression) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!evaluate(expression).asBoolean(false)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(expression + " is not so; the console says " + complaints + "; the page is "
                        + evaluate("document.documentElement.outerHTML"));
            }
            Thread.sleep(50);
        }
    }

    /** Warnings and errors in the console, what a policy forbade among them, and exceptions of scripts. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    private JsonNode ask(String method, String parameters) {
        int id = number.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        asked.put(id, answer);
        page.sendText("{\"id\": " + id + ", \"method\": \"" + method + "\", \"params\": " + parameters + "}", true)
                .join();
        return answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    @Override
    public void close() throws IOException {
        page.abort();
        end();
    }

    private void end() throws IOException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
        http.close();
        Files.walkFileTree(profile, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Messages come in parts. */
    private final class Answers implements WebSocket.Listener {

        private final StringBuilder message = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean isLast) {
            message.append(part);
            if (isLast) {
                take(Client.JSON.readTree(message.toString()));
                message.setLength(0);
            }
            socket.request(1);
            return null;
        }

        private void take(JsonNode said) {
            switch (said.path("method").asString("")) {
                case "" -> asked.remove(said.path("id").asInt()).complete(said.path("result"));
                case "Log.entryAdded" -> {
                    if (!said.at("/params/entry/level").asString().matches("verbose|info")) {
                        complaints.add(said.at("/params/entry").toString());
                    }
                }
                case "Runtime.exceptionThrown" -> complaints.add(said.path("params").toString());
                default -> {
                    // the protocol tells more than is asked
                }
            }
        }
    }
}
