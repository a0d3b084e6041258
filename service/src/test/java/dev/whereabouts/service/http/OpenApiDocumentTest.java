package dev.whereabouts.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.service.problem.ProblemType;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** The OpenAPI document: the checked-in one is the one that the service serves. {@code -Dopenapi.write=true} writes it anew. */
@ServiceTest
class OpenApiDocumentTest {

    private static final Path CHECKED_IN = Path.of("../openapi/openapi.yaml");

    private final Client client;

    OpenApiDocumentTest(@LocalServerPort int port) {
        client = new Client(port);
    }

    @Test
    void theCheckedInDocumentIsTheServedOne() throws IOException {
        HttpResponse<String> served = client.get("/v3/api-docs.yaml");
        assertThat(served.statusCode()).isEqualTo(200);
        if (Boolean.getBoolean("openapi.write")) {
            Files.writeString(CHECKED_IN, served.body());
        }
        assertThat(Files.readString(CHECKED_IN)).as("the README says how to write %s anew", CHECKED_IN)
                .isEqualTo(served.body());
    }

    @Test
    void everyOperationSaysWhatItTakesAndWhatItCanAnswer() {
        JsonNode paths = document().path("paths");
        assertThat(paths.propertyNames()).containsExactlyInAnyOrder("/v1/emulate", "/v1/loclists", "/v1/functions",
                "/v1/registers", "/v1/limits", "/v1/debugcall/simulate", "/v1/debugcall/scenarios",
                "/v1/debugcall/safepoints");
        for (String path : List.of("/v1/emulate", "/v1/debugcall/simulate", "/v1/debugcall/safepoints")) {
            JsonNode post = paths.path(path).path("post");
            assertThat(post.path("requestBody").path("content").propertyNames()).contains("application/json",
                    "multipart/form-data");
        }
        for (String path : List.of("/v1/loclists", "/v1/functions")) {
            JsonNode post = paths.path(path).path("post");
            assertThat(post.path("requestBody").path("content").propertyNames()).containsExactlyInAnyOrder(
                    "application/json", "application/x-ndjson", "text/plain", "text/html");
            assertThat(post.at("/responses/429/headers").has("Retry-After")).isTrue();
        }
        assertThat(paths.at("/~1v1~1loclists/post/responses/200/content").propertyNames()).containsExactlyInAnyOrder(
                "application/json", "application/x-ndjson", "text/plain", "application/x-elf");
    }

    /** 404 and 405 are for other paths and methods than those of the document; 500 would be a defect. */
    @Test
    void everyStatusOfAProblemIsDocumentedWhereItCanCome() {
        Set<String> ofAll = new TreeSet<>(Set.of("200", "400", "401", "406"));
        Set<String> ofBodies = Stream.of(ProblemType.values()).map(ProblemType::status)
                .filter(status -> !List.of(0, 404, 405, 500).contains(status)).map(String::valueOf)
                .collect(Collectors.toCollection(TreeSet::new));
        ofBodies.add("200");
        for (JsonNode path : document().path("paths")) {
            path.forEachEntry((method, operation) -> {
                Set<String> expected = new TreeSet<>(method.equals("post") ? ofBodies : ofAll);
                if (operation.has("parameters")) {
                    expected.add("422");
                }
                assertThat(operation.path("responses").propertyNames()).as(operation.path("operationId").asString())
                        .containsExactlyInAnyOrderElementsOf(expected);
            });
        }
    }

    /** As a reader of the page sends it. */
    @Test
    void everyExampleOfTheDocumentIsAnswered() {
        JsonNode document = document();
        int tried = 0;
        for (String path : document.path("paths").propertyNames()) {
            JsonNode bodies = document.path("paths").path(path).at("/post/requestBody/content");
            for (String type : bodies.propertyNames()) {
                for (JsonNode example : bodies.path(type).path("examples")) {
                    JsonNode body = document.at(example.path("$ref").asString().substring(1)).path("value");
                    HttpResponse<String> answer = client.post(path, type,
                            body.isString() ? body.asString() : body.toString());
                    assertThat(answer.statusCode()).as(path + " " + example + " " + answer.body()).isEqualTo(200);
                    assertThat(answer.body()).doesNotContain("\"error\":");
                    tried++;
                }
            }
        }
        assertThat(tried).isEqualTo(9);
    }

    @Test
    void everyFolderOfExamplesHasATest() throws IOException {
        try (Stream<Path> folders = Files.list(CHECKED_IN.resolveSibling("examples"))) {
            assertThat(folders.map(folder -> folder.getFileName().toString())).as(
                    "see ExamplesTest, EmulateTest and DebugcallExamplesTest")
                    .containsExactlyInAnyOrder("loclists", "emulate", "debugcall");
        }
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        JsonNode document = document();
        List<String> references = document.findValuesAsString("$ref");
        assertThat(references).isNotEmpty().allSatisfy(
                reference -> assertThat(document.at(reference.substring(1)).isObject()).as(reference).isTrue());
    }

    /** The page loads its scripts by itself, from this service. */
    @Test
    void thePageShowsTheDocument() {
        assertThat(client.get("/swagger-ui.html").statusCode()).isBetween(300, 399);
        assertThat(client.get("/swagger-ui/index.html").body()).contains("swagger-ui-bundle.js");
        assertThat(client.get("/swagger-ui/swagger-ui-bundle.js").statusCode()).isEqualTo(200);
        assertThat(client.get("/v3/api-docs/swagger-config").body()).contains("/v3/api-docs");
    }

    private JsonNode document() {
        return Client.JSON.readTree(client.get("/v3/api-docs").body());
    }
}
