package dev.whereabouts.service.http;

import static dev.whereabouts.service.http.Client.JSON;
import static dev.whereabouts.service.http.Client.problem;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** The document lets {@code null} stand nowhere in a request but among values of the debugged program. */
@ServiceTest
class NullsTest {

    private static final Path EXAMPLES = Path.of("../openapi/examples");

    /** Expected values, for which the document allows anything. */
    private static final Pattern OF_THE_PROGRAM = Pattern.compile("/expect/values/");

    private final Client client;

    NullsTest(@LocalServerPort int port) {
        client = new Client(port);
    }

    /** Each value of an example in turn. */
    @ParameterizedTest
    @CsvSource({"/v1/loclists, loclists/add.json", "/v1/functions, loclists/add.json",
            "/v1/emulate, emulate/add.json", "/v1/debugcall/simulate, debugcall/steps.json",
            "/v1/debugcall/simulate, debugcall/nested.json", "/v1/debugcall/simulate, debugcall/frame-too-small.json"})
    void aValueOfAnExampleCannotBeNull(String path, String example) throws IOException {
        everyValueIsRefusedAsNull(path, Files.readString(EXAMPLES.resolve(example)));
    }

    @Test
    void aValueOfAProgramsSettingsCannotBeNull() {
        everyValueIsRefusedAsNull("/v1/emulate", """
            {"elf": "AAAA", "argv": ["x"], "env": {"a": "b"}, "stdin": "", "files": {"/a": ""},
             "random": "00112233445566778899aabbccddeeff", "limits": {"instructions": 1}}""");
        everyValueIsRefusedAsNull("/v1/debugcall/safepoints", """
            {"program": {"elf": "AAAA"}, "functions": ["main.main"], "nearest": {"pc": "0x1"}}""");
        everyValueIsRefusedAsNull("/v1/debugcall/simulate", """
            {"program": {"elf": "AAAA", "argv": ["x"], "env": {"a": "b"}, "random": "00112233445566778899aabbccddeeff"},
             "limits": {"instructions": 1, "memoryBytes": 1}, "protocol": 2, "events": "full", "then": "run"}""");
    }

    private void everyValueIsRefusedAsNull(String path, String example) {
        List<String> pointers = new ArrayList<>();
        pointers("", JSON.readTree(example), pointers);
        assertThat(pointers).hasSizeGreaterThan(5);
        for (String pointer : pointers) {
            JsonNode body = withNull(JSON.readTree(example), pointer);
            JsonNode refusal = problem(client.post(path, "application/json", body.toString()), 422, "invalid-input");
            assertThat(refusal.path("errors").valueStream().map(error -> error.path("pointer").asString()))
                    .as(path + " with null at " + pointer + ": " + refusal).contains(pointer);
        }
    }

    private static JsonNode withNull(JsonNode root, String pointer) {
        int last = pointer.lastIndexOf('/');
        if (last < 0) {
            return NullNode.instance;
        }
        String name = pointer.substring(last + 1).replace("~1", "/").replace("~0", "~");
        if (root.at(pointer.substring(0, last)) instanceof ArrayNode array) {
            array.set(Integer.parseInt(name), NullNode.instance);
        } else {
            ((ObjectNode) root.at(pointer.substring(0, last))).set(name, NullNode.instance);
        }
        return root;
    }

    private static void pointers(String at, JsonNode node, List<String> into) {
        if (!OF_THE_PROGRAM.matcher(at).find()) {
            into.add(at);
        }
        node.forEachEntry((name, value) -> pointers(at + "/" + name.replace("~", "~0").replace("/", "~1"), value,
                into));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            pointers(at + "/" + i, node.get(i), into);
        }
    }
}
