package dev.whereabouts.debugcall.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.whereabouts.amd64.abi.BasicType;
import dev.whereabouts.amd64.abi.CallingConvention;
import dev.whereabouts.amd64.abi.GoType;
import dev.whereabouts.amd64.abi.InterfaceType;
import dev.whereabouts.amd64.abi.NamedType;
import dev.whereabouts.amd64.abi.Signature;
import dev.whereabouts.amd64.abi.SliceType;
import dev.whereabouts.amd64.abi.StructType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Values that a type cannot have, and memory that is not what the program says. */
class HostileValuesTest {

    private static final CallingConvention GO = CallingConvention.ABI_INTERNAL;

    private final SketchTarget target = Fixture.target();

    private PlacedArguments place(String signature, String arguments) {
        List<JsonNode> values = Fixture.json(arguments).valueStream().toList();
        return ArgumentPlacer.place(values, Fixture.TYPES.signature(signature), GO, target);
    }

    private JsonNode read(GoType type, long... words) {
        return read(type, GO, words);
    }

    private JsonNode read(GoType type, CallingConvention convention, long... words) {
        int[] registers = {0, 3, 1};
        for (int i = 0; i < words.length; i++) {
            target.cpu().gpr[registers[i]] = words[i];
            target.poke(SketchTarget.STACK + 8 * i, Image.ofWord(words[i]));
        }
        return ResultReader.read(Signature.of(List.of(), List.of(type)), convention, target.cpu(), SketchTarget.STACK,
                target).getFirst();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"func(int) | [] | `` | 1 arguments, not 0",
            "func() | [1] | `` | 0 arguments", "func(int8) | [128] | /0 | from -128 to 127 for int8",
            "func(int8) | ['0x100'] | /0 | int8", "func(uint) | [-1] | /0 | from 0 to 18446744073709551615",
            "func(int) | [1.5] | /0 | whole number", "func(int) | [null] | /0 | whole number",
            "func(int64) | [9223372036854775808] | /0 | int64", "func(bool) | [1] | /0 | true or false",
            "func(float32) | [1e39] | /0 | range", "func(float64) | [1e400] | /0 | range",
            "func(float64) | ['Inf'] | /0 | +Inf", "func(complex64) | [[1]] | /0 | real",
            "func(complex64) | [[1, true]] | /0/1 | number", "func(string) | [7] | /0 | string",
            "func(string) | [{'bytes': 'f'}] | /0/bytes | hexadecimal", "func([]int) | [{}] | /0 | array or null",
            "func([]int) | [[1, 'x']] | /0/1 | whole number", "func([2]int) | [[1]] | /0 | array of 2",
            "func(main.P) | [[]] | /0 | object", "func(main.P) | [{'D': 1}] | /0/D | no field D; it has A, B, C",
            "func(main.P) | [{'a~/b': 1}] | /0/a~0~1b | no field", "func(main.P) | [{'A': 'x'}] | /0/A | int32",
            "func(*int) | ['main.x'] | /0 | no symbol main.x", "func(*int) | [true] | /0 | symbol",
            "func(*int) | [{'to': 'x'}] | /0/to | whole number", "func(*int) | [{'at': 1}] | /0/at | no field",
            "func(*int) | ['*(0x10)'] | /0 | no memory at 0x10", "func(*int) | ['0xz'] | /0 | no number",
            "func(*main.T) | [{'to': {}}] | /0/to | main.T", "func(map[string]int) | [{}] | /0 | symbol",
            "func(any) | [7] | /0 | interface", "func(any) | [{'type': 'int'}] | /0 | value",
            "func(any) | [{'type': 'main.No', 'value': 1}] | /0/type | no type main.No",
            "func(any) | [{'type': 'int', 'value': 'x'}] | /0/value | int",
            "func(any) | [{'type': 'main.hidden', 'value': 1}] | /0/value | main.hidden",
            "func(any) | [{'typeWord': 1}] | /0 | dataWord", "func(any) | [{'typeWord': 1, 'x': 1}] | /0/x | no field",
            "func(error) | [{'type': '*main.myErr', 'value': null}] | /0/type | *main.myErr as error",
            "func(main.T) | [1] | /0 | main.T", "func(int) main.T | [1] | `` | results",
            "func(struct { A main.T }) | [{}] | /0 | main.T", "func([200000]int) | [[]] | `` | 1600000 bytes",
            "func(int, [2]string) | [1, ['*(0x20)', 3]] | /1/1 | string", "func([2]int) | ['*(0x20)'] | /0 | 0x20"})
    void isRefusedWithItsPlace(String signature, String arguments, String pointer, String word) {
        ValueException e = catchThrowableOfType(ValueException.class, () -> place(signature, arguments));
        assertThat(e.pointer()).isEqualTo(pointer);
        assertThat(e).hasMessageContaining(word);
    }

    @Test
    void theWholeIsBounded() {
        String element = "['" + "x".repeat(300_000) + "']";
        String four = "[" + String.join(",", element, element, element, element) + "]";
        assertThatThrownBy(() -> place("func([]string, []string, []string, []string)", four))
                .isInstanceOf(ValueException.class).hasMessageContaining("more than 1048576 bytes");
    }

    @Test
    void whatIsMissingIsZeroAndBlankFieldsAreSkipped() {
        PlacedArguments placed = place("func(struct { A int; _ int; B string })", "[{'A': 7}]");
        assertThat(placed.registers()).containsEntry("RAX", 7L).containsEntry("RBX", 0L).containsEntry("RCX", 0L)
                .containsEntry("RDI", 0L);
        assertThat(placed.writes()).isEmpty();
    }

    @Test
    void symbolsAndWhatStandsThere() {
        target.symbol("main.gT", SketchTarget.HEAP + 0x1000).symbol("main.gStr", SketchTarget.HEAP + 0x1008);
        target.poke(SketchTarget.HEAP + 0x1000, Image.ofWord(0x1234));
        target.poke(SketchTarget.HEAP + 0x1008, Image.ofWord(0x5100));
        target.poke(SketchTarget.HEAP + 0x1010, Image.ofWord(0x5678));
        PlacedArguments placed = place("func(*int, *int, any, map[string]int, int)",
                "['main.gT', '*(main.gT)', '*(main.gStr)', '*(main.gT)+8', '*(main.gStr+8)']");
        assertThat(placed.registers().values()).containsExactly(SketchTarget.HEAP + 0x1000, 0x1234L, 0x5100L, 0x5678L,
                0x123cL, 0x5678L);
    }

    @Test
    void pointersToNewValuesAndMethodTables() {
        target.symbol("go:itab.*main.myErr,error", 0x7000);
        PlacedArguments placed = place("func(*main.P, error, []int)",
                "[{'to': {'A': 1, 'C': 'abc'}}, {'type': '*main.myErr', 'value': {'to': 9}}, []]");
        assertThat(placed.writes()).extracting(MemoryWrite::what).containsExactly("the bytes of a string",
                "what a *main.P points to",
                "what a *int points to");
        assertThat(placed.writes().get(0).bytes()).asString(StandardCharsets.UTF_8).isEqualTo("abc");
        long text = placed.writes().get(0).address();
        assertThat(placed.writes().get(1).bytes()).hasSize(32).startsWith(1, 0, 0, 0).endsWith(3, 0, 0, 0, 0, 0, 0, 0);
        assertThat(Image.word(placed.writes().get(1).bytes(), 16)).isEqualTo(text);
        assertThat(placed.registers()).containsEntry("RAX", placed.writes().get(1).address())
                .containsEntry("RBX", 0x7000L).containsEntry("RCX", placed.writes().get(2).address())
                .containsEntry("RSI", 0L).containsEntry("R8", 0L);
        assertThat(placed.registers().get("RDI")).as("an empty slice is not nil").isNotZero();
    }

    @Test
    void bitsAboveASmallValueAreItsSign() {
        assertThat(place("func(int8, uint8)", "[-5, 250]").registers()).containsEntry("RAX", -5L).containsEntry("RBX",
                250L);
    }

    @Test
    void aFrameHasRoomForResultsAndSpilledRegisters() {
        PlacedArguments placed = place("func([2]int, int8) [2]int", "[[5, 6], 7]");
        assertThat(placed.frame()).hasSize(40).startsWith(5, 0, 0, 0, 0, 0, 0, 0, 6);
        assertThat(placed.frameSize()).isEqualTo(40);
        assertThat(placed.registers()).containsExactly(Map.entry("RAX", 7L));
    }

    @Test
    void stringsAreCutAndNeverFail() {
        target.poke(SketchTarget.HEAP, "aé€𝄞".getBytes(StandardCharsets.UTF_8));
        GoType string = BasicType.STRING;
        assertThat(read(string, SketchTarget.HEAP, 10)).hasToString("\"aé€𝄞\"");
        assertThat(read(string, SketchTarget.HEAP, 2)).hasToString("{\"bytes\":\"61c3\"}");
        assertThat(read(string, 0x10, 2)).hasToString("{\"unreadable\":\"0x10\"}");
        assertThat(read(string, SketchTarget.HEAP, -1)).hasToString("{\"text\":\"\",\"length\":-1}");
        assertThat(read(string, SketchTarget.HEAP, Long.MAX_VALUE).get("length").stringValue())
                .isEqualTo("0x7fffffffffffffff");
        byte[] many = "é".repeat(GoString.MAX_BYTES).getBytes(StandardCharsets.UTF_8);
        target.poke(SketchTarget.HEAP + 1, many);
        JsonNode cut = read(string, SketchTarget.HEAP, many.length);
        assertThat(cut.get("text").stringValue()).startsWith("aéé").endsWith("é").hasSize(GoString.MAX_BYTES / 2);
        assertThat(cut.get("length").intValue()).isEqualTo(many.length);
        assertThat(GoString.readHeader(target.memory(), -8).text()).isEmpty();
    }

    @Test
    void slicesAreCutAndNeverFail() {
        GoType ints = new SliceType(BasicType.INT);
        assertThat(read(ints, SketchTarget.HEAP, 3, 3)).hasToString("[0,0,0]");
        assertThat(read(ints, 0, 0, 0).isNull()).isTrue();
        assertThat(read(ints, SketchTarget.HEAP, 0, 0)).hasToString("[]");
        assertThat(read(ints, -1, 3, 3)).hasToString("{\"unreadable\":\"0xffffffffffffffff\"}");
        JsonNode cut = read(ints, SketchTarget.HEAP, 1L << 60, 0);
        assertThat(cut.get("elements").size()).isEqualTo(ValueDecoder.MAX_ELEMENTS);
        assertThat(cut.get("length").stringValue()).isEqualTo("0x1000000000000000");
        assertThat(read(new SliceType(Fixture.TYPES.type("struct {}")), 1, 1L << 40, 0).get("elements").size())
                .isEqualTo(ValueDecoder.MAX_ELEMENTS);
        assertThat(read(new SliceType(NamedType.undefined("main.T")), 16, 2, 2))
                .hasToString("{\"address\":\"0x10\",\"length\":2}");
    }

    @Test
    void slicesInSlicesOfThemselvesEnd() {
        GoType deep = BasicType.INT;
        for (int i = 0; i < 20; i++) {
            deep = new SliceType(deep);
        }
        for (int i = 0; i < 3 * ValueDecoder.MAX_ELEMENTS; i += 3) {
            target.poke(SketchTarget.HEAP + 8L * i, Image.ofWord(SketchTarget.HEAP));
            target.poke(SketchTarget.HEAP + 8L * i + 8, Image.ofWord(ValueDecoder.MAX_ELEMENTS));
        }
        assertThat(read(deep, SketchTarget.HEAP, ValueDecoder.MAX_ELEMENTS, 0).toString().length())
                .isLessThan(5_000_000);
    }

    @Test
    void aResultOfAnUnknownOrHugeTypeSaysSo() {
        assertThat(read(NamedType.undefined("main.T"))).hasToString("{\"unknown\":\"main.T\"}");
        assertThat(read(Fixture.TYPES.type("[1000000]int"))).hasToString("{\"size\":8000000}");
        assertThat(read(NamedType.opaque("main.O", 8, 8), CallingConvention.ABI0, 0x1122))
                .hasToString("{\"bytes\":\"2211000000000000\"}");
    }

    @Test
    void upperBitsOfRegistersDoNotCount() {
        assertThat(read(BasicType.INT8, 0x1234_56fbL)).hasToString("-5");
        assertThat(read(BasicType.BOOL, 0xffff_ff00L)).hasToString("false");
        assertThat(read(BasicType.UINT64, -1)).hasToString("\"0xffffffffffffffff\"");
        assertThat(read(BasicType.INT64, Long.MIN_VALUE)).hasToString("\"0x8000000000000000\"");
    }

    @Test
    void interfacesShowWhatTheyHold() {
        target.poke(SketchTarget.HEAP, Image.ofWord(SketchTarget.HEAP + 64));
        target.poke(SketchTarget.HEAP + 8, Image.ofWord(7));
        target.poke(SketchTarget.HEAP + 64, "boom 17".getBytes(StandardCharsets.UTF_8));
        GoType any = InterfaceType.EMPTY;
        assertThat(read(any, 0x5400, SketchTarget.HEAP))
                .hasToString("{\"type\":\"*errors.errorString\",\"value\":\"boom 17\"}");
        assertThat(read(any, 0x5400, 0)).hasToString("{\"type\":\"*errors.errorString\",\"value\":null}");
        assertThat(read(any, 0x5400, 0x10))
                .hasToString("{\"type\":\"*errors.errorString\",\"value\":{\"unreadable\":\"0x10\"}}");
        assertThat(read(any, 0x5300, SketchTarget.HEAP + 8)).hasToString("{\"type\":\"*main.myErr\",\"value\":7}");
        assertThat(read(any, 0x5500, 0x40)).hasToString("{\"type\":\"map[string]int\",\"value\":\"0x40\"}");
        assertThat(read(any, 0x9999, 0x40)).hasToString("{\"type\":\"0x9999\",\"value\":null}");
        assertThat(read(any, 0x5600, 0x40)).hasToString("{\"type\":\"main.hidden\",\"value\":\"0x40\"}");
        GoType error = Fixture.TYPES.type("error");
        assertThat(read(error, 0x18, 0)).hasToString("{\"unreadable\":\"0x20\"}");
        target.poke(SketchTarget.HEAP + 128 + 8, Image.ofWord(0x5000));
        assertThat(read(error, SketchTarget.HEAP + 128, SketchTarget.HEAP + 8))
                .hasToString("{\"type\":\"int\",\"value\":7}");
    }

    @Test
    void errorsThatWrapThemselvesEnd() {
        GoType wrap = NamedType.of("main.wrap",
                new StructType(List.of(new StructType.Field("err", InterfaceType.EMPTY))));
        target.type("main.wrap", 0x6000, wrap, false);
        target.poke(SketchTarget.HEAP, Image.ofWord(0x6000));
        target.poke(SketchTarget.HEAP + 8, Image.ofWord(SketchTarget.HEAP));
        Optional<InterfaceValue> value = InterfaceReader.readEmpty(SketchTarget.HEAP, target);
        assertThat(value.orElseThrow().value().toString()).contains("main.wrap").contains("\"0x100000\"")
                .hasSizeLessThan(500);
    }

    @Test
    void aReasonIsAString() {
        target.poke(SketchTarget.HEAP, "call not at safe point".getBytes(StandardCharsets.UTF_8));
        target.poke(SketchTarget.STACK, Image.ofWord(SketchTarget.HEAP));
        target.poke(SketchTarget.STACK + 8, Image.ofWord("call not at safe point".length()));
        assertThat(GoString.readHeader(target.memory(), SketchTarget.STACK).text()).isEqualTo("call not at safe point");
    }

    @Test
    void aPanicOfNilAndOneOutOfReach() {
        assertThat(InterfaceReader.readEmpty(SketchTarget.HEAP, target)).isEmpty();
        assertThat(InterfaceReader.readEmpty(8, target).orElseThrow().value()).hasToString("{\"unreadable\":\"0x8\"}");
    }
}
