package dev.whereabouts.service.http;

import static dev.whereabouts.service.http.Client.problem;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.DoublePredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A service with one worker and little memory, asked for more than it can do. */
@SpringBootTest(classes = HttpService.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "management.server.port=0", "WHEREABOUTS_WORKERS=1", "WHEREABOUTS_QUEUE=1", "WHEREABOUTS_STREAMS=1",
        "WHEREABOUTS_REQUEST_SECONDS=4",
        "WHEREABOUTS_STREAM_SECONDS=4", "WHEREABOUTS_IDLE_SECONDS=3", "WHEREABOUTS_BUFFER_BYTES=8388608",
        "WHEREABOUTS_INSTRUCTIONS=1000000000000"})
class FairnessTest {

    /** jmp to itself, for longer than anybody waits. */
    private static final String ENDLESS = """
        {"memory": [{"address": "0x20000000", "size": 4096, "access": "rx", "fill": "cc", "data": [{"at": "0x20000000", "bytes": "ebfe"}]}], \
        "registers": {"RIP": "0x20000000"}, "instructions": 1000000000000}
        """;

    private static final String SHORT = ENDLESS.replace("1000000000000", "1");

    private final Client client;
    private final Client management;
    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();

    FairnessTest(@LocalServerPort int port, @LocalManagementPort int managementPort) {
        client = new Client(port);
        management = new Client(managementPort);
    }

    @AfterEach
    void everythingIsGivenBack() throws Exception {
        clients.close();
        eventually("whereabouts_workers_busy", value -> value == 0);
        eventually("whereabouts_requests_admitted", value -> value == 0);
        eventually("whereabouts_streams_open", value -> value == 0);
        eventually("whereabouts_buffers_used_bytes", value -> value == 0);
        assertThat(emulate(SHORT).statusCode()).isEqualTo(200);
    }

    @Test
    void workEndsAtTheDeadlineAndTheQueueCountsAgainstIt() throws Exception {
        long begun = System.nanoTime();
        Future<HttpResponse<String>> worked = clients.submit(() -> emulate(ENDLESS));
        eventually("whereabouts_workers_busy", value -> value == 1);
        Future<HttpResponse<String>> waited = clients.submit(() -> emulate(ENDLESS));
        eventually("whereabouts_requests_admitted", value -> value == 2);

        HttpResponse<String> tooMany = emulate(SHORT);
        problem(tooMany, 429, "queue-full");
        assertThat(tooMany.headers().firstValue("Retry-After")).contains("1");
        assertThat(management.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(management.get("/actuator/health/liveness").statusCode()).isEqualTo(200);

        // a stream has a place of its own, and a further stream none
        try (Socket stream = new Socket("localhost", client.port())) {
            stream.getOutputStream()
                    .write("""
                        POST /v1/emulate HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-ndjson\r\nContent-Length: 9\r\n\r\n"""
                            .getBytes(StandardCharsets.US_ASCII));
            eventually("whereabouts_streams_open", value -> value == 1);
            assertThat(problem(client.post("/v1/emulate", "application/x-ndjson", SHORT), 429, "queue-full")
                    .path("detail").asString()).contains("WHEREABOUTS_STREAMS");
        }

        for (Future<HttpResponse<String>> late : List.of(worked, waited)) {
            problem(late.get(), 503, "deadline-passed");
            assertThat(late.get().headers().firstValue("Retry-After")).isPresent();
        }
        assertThat(System.nanoTime() - begun).isLessThan(30_000_000_000L);
        assertThat(Metrics.of(management).value("whereabouts_refusals_total", "type=\"queue-full\"")).isPositive();
    }

    @Test
    void aClientThatLeavesFreesItsWorker() throws Exception {
        double before = abandoned();
        for (String type : List.of("application/json", "application/x-ndjson")) {
            try (Socket socket = new Socket("localhost", client.port())) {
                socket.getOutputStream().write(("POST /v1/emulate HTTP/1.1\r\nHost: a\r\nContent-Type: " + type
                        + "\r\nContent-Length: " + ENDLESS.length() + "\r\n\r\n" + ENDLESS)
                        .getBytes(StandardCharsets.US_ASCII));
                eventually("whereabouts_workers_busy", value -> value == 1);
            }
            long left = System.nanoTime();
            eventually("whereabouts_workers_busy", value -> value == 0);
            assertThat(System.nanoTime() - left).as("%s: noticed, not run into the deadline", type)
                    .isLessThan(3_000_000_000L);
        }
        assertThat(abandoned() - before).isEqualTo(2);
    }

    @Test
    void aClientThatStaysIsNotTakenForGone() throws Exception {
        Future<HttpResponse<String>> busy = clients.submit(() -> emulate(ENDLESS));
        eventually("whereabouts_workers_busy", value -> value == 1);
        // waits behind it, and is looked for several times
        assertThat(clients.submit(() -> emulate(SHORT)).get().statusCode()).isIn(200, 503);
        problem(busy.get(), 503, "deadline-passed");
    }

    @Test
    void aClientThatSendsNothingMoreIsNotWaitedFor() throws IOException {
        String answer = client.raw("POST /v1/emulate HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                + "Content-Length: 100\r\nConnection: close\r\n\r\n{");
        assertThat(answer).startsWith("HTTP/1.1 400").contains("/problems/bad-request");
        try (Socket socket = new Socket("localhost", client.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(("POST /v1/emulate HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 100\r\nConnection: close\r\n\r\n{").getBytes(StandardCharsets.US_ASCII));
            String silent = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(silent).startsWith("HTTP/1.1 408").contains("/problems/request-timeout");
        }
    }

    /** Half an answer is out by then: its last line says what happened. */
    @Test
    void aStreamThatStopsIsToldSo() throws IOException {
        for (String path : List.of("/v1/emulate", "/v1/loclists")) {
            try (Socket socket = new Socket("localhost", client.port())) {
                socket.setSoTimeout(10_000);
                socket.getOutputStream().write(("POST " + path + " HTTP/1.1\r\nHost: a\r\nContent-Type: "
                        + "application/x-ndjson\r\nContent-Length: 100\r\nConnection: close\r\n\r\n{}\n")
                        .getBytes(StandardCharsets.US_ASCII));
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(answer).startsWith("HTTP/1.1 200").contains("/problems/request-timeout");
            }
        }
    }

    /** It counts as gone, but is not given an empty answer that looks like a good one. */
    @Test
    void aClientThatEndsItsSideOfTheConnectionGetsNoAnswerButAProblem() throws IOException {
        assertThat(client.raw("POST /v1/emulate HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + ENDLESS.length() + "\r\nConnection: close\r\n\r\n" + ENDLESS))
                .startsWith("HTTP/1.1 400").contains("/problems/bad-request");
    }

    @Test
    void bodiesBeyondTheMemoryForThemAreSentAwayAndTheServiceGoesOn() throws InterruptedException, ExecutionException {
        // 20 bodies of 2 MB each at once, where 8 MB may be held
        String body = " ".repeat(2 << 20) + SHORT;
        List<Future<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            answers.add(clients.submit(() -> emulate(body)));
        }
        int answered = 0;
        for (Future<HttpResponse<String>> answer : answers) {
            if (answer.get().statusCode() == 200) {
                answered++;
            } else {
                problem(answer.get(), 429, "queue-full");
            }
        }
        assertThat(answered).isBetween(1, 20);
    }

    private HttpResponse<String> emulate(String state) {
        return client.post("/v1/emulate", "application/json", state);
    }

    private double abandoned() {
        return Metrics.of(management).value("whereabouts_work_seconds_count", "outcome=\"abandoned\"");
    }

    private void eventually(String metric, DoublePredicate expected) throws InterruptedException {
        double value = Metrics.of(management).value(metric);
        for (int i = 0; i < 200 && !expected.test(value); i++) {
            Thread.sleep(50);
            value = Metrics.of(management).value(metric);
        }
        assertThat(expected.test(value)).as("%s is %s", metric, value).isTrue();
    }
}
