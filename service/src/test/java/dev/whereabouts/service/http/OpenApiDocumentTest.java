package dev.whereabouts.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
            assertThat(post.path("responses").propertyNames()).containsExactlyInAnyOrder("200", "400", "401", "406",
                    "413",
                    "415", "422", "429", "503");
        }
        for (String path : List.of("/v1/loclists", "/v1/functions")) {
            JsonNode post = paths.path(path).path("post");
            assertThat(post.path("requestBody").path("content").propertyNames()).containsExactlyInAnyOrder(
                    "application/json", "application/x-ndjson", "text/plain", "text/html");
            assertThat(post.path("responses").propertyNames()).containsExactlyInAnyOrder("200", "400", "401", "406",
                    "413",
                    "415", "422", "429", "503");
            assertThat(post.at("/responses/429/headers").has("Retry-After")).isTrue();
        }
        assertThat(paths.at("/~1v1~1loclists/post/responses/200/content").propertyNames()).containsExactlyInAnyOrder(
                "application/json", "application/x-ndjson", "text/plain", "application/x-elf");
        assertThat(paths.at("/~1v1~1registers/get/responses").propertyNames()).contains("200", "422");
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
