package dev.whereabouts.debugcall.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.amd64.abi.ArrayType;
import dev.whereabouts.amd64.abi.BasicType;
import dev.whereabouts.amd64.abi.CallingConvention;
import dev.whereabouts.amd64.abi.GoType;
import dev.whereabouts.amd64.abi.InterfaceType;
import dev.whereabouts.amd64.abi.MapType;
import dev.whereabouts.amd64.abi.NamedType;
import dev.whereabouts.amd64.abi.PointerType;
import dev.whereabouts.amd64.abi.Signature;
import dev.whereabouts.amd64.abi.SliceType;
import dev.whereabouts.amd64.abi.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What is placed as arguments and then read as results is the same: the ABI assigns both by the same rule. */
class RoundTripTest {

    private static final int ROUNDS = 3000;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<BasicType> BASIC = BasicType.BY_NAME.values().stream()
            .sorted(java.util.Comparator.comparing(BasicType::toString)).toList();

    @ParameterizedTest
    @EnumSource(CallingConvention.class)
    void everyTypeBothWays(CallingConvention convention) {
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            List<GoType> types = IntStream.range(0, 1 + random.nextInt(6)).mapToObj(i -> type(random, 3)).toList();
            List<JsonNode> values = types.stream().map(type -> value(random, type)).toList();
            SketchTarget target = Fixture.target();
            target.accept(ArgumentPlacer.place(values, Signature.of(types, List.of()), convention, target));
            List<JsonNode> read = ResultReader.read(Signature.of(List.of(), types), convention, target.cpu(),
                    SketchTarget.STACK, target);
            assertThat(read.toString()).as("seed %d: %s", seed, types).isEqualTo(values.toString());
        }
    }

    private static GoType type(Random random, int depth) {
        int kind = random.nextInt(depth == 0 ? 10 : 17);
        return switch (kind) {
            case 10 -> new SliceType(type(random, depth - 1));
            case 11 -> new ArrayType(random.nextInt(4), type(random, depth - 1));
            case 12, 13 -> {
                List<StructType.Field> fields = new ArrayList<>();
                int count = random.nextInt(5);
                for (int i = 0; i < count; i++) {
                    fields.add(new StructType.Field("main.f" + i, type(random, depth - 1)));
                }
                yield new StructType(fields);
            }
            case 14 -> new PointerType(BasicType.INT);
            case 15 -> new MapType(BasicType.STRING, BasicType.INT);
            case 16 -> random.nextBoolean()
                    ? InterfaceType.EMPTY
                    : NamedType.of("main.N" + depth, type(random, depth - 1));
            default -> BASIC.get(random.nextInt(BASIC.size()));
        };
    }

    private static JsonNode value(Random random, GoType type) {
        return switch (type) {
            case NamedType named -> value(random, named.underlying().orElseThrow());
            case BasicType basic -> basic(random, basic);
            case SliceType slice -> random.nextInt(4) == 0
                    ? NODES.nullNode()
                    : list(random, slice.element(), random.nextInt(4));
            case ArrayType array -> list(random, array.element(), (int) array.length());
            case StructType struct -> {
                ObjectNode object = NODES.objectNode();
                struct.fields().forEach(field -> object.set(field.name().substring("main.".length()),
                        value(random, field.type())));
                yield object;
            }
            case InterfaceType _ -> switch (random.nextInt(4)) {
                case 0 -> NODES.nullNode();
                case 1 -> NODES.objectNode().put("type", "int").put("value", random.nextInt());
                case 2 -> NODES.objectNode().put("type", "string").put("value", "t" + random.nextInt());
                default -> NODES.objectNode().put("type", "map[string]int").put("value", "0x1234");
            };
            default ->
                random.nextInt(4) == 0 ? NODES.nullNode() : NODES.stringNode("0x" + (1 + random.nextInt(9)) + "f0");
        };
    }

    private static ArrayNode list(Random random, GoType element, int count) {
        ArrayNode list = NODES.arrayNode();
        for (int i = 0; i < count; i++) {
            list.add(value(random, element));
        }
        return list;
    }

    private static JsonNode basic(Random random, BasicType type) {
        long bits = random.nextBoolean() ? random.nextLong() : random.nextInt(3) - 1;
        boolean isSigned = type.toString().startsWith("int");
        return switch (type.form()) {
            case INTEGER -> {
                if (type == BasicType.BOOL) {
                    yield NODES.booleanNode(bits < 0);
                }
                if (type == BasicType.UNSAFE_POINTER) {
                    yield bits == 0 ? NODES.nullNode() : NODES.stringNode("0x" + Long.toHexString(bits));
                }
                int above = Long.SIZE - 8 * type.size();
                long value = isSigned ? bits << above >> above : bits << above >>> above;
                boolean isExact = value >= -(1L << 53) && value <= 1L << 53 && (isSigned || value >= 0);
                yield isExact ? NODES.numberNode(value) : NODES.stringNode("0x" + Long.toHexString(value));
            }
            case FLOAT -> type.size() == 4 ? floating(random, true) : floating(random, false);
            case COMPLEX -> NODES.arrayNode().add(floating(random, type.size() == 8))
                    .add(floating(random, type.size() == 8));
            case STRING -> NODES.stringNode(random.nextInt(3) == 0 ? "" : "héllo \u0000 𝄞" + bits);
        };
    }

    private static JsonNode floating(Random random, boolean isSingle) {
        return switch (random.nextInt(8)) {
            case 0 -> NODES.stringNode("NaN");
            case 1 -> NODES.stringNode("+Inf");
            case 2 -> NODES.stringNode("-Inf");
            case 3 -> isSingle ? NODES.numberNode(-0.0f) : NODES.numberNode(-0.0);
            default -> isSingle
                    ? NODES.numberNode((float) random.nextGaussian())
                    : NODES.numberNode(random.nextGaussian() * 1e300);
        };
    }
}
