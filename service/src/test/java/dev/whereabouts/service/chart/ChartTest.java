package dev.whereabouts.service.chart;

import static dev.whereabouts.service.chart.Chart.bytes;
import static dev.whereabouts.service.chart.Chart.environment;
import static dev.whereabouts.service.chart.Chart.one;
import static dev.whereabouts.service.chart.Chart.podSpec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import dev.whereabouts.service.settings.Setting;
import dev.whereabouts.service.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The Helm chart: linted and rendered for each of its sets of values, and the objects held against what a careful cluster asks. */
class ChartTest {

    private static final Path CHART = Chart.FOLDER;
    private static final JsonMapper JSON = new JsonMapper();

    /** What the JVM of the image takes of the memory limit for its heap, in per cent. */
    private static final Pattern HEAP_PERCENT = Pattern.compile("-XX:MaxRAMPercentage=([0-9]+)\n");

    private static Chart chart;

    private static int heapPercent;

    @BeforeAll
    static void copyTheChart(@TempDir Path copy) throws IOException {
        chart = Chart.withItsTest(copy);
    }

    @BeforeAll
    static void readTheHeapsShare() throws IOException {
        Matcher share = HEAP_PERCENT.matcher(Files.readString(Path.of("../docker/jvm.options")));
        assertThat(share.find()).isTrue();
        heapPercent = Integer.parseInt(share.group(1));
    }

    static Stream<Path> valueSets() throws IOException {
        try (Stream<Path> sets = Files.list(CHART.resolve("ci"))) {
            return Stream.concat(Stream.of(CHART.resolve("values.yaml")), sets.sorted().toList().stream());
        }
    }

    @Test
    void thePodOfTheTestRunsByItsHook() throws IOException {
        assertThat(Files.readString(CHART.resolve("templates/tests/answers.yaml"))).contains("helm.sh/hook: test");
    }

    @Test
    void lintFindsNothing() {
        LintResult result = new Helm(CHART).lint().strict().call();
        assertThat(result.isFailed()).as(String.join("\n", result.getMessages())).isFalse();
    }

    @ParameterizedTest
    @MethodSource("valueSets")
    void everyPodRunsWithTheLeastRights(Path values) {
        List<JsonNode> pods = chart.render(values).stream().filter(object -> !podSpec(object).isMissingNode())
                .map(Chart::podSpec).toList();
        assertThat(pods).hasSize(2).allSatisfy(pod -> {
            assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
            assertThat(pod.path("hostNetwork").asBoolean(false)).isFalse();
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(pod.at("/securityContext/runAsUser").asInt()).isPositive();
            assertThat(pod.at("/securityContext/runAsGroup").asInt()).isPositive();
            assertThat(pod.at("/securityContext/seccompProfile/type").asString()).isEqualTo("RuntimeDefault");
            assertThat(pod.path("containers").valueStream()).isNotEmpty().allSatisfy(container -> {
                JsonNode security = container.path("securityContext");
                assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
                assertThat(security.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
                assertThat(security.path("privileged").asBoolean(true)).isFalse();
                assertThat(security.at("/capabilities/drop")).isEqualTo(JSON.readTree("[\"ALL\"]"));
                assertThat(security.at("/capabilities/add").isMissingNode()).isTrue();
                assertThat(container.at("/resources/limits/memory").asString()).isNotBlank()
                        .isEqualTo(container.at("/resources/requests/memory").asString());
            });
        });
    }

    @ParameterizedTest
    @MethodSource("valueSets")
    void onlyTmpCanBeWrittenAndItIsBounded(Path values) {
        JsonNode pod = podSpec(one(chart.render(values), "Deployment"));
        assertThat(pod.at("/containers/0/volumeMounts").valueStream().map(mount -> mount.path("mountPath").asString()))
                .containsExactly("/tmp");
        assertThat(pod.path("volumes").size()).isEqualTo(1);
        assertThat(bytes(pod.at("/volumes/0/emptyDir/sizeLimit").asString())).isPositive();
    }

    /** Beside the heap a JVM needs memory for code, classes, threads and here the buffers of connections. */
    @ParameterizedTest
    @MethodSource("valueSets")
    void theMemoryLimitHoldsTheHeapAndWhatStandsBesideIt(Path values) {
        long limit = bytes(
                podSpec(one(chart.render(values), "Deployment")).at("/containers/0/resources/limits/memory")
                        .asString());
        long connections = Setting.CONNECTIONS.standard() * (128 << 10);
        assertThat(limit * (100 - heapPercent) / 100).isGreaterThanOrEqualTo(connections + (200L << 20));
        assertThat(limit * heapPercent / 100).as("one emulated program fits")
                .isGreaterThan(Setting.GUEST_MEMORY_BYTES.standard());
    }

    /** A pod beyond what nodes have room for waits for ever, and with it an update, in which a pod starts before another ends. */
    @Test
    void anUpdateAndTheTestHaveRoomOnANodeOfTwoProcessors() {
        List<JsonNode> objects = chart.render(CHART.resolve("values.yaml"));
        JsonNode deployment = one(objects, "Deployment");
        JsonNode update = deployment.at("/spec/strategy/rollingUpdate");
        assertThat(update.path("maxUnavailable").asInt(-1)).isZero();
        int pods = deployment.at("/spec/replicas").asInt() + update.path("maxSurge").asInt();
        assertThat(pods * thousandths(deployment) + thousandths(one(objects, "Pod")))
                .as("thousandths of a processor, less a tenth for the node's own").isLessThanOrEqualTo(1800);
    }

    private static int thousandths(JsonNode object) {
        String cpu = podSpec(object).at("/containers/0/resources/requests/cpu").asString();
        return cpu.endsWith("m") ? Integer.parseInt(cpu.substring(0, cpu.length() - 1)) : 1000 * Integer.parseInt(cpu);
    }

    @ParameterizedTest
    @MethodSource("valueSets")
    void probesAskTheManagementPortAndTrafficGoesToTheOther(Path values) {
        List<JsonNode> objects = chart.render(values);
        JsonNode container = podSpec(one(objects, "Deployment")).at("/containers/0");
        Map<String, Integer> ports = container.path("ports").valueStream().collect(
                Collectors.toMap(port -> port.path("name").asString(), port -> port.path("containerPort").asInt()));
        assertThat(ports).containsExactlyInAnyOrderEntriesOf(Map.of("http", 8080, "management", 8081));
        assertThat(environment(container)).containsEntry("WHEREABOUTS_PORT", "8080")
                .containsEntry("WHEREABOUTS_MANAGEMENT_PORT", "8081");
        assertThat(probe(container, "startupProbe")).isEqualTo("/actuator/health/liveness");
        assertThat(probe(container, "livenessProbe")).isEqualTo("/actuator/health/liveness");
        assertThat(probe(container, "readinessProbe")).isEqualTo("/actuator/health/readiness");
        assertThat(objects.stream().filter(object -> object.path("kind").asString().equals("Service"))
                .map(service -> service.at("/spec/ports/0/targetPort").asString()))
                .containsExactlyInAnyOrder("http", "management");
    }

    private static String probe(JsonNode container, String name) {
        assertThat(container.at("/" + name + "/httpGet/port").asString()).isEqualTo("management");
        return container.at("/" + name + "/httpGet/path").asString();
    }

    /** A pod that is to end has time for the requests that it still takes and for the longest of those that it has. */
    @ParameterizedTest
    @MethodSource("valueSets")
    void theEndWaitsForRequests(Path values) {
        JsonNode pod = podSpec(one(chart.render(values), "Deployment"));
        assertThat(pod.path("terminationGracePeriodSeconds").asLong())
                .isGreaterThan(pod.at("/containers/0/lifecycle/preStop/sleep/seconds").asLong()
                        + Setting.REQUEST_SECONDS.standard());
    }

    /** Selectors find exactly the service's pods, and not the pod of the test. */
    @ParameterizedTest
    @MethodSource("valueSets")
    void selectorsFindThePods(Path values) {
        List<JsonNode> objects = chart.render(values);
        JsonNode labels = one(objects, "Deployment").at("/spec/template/metadata/labels");
        List<JsonNode> selectors = objects.stream()
                .flatMap(object -> Stream.of("/spec/selector/matchLabels", "/spec/podSelector/matchLabels")
                        .map(object::at).filter(node -> !node.isMissingNode())
                        .filter(_ -> !object.path("kind").asString().equals("ServiceMonitor")))
                .toList();
        List<JsonNode> services = objects.stream().filter(object -> object.path("kind").asString().equals("Service"))
                .map(object -> object.at("/spec/selector")).toList();
        JsonNode test = one(objects, "Pod").at("/metadata/labels");
        assertThat(Stream.concat(selectors.stream(), services.stream())).isNotEmpty()
                .allSatisfy(selector -> assertThat(matches(selector, labels)).isTrue())
                .noneSatisfy(selector -> assertThat(matches(selector, test)).isTrue());
    }

    private static boolean matches(JsonNode selector, JsonNode labels) {
        return selector.properties().stream().allMatch(label -> label.getValue().equals(labels.path(label.getKey())));
    }

    /** Every number gets through as it is, and the service takes it. */
    @Test
    void everySettingCanBeGiven(@TempDir Path directory) throws IOException {
        Map<String, String> given = new HashMap<>();
        StringBuilder values = new StringBuilder("settings:\n");
        for (Setting setting : Setting.values()) {
            // beyond 2^53 a number in YAML is none any more: then it is written as text
            boolean isText = setting.most() > 1L << 53;
            given.put(setting.variable(), Long.toString(setting.most()));
            values.append("  ").append(setting.variable()).append(": ").append(isText ? "\"" : "")
                    .append(setting.most()).append(isText ? "\"" : "").append('\n');
        }
        Path file = Files.writeString(directory.resolve("values.yaml"), values);
        Map<String, String> environment = environment(
                podSpec(one(chart.render(file), "Deployment")).at("/containers/0"));
        assertThat(environment).containsAllEntriesOf(given);
        assertThat(Settings.from(environment::get).get(Setting.WORKERS)).isEqualTo(Setting.WORKERS.most());
    }

    @Test
    void theTokenComesFromItsSecret() {
        List<JsonNode> objects = chart.render(CHART.resolve("ci/public-values.yaml"));
        for (String kind : List.of("Deployment", "Pod")) {
            assertThat(podSpec(one(objects, kind)).at("/containers/0/env").valueStream()
                    .map(variable -> variable.at("/valueFrom/secretKeyRef"))
                    .filter(reference -> !reference.isMissingNode())).containsExactly(
                            JSON.readTree("{\"name\": \"whereabouts-token\", \"key\": \"token\"}"));
        }
        assertThat(objects.toString()).contains("whereabouts.example.org", "@sha256:0123456789abcdef");
        JsonNode ingress = one(objects, "Ingress");
        assertThat(ingress.at("/spec/tls/0/secretName").asString()).isEqualTo("whereabouts-certificate");
        assertThat(ingress.at("/spec/rules/0/http/paths/0/backend/service/name").asString())
                .isEqualTo(service(objects).at("/metadata/name").asString());
    }

    @Test
    void whoMayConnectIsBounded() {
        JsonNode closed = one(chart.render(CHART.resolve("values.yaml")), "NetworkPolicy").path("spec");
        assertThat(closed.path("policyTypes")).isEqualTo(JSON.readTree("[\"Ingress\", \"Egress\"]"));
        assertThat(closed.path("egress").size()).isZero();
        JsonNode open = one(chart.render(CHART.resolve("ci/public-values.yaml")), "NetworkPolicy").path("spec");
        assertThat(open.at("/ingress/0/ports/0/port").asString()).isEqualTo("http");
        assertThat(open.at("/ingress/0/from").size()).as("the ingress and the pod of the test").isEqualTo(2);
        assertThat(open.at("/ingress/1/ports/0/port").asString()).isEqualTo("management");
        assertThat(open.at("/ingress/1/from").size()).isEqualTo(1);
    }

    @Test
    void whatScalesHasNoFixedNumber() {
        List<JsonNode> objects = chart.render(CHART.resolve("ci/scaled-values.yaml"));
        JsonNode deployment = one(objects, "Deployment");
        assertThat(deployment.at("/spec/replicas").isMissingNode()).isTrue();
        JsonNode scaler = one(objects, "HorizontalPodAutoscaler").path("spec");
        assertThat(scaler.at("/scaleTargetRef/name").asString()).isEqualTo(deployment.at("/metadata/name").asString());
        assertThat(scaler.path("maxReplicas").asInt()).isEqualTo(30);
        assertThat(environment(podSpec(deployment).at("/containers/0"))).containsEntry("WHEREABOUTS_TRACES_ENDPOINT",
                "http://collector.monitoring:4318/v1/traces").containsEntry("WHEREABOUTS_TRACES_SAMPLED", "0.1");
        JsonNode monitor = one(objects, "ServiceMonitor");
        assertThat(objects.stream().filter(object -> object.path("kind").asString().equals("Service"))
                .filter(service -> matches(monitor.at("/spec/selector/matchLabels"), service.at("/metadata/labels"))))
                .singleElement().satisfies(service -> assertThat(service.at("/spec/ports/0/name").asString())
                        .isEqualTo(monitor.at("/spec/endpoints/0/port").asString()));
    }

    @Test
    void whatIsSwitchedOffIsNotThere() {
        assertThat(chart.render(CHART.resolve("ci/small-values.yaml")).stream()
                .map(object -> object.path("kind").asString()))
                .containsExactlyInAnyOrder("ServiceAccount", "Deployment", "Service", "Service", "Pod");
    }

    @ParameterizedTest
    @CsvSource({"replicas, -1", "replicaCount, 3", "image.pullPolicy, Sometimes", "resources.limits.memory, much",
            "settings.QUEUE, 3", "settings.WHEREABOUTS_TOKEN, secret", "traces.endpoint, collector",
            "traces.endpoint, http://collector:4318/v1/traces", "autoscaling.targetCpu, 200", "ingress.path, api"})
    void valuesThatMakeNoSenseAreRefused(String name, String value) {
        TemplateCommand command = new Helm(CHART).template().withKubeVersion(Chart.KUBERNETES).set(name, value);
        String field = name.substring(name.lastIndexOf('.') + 1);
        assertThatThrownBy(command::call).hasMessageContaining(field);
    }

    private static JsonNode service(List<JsonNode> objects) {
        return objects.stream().filter(object -> object.path("kind").asString().equals("Service"))
                .filter(object -> object.at("/spec/ports/0/name").asString().equals("http")).findFirst().orElseThrow();
    }
}
