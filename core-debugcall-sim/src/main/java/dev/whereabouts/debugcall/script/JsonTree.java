package dev.whereabouts.debugcall.script;

import java.io.IOException;
import java.io.InputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads one bounded JSON document as a tree, in which no object has a field twice. */
final class JsonTree {

    private final JsonMapper mapper;
    private final ScriptLimits limits;

    JsonTree(ScriptLimits limits) {
        this.limits = limits;
        StreamReadConstraints bounds = StreamReadConstraints.builder().maxNestingDepth(limits.depth())
                .maxTokenCount(limits.tokens()).maxStringLength(limits.bytes()).maxNameLength(limits.textLength())
                .build();
        mapper = JsonMapper.builder(JsonFactory.builder().streamReadConstraints(bounds).build())
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    }

    JsonNode read(InputStream json) throws IOException {
        return read(json.readNBytes(limits.bytes() + 1));
    }

    JsonNode read(byte[] json) {
        if (json.length > limits.bytes()) {
            throw ScriptException.limit("", "bytes", limits.bytes());
        }
        try (JsonParser parser = mapper.createParser(json)) {
            return read(parser);
        }
    }

    private JsonNode read(JsonParser parser) {
        try {
            if (parser.nextToken() == null) {
                throw ScriptException.malformed("", "there is no JSON: the input is empty");
            }
            JsonNode tree = mapper.readTree(parser);
            if (parser.nextToken() != null) {
                throw ScriptException.malformed("", "there is more behind the end" + place(parser));
            }
            return tree;
        } catch (StreamConstraintsException e) {
            throw beyond(parser);
        } catch (DatabindException e) {
            throw ScriptException.invalid(pointer(parser), "the field stands twice" + place(parser));
        } catch (JacksonException e) {
            throw ScriptException.malformed(pointer(parser), "this is no JSON" + place(parser));
        }
    }

    private ScriptException beyond(JsonParser parser) {
        if (parser.streamReadContext().getNestingDepth() > limits.depth()) {
            return ScriptException.limit(pointer(parser), "depth", limits.depth());
        }
        if (parser.currentTokenCount() >= limits.tokens()) {
            return ScriptException.limit(pointer(parser), "tokens", limits.tokens());
        }
        return ScriptException.limit(pointer(parser), "textLength", limits.textLength());
    }

    private static String pointer(JsonParser parser) {
        return parser.streamReadContext().pathAsPointer().toString();
    }

    private static String place(JsonParser parser) {
        return " at line " + parser.currentLocation().getLineNr() + ", column "
                + parser.currentLocation().getColumnNr();
    }
}
