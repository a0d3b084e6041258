package dev.whereabouts.service.http;

import static dev.whereabouts.service.http.Client.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.debugcall.model.scenario.Scenarios;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Every file of {@code openapi/examples/debugcall} and every scenario as a request, held against what is known of it and against the schemas. */
@ServiceTest
class DebugcallExamplesTest {

    private static final Path EXAMPLES = Path.of("../openapi/examples/debugcall");
    private static final String SIMULATE = "/v1/debugcall/simulate";

    private final Client client;

    DebugcallExamplesTest(@LocalServerPort int port) {
        client = new Client(port);
    }

    @Test
    void everyExampleIsTriedHere() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("int-float.json",
                    "typed-call.json", "steps.json", "nested.json", "panic.json", "frame-too-small.json");
        }
    }

    /** As recorded: 42 and 42.0 become 43 and 43.0, and the program ends as if nothing had been. */
    @Test
    void aScenarioStandsAlone() throws IOException {
        JsonNode answer = example("int-float.json");
        assertThat(answer.at("/calls/0/results/values").toString()).isEqualTo("[43,43.0]");
        assertThat(answer.at("/process/exitCode").asInt()).isZero();
    }

    @Test
    void aTypedCall() throws IOException {
        JsonNode answer = example("typed-call.json");
        assertThat(answer.at("/calls/0/results/values").toString()).isEqualTo("[8,3.5]");
        assertThat(answer.path("diagnoses")).isEmpty();
        assertThat(answer.at("/events/0").has("registers")).isFalse();
    }

    /** Flags that differ after the return are the runtime's own defect, which this sequence does not repair. */
    @Test
    void steps() throws IOException {
        JsonNode answer = example("steps.json");
        assertThat(answer.at("/calls/0/statuses").toString()).isEqualTo("[0,1,16]");
        assertThat(answer.path("diagnoses").valueStream().map(found -> found.path("rule").asString()))
                .containsExactly("flags-after-restore");
    }

    @Test
    void nested() throws IOException {
        JsonNode answer = example("nested.json");
        assertThat(answer.path("calls").valueStream().map(call -> call.path("depth").asInt())).containsExactly(0, 1);
        assertThat(answer.at("/calls/0/results/values").toString()).isEqualTo("[2,2.5]");
    }

    @Test
    void panic() throws IOException {
        JsonNode answer = example("panic.json");
        assertThat(answer.path("outcome").asString()).isEqualTo("panicked");
        assertThat(answer.at("/calls/0/panic/value").asString()).isEqualTo("test panic");
    }

    /** Nine spilled integers need 72 bytes; without them the return address is overwritten, which shows when the frame's function returns. */
    @Test
    void aFrameThatIsTooSmall() throws IOException {
        JsonNode answer = example("frame-too-small.json");
        assertThat(answer.path("outcome").asString()).isEqualTo("faulted");
        assertThat(answer.at("/diagnoses/0/rule").asString()).isEqualTo("frame-size-too-small");
        assertThat(answer.at("/diagnoses/0/severity").asString()).isEqualTo("error");
    }

    private JsonNode example(String name) throws IOException {
        String body = Files.readString(EXAMPLES.resolve(name));
        ApiSchemas.conforms(client, "CallScript", body);
        JsonNode answer = answered(client.post(SIMULATE, "application/json", body));
        assertThat(answer.has("failedExpectations")).as(name).isFalse();
        return answer;
    }

    private JsonNode answered(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        ApiSchemas.conforms(client, "Transcript", response.body());
        return JSON.readTree(response.body());
    }

    /** What comes of each is held against the recordings in the core's own test. */
    @Test
    void everyListedScenarioRuns() {
        HttpResponse<String> list = client.get("/v1/debugcall/scenarios");
        assertThat(list.headers().firstValue("Content-Type")).contains("application/json");
        ApiSchemas.conforms(client, "Scenarios", list.body());
        List<String> names = JSON.readTree(list.body()).path("scenarios").valueStream()
                .map(scenario -> scenario.path("name").asString()).toList();
        assertThat(names).containsExactlyElementsOf(Scenarios.all().stream().map(each -> each.name()).toList());
        for (String name : names) {
            JsonNode answer = answered(client.post(SIMULATE, "application/json",
                    "{\"program\": {\"scenario\": \"" + name + "\"}, \"events\": \"summary\"}"));
            // one shows a stop that is never reached
            assertThat(answer.path("failedExpectations").valueStream()
                    .map(failed -> failed.path("pointer").asString())).as(name).isSubsetOf("/stop");
        }
    }

    @Test
    void aScenarioRunsWithItsVersionsOnly() {
        String body = "{\"program\": {\"scenario\": \"int-float\"}, \"protocol\": 1}";
        assertThat(answered(client.post(SIMULATE, "application/json", body)).path("protocol").asInt()).isEqualTo(1);
        JsonNode problem = Client.problem(client.post(SIMULATE, "application/json",
                body.replace("int-float", "nine-ints-frame0")), 422, "invalid-input");
        assertThat(problem.at("/errors/0/pointer").asString()).isEqualTo("/protocol");
    }

    /** As many at once as may wait are answered; the rest are told to come again. Nobody gets half an answer or another's. */
    @Test
    void manyAtOnceAreAnsweredAlikeOrToldToComeAgain() throws Exception {
        String body = Files.readString(EXAMPLES.resolve("typed-call.json"));
        String alone = client.post(SIMULATE, "application/json", body).body();
        List<Callable<HttpResponse<String>>> requests = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            requests.add(() -> client.post(SIMULATE, "application/json", body));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            int answered = 0;
            for (Future<HttpResponse<String>> each : threads.invokeAll(requests)) {
                if (each.get().statusCode() == 200) {
                    assertThat(each.get().body()).isEqualTo(alone);
                    answered++;
                } else {
                    Client.problem(each.get(), 429, "queue-full");
                    assertThat(each.get().headers().firstValue("Retry-After")).isPresent();
                }
            }
            assertThat(answered).isGreaterThanOrEqualTo(64);
        }
    }
}
