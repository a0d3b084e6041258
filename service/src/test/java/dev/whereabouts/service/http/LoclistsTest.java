package dev.whereabouts.service.http;

import static dev.whereabouts.service.http.Client.JSON;
import static dev.whereabouts.service.http.Client.problem;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /v1/loclists} and {@code /v1/functions}: inputs, formats, and the errors that they can meet. */
@ServiceTest
class LoclistsTest {

    private static final Path EXAMPLE = Path.of("../openapi/examples/loclists/add.json");

    private final Client client;
    private final Client management;

    LoclistsTest(@LocalServerPort int port, @LocalManagementPort int managementPort) {
        client = new Client(port);
        management = new Client(managementPort);
    }

    /** {@code a} is in AX until the sum goes there, {@code b} in BX to the end; DW_OP_reg0 is RAX, DW_OP_reg3 is RBX. */
    @Test
    void jsonIsAnsweredWithJson() throws IOException {
        HttpResponse<String> answer = post("application/json", Files.readString(EXAMPLE));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        JsonNode function = JSON.readTree(answer.body()).path("functions").path(0);
        assertThat(function.path("name").asString()).isEqualTo("main.add");
        JsonNode a = function.path("lists").path(0);
        assertThat(a.path("name").asString()).isEqualTo("a");
        assertThat(a.path("entries").path(0).path("expression").asString()).isEqualTo("50");
        assertThat(a.path("entries").path(0).path("location").asString()).isEqualTo("RAX");
        assertThat(a.path("entries").path(0).path("beginPc").asInt()).isZero();
        assertThat(a.path("entries").path(0).path("endPc").asInt()).isEqualTo(3);
        assertThat(a.path("entries").path(0).path("because").path("end").asString()).contains("v10");
        JsonNode b = function.path("lists").path(1);
        assertThat(b.path("entries").path(0).path("expression").asString()).isEqualTo("53");
        assertThat(b.path("entries").path(0).path("endPc").asInt()).isEqualTo(4);
        assertThat(b.path("entries").path(0).path("end").path("value").asString()).isEqualTo("functionEnd");
        assertThat(JSON.readTree(answer.body()).path("totals")).isEqualTo(
                JSON.readTree("{\"functions\":1,\"lists\":2,\"entries\":2,\"values\":5}"));
    }

    @Test
    void gzipIsTheSame() throws IOException {
        String plain = post("application/json", Files.readString(EXAMPLE)).body();
        HttpResponse<String> answer = client.post("/v1/loclists", "application/json",
                Gzip.bytes(Files.readAllBytes(EXAMPLE)), "Content-Encoding", "gzip");
        assertThat(answer.body()).isEqualTo(plain);
    }

    @Test
    void aBodyWithoutLengthIsTheSame() throws IOException {
        String plain = post("application/json", Files.readString(EXAMPLE)).body();
        HttpResponse<String> answer = client.send("POST", "/v1/loclists",
                BodyPublishers.fromPublisher(BodyPublishers.ofFile(EXAMPLE)), "Content-Type", "application/json");
        assertThat(answer.body()).isEqualTo(plain);
    }

    @Test
    void aParameterWinsOverTheBody() throws IOException {
        JsonNode function = JSON.readTree(client
                .post("/v1/loclists?include=&dwarf=4", "application/json", Files.readString(EXAMPLE)).body())
                .path("functions").path(0);
        assertThat(function.path("lists").path(0).has("entries")).isFalse();
        assertThat(function.has("checks")).isFalse();
        // DWARF 4 section 2.6.2: a base address entry, two addresses and a length for the entry, and the end
        assertThat(function.path("lists").path(0).path("dwarf").asString()).hasSize(2 * (16 + 16 + 2 + 1 + 16));
    }

    @Test
    void textAndElfAreThereForWhoAcceptsThem() throws IOException {
        HttpResponse<String> text = client.post("/v1/loclists", "application/json", Files.readString(EXAMPLE),
                "Accept", "text/plain");
        assertThat(text.headers().firstValue("Content-Type")).contains("text/plain;charset=UTF-8");
        assertThat(text.body()).startsWith("main.add").contains("RAX");
        HttpResponse<byte[]> elf = client.send("POST", "/v1/loclists", BodyPublishers.ofFile(EXAMPLE),
                HttpResponse.BodyHandlers.ofByteArray(), "Content-Type", "application/json", "Accept",
                "application/x-elf");
        assertThat(elf.headers().firstValue("Content-Type")).contains("application/x-elf");
        assertThat(elf.body()).startsWith(0x7f, 'E', 'L', 'F');
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"*/*|application/json", "text/*;q=0.9, application/x-elf;q=0.1|text/plain",
            "application/json;q=0.5, application/x-elf|application/x-elf",
            "text/plain;q=0, */*;q=0.1|application/json"})
    void theFormatIsWhatTheClientLikesBest(String accept, String type) throws IOException {
        HttpResponse<String> answer = client.post("/v1/loclists", "application/json", Files.readString(EXAMPLE),
                "Accept", accept);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/png", "nonsense", "text/html", "*/*;q=0"})
    void anotherFormatIsNotAcceptable(String accept) throws IOException {
        HttpResponse<String> answer = client.post("/v1/loclists", "application/json", Files.readString(EXAMPLE),
                "Accept", accept);
        assertThat(problem(answer, 406, "not-acceptable").path("detail").asString()).contains("application/x-elf");
    }

    @Test
    void aStreamIsAnsweredLineByLineAndABadLineInItsPlace() throws IOException {
        String function = function().toString();
        HttpResponse<String> answer = post("application/x-ndjson",
                function + "\n\n{\"name\":\"g\"}\n" + function + "\n{broken\n" + function);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-ndjson");
        List<JsonNode> lines = answer.body().lines().map(JSON::readTree).toList();
        assertThat(lines).hasSize(5);
        assertThat(List.of(0, 2, 4)).allSatisfy(
                i -> assertThat(lines.get(i).path("name").asString()).isEqualTo("main.add"));
        assertThat(problem(lines.get(1).path("error").toString(), 422, "invalid-input").path("errors").path(0)
                .path("pointer").asString()).isEqualTo("/entry");
        assertThat(problem(lines.get(3).path("error").toString(), 400, "malformed-input").path("detail").asString())
                .contains("line 5");
    }

    @Test
    void aStreamIsTheSameAsManyRequestsInOrder() throws IOException {
        StringBuilder body = new StringBuilder();
        ObjectNode function = function();
        for (int i = 0; i < 5_000; i++) {
            body.append(function.put("name", "f" + i)).append('\n');
        }
        List<String> lines = post("application/x-ndjson", body.toString()).body().lines().toList();
        assertThat(lines).hasSize(5_000);
        for (int i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i)).startsWith("{\"name\":\"f" + i + "\"");
        }
    }

    @Test
    void anEmptyStreamIsAnEmptyAnswer() {
        HttpResponse<String> answer = post("application/x-ndjson", "");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void aStreamCanBeAnsweredAsOneDocument() throws IOException {
        JsonNode answer = JSON.readTree(client.post("/v1/loclists", "application/x-ndjson",
                function() + "\n{}\n", "Accept", "application/json").body());
        assertThat(answer.path("functions")).hasSize(2);
        assertThat(answer.path("functions").path(1).has("error")).isTrue();
        assertThat(answer.path("totals").path("functions").asInt()).isEqualTo(1);
    }

    @Test
    void functionsComeBackAsTheyWere() throws IOException {
        HttpResponse<String> answer = client.post("/v1/functions", "application/json", Files.readString(EXAMPLE));
        JsonNode back = JSON.readTree(answer.body()).path("functions").path(0);
        String again = client.post("/v1/functions", "application/json", answer.body()).body();
        assertThat(again).isEqualTo(answer.body());
        assertThat(back.path("blocks")).hasSize(1);
        assertThat(back.path("blocks").path(0).path("values")).hasSize(5);
        assertThat(client.post("/v1/functions", "application/x-ndjson", function().toString()).body().strip())
                .isEqualTo(back.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{|400", "nonsense|400", "''|400", "[]|422", "{}|422", "null|422",
            "{\"functions\":1}|422", "{\"functions\":[],\"colour\":1}|422", "{\"functions\":[{}]}|422",
            "{\"go\":\"1.99\",\"functions\":[]}|422", "{\"functions\":[]} x|400", "\u0000\u0001\u0002|400"})
    void jsonAtFaultIsRefusedWithItsPlace(String body, int status) {
        JsonNode problem = problem(post("application/json", body), status,
                status == 400 ? "malformed-input" : "invalid-input");
        assertThat(problem.path("errors").path(0).has("pointer")).isTrue();
    }

    @Test
    void theBytesOfABadBodyAreNotEchoedAtLength() {
        String body = post("application/json", "{\"" + "x".repeat(100_000) + "\":1}").body();
        assertThat(body).hasSizeLessThan(2_000);
    }

    @Test
    void slotsThatSplitInACircleAreRefused() throws IOException {
        ObjectNode request = (ObjectNode) JSON.readTree(Files.readString(EXAMPLE));
        ((ObjectNode) request.at("/functions/0/slots/0")).put("splitOf", 1);
        ((ObjectNode) request.at("/functions/0/slots/1")).put("splitOf", 0);
        JsonNode problem = problem(post("application/json", request.toString()), 422, "invalid-input");
        assertThat(problem.at("/errors/0/pointer").asString()).startsWith("/functions/0/slots/");
    }

    /** The analysis itself finds it, not the reader. */
    @Test
    void anOpThatTheVersionLacksIsRefusedWithItsPlace() throws IOException {
        ObjectNode request = (ObjectNode) JSON.readTree(Files.readString(EXAMPLE));
        ((ObjectNode) request.at("/functions/0/blocks/0/values/3")).put("op", "NoSuchOp");
        JsonNode problem = problem(post("application/json", request.toString()), 422, "invalid-input");
        assertThat(problem.at("/errors/0/pointer").asString()).isEqualTo("/functions/0/blocks/0/values/3/op");
    }

    @Test
    void nestingHasABound() {
        JsonNode problem = problem(post("application/json", "[".repeat(100_000)), 413, "too-large");
        assertThat(problem.path("limit").asString()).isEqualTo("jsonDepth");
        assertThat(problem.path("setting").asString()).isEqualTo("WHEREABOUTS_JSON_DEPTH");
    }

    @ParameterizedTest
    @ValueSource(strings = {"go=x", "dwarf=6", "passes=-1", "include=all", "types=T", "colour=red", "dwarf=4&dwarf=5"})
    void parametersAtFaultAreRefused(String query) throws IOException {
        problem(client.post("/v1/loclists?" + query, "application/json", Files.readString(EXAMPLE)), 422,
                "invalid-input");
        problem(client.post("/v1/loclists?" + query, "application/x-ndjson", function().toString()), 422,
                "invalid-input");
    }

    @Test
    void aQueryThatCannotBeDecodedIsRefused() throws IOException {
        String answer = client.raw("POST /v1/loclists?go=%zz HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                + "Content-Length: 2\r\nConnection: close\r\n\r\n{}");
        assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/xml", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
            "nonsense", "application/*"})
    void anotherContentTypeIsRefused(String type) throws IOException {
        JsonNode problem = problem(post(type, Files.readString(EXAMPLE)), 415, "unsupported-media-type");
        assertThat(problem.path("detail").asString()).contains("application/x-ndjson");
    }

    @Test
    void aBodyWithoutContentTypeIsRefused() {
        problem(client.send("POST", "/v1/loclists", BodyPublishers.ofString("{}")), 415, "unsupported-media-type");
    }

    @Test
    void anotherEncodingIsRefused() throws IOException {
        HttpResponse<String> answer = client.post("/v1/loclists", "application/json", Files.readString(EXAMPLE),
                "Content-Encoding", "br");
        problem(answer, 415, "unsupported-media-type");
        assertThat(answer.headers().firstValue("Accept-Encoding")).contains("gzip");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/x-ndjson"})
    void whatIsNoGzipIsRefused(String type) {
        problem(client.post("/v1/loclists", type, "{}", "Content-Encoding", "gzip"), 400, "malformed-input");
    }

    @Test
    void gzipThatBreaksOffIsRefused() throws IOException {
        byte[] whole = Gzip.bytes(Files.readAllBytes(EXAMPLE));
        problem(client.post("/v1/loclists", "application/json", Arrays.copyOf(whole, whole.length - 20),
                "Content-Encoding", "gzip"), 400, "malformed-input");
    }

    /** The status is out by then. */
    @Test
    void aStreamThatBreaksOffEndsWithTheReason() throws IOException {
        byte[] whole = Gzip.bytes((function() + "\n").repeat(10_000).getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> answer = client.post("/v1/loclists", "application/x-ndjson",
                Arrays.copyOf(whole, whole.length - 20), "Content-Encoding", "gzip");
        assertThat(answer.statusCode()).isEqualTo(200);
        List<String> lines = answer.body().lines().toList();
        assertThat(lines.size()).isGreaterThan(9_000);
        problem(JSON.readTree(lines.getLast()).path("error").toString(), 400, "malformed-input");
    }

    @Test
    void chunksThatAreNoneAreRefused() throws IOException {
        String answer = client.raw("POST /v1/loclists HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz\r\n{}\r\n");
        assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json");
    }

    @Test
    void workIsCounted() throws IOException {
        double before = metric("whereabouts_values_total");
        post("application/json", Files.readString(EXAMPLE));
        post("application/x-ndjson", function().toString());
        assertThat(metric("whereabouts_values_total") - before).isEqualTo(10);
    }

    private double metric(String name) {
        return management.get("/actuator/prometheus").body().lines().filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1))).findFirst().orElseThrow();
    }

    private HttpResponse<String> post(String type, String body) {
        return client.post("/v1/loclists", type, body.getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode function() throws IOException {
        return (ObjectNode) JSON.readTree(Files.readString(EXAMPLE)).at("/functions/0");
    }
}
