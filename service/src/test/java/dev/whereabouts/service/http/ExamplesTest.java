package dev.whereabouts.service.http;

import static dev.whereabouts.service.http.Client.JSON;
import static dev.whereabouts.service.http.Client.problem;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Every file of {@code openapi/examples/loclists} as a request, held against what is known of it and against the schemas. */
@ServiceTest
class ExamplesTest {

    private static final Path EXAMPLES = Path.of("../openapi/examples/loclists");

    private final Client client;

    ExamplesTest(@LocalServerPort int port) {
        client = new Client(port);
    }

    @Test
    void everyExampleIsTriedHere() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("add.json",
                    "unoptimized.json", "lines.ndjson", "sum.go", "sum.ssa.txt", "sum.ssa.html.gz");
        }
    }

    /** Go passes the first two integers in AX and BX (DW_OP_reg0 and DW_OP_reg3); the sum overwrites AX in the three bytes of its ADDQ. */
    @Test
    void add() throws IOException {
        JsonNode lists = json("add.json", "application/json").at("/functions/0/lists");
        assertThat(expressions(lists.path(0))).containsExactly("0..3 50");
        assertThat(expressions(lists.path(1))).containsExactly("0..4 53");
    }

    /** Under -N a parameter is in its register until the prologue has spilled it, then at the caller's frame (DW_OP_call_frame_cfa). */
    @Test
    void unoptimized() throws IOException {
        JsonNode lists = json("unoptimized.json", "application/json").at("/functions/0/lists");
        assertThat(lists).hasSize(1);
        assertThat(expressions(lists.path(0))).containsExactly("0..10 50", "10..19 9c");
    }

    /** The second line's block leads to one that is not there. */
    @Test
    void lines() throws IOException {
        byte[] body = Files.readAllBytes(EXAMPLES.resolve("lines.ndjson"));
        HttpResponse<String> answer = client.post("/v1/loclists", "application/x-ndjson", body);
        assertThat(answer.statusCode()).isEqualTo(200);
        List<JsonNode> lines = answer.body().lines().map(JSON::readTree).toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0).path("name").asString()).isEqualTo("main.add");
        assertThat(problem(lines.get(1).path("error").toString(), 422, "invalid-input").at("/errors/0/pointer")
                .asString()).isEqualTo("/blocks/0/succs/0");
        assertThat(lines.get(2).path("name").asString()).isEqualTo("main.half");
        lines.forEach(line -> conforms(line.has("error") ? "Refused" : "LoclistsOfFunction", line.toString()));
    }

    /** The compiler's own bytes, which the dump holds, are the judge; its log names the three variables. */
    @Test
    void dump() throws IOException {
        JsonNode function = json("sum.ssa.txt", "text/plain").at("/functions/0");
        assertThat(function.path("name").asString()).isEqualTo("main.sum");
        assertThat(function.path("lists").valueStream().map(list -> list.path("name").asString()))
                .containsExactly("v", "limit", "values");
        assertThat(function.path("lists").valueStream().map(list -> list.path("compiler").asString()))
                .containsOnly("same");
    }

    /** The page of the same function shows no PCs, but the same lists otherwise. */
    @Test
    void page() throws IOException {
        HttpResponse<String> answer = client.post("/v1/loclists", "text/html",
                Files.readAllBytes(EXAMPLES.resolve("sum.ssa.html.gz")), "Content-Encoding", "gzip");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        conforms("LoclistsAnswer", answer.body());
        JsonNode lists = JSON.readTree(answer.body()).at("/functions/0/lists");
        JsonNode ofDump = json("sum.ssa.txt", "text/plain").at("/functions/0/lists");
        assertThat(lists).hasSize(3);
        for (int list = 0; list < lists.size(); list++) {
            assertThat(lists.path(list).path("intermediate")).isEqualTo(ofDump.path(list).path("intermediate"));
            assertThat(lists.path(list).has("dwarf")).isFalse();
        }
    }

    private JsonNode json(String example, String type) throws IOException {
        String body = Files.readString(EXAMPLES.resolve(example));
        if (type.equals("application/json")) {
            conforms("LoclistsRequest", body);
        }
        HttpResponse<String> answer = client.post("/v1/loclists?include=entries,explanations,checks,coverage,trace",
                type, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        conforms("LoclistsAnswer", answer.body());
        HttpResponse<String> functions = client.post("/v1/functions", type, body);
        assertThat(functions.statusCode()).as(functions.body()).isEqualTo(200);
        conforms("FunctionsAnswer", functions.body());
        return JSON.readTree(answer.body());
    }

    private static List<String> expressions(JsonNode list) {
        return list.path("entries").valueStream().map(entry -> entry.path("beginPc").asInt() + ".."
                + entry.path("endPc").asInt() + " " + entry.path("expression").asString()).toList();
    }

    private void conforms(String schema, String json) {
        ApiSchemas.conforms(client, schema, json);
    }
}
