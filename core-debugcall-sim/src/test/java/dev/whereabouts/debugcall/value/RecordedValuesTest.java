package dev.whereabouts.debugcall.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.amd64.abi.BasicType;
import dev.whereabouts.amd64.abi.CallingConvention;
import dev.whereabouts.amd64.memory.GuestMemory;
import dev.whereabouts.amd64.state.RegisterName;
import dev.whereabouts.debugcall.GroundTruth;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Arguments are put where the recorder put them on hardware, and its results and panics are read as it read them. */
class RecordedValuesTest {

    /** What was called with what, by scenario. The recorder gave these values; it laid them out itself. */
    private static final Map<String, String> ARGUMENTS = Map.of("int_float", "[42, 42]", "small_ints",
            "[-5, 250, -300, 65535, -7, 4294967295, true]", "nine_ints_frame0", "[1, 2, 3, 4, 5, 6, 7, 8, 9]",
            "many_floats", IntStream.range(0, 17).mapToObj(i -> i + 1.5).toList().toString(), "float32_complex",
            "[1.5, -2, [3, 4]]", "large_array", "[" + IntStream.range(0, 128).boxed().toList() + "]", "small_arrays",
            "[[7], [5, 6]]", "abi0_stack", "[30, 12, 2.5]", "abi0_wrapper_regs", "[30, 12, 2.5]", "iface_nil",
            "[null]");

    private static Stream<JsonNode> events(Path file) throws IOException {
        try (InputStream json = new GZIPInputStream(Files.newInputStream(file))) {
            return Fixture.JSON.readTree(json).path("events").valueStream();
        }
    }

    private static String scenario(Path file) {
        return file.getFileName().toString().split("\\.")[1];
    }

    private static CallingConvention convention(String function) {
        return function.endsWith(".abi0") ? CallingConvention.ABI0 : CallingConvention.ABI_INTERNAL;
    }

    private static List<Path> transcripts() throws IOException {
        return GroundTruth.files("debugcall/transcripts", ".json.gz");
    }

    @Test
    void argumentsAreWhereTheRecorderPutThem() throws IOException {
        int compared = 0;
        for (Path file : transcripts()) {
            String arguments = ARGUMENTS.get(scenario(file));
            if (arguments != null) {
                JsonNode setup = events(file).filter(event -> event.path("kind").asString().equals("call_setup"))
                        .findFirst().orElseThrow();
                compare(file, setup, Fixture.json(arguments).valueStream().toList());
                compared++;
            }
        }
        assertThat(compared).isGreaterThanOrEqualTo(15);
    }

    private static void compare(Path file, JsonNode setup, List<JsonNode> arguments) {
        String function = setup.get("fn").stringValue();
        PlacedArguments placed = ArgumentPlacer.place(arguments, Fixture.signature(function), convention(function),
                Fixture.target());
        Map<String, String> registers = new TreeMap<>();
        placed.registers().forEach((name, value) -> registers.put(name, "0x" + Long.toHexString(value)));
        Map<String, String> recorded = new TreeMap<>();
        setup.get("set").properties().stream().filter(entry -> !List.of("rip", "rsp").contains(entry.getKey()))
                .forEach(
                        entry -> recorded.put(entry.getKey().toUpperCase(Locale.ROOT), entry.getValue().stringValue()));
        assertThat(registers).as("%s", file).isEqualTo(recorded);
        byte[] frame = setup.get("writes").valueStream()
                .filter(write -> write.get("what").stringValue().equals("argument frame at SP")).findFirst()
                .map(write -> HexFormat.of().parseHex(write.get("hex").stringValue())).orElse(new byte[0]);
        int size = Math.max(frame.length, placed.frame().length);
        assertThat(Arrays.copyOf(placed.frame(), size)).as("%s", file).isEqualTo(Arrays.copyOf(frame, size));
    }

    @Test
    void aStructOfATextIsPlacedInPieces() throws IOException {
        for (Path file : transcripts().stream().filter(path -> scenario(path).equals("struct")).toList()) {
            JsonNode set = events(file).filter(event -> event.has("fn")).findFirst().orElseThrow().get("set");
            PlacedArguments placed = ArgumentPlacer.place(List.of(Fixture.json("{'A': 21, 'B': 5, 'C': 'héllo'}")),
                    Fixture.signature("main.structArg"), CallingConvention.ABI_INTERNAL, Fixture.target());
            for (String register : List.of("rax", "rcx", "xmm0")) {
                assertThat("0x" + Long.toHexString(placed.registers().get(register.toUpperCase(Locale.ROOT))))
                        .isEqualTo(set.get(register).stringValue());
            }
            MemoryWrite text = placed.writes().getFirst();
            assertThat(placed.registers()).containsEntry("RBX", text.address()).hasSize(4);
            assertThat(HexFormat.of().formatHex(text.bytes())).isEqualTo("68c3a96c6c6f");
        }
    }

    @Test
    void resultsAreWhatTheRecorderRead() throws IOException {
        int compared = 0;
        for (Path file : transcripts()) {
            String function = "";
            for (JsonNode event : events(file).toList()) {
                function = event.path("fn").asString(function);
                if (event.has("decoded") && !scenario(file).equals("skip_call")) {
                    compare(file, function, event);
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThanOrEqualTo(40);
    }

    private static void compare(Path file, String function, JsonNode trap) {
        SketchTarget target = Fixture.target();
        trap.get("regs").properties().forEach(entry -> {
            RegisterName register = RegisterName.byName().get(entry.getKey().toUpperCase(Locale.ROOT));
            if (register != null) {
                register.write(target.cpu(), new BigInteger(entry.getValue().stringValue().substring(2), 16));
            }
        });
        for (int i = 0; i < 15; i++) {
            target.cpu().vector[4 * i] = Long.parseUnsignedLong(trap.get("xmm_lo").get(i).stringValue().substring(2),
                    16);
        }
        target.poke(SketchTarget.STACK, HexFormat.of().parseHex(trap.at("/results/frame").stringValue()));
        Object expected = switch (function) {
            case "main.large" -> IntStream.rangeClosed(1, 128).mapToObj(i -> (double) i).toList();
            case "main.structArg" -> {
                given(target, target.cpu().gpr[3], trap.at("/decoded/2").stringValue());
                yield flat(trap.get("decoded"));
            }
            case "main.ifaceArg" -> {
                given(target, target.cpu().gpr[0], trap.at("/decoded/0").stringValue());
                yield ifaceArg(target, trap.get("decoded"));
            }
            default -> flat(trap.get("decoded"));
        };
        List<JsonNode> values = ResultReader.read(Fixture.signature(function), convention(function), target.cpu(),
                SketchTarget.STACK, target);
        assertThat(values.stream().flatMap(value -> flat(value).stream()).toList()).as("%s: %s", file, values)
                .isEqualTo(expected);
    }

    private static List<Object> ifaceArg(SketchTarget target, JsonNode decoded) {
        JsonNode dynamic = decoded.get(1);
        if (dynamic.isNumber()) {
            return List.of(decoded.get(0).stringValue());
        }
        dynamic(target, dynamic);
        return List.of(decoded.get(0).stringValue(), dynamic.get("type").stringValue(),
                dynamic.get("value").stringValue());
    }

    /** Fills in what the recorder saw behind an interface. */
    private static void dynamic(SketchTarget target, JsonNode dynamic) {
        long data = word(dynamic.get("data_word"));
        String text = dynamic.get("value").stringValue();
        String type = dynamic.get("type").stringValue();
        if (type.equals("string")) {
            target.type(type, word(dynamic.get("type_word")), BasicType.STRING, false);
        } else {
            target.type(type, word(dynamic.get("type_word")),
                    Fixture.pointerTo("errors.errorString", "struct { s string }"), true);
        }
        byte[] header = Arrays.copyOf(Image.ofWord(SketchTarget.HEAP + 0x100), 16);
        Image.putWord(header, 8, text.getBytes(StandardCharsets.UTF_8).length);
        given(target, SketchTarget.HEAP + 0x100, text);
        map(target, data);
        target.poke(data, header);
    }

    private static long word(JsonNode hex) {
        return Long.parseUnsignedLong(hex.stringValue().substring(2), 16);
    }

    private static void given(SketchTarget target, long address, String text) {
        map(target, address);
        target.poke(address, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void map(SketchTarget target, long address) {
        long page = address & -GuestMemory.PAGE;
        if (target.memory().isFree(page, GuestMemory.PAGE)) {
            target.memory().map(page, 2L * GuestMemory.PAGE, GuestMemory.READ);
        }
    }

    /** All scalars in order, numbers and booleans as numbers. */
    private static List<Object> flat(JsonNode value) {
        if (value.isContainer()) {
            return value.valueStream().flatMap(part -> flat(part).stream()).toList();
        }
        if (value.isNull()) {
            return List.of();
        }
        return List.of(value.isNumber()
                ? (Object) value.doubleValue()
                : value.isBoolean() ? value.booleanValue() ? 1.0 : 0.0 : value.stringValue());
    }

    @Test
    void panicsAreWhatTheRecorderRead() throws IOException {
        int compared = 0;
        for (Path file : transcripts()) {
            for (JsonNode trap : events(file).filter(event -> event.path("panic").path("value").isString()).toList()) {
                JsonNode panic = trap.get("panic");
                SketchTarget target = Fixture.target();
                dynamic(target, panic);
                target.poke(SketchTarget.STACK, HexFormat.of().parseHex(trap.get("stack_at_rsp").stringValue()));
                InterfaceValue value = InterfaceReader.readEmpty(SketchTarget.STACK, target).orElseThrow();
                assertThat(value.type()).isEqualTo(panic.get("type").stringValue());
                assertThat(value.value().stringValue()).isEqualTo(panic.get("value").stringValue());
                assertThat(value.typeWord()).isEqualTo(word(panic.get("type_word")));
                assertThat(value.dataWord()).isEqualTo(word(panic.get("data_word")));
                compared++;
            }
        }
        assertThat(compared).isGreaterThanOrEqualTo(4);
    }
}
