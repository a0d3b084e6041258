package dev.whereabouts.service.debugcall;

import dev.whereabouts.debugcall.model.scenario.Scenario;
import dev.whereabouts.debugcall.model.scenario.Scenarios;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/** All scenarios of the model runtime, told. */
public final class ScenarioList {

    private static final JsonMapper JSON = new JsonMapper(
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build());

    private ScenarioList() {}

    /** Writes each with what it brings to a script, and a line's end. */
    public static void writeJson(OutputStream out) {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeArrayPropertyStart("scenarios");
            Scenarios.all().forEach(scenario -> json.writeTree(scenario.listed()));
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    /** Writes a line for each. */
    public static void writeText(OutputStream out, Charset charset) throws IOException {
        int width = Scenarios.all().stream().mapToInt(scenario -> scenario.name().length()).max().orElse(0);
        StringBuilder text = new StringBuilder();
        for (Scenario scenario : Scenarios.all()) {
            text.append(scenario.name()).repeat(' ', width + 2 - scenario.name().length()).append(scenario.title())
                    .append('\n');
        }
        out.write(text.toString().getBytes(charset));
    }
}
