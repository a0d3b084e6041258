package dev.whereabouts.amd64.abi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.amd64.GroundTruth;
import dev.whereabouts.amd64.register.GoVersion;
import dev.whereabouts.amd64.register.RegisterFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * The register parameters, spill homes and stack offsets of every function of the corpus.
 *
 * <p>The corpus prints the names of types, not what defines them. A name gets its definition from a record: its parts from where it is
 * passed in registers, else, for a type that never is, its size as an array. What is then checked for such a type is everything but
 * what was taken: which registers, in which order, and every offset on the stack. Types that define themselves are counted apart.
 */
class CorpusAssignmentTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private int functions;
    private int parameters;
    private int selfDefined;
    private int onStack;
    private int stackResults;

    @Test
    void placesEveryParameterOfTheCorpusAsTheCompilerDid() throws IOException {
        for (Path file : GroundTruth.files("corpus/loclists", ".ndjson.gz")) {
            List<JsonNode> records;
            try (Stream<String> lines = GroundTruth.lines(file)) {
                records = lines.map(JSON::readTree).toList();
            }
            Map<String, NamedType> definitions = new HashMap<>();
            for (boolean inRegisters : new boolean[]{true, false}) {
                records.forEach(record -> define(record.get("function"), inRegisters, definitions));
            }
            records.forEach(record -> check(record, definitions));
        }
        assertThat(functions).isEqualTo(2551);
        assertThat(parameters).isEqualTo(4694);
        assertThat(selfDefined).as("parameters whose type needed no definition").isGreaterThan(3900);
        assertThat(onStack).isEqualTo(34);
        assertThat(stackResults).isEqualTo(8);
    }

    private void check(JsonNode record, Map<String, NamedType> definitions) {
        JsonNode function = record.get("function");
        String name = function.get("name").asString();
        TypeParser plain = new TypeParser();
        TypeParser parser = new TypeParser(type -> Optional.ofNullable(definitions.get(key(name, type))));
        List<GoType> types = new ArrayList<>();
        for (JsonNode parameter : function.path("params")) {
            String type = variable(function, parameter).get("type").asString();
            types.add(parser.type(type));
            if (plain.type(type).layout() instanceof Layout.Known) {
                selfDefined++;
            }
        }
        List<GoType> results = new ArrayList<>();
        for (JsonNode variable : function.path("variables")) {
            if (variable.get("class").asString().equals("result") && variable.path("cfaOffset").asInt() >= 0) {
                results.add(onlyOnStack(variable));
                stackResults++;
            }
        }
        GoVersion version = GoVersion.parse(record.get("go").asString());
        CallLayout layout = CallLayout.of(Signature.of(types, results), CallingConvention.ABI_INTERNAL, version);
        for (int i = 0; i < types.size(); i++) {
            JsonNode parameter = function.path("params").get(i);
            assertThat(describe(layout.arguments().get(i)))
                    .as(name + ", " + types.get(i)).isEqualTo(describe(function, parameter));
            parameters++;
        }
        functions++;
    }

    /** Takes the parts of named types from where they are passed in registers, the size from where they are not. */
    private static void define(JsonNode function, boolean inRegisters, Map<String, NamedType> definitions) {
        for (JsonNode parameter : function.path("params")) {
            JsonNode variable = variable(function, parameter);
            String name = variable.get("type").asString();
            String key = key(function.get("name").asString(), name);
            boolean isName = new TypeParser().type(name) instanceof NamedType named && named.underlying().isEmpty();
            if (isName && !definitions.containsKey(key) && parameter.path("pieces").isEmpty() != inRegisters) {
                definitions.put(key, NamedType.of(name, inRegisters ? parts(name, parameter) : onlyOnStack(variable)));
            }
        }
    }

    private static GoType parts(String name, JsonNode parameter) {
        List<StructType.Field> fields = new ArrayList<>();
        for (JsonNode piece : parameter.get("pieces")) {
            String type = piece.get("type").asString();
            boolean isFloat = piece.get("register").asString().startsWith("X");
            GoType scalar = scalar(isFloat, piece.get("size").asInt());
            if (type.equals(name)) {
                return scalar;
            }
            GoType parsed = new TypeParser().type(type);
            boolean isDefined = parsed.layout() instanceof Layout.Known;
            fields.add(new StructType.Field("part", isDefined ? parsed : NamedType.of(type, scalar)));
        }
        return new StructType(fields);
    }

    private static GoType scalar(boolean isFloat, int size) {
        return BasicType.BY_NAME.get((isFloat ? "float" : "uint") + 8 * size);
    }

    private static GoType onlyOnStack(JsonNode variable) {
        long size = variable.get("size").asLong();
        return size % 8 == 0 ? new ArrayType(size / 8, BasicType.UINT64) : new ArrayType(size, BasicType.UINT8);
    }

    private static JsonNode variable(JsonNode function, JsonNode parameter) {
        return function.get("variables").get(parameter.get("variable").asInt());
    }

    /** A name means another type in another package. */
    private static String key(String function, String type) {
        int path = function.lastIndexOf('/');
        return function.substring(0, function.indexOf('.', path)) + " " + type;
    }

    private String describe(JsonNode function, JsonNode parameter) {
        JsonNode variable = variable(function, parameter);
        List<String> pieces = new ArrayList<>();
        for (JsonNode piece : parameter.path("pieces")) {
            pieces.add(piece.get("type").asString() + " " + piece.get("size") + " at " + piece.get("offset") + " in "
                    + piece.get("register").asString() + " padding " + piece.path("padding").asInt());
        }
        if (pieces.isEmpty()) {
            onStack++;
        }
        return variable.get("size") + " bytes, cfa " + variable.path("cfaOffset").asInt() + ", " + pieces;
    }

    private static String describe(CallLayout.Assigned assigned) {
        Layout.Known known = (Layout.Known) assigned.parameter().type().layout();
        return known.size() + " bytes, cfa " + switch (assigned.placement()) {
            case Placement.OnStack(long offset) -> offset + ", []";
            case Placement.InRegisters in -> in.spillOffset().getAsLong() + ", " + in.pieces().stream()
                    .map(p -> p.type() + " " + p.size() + " at " + p.offset() + " in "
                            + RegisterFile.nameOf(p.register()) + " padding " + p.padding())
                    .toList();
            case Placement.Undecided(String typeName) -> "undecided for " + typeName;
        };
    }
}
