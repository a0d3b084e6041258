package dev.whereabouts.service.http;

import static dev.whereabouts.service.http.Client.JSON;
import static dev.whereabouts.service.http.Client.problem;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Bad bodies and parameters at both endpoints: each is refused with its place, and the service goes on. */
@ServiceTest
class BadInputTest {

    private static final Path EXAMPLES = Path.of("../openapi/examples/loclists");
    private static final List<String> ENDPOINTS = List.of("/v1/loclists", "/v1/functions");

    private final Client client;

    BadInputTest(@LocalServerPort int port) {
        client = new Client(port);
    }

    @AfterEach
    void theServiceGoesOn() throws IOException {
        for (String endpoint : ENDPOINTS) {
            assertThat(client.post(endpoint, "application/json", Files.readString(EXAMPLES.resolve("add.json")))
                    .statusCode()).isEqualTo(200);
        }
    }

    /** Each row changes one thing in the request of the example, and names the place that the problem must name. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', value = {"/slots/0/splitOf | 0 | /slots/0",
            "/slots/0/variable | 9 | /slots/0/variable", "/slots/0/variable | -1 | /slots/0/variable",
            "/names/0/slot | 9 | /names/0/slot", "/names/1/slot | 0 | /names/1",
            "/names/0/values/0 | \"x\" | /names/0/values/0", "/params/0/variable | 9 | /params/0/variable",
            "/params/0/pieces/0/register | \"QX\" | /params/0/pieces/0/register", "/entry | 5 | /entry",
            "/blocks/0/id | \"one\" | /blocks/0/id", "/blocks/0/preds | [1] | /blocks/0",
            "/blocks/0/succs | [2] | /blocks/0/succs/0", "/blocks/0/values/1/id | 7 | /blocks/0/values/1",
            "/blocks/0/values/0/id | -1 | /blocks/0/values/0/id",
            "/blocks/0/values/0/id | 99999999999999999999 | /blocks/0/values/0/id",
            "/blocks/0/values/3/args/1 | 999 | /blocks/0/values/3/args/1",
            "/blocks/0/values/0/home | \"QX\" | /blocks/0/values/0/home",
            "/blocks/0/values/0/home | {\"variable\": 7} | /blocks/0/values/0/home",
            "/blocks/0/values/3/op | \"ADDNONSENSE\" | /blocks/0/values/3",
            "/blocks/0/values/3/clobbers | [\"QX\"] | /blocks/0/values/3/clobbers/0",
            "/variables/0/size | -8 | /variables/0/size", "/variables/0/colour | 1 | /variables/0/colour",
            "/variables | {} | /variables", "/blocks | [] | "})
    void aFunctionAtFaultIsRefusedAtItsPlace(String change, String value, String place) throws IOException {
        ObjectNode request = (ObjectNode) JSON.readTree(Files.readString(EXAMPLES.resolve("add.json")));
        set(request, "/functions/0" + change, JSON.readTree(value));
        for (String endpoint : ENDPOINTS) {
            if (change.endsWith("/op") && endpoint.equals("/v1/functions")) {
                // a function with an op of another compiler can be turned into JSON, but has no lists
                continue;
            }
            JsonNode problem = problem(client.post(endpoint, "application/json", request.toString()), 422,
                    "invalid-input");
            assertThat(problem.path("errors").valueStream().map(error -> error.path("pointer").asString()))
                    .as(problem.toString())
                    .anyMatch(pointer -> pointer.startsWith("/functions/0" + (place == null ? "" : place)));
        }
    }

    @ParameterizedTest
    @CsvSource({"dwarf=7,/dwarf", "go=x,/go", "go=1.18,/go", "colour=1,/colour", "include=lists,/include",
            "passes=-1,/passes", "passes=many,/passes", "pointerSize=5,/pointerSize", "types=T,/types",
            "baseAddressIndex=-1,/baseAddressIndex", "arch=arm64,/arch"})
    void aParameterAtFaultIsNamed(String query, String pointer) throws IOException {
        String body = Files.readString(EXAMPLES.resolve("add.json"));
        for (String endpoint : ENDPOINTS) {
            JsonNode problem = problem(client.post(endpoint + "?" + query, "application/json", body), 422,
                    "invalid-input");
            assertThat(problem.at("/errors/0/pointer").asString()).isEqualTo(pointer);
        }
    }

    @Test
    void jsonBeyondAnyReasonIsRefused() {
        String deep = "[".repeat(200_000);
        String deepValue = "{\"functions\":[{\"name\":" + "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000) + "}]}";
        String longName = "{\"functions\":[{\"name\":\"" + "x".repeat(20_000_000) + "\"}]}";
        String longNumber = "{\"functions\":[{\"entry\":" + "9".repeat(3_000_000) + "}]}";
        for (String body : List.of(deep, deepValue, longName, longNumber)) {
            for (String endpoint : ENDPOINTS) {
                refused(client.post(endpoint, "application/json", body));
                refusedOrAnsweredInPlace(client.post(endpoint, "application/x-ndjson", body));
            }
        }
    }

    /** A request of a few kilobytes that is gigabytes when it is decompressed. */
    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/plain", "text/html"})
    void whatGrowsBeyondALimitIsRefusedWithItsSetting(String type) throws IOException {
        byte[] bomb = bomb();
        for (String endpoint : ENDPOINTS) {
            JsonNode problem = problem(client.post(endpoint, type, bomb, "Content-Encoding", "gzip"), 413, "too-large");
            assertThat(problem.path("setting").asString()).startsWith("WHEREABOUTS_");
            assertThat(problem.path("value").asLong()).isPositive();
        }
    }

    @Test
    void aBodyWithoutLengthIsCountedAsItComes() {
        byte[] chunk = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
        InputStream endless = new InputStream() {
            private long left = 200L << 20;

            @Override
            public int read() {
                return left-- > 0 ? ' ' : -1;
            }

            @Override
            public int read(byte[] into, int from, int length) {
                int got = (int) Math.min(Math.min(length, chunk.length), left);
                if (got <= 0) {
                    return -1;
                }
                System.arraycopy(chunk, 0, into, from, got);
                left -= got;
                return got;
            }
        };
        try {
            HttpResponse<String> answer = client.send("POST", "/v1/loclists",
                    BodyPublishers.ofInputStream(() -> endless),
                    "Content-Type", "application/json");
            assertThat(problem(answer, 413, "too-large").path("setting").asString()).startsWith("WHEREABOUTS_");
        } catch (AssertionError e) {
            // the service may close the connection before such a client has sent all and looks for the answer
            if (!(e.getCause() instanceof IOException)) {
                throw e;
            }
        }
    }

    @Test
    void noiseIsRefused() {
        byte[] noise = new byte[100_000];
        new Random(1).nextBytes(noise);
        for (String endpoint : ENDPOINTS) {
            for (String type : List.of("application/json", "text/plain", "text/html")) {
                refused(client.post(endpoint, type, noise));
                refused(client.post(endpoint, type, new byte[0]));
            }
            refusedOrAnsweredInPlace(client.post(endpoint, "application/x-ndjson", noise));
        }
    }

    @Test
    void otherEncodingsOfTextAreRefused() throws IOException {
        String body = Files.readString(EXAMPLES.resolve("add.json"));
        byte[] broken = body.replace("main.add", "main.\u00e4dd").getBytes(StandardCharsets.ISO_8859_1);
        for (String endpoint : ENDPOINTS) {
            problem(client.post(endpoint, "application/json", body.getBytes(StandardCharsets.UTF_16)), 400,
                    "malformed-input");
            problem(client.post(endpoint, "application/json", broken), 400, "malformed-input");
        }
    }

    /** A dump may end anywhere, as when a build is stopped. */
    @Test
    void aDumpThatBreaksOffIsAnsweredOrRefused() throws IOException {
        byte[] dump = Files.readAllBytes(EXAMPLES.resolve("sum.ssa.txt"));
        byte[] page = new java.util.zip.GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(EXAMPLES.resolve(
                "sum.ssa.html.gz")))).readAllBytes();
        for (int part = 1; part < 12; part++) {
            for (String endpoint : ENDPOINTS) {
                answeredOrRefused(client.post(endpoint, "text/plain", Arrays.copyOf(dump, dump.length / 12 * part)));
                answeredOrRefused(client.post(endpoint, "text/html", Arrays.copyOf(page, page.length / 12 * part)));
            }
        }
    }

    /** One function among several that cannot be answered has its place; where there is no other, the whole is refused. */
    @Test
    void aDumpWithOneFunctionAtFaultIsAnswered() throws IOException {
        String good = Files.readString(EXAMPLES.resolve("sum.ssa.txt"));
        String bad = good.replace("MOVQloadidx8", "MOVQnowhere8");
        HttpResponse<String> both = client.post("/v1/loclists", "text/plain", good + bad);
        assertThat(both.statusCode()).isEqualTo(200);
        JsonNode functions = JSON.readTree(both.body()).path("functions");
        assertThat(functions).hasSize(2);
        assertThat(functions.path(0).path("lists")).hasSize(3);
        problem(functions.path(1).path("error").toString(), 422, "invalid-input");
        JsonNode problem = problem(client.post("/v1/loclists", "text/plain", bad), 422, "invalid-input");
        assertThat(problem.toString()).contains("MOVQnowhere8");
    }

    private static void answeredOrRefused(HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            refused(answer);
        }
    }

    private static void refused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 499);
        assertThat(answer.body()).hasSizeLessThan(20_000);
        JsonNode problem = JSON.readTree(answer.body());
        problem(answer, answer.statusCode(), problem.path("type").asString().replace("/problems/", ""));
    }

    private static void refusedOrAnsweredInPlace(HttpResponse<String> answer) {
        if (answer.statusCode() == 200) {
            assertThat(answer.body().lines().map(JSON::readTree)).isNotEmpty()
                    .allSatisfy(line -> assertThat(line.at("/error/status").asInt()).isBetween(400, 499));
        } else {
            refused(answer);
        }
    }

    private static byte[] bomb() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] line = (" ".repeat(4_000) + "\n").repeat(250).getBytes(StandardCharsets.US_ASCII);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            for (int i = 0; i < 2_000; i++) {
                gzip.write(line);
            }
        }
        return bytes.toByteArray();
    }

    private static void set(JsonNode root, String pointer, JsonNode value) {
        int last = pointer.lastIndexOf('/');
        String name = pointer.substring(last + 1);
        if (root.at(pointer.substring(0, last)) instanceof ArrayNode array) {
            array.set(Integer.parseInt(name), value);
        } else {
            ((ObjectNode) root.at(pointer.substring(0, last))).set(name, value);
        }
    }
}
