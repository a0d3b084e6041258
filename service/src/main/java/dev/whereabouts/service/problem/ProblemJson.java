package dev.whereabouts.service.problem;

import dev.whereabouts.ssa.problem.Fault;
import dev.whereabouts.ssa.problem.Place;
import java.io.ByteArrayOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Problem documents as JSON (RFC 9457). */
public final class ProblemJson {

    /** The media type (RFC 9457 section 6.1). */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final JsonFactory JSON = new JsonFactory();

    private ProblemJson() {}

    /** The document by itself. */
    public static byte[] toJson(Problem problem, String instance) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            write(problem, instance, json);
        }
        return bytes.toByteArray();
    }

    /** The document as the only field, {@code error}, of an object that stands where an answer would. */
    public static void writeError(Problem problem, String instance, JsonGenerator json) {
        json.writeStartObject();
        json.writeName("error");
        write(problem, instance, json);
        json.writeEndObject();
    }

    /** The document as a value inside another one, such as the {@code error} of a line of NDJSON. */
    public static void write(Problem problem, String instance, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("type", problem.type().path());
        json.writeStringProperty("title", problem.type().title());
        json.writeNumberProperty("status", problem.status());
        json.writeStringProperty("detail", problem.detail());
        json.writeStringProperty("instance", instance);
        if (problem.limit() != null) {
            json.writeStringProperty("limit", problem.limit().setting().jsonName());
            json.writeNumberProperty("value", problem.limit().value());
            json.writeStringProperty("setting", problem.limit().setting().variable());
        }
        if (!problem.faults().isEmpty()) {
            json.writeName("errors");
            json.writeStartArray();
            for (Fault fault : problem.faults()) {
                json.writeStartObject();
                switch (fault.place()) {
                    case Place.Pointer(String pointer) -> json.writeStringProperty("pointer", pointer);
                    case Place.Position(long line, int column) -> {
                        json.writeNumberProperty("line", line);
                        json.writeNumberProperty("column", column);
                    }
                }
                json.writeStringProperty("detail", fault.detail());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }
}
