package dev.whereabouts.service.cli;

import dev.whereabouts.service.cli.report.SourcePlace;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** The lines of a JSON document on which its values begin. */
final class ScriptLines {

    /** Whoever read the document before has bounded it. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE).maxStringLength(Integer.MAX_VALUE).build())
            .build();

    private final Map<String, Integer> lines = new HashMap<>();

    /**
     * Finds lines.
     *
     * @param json     a document that can be read
     * @param pointers of the values to find (RFC 6901); those around them are found with them
     */
    ScriptLines(byte[] json, Set<String> pointers) {
        Set<String> wanted = new HashSet<>();
        for (String pointer : pointers) {
            for (String part = pointer; !part.isEmpty(); part = around(part)) {
                wanted.add(part);
            }
        }
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            JsonToken token = parser.nextToken();
            while (token != null && !(token.isStructEnd() && parser.streamReadContext().inRoot())) {
                if (!token.isStructEnd() && token != JsonToken.PROPERTY_NAME) {
                    String pointer = (token.isStructStart()
                            ? parser.streamReadContext().getParent()
                            : parser.streamReadContext()).pathAsPointer().toString();
                    if (wanted.contains(pointer)) {
                        lines.putIfAbsent(pointer, parser.currentTokenLocation().getLineNr());
                    }
                }
                token = parser.nextToken();
            }
        }
    }

    /** The line of a value or, where the document does not have it, of the innermost one around it that it has; else {@link SourcePlace#NO_LINE}. */
    int of(String pointer) {
        for (String part = pointer; !part.isEmpty(); part = around(part)) {
            if (lines.containsKey(part)) {
                return lines.get(part);
            }
        }
        return SourcePlace.NO_LINE;
    }

    private static String around(String pointer) {
        return pointer.substring(0, pointer.lastIndexOf('/'));
    }
}
