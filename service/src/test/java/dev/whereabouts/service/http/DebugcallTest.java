package dev.whereabouts.service.http;

import static dev.whereabouts.service.http.Client.JSON;
import static dev.whereabouts.service.http.Client.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.service.GoFixture;
import dev.whereabouts.service.TinyProgram;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/debugcall} on Go binaries. */
@ServiceTest
class DebugcallTest {

    private static final String SIMULATE = "/v1/debugcall/simulate";
    private static final String SAFEPOINTS = "/v1/debugcall/safepoints";

    /** The recorded injection int_float: 42 and 42.0 become 43 and 43.0. */
    private static final String INT_FLOAT = """
        {"program": {"argv": ["fixture.opt", "safe"], "env": {"GODEBUG": "asyncpreemptoff=1", "GOMAXPROCS": "1", "GOGC": "off"}},
         "stop": {"function": "main.target", "offset": 14, "hits": 3},
         "calls": [{"function": "main.intFloat", "arguments": [42, 42.0]}]}""";

    private final Client client;

    DebugcallTest(@LocalServerPort int port) {
        client = new Client(port);
    }

    @Test
    void aCallInAGoBinaryIsToldAsJson() throws IOException {
        JsonNode answer = answered(multipart(SIMULATE, INT_FLOAT, GoFixture.optimised()));
        conforms(client, "Transcript", answer.toString());
        assertThat(answer.path("outcome").asString()).isEqualTo("returned");
        JsonNode call = answer.at("/calls/0");
        assertThat(call.path("statuses").toString()).isEqualTo("[0,1,16]");
        assertThat(call.path("frameClass").asString()).isEqualTo("debugCall32");
        assertThat(call.at("/results/values").toString()).isEqualTo("[43,43.0]");
        assertThat(answer.at("/process/state").asString()).isEqualTo("stopped");
    }

    @Test
    void theSameRequestGivesTheSameBytesHoweverTheProgramComes() throws IOException {
        byte[] elf = GoFixture.optimised();
        ObjectNode inOne = (ObjectNode) JSON.readTree(INT_FLOAT);
        ((ObjectNode) inOne.path("program")).put("elf", Base64.getEncoder().encodeToString(elf));
        HttpResponse<String> asPart = multipart(SIMULATE, INT_FLOAT, elf);
        assertThat(client.post(SIMULATE, "application/json", inOne.toString()).body()).isEqualTo(asPart.body());
        assertThat(multipart(SIMULATE, INT_FLOAT, elf).body()).isEqualTo(asPart.body());
    }

    @Test
    void aCallIsToldAsAStoryWhereTextIsWanted() throws IOException {
        HttpResponse<String> answer = multipart(SIMULATE, INT_FLOAT, GoFixture.optimised(), "Accept", "text/plain");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain;charset=UTF-8");
        assertThat(answer.body()).contains("main.intFloat: returned, statuses 0 1 16").contains("results: 43, 43.0");
        problem(multipart(SIMULATE, INT_FLOAT, GoFixture.optimised(), "Accept", "image/png"), 406, "not-acceptable");
    }

    @Test
    void aBudgetThatIsExhaustedIsAnOutcome() throws IOException {
        String limited = INT_FLOAT.replaceFirst("\\{", "{\"limits\": {\"instructions\": 1000},");
        JsonNode answer = answered(multipart(SIMULATE, limited, GoFixture.optimised()));
        assertThat(answer.path("outcome").asString()).isEqualTo("budget-exhausted");
        assertThat(answer.at("/process/budget").asString()).isEqualTo("instructions");
        assertThat(answer.at("/process/instructions").asLong()).isEqualTo(1000);
    }

    @Test
    void aBudgetAboveTheServicesIsRefused() throws IOException {
        String greedy = INT_FLOAT.replaceFirst("\\{", "{\"limits\": {\"memoryBytes\": 1099511627776},");
        refused(multipart(SIMULATE, greedy, GoFixture.optimised()), "/limits/memoryBytes");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {}                                                                        | /program
        []                                                                        |
        {"programs": {}}                                                          | /programs
        {"program": {"scenario": "no-such"}}                                      | /program/scenario
        {"program": {"scenario": 1}}                                              | /program/scenario
        {"program": {"scenario": "int-float", "argv": []}}                        | /program
        {"program": {"elf": "*"}}                                                 | /program/elf
        {"program": {"elf": "AAAA"}}                                              | /program/elf
        {"program": {"elf": "AAAA", "random": "00"}}                              | /program/random
        {"program": {"elf": "AAAA"}, "stop": {"offset": 1}}                       | /stop
        {"program": {"elf": "AAAA"}, "calls": [{"function": "f"}, {"colour": 1}]} | /calls/1/colour
        {"program": {"elf": "AAAA"}, "steps": [{"jump": 1}]}                      | /steps/0/jump
        {"program": {"elf": "AAAA"}, "limits": {"instructions": 9223372036854775807}} | /limits/instructions""")
    void whatIsNoScriptIsRefusedWithItsPlace(String body, String pointer) {
        refused(client.post(SIMULATE, "application/json", body), pointer == null ? "" : pointer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {}                                                                  | /program/elf
        []                                                                  |
        {"elf": "AAAA"}                                                     | /elf
        {"program": {"elf": "*"}}                                           | /program/elf
        {"program": {"elf": "AAAA"}}                                        | /program/elf
        {"program": {"elf": "AAAA", "argv": ["x"]}}                         | /program/argv
        {"program": {"elf": "AAAA"}, "functions": [null]}                   | /functions/0
        {"program": {"elf": "AAAA"}, "nearest": {}}                         | /nearest/pc
        {"program": {"elf": "AAAA"}, "nearest": {"pc": "main.target"}}      | /nearest/pc""")
    void whatAsksForNoSafePointsIsRefusedWithItsPlace(String body, String pointer) {
        refused(client.post(SAFEPOINTS, "application/json", body), pointer == null ? "" : pointer);
    }

    @Test
    void aScriptThatDoesNotFitTheProgramIsRefusedWithItsPlace() throws IOException {
        byte[] elf = GoFixture.optimised();
        refused(multipart(SIMULATE, INT_FLOAT.replace("main.target", "main.nowhere"), elf), "/stop/function");
        refused(multipart(SIMULATE, INT_FLOAT.replace("42.0]", "\"x\"]"), elf), "/calls/0/arguments/1");
        refused(multipart(SIMULATE, INT_FLOAT.replaceFirst("\\{", "{\"protocol\": 1,"), elf), "/protocol");
        refused(multipart(SIMULATE, "{\"program\": {\"scenario\": \"int-float\"}}", elf), "/program/scenario");
        refused(multipart(SIMULATE, "{\"program\": {\"elf\": \"AAAA\"}}", elf), "/program/elf");
        refused(multipart(SAFEPOINTS, "{\"functions\": [\"main.target\", \"main.nowhere\"]}", elf), "/functions/1");
        refused(multipart(SAFEPOINTS, "{\"program\": {\"elf\": \"AAAA\"}}", elf), "/program/elf");
    }

    @Test
    void noJsonIsMalformed() {
        for (String path : new String[]{SIMULATE, SAFEPOINTS}) {
            problem(client.post(path, "application/json", "{\"program\": "), 400, "malformed-input");
            problem(client.post(path, "application/json", ""), 400, "malformed-input");
            problem(client.post(path, "multipart/form-data; boundary=x", "--y\r\n"), 400, "malformed-input");
            problem(client.post(path, "text/plain", "x"), 415, "unsupported-media-type");
            problem(client.get(path), 405, "method-not-allowed");
        }
    }

    @Test
    void whatIsBeyondALimitOfScriptsIsRefusedByItsName() {
        String many = "{\"steps\": [" + "{\"resume\": {}},".repeat(10_000) + "{\"resume\": {}}]}";
        assertThat(problem(client.post(SIMULATE, "application/json", many), 413, "too-large").path("setting")
                .asString()).isEqualTo("WHEREABOUTS_SCRIPT_STEPS");
        String deep = "{\"calls\": " + "[".repeat(100_000);
        assertThat(problem(client.post(SIMULATE, "application/json", deep), 413, "too-large").path("setting")
                .asString()).isEqualTo("WHEREABOUTS_SCRIPT_DEPTH");
        String large = "{\"program\": {\"elf\": \"" + "A".repeat(65 << 20) + "\"}}";
        for (String path : new String[]{SIMULATE, SAFEPOINTS}) {
            assertThat(problem(client.post(path, "application/json", large), 413, "too-large").path("setting")
                    .asString()).isEqualTo("WHEREABOUTS_BODY_BYTES");
        }
    }

    /** A static program without a Go runtime, a file that breaks off anywhere, one with bytes changed: none of them is a defect of ours. */
    @Test
    void whatIsNoGoBinaryIsRefused() throws IOException {
        byte[] elf = GoFixture.optimised();
        for (String path : new String[]{SIMULATE, SAFEPOINTS}) {
            String script = path.equals(SIMULATE) ? INT_FLOAT : "{}";
            refused(multipart(path, script, new byte[0]), "/program");
            refused(multipart(path, script, "#!/bin/sh".getBytes(StandardCharsets.UTF_8)), "/program");
            assertThat(refused(multipart(path, script, TinyProgram.elf(TinyProgram.LOOP)), "/program").at(
                    "/errors/0/detail").asString()).contains("Go runtime");
            for (int part = 1; part < 8; part++) {
                refused(multipart(path, script, Arrays.copyOf(elf, elf.length / 8 * part)), "/program");
            }
        }
        Random random = new Random(1);
        for (int round = 0; round < 20; round++) {
            byte[] broken = elf.clone();
            for (int i = 0; i < 200; i++) {
                broken[random.nextInt(round % 2 == 0 ? 4096 : broken.length)] = (byte) random.nextInt();
            }
            String script = INT_FLOAT.replaceFirst("\\{", "{\"limits\": {\"instructions\": 3000000},");
            assertThat(multipart(SIMULATE, script, broken).statusCode()).isIn(200, 422);
            assertThat(multipart(SAFEPOINTS, "{}", broken).statusCode()).isIn(200, 422);
        }
    }

    /** Where the program's header asks for an interpreter, the file is for a dynamic linker that is not here. */
    @Test
    void aDynamicBinaryIsRefused() throws IOException {
        byte[] elf = GoFixture.optimised();
        int headers = (int) elf[32] & 0xff;
        // the type of a segment that loads nothing becomes PT_INTERP (ELF gABI, "Program Header")
        for (int i = 0; i < elf[56]; i++) {
            if (elf[headers + 56 * i] == 4) {
                elf[headers + 56 * i] = 3;
            }
        }
        for (String path : new String[]{SIMULATE, SAFEPOINTS}) {
            JsonNode problem = refused(multipart(path, path.equals(SIMULATE) ? INT_FLOAT : "{}", elf), "/program");
            assertThat(problem.at("/errors/0/detail").asString()).contains("dynamic");
        }
    }

    /** The verdicts of the runtime itself, recorded at every byte of an unoptimised build, are held against it in the core's own test. */
    @Test
    void safePointsOfAFunctionAndTheNearestOfAnAddress() throws IOException {
        byte[] elf = GoFixture.optimised();
        JsonNode answer = answered(
                multipart(SAFEPOINTS, "{\"functions\": [\"main.target\", \"main.growStack\"]}", elf));
        conforms(client, "SafePointsAnswer", answer.toString());
        JsonNode target = answer.at("/functions/0");
        assertThat(target.path("name").asString()).isEqualTo("main.target");
        int to = 0;
        for (JsonNode range : target.path("ranges")) {
            assertThat(range.path("from").asInt()).isEqualTo(to);
            to = range.path("to").asInt();
            assertThat(range.has("reason")).isEqualTo(!range.path("safe").asBoolean());
        }
        assertThat(to).isEqualTo(target.path("size").asInt());
        JsonNode main = answered(multipart(SAFEPOINTS, "{\"functions\": [\"main.main\"]}", elf)).at("/functions/0");
        // the stack check at the function's start is not safe; the byte before it is as near as can be
        assertThat(main.at("/ranges/1/reason").asString()).isEqualTo("call not at safe point");
        long unsafe = Long.decode(main.path("start").asString()) + main.at("/ranges/1/from").asLong();
        JsonNode nearest = answered(multipart(SAFEPOINTS,
                "{\"nearest\": {\"pc\": \"0x" + Long.toHexString(unsafe) + "\"}}", elf));
        conforms(client, "SafePointsAnswer", nearest.toString());
        assertThat(nearest.at("/functions/0")).isEqualTo(main);
        assertThat(nearest.at("/nearest/safe").asBoolean()).isFalse();
        assertThat(nearest.at("/nearest/at").asString()).startsWith("main.main+0x");
        assertThat(Long.decode(nearest.at("/nearest/safePc").asString())).isEqualTo(unsafe - 1);
        JsonNode nowhere = answered(multipart(SAFEPOINTS, "{\"nearest\": {\"pc\": \"0x0\"}}", elf));
        conforms(client, "SafePointsAnswer", nowhere.toString());
        assertThat(nowhere.at("/nearest/reason").asString()).isEqualTo("call from unknown function");
        assertThat(nowhere.path("functions")).isEmpty();
    }

    @Test
    void allFunctionsAreToldWhereNoneIsNamed() throws IOException {
        JsonNode answer = answered(multipart(SAFEPOINTS, "{}", GoFixture.optimised()));
        conforms(client, "SafePointsAnswer", answer.toString());
        assertThat(answer.path("functions").size()).isGreaterThan(1000);
        assertThat(answer.path("functions").valueStream().map(function -> function.path("name").asString()))
                .contains("main.main", "main.(*T).Add", "runtime.mallocgc").doesNotHaveDuplicates();
    }

    private HttpResponse<String> multipart(String path, String script, byte[] program, String... headers) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(("--b0und4ry\r\nContent-Disposition: form-data; name=\"script\"\r\n\r\n" + script
                + "\r\n--b0und4ry\r\nContent-Disposition: form-data; name=\"program\"; filename=\"x\"\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(program);
        body.writeBytes("\r\n--b0und4ry--\r\n".getBytes(StandardCharsets.UTF_8));
        return client.post(path, "multipart/form-data; boundary=b0und4ry", body.toByteArray(), headers);
    }

    private static JsonNode refused(HttpResponse<String> response, String pointer) {
        JsonNode problem = problem(response, 422, "invalid-input");
        assertThat(problem.at("/errors/0/pointer").asString()).as(problem.toString()).isEqualTo(pointer);
        return problem;
    }

    private static JsonNode answered(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private static void conforms(Client client, String schema, String json) {
        ApiSchemas.conforms(client, schema, json);
    }
}
