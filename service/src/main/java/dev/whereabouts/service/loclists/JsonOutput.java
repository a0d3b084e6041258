package dev.whereabouts.service.loclists;

import dev.whereabouts.service.problem.Problem;
import dev.whereabouts.service.problem.ProblemJson;
import dev.whereabouts.service.settings.Settings;
import java.io.OutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** Functions as one JSON document, or as one object a line. */
final class JsonOutput implements Output {

    private static final JsonFactory FACTORY = JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT).rootValueSeparator("").build();

    private final JsonItems items;
    private final Settings settings;
    private final String instance;
    private final boolean isLines;
    private final JsonGenerator json;

    /**
     * @param isLines  whether it is one object a line
     * @param instance the path that problems name
     */
    JsonOutput(JsonItems items, boolean isLines, Settings settings, String instance, OutputStream out) {
        this.items = items;
        this.settings = settings;
        this.instance = instance;
        this.isLines = isLines;
        json = FACTORY.createGenerator(ObjectWriteContext.empty(), out);
        if (!isLines) {
            json.writeStartObject();
            json.writeArrayPropertyStart("functions");
        }
    }

    @Override
    public void add(Item.Readable function) {
        items.write(function, json);
        endItem();
    }

    @Override
    public void refuse(Tally.Refused refused) {
        json.writeStartObject();
        refused.name().ifPresent(known -> json.writeStringProperty("name", known));
        json.writeName("error");
        ProblemJson.write(Problem.of(refused.why(), settings), instance, json);
        json.writeEndObject();
        endItem();
    }

    private void endItem() {
        if (isLines) {
            json.writeRaw('\n');
        }
    }

    @Override
    public void end() {
        if (!isLines) {
            json.writeEndArray();
            items.writeRest(json);
            json.writeEndObject();
            json.writeRaw('\n');
        }
        json.close();
    }
}
