package dev.whereabouts.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The README's example: the compiler's own bytes, which the dump holds, are the judge. */
@ServiceTest
class DumpExampleTest {

    @Autowired
    private Environment environment;

    @Test
    void everyListThatTheCompilerWroteIsTheSame() throws Exception {
        URI uri = URI.create("http://localhost:" + environment.getProperty("local.server.port") + "/v1/loclists");
        HttpRequest request = HttpRequest.newBuilder(uri).header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofFile(Path.of("../openapi/examples/loclists/sum.ssa.txt"))).build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            JsonNode function = JsonMapper.shared().readTree(response.body()).get("functions").get(0);
            assertThat(function.get("name").asString()).isEqualTo("main.sum");
            // the compiler's log in the dump names v, limit and values
            assertThat(function.get("lists").size()).isEqualTo(3);
            for (JsonNode list : function.get("lists")) {
                assertThat(list.get("compiler").asString()).as(list.toString()).isEqualTo("same");
            }
        }
    }
}
