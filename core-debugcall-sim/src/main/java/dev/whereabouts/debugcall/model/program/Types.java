package dev.whereabouts.debugcall.model.program;

import dev.whereabouts.amd64.abi.GoType;
import dev.whereabouts.amd64.abi.NamedType;
import dev.whereabouts.amd64.abi.PointerType;
import dev.whereabouts.amd64.abi.Signature;
import dev.whereabouts.amd64.abi.TypeParser;
import dev.whereabouts.debugcall.model.assembly.Label;
import dev.whereabouts.debugcall.model.assembly.StaticData;
import dev.whereabouts.debugcall.target.RuntimeType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The types of the program: those that signatures name, and those that interfaces can hold, each with a descriptor in read-only data. */
final class Types {

    private static final int DESCRIPTOR_SIZE = 48;

    private final StaticData readOnly;
    private final Map<String, NamedType> named = new LinkedHashMap<>();
    private final Map<String, Label> descriptors = new LinkedHashMap<>();
    private final Map<Long, RuntimeType> byWord = new LinkedHashMap<>();
    private final TypeParser parser = new TypeParser(name -> Optional.ofNullable(named.get(name)));

    Types(StaticData readOnly) {
        this.readOnly = readOnly;
        name("main.P", "struct { A int32; B float64; C string }");
        name("main.Nest", "struct { X uint8; Y [1]int16; Z struct { F float32 }; E error }");
        name("main.T", "struct { n int; calls int }");
        name("main.myErr", "struct { code int }");
        name("errors.errorString", "struct { s string }");
        name("runtime.PanicNilError", "struct { _ [0]func() }");
        name("runtime.boundsError", "struct { x int64; y int; signed bool; code uint8 }");
        name("runtime.errorString", "string");
        name("runtime.TypeAssertionError",
                "struct { _interface *uint8; concrete *uint8; asserted *uint8; missingMethod string }");
        for (String value : new String[]{"string", "int", "float64", "bool", "[]int64", "main.P",
                "runtime.boundsError", "runtime.errorString"}) {
            describe(value, parser.type(value), false);
        }
        describe("interface {}", parser.type("interface {}"), false);
        for (String pointed : new String[]{"main.T", "main.myErr", "errors.errorString", "runtime.PanicNilError",
                "runtime.TypeAssertionError"}) {
            describe("*" + pointed, new PointerType(parser.type(pointed)), true);
        }
    }

    private void name(String name, String underlying) {
        named.put(name, NamedType.of(name, parser.type(underlying)));
    }

    private void describe(String name, GoType type, boolean isDirect) {
        Label descriptor = readOnly.reserve("type:" + name, DESCRIPTOR_SIZE, 16);
        descriptors.put(name, descriptor);
        byWord.put(descriptor.address(), new RuntimeType(name, type, isDirect));
    }

    Signature signature(String text) {
        return parser.signature(text);
    }

    /** The descriptor of a type that interfaces can hold. */
    Label descriptor(String name) {
        return descriptors.get(name);
    }

    Map<Long, RuntimeType> byWord() {
        return byWord;
    }
}
