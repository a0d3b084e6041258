package dev.whereabouts.service.http;

import static dev.whereabouts.service.http.Client.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What an operator sees of requests: ids, log lines, meters. */
@ServiceTest
@ExtendWith(OutputCaptureExtension.class)
class ObservedTest {

    private static final Path EXAMPLE = Path.of("../openapi/examples/loclists/add.json");

    private final Client client;
    private final Client management;

    ObservedTest(@LocalServerPort int port, @LocalManagementPort int managementPort) {
        client = new Client(port);
        management = new Client(managementPort);
    }

    @Test
    void theIdOfTheClientIsInAnswerAndLog(CapturedOutput output) {
        HttpResponse<String> answer = client.get("/v1/limits", "X-Request-Id", "build-17/step.3");
        assertThat(answer.headers().allValues("X-Request-Id")).containsExactly("build-17/step.3");
        JsonNode line = line(output, "build-17/step.3");
        assertThat(line.at("/http/request/method").asString()).isEqualTo("GET");
        assertThat(line.at("/http/response/status_code").asInt()).isEqualTo(200);
        assertThat(line.at("/url/path").asString()).isEqualTo("/v1/limits");
        assertThat(line.at("/event/duration").asLong()).isPositive();
        assertThat(line.at("/service/name").asString()).isEqualTo("whereabouts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "\"}", "{\"log\":1}", "é", "<script>", ""})
    void anIdThatIsNotPlainIsReplaced(String given) {
        HttpResponse<String> answer = client.get("/v1/limits", "X-Request-Id", given);
        assertThat(answer.headers().allValues("X-Request-Id")).singleElement()
                .satisfies(id -> assertThat(id).isNotEqualTo(given).matches("[0-9a-f]{16}"));
    }

    @Test
    void aProblemHasAnIdWhoeverRaisesIt(CapturedOutput output) throws IOException {
        for (String request : List.of("GET /nope HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                "DELETE /v1/limits HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")) {
            String answer = client.raw(request);
            String id = answer.lines().filter(line -> line.startsWith("X-Request-Id: ")).findFirst().orElseThrow()
                    .substring("X-Request-Id: ".length());
            assertThat(line(output, id).at("/http/response/status_code").asString()).isEqualTo(answer.substring(9, 12));
        }
    }

    /** What a client sends stands inside a JSON string: it neither ends a line nor adds a field. */
    @Test
    void noInputForgesALogLine(CapturedOutput output) throws IOException {
        client.raw(
                "GET /v1/limits%0a%0d%22,%22forged%22:%221 HTTP/1.1\r\nHost: a\r\nX-Request-Id: x\",\"forged\":\"1\r\n"
                        + "Connection: close\r\n\r\n");
        List<String> lines = output.getOut().lines().filter(line -> line.contains("forged")).toList();
        assertThat(lines).isNotEmpty().allSatisfy(line -> {
            assertThat(line).startsWith("{").endsWith("}");
            assertThat(JSON.readTree(line).findValue("forged")).isNull();
        });
    }

    @Test
    void requestsAreCountedByEndpointAndOutcomeWithQueueAndWorkApart() throws IOException {
        client.post("/v1/loclists", "application/json", Files.readString(EXAMPLE));
        client.post("/v1/loclists", "application/json", "{");
        Metrics metrics = Metrics.of(management);
        assertThat(metrics.value("http_server_requests_seconds_count", "uri=\"/v1/loclists\"", "status=\"200\""))
                .isPositive();
        assertThat(metrics.value("http_server_requests_seconds_count", "uri=\"/v1/loclists\"", "status=\"400\""))
                .isPositive();
        assertThat(metrics.value("http_server_requests_seconds_bucket", "uri=\"/v1/loclists\"", "le=\"60.0\""))
                .isPositive();
        assertThat(metrics.value("whereabouts_queue_seconds_count", "uri=\"/v1/loclists\"")).isPositive();
        assertThat(metrics.value("whereabouts_work_seconds_count", "uri=\"/v1/loclists\"", "outcome=\"done\""))
                .isPositive();
        assertThat(metrics.value("whereabouts_work_seconds_count", "uri=\"/v1/loclists\"", "outcome=\"refused\""))
                .isPositive();
        assertThat(metrics.value("whereabouts_refusals_total", "type=\"malformed-input\"", "limit=\"none\""))
                .isPositive();
    }

    @Test
    void instructionsAreCounted() {
        double before = Metrics.of(management).value("whereabouts_instructions_total");
        // nop, nop, nop at an address of its own
        client.post("/v1/emulate", "application/json", """
            {"memory": [{"address": "0x20000000", "size": 4096, "access": "rx", "fill": "90"}],
             "registers": {"RIP": "0x20000000"}, "instructions": 3}""");
        assertThat(Metrics.of(management).value("whereabouts_instructions_total") - before).isEqualTo(3);
    }

    @Test
    void thePoolIsMeasured() {
        Metrics metrics = Metrics.of(management);
        assertThat(metrics.value("whereabouts_workers")).isPositive();
        assertThat(metrics.value("whereabouts_workers_busy")).isZero();
        assertThat(metrics.value("whereabouts_tasks_waiting")).isZero();
        assertThat(metrics.value("whereabouts_requests_admitted")).isZero();
        assertThat(metrics.value("whereabouts_buffers_used_bytes")).isZero();
        assertThat(metrics.value("whereabouts_buffers_most_bytes")).isPositive();
    }

    private static JsonNode line(CapturedOutput output, String id) {
        for (int i = 0; i < 100; i++) {
            for (String line : output.getOut().lines().filter(l -> l.contains(id)).toList()) {
                return JSON.readTree(line);
            }
            // it is written after the answer
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        throw new AssertionError("no line with the id " + id + " in:\n" + output.getOut());
    }
}
