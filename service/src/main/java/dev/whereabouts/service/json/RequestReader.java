package dev.whereabouts.service.json;

import dev.whereabouts.service.settings.Setting;
import dev.whereabouts.service.settings.Settings;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Place;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads requests from JSON by the components of a record. What they mean is checked later.
 *
 * @param <R> the record
 */
public final class RequestReader<R> {

    private final ObjectReader reader;
    private final Settings settings;
    private final Setting bytes;

    /** @param bytes bounds a document and one string in it */
    public RequestReader(Class<R> type, Settings settings, Setting bytes) {
        this.settings = settings;
        this.bytes = bytes;
        long maxBytes = settings.get(bytes);
        StreamReadConstraints bounds = StreamReadConstraints.builder()
                .maxNestingDepth(settings.count(Setting.JSON_DEPTH)).maxTokenCount(settings.get(Setting.JSON_TOKENS))
                .maxDocumentLength(maxBytes).maxStringLength((int) Math.min(maxBytes, Integer.MAX_VALUE - 16)).build();
        JsonFactory factory = JsonFactory.builder().streamReadConstraints(bounds)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
        reader = JsonMapper.builder(factory).enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT).build().readerFor(type);
    }

    /**
     * Reads one document to the end of the stream.
     *
     * @throws InputException if it is no such JSON, or beyond a bound
     */
    public R read(InputStream json) throws IOException {
        try (JsonParser parser = new WithoutNulls(reader.createParser(json))) {
            return reader.readValue(parser);
        } catch (JacksonIOException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e);
        } catch (StreamConstraintsException e) {
            Setting limit = met(e);
            throw InputException.limit(place(e), limit.jsonName(), settings.get(limit));
        } catch (DatabindException e) {
            if (e.getCause() instanceof InputException refusal) {
                throw refusal;
            }
            if (e.getCause() instanceof StreamReadException broken) {
                throw malformed(place(e), broken);
            }
            if (e.getOriginalMessage().startsWith("No content")) {
                throw InputException.malformed(new Place.Pointer(""), "there is no JSON: the input is empty");
            }
            throw InputException.invalid(place(e), expected(e));
        } catch (JacksonException e) {
            throw malformed(place(e), e);
        }
    }

    /** Jackson tells which of its bounds it was by its words alone. Nesting is no question: a record's components end it before the bound. */
    private Setting met(StreamConstraintsException e) {
        return e.getOriginalMessage().startsWith("Token count") ? Setting.JSON_TOKENS : bytes;
    }

    private static InputException malformed(Place place, JacksonException e) {
        return InputException.malformed(place, "this is no JSON at line " + e.getLocation().getLineNr() + ", column "
                + e.getLocation().getColumnNr());
    }

    private static String expected(DatabindException e) {
        String message = e.getOriginalMessage();
        return message.startsWith("Unrecognized property")
                ? "there is no such field here"
                : "expected a value of another kind";
    }

    private static Place place(JacksonException e) {
        List<JacksonException.Reference> path = e.getPath();
        StringBuilder pointer = new StringBuilder();
        for (JacksonException.Reference step : path) {
            pointer.append('/');
            if (step.getPropertyName() == null) {
                pointer.append(step.getIndex());
            } else {
                pointer.append(Place.Pointer.escaped(step.getPropertyName()));
            }
        }
        return new Place.Pointer(pointer.toString());
    }
}
