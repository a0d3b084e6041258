package dev.whereabouts.service.http;

import static dev.whereabouts.service.http.Client.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.service.settings.Setting;
import dev.whereabouts.service.settings.Settings;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What the service says about itself. */
@ServiceTest
class AboutTest {

    private final Client client;
    private final Client management;

    AboutTest(@LocalServerPort int port, @LocalManagementPort int managementPort) {
        client = new Client(port);
        management = new Client(managementPort);
    }

    @ParameterizedTest
    @EnumSource
    void everyBoundIsListedWithItsSetting(Setting setting) {
        // the defaults, or what the heap has room for, and not what it has not
        Settings inForce = Settings.from(_ -> null).withinHeap(Runtime.getRuntime().maxMemory());
        JsonNode limits = Client.JSON.readTree(client.get("/v1/limits").body()).path("limits");
        assertThat(limits.valueStream().filter(l -> l.path("setting").asString().equals(setting.variable())))
                .singleElement()
                .satisfies(limit -> {
                    assertThat(limit.path("name").asString()).isEqualTo(setting.jsonName());
                    assertThat(limit.path("value").asLong()).isEqualTo(inForce.get(setting));
                });
    }

    /** DWARF numbers: System V psABI for x86-64, figure 3.36. Roles: Go's internal ABI document. */
    @Test
    void registersHaveTheirNumbersAndRoles() {
        JsonNode model = Client.JSON.readTree(client.get("/v1/registers?go=1.26").body());
        assertThat(model.path("go").asString()).isEqualTo("1.26");
        assertThat(register(model, "CX")).isEqualTo(
                Client.JSON.readTree(
                        "{\"bit\":1,\"name\":\"CX\",\"sdmName\":\"RCX\",\"dwarf\":2,\"role\":\"integer-argument\",\"callerSaved\":true}"));
        assertThat(register(model, "X0").path("dwarf").asInt()).isEqualTo(17);
        assertThat(register(model, "SB").has("dwarf")).isFalse();
        assertThat(model.path("integerArguments").valueStream().map(JsonNode::asString)).containsExactly("AX", "BX",
                "CX", "DI", "SI", "R8", "R9", "R10", "R11");
        assertThat(model.path("floatArguments").size()).isEqualTo(15);
    }

    @Test
    void aVersionThatIsNotKnownIsRefused() {
        assertThat(problem(client.get("/v1/registers?go=1.99"), 422, "invalid-input").path("detail").asString())
                .contains("1.19", "1.26");
        problem(client.get("/v1/registers?go=x"), 422, "invalid-input");
    }

    @Test
    void managementIsOnItsOwnPort() {
        assertThat(management.get("/actuator/health/liveness").body()).contains("\"UP\"");
        assertThat(management.get("/actuator/health/readiness").body()).contains("\"UP\"");
        assertThat(management.get("/actuator/prometheus").body()).contains("jvm_memory_used_bytes");
        problem(management.get("/actuator/env"), 404, "not-found");
    }

    @Test
    void theApiHasAPage() {
        HttpResponse<String> page = client.get("/swagger-ui/index.html");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("swagger-ui");
    }

    private static JsonNode register(JsonNode model, String name) {
        return model.path("registers").valueStream().filter(r -> r.path("name").asString().equals(name)).findFirst()
                .orElseThrow();
    }
}
