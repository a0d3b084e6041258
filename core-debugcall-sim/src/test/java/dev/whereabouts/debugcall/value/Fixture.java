package dev.whereabouts.debugcall.value;

import dev.whereabouts.amd64.abi.BasicType;
import dev.whereabouts.amd64.abi.NamedType;
import dev.whereabouts.amd64.abi.PointerType;
import dev.whereabouts.amd64.abi.Signature;
import dev.whereabouts.amd64.abi.TypeParser;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Functions and types of the program with which calls were recorded (main.go of the fixture), as its source declares them. */
final class Fixture {

    static final NamedType P = NamedType.of("main.P",
            new TypeParser().type("struct { A int32; B float64; C string }"));
    static final NamedType NEST = NamedType.of("main.Nest",
            new TypeParser().type("struct { X uint8; Y [1]int16; Z struct { F float32 }; E error }"));
    static final NamedType MY_ERR = NamedType.of("main.myErr", new TypeParser().type("struct { code int }"));
    static final TypeParser TYPES = new TypeParser(
            name -> Optional.ofNullable(Map.of("main.P", P, "main.Nest", NEST, "main.myErr", MY_ERR).get(name)));
    static final JsonMapper JSON = JsonMapper.shared();

    private static final Map<String, String> SIGNATURES = Map.ofEntries(Map.entry("main.nop", "func()"),
            Map.entry("main.intFloat", "func(int, float64) (int, float64)"),
            Map.entry("main.smallInts",
                    "func(int8, uint8, int16, uint16, int32, uint32, bool) (int8, uint8, int16, uint16, int32, uint32, bool)"),
            Map.entry("main.nineInts",
                    "func(int, int, int, int, int, int, int, int, int) (int, int, int, int, int, int, int, int, int)"),
            Map.entry("main.manyFloats",
                    "func(" + "float64, ".repeat(16) + "float64) (s float64, last float64)"),
            Map.entry("main.float32s", "func(float32, float32, complex128) (float32, complex128)"),
            Map.entry("main.structArg", "func(main.P) main.P"), Map.entry("main.ifaceArg", "func(any) (string, any)"),
            Map.entry("main.large", "func([128]int) [128]int"),
            Map.entry("main.arrays", "func([1]int, [2]int) ([1]int, [2]int)"),
            Map.entry("main.asmAdd", "func(int64, int64, float64) (int64, float64)"),
            Map.entry("main.asmAdd.abi0", "func(int64, int64, float64) (int64, float64)"),
            Map.entry("main.panicString", "func(string)"), Map.entry("main.panicError", "func(int)"),
            Map.entry("main.printCallee", "func(string) int"), Map.entry("main.growStack", "func(int) int"),
            Map.entry("main.chanCallee", "func(int) int"), Map.entry("main.sleepCallee", "func(int) int"),
            Map.entry("main.doGC", "func() int"), Map.entry("main.lockCallee", "func() int"),
            Map.entry("main.(*T).Add", "method(*main.T) func(int) int"));

    private Fixture() {}

    static Signature signature(String function) {
        return TYPES.signature(SIGNATURES.get(function));
    }

    static JsonNode json(String text) {
        return JSON.readTree(text.replace('\'', '"'));
    }

    /** The types that values in interfaces have in these tests. */
    static SketchTarget target() {
        return new SketchTarget().type("int", 0x5000, BasicType.INT, false)
                .type("string", 0x5100, BasicType.STRING, false).type("main.P", 0x5200, P, false)
                .type("*main.myErr", 0x5300, TYPES.type("*int"), true)
                .type("*errors.errorString", 0x5400, pointerTo("errors.errorString", "struct { s string }"), true)
                .type("map[string]int", 0x5500, TYPES.type("map[string]int"), true)
                .type("main.hidden", 0x5600, NamedType.undefined("main.hidden"), false);
    }

    static PointerType pointerTo(String name, String underlying) {
        return new PointerType(NamedType.of(name, TYPES.type(underlying)));
    }
}
