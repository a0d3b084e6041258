package dev.whereabouts.service.http;

import static dev.whereabouts.service.http.Client.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** The Grafana dashboard asks for metrics and labels that there are, and shows all of this service's own. */
@ServiceTest
class DashboardTest {

    private static final Path DASHBOARD = Path.of("../docker/grafana/dashboards/whereabouts.json");
    private static final Path PAGE = Path.of("../docs/operating.md");
    private static final Path EXAMPLE = Path.of("../openapi/examples/loclists/add.json");

    /** A metric with its matchers. Each in the dashboard has some. */
    private static final Pattern METRIC = Pattern.compile("([a-z_]+)\\{([^}]*)}");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)\\s*(?:=~|!~|!=|=)");
    private static final Pattern GROUPS = Pattern.compile("by \\(([^)]*)\\)");

    /** Labels that Prometheus itself adds where it asks. */
    private static final Set<String> OF_PROMETHEUS = Set.of("job", "instance");

    private final Client client;
    private final Client management;

    DashboardTest(@LocalServerPort int port, @LocalManagementPort int managementPort) {
        client = new Client(port);
        management = new Client(managementPort);
    }

    @Test
    void everyMetricOfTheDashboardIsThereAndEveryMetricOfTheServiceIsInIt() throws IOException {
        // some metrics appear with the first event of their kind
        System.gc();
        client.post("/v1/loclists", "application/json", Files.readString(EXAMPLE));
        client.post("/v1/loclists", "application/json", "{");
        client.post("/v1/loclists", "application/x-ndjson", "{}\n");
        Metrics metrics = Metrics.of(management);

        List<String> expressions = JSON.readTree(Files.readString(DASHBOARD)).findValues("expr").stream()
                .map(JsonNode::asString).toList();
        assertThat(expressions).isNotEmpty();
        Set<String> shown = new TreeSet<>();
        for (String expression : expressions) {
            Matcher metric = METRIC.matcher(expression);
            assertThat(metric.find()).as(expression).isTrue();
            assertThat(metrics.names()).as(expression).contains(metric.group(1));
            shown.add(metric.group(1));
            Set<String> labels = new TreeSet<>();
            LABEL.matcher(metric.group(2)).results().forEach(label -> labels.add(label.group(1)));
            GROUPS.matcher(expression).results().forEach(group -> labels.addAll(List.of(group.group(1).split(", "))));
            labels.removeAll(OF_PROMETHEUS);
            assertThat(metrics.lines()).as(expression).anyMatch(line -> line.startsWith(metric.group(1))
                    && labels.stream().allMatch(label -> line.contains(label + "=\"")));
        }
        Set<String> told = new TreeSet<>();
        Pattern.compile("whereabouts_[a-z_]+").matcher(Files.readString(PAGE)).results()
                .forEach(name -> told.add(name.group()));
        assertThat(told).isNotEmpty()
                .allSatisfy(name -> assertThat(metrics.names()).anyMatch(other -> other.startsWith(name)))
                .as("the page and the dashboard are about the same metrics")
                .allSatisfy(name -> assertThat(shown).anyMatch(other -> other.startsWith(name)));
        assertThat(metrics.names().stream().filter(name -> name.startsWith("whereabouts_"))
                .map(name -> name.replaceAll("_(max|sum|count)$", "")).distinct())
                .allSatisfy(name -> assertThat(shown).anyMatch(other -> other.startsWith(name)));
    }
}
