package dev.whereabouts.service.http;

import static dev.whereabouts.service.http.Client.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.service.GoFixture;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** A call that never ends, in a service with one worker and a second for each request. */
@SpringBootTest(classes = HttpService.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "management.server.port=0", "WHEREABOUTS_WORKERS=1", "WHEREABOUTS_REQUEST_SECONDS=1"})
class DebugcallDeadlineTest {

    private static final String SIMULATE = "/v1/debugcall/simulate";
    private static final String SCENARIO = "{\"program\": {\"scenario\": \"nop\"}}";
    private static final long BASE = 0x400000;

    private final Client client;

    DebugcallDeadlineTest(@LocalServerPort int port) {
        client = new Client(port);
    }

    @Test
    void itEndsAtItsDeadlineAndFreesTheWorker() throws Exception {
        String endless = endless();
        Callable<HttpResponse<String>> request = () -> client.post(SIMULATE, "application/json", endless);
        int late = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<HttpResponse<String>> each : threads.invokeAll(Collections.nCopies(3, request))) {
                HttpResponse<String> answer = each.get();
                if (answer.statusCode() == 200) {
                    JsonNode process = JSON.readTree(answer.body()).path("process");
                    assertThat(process.path("budget").asString()).isEqualTo("wallMilliseconds");
                } else {
                    Client.problem(answer, 503, "deadline-passed");
                    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                    late++;
                }
            }
        }
        assertThat(late).isGreaterThanOrEqualTo(2);
        HttpResponse<String> next = client.post(SIMULATE, "application/json", SCENARIO);
        for (int tries = 0; tries < 20 && next.statusCode() != 200; tries++) {
            next = client.post(SIMULATE, "application/json", SCENARIO);
        }
        assertThat(next.statusCode()).as(next.body()).isEqualTo(200);
    }

    /** Calls a JMP to itself, which is in every larger program by chance; the file's first segment is that of the code. */
    private static String endless() throws IOException {
        byte[] elf = GoFixture.optimised();
        int jump = 0x1000;
        while (elf[jump] != (byte) 0xeb || elf[jump + 1] != (byte) 0xfe) {
            jump++;
        }
        return """
            {"program": {"elf": "%s"}, "stop": {"function": "main.main"},
             "calls": [{"pc": "0x%x"}]}""".formatted(Base64.getEncoder().encodeToString(elf), BASE + jump);
    }
}
