package dev.whereabouts.service.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The objects that Helm makes of the chart in {@code folder}. */
public record Chart(Path folder) {

    /** The chart as it is checked in. */
    public static final Path FOLDER = Path.of("../helm/whereabouts");

    static final String KUBERNETES = "1.32.0";

    private static final JsonMapper JSON = new JsonMapper();

    /** A copy, in which the pod of helm test is an object like the others: what is run by a hook is not rendered. */
    static Chart withItsTest(Path copy) throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = copy.resolve(FOLDER.relativize(file));
                Files.createDirectories(to.getParent());
                Files.writeString(to, Files.readString(file).replace("helm.sh/hook: test", "was-hook: test"));
            }
        }
        return new Chart(copy);
    }

    /** The objects for the values of a file. */
    public List<JsonNode> render(Path values) {
        String yaml = new Helm(folder).template().withName("here").withNamespace("tools").withKubeVersion(KUBERNETES)
                .withValuesFile(values).call();
        return StreamSupport.stream(new Yaml().loadAll(yaml).spliterator(), false).filter(Objects::nonNull)
                .<JsonNode>map(JSON::valueToTree).toList();
    }

    /** The only object of its kind. */
    public static JsonNode one(List<JsonNode> objects, String kind) {
        List<JsonNode> found = objects.stream().filter(object -> object.path("kind").asString().equals(kind)).toList();
        assertThat(found).as(kind).hasSize(1);
        return found.getFirst();
    }

    /** What a pod, or a deployment of pods, says of the pod; missing for other objects. */
    public static JsonNode podSpec(JsonNode object) {
        return object.path("kind").asString().equals("Pod") ? object.path("spec") : object.at("/spec/template/spec");
    }

    /** The variables of a container whose values are in the chart, and not in a secret. */
    public static Map<String, String> environment(JsonNode container) {
        return container.path("env").valueStream().filter(variable -> variable.has("value")).collect(Collectors
                .toMap(variable -> variable.path("name").asString(), variable -> variable.path("value").asString()));
    }

    /** Bytes of a quantity of Kubernetes. */
    public static long bytes(String quantity) {
        return switch (quantity.substring(quantity.length() - 2)) {
            case "Mi" -> Long.parseLong(quantity.substring(0, quantity.length() - 2)) << 20;
            case "Gi" -> Long.parseLong(quantity.substring(0, quantity.length() - 2)) << 30;
            default -> throw new AssertionError(quantity);
        };
    }
}
