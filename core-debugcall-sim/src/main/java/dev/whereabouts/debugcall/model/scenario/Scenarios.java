package dev.whereabouts.debugcall.model.scenario;

import dev.whereabouts.debugcall.model.program.Site;
import dev.whereabouts.debugcall.protocol.Version;
import dev.whereabouts.debugcall.script.ScriptLimits;
import dev.whereabouts.debugcall.script.ScriptReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/** All scenarios, in the order in which they are shown. */
public final class Scenarios {

    private static final List<String> OWN_FIELDS = List.of("name", "title", "description", "protocols", "site");
    private static final Map<String, Scenario> BY_NAME = read();

    private Scenarios() {}

    public static List<Scenario> all() {
        return List.copyOf(BY_NAME.values());
    }

    /** The scenario of a name. */
    public static Optional<Scenario> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    private static Map<String, Scenario> read() {
        ObjectMapper mapper = new ObjectMapper();
        ScriptReader reader = new ScriptReader(ScriptLimits.DEFAULT);
        Map<String, Scenario> scenarios = new LinkedHashMap<>();
        try (InputStream resource = Scenarios.class.getResourceAsStream("scenarios.json")) {
            for (JsonNode node : mapper.readTree(resource)) {
                Scenario scenario = scenario((ObjectNode) node, mapper, reader);
                scenarios.put(scenario.name(), scenario);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return scenarios;
    }

    private static Scenario scenario(ObjectNode node, ObjectMapper mapper, ScriptReader reader) {
        ObjectNode script = node.deepCopy();
        script.remove(OWN_FIELDS);
        ObjectNode listed = node.deepCopy();
        listed.remove("site");
        String name = node.get("name").asString();
        script.putObject("program").put("scenario", name);
        return new Scenario(name, node.get("title").asString(), node.get("description").asString(),
                node.get("protocols").valueStream()
                        .map(number -> Version.of(number.asLong()).orElseThrow()).toList(),
                Site.labelled(node.get("site").asString()).orElseThrow(),
                reader.read(mapper.writeValueAsBytes(script)), listed);
    }
}
