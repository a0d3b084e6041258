package dev.whereabouts.debugcall.script;

import dev.whereabouts.amd64.state.RegisterName;
import dev.whereabouts.debugcall.expression.Expression;
import dev.whereabouts.debugcall.expression.ExpressionException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** A value of the script's JSON and its place. Every method refuses what is not as it says. */
record Element(JsonNode node, String pointer, ScriptLimits limits) {

    private static final BigInteger WORDS = BigInteger.ONE.shiftLeft(64);
    /** Of registers that are wider than a word. */
    private static final Pattern WIDE = Pattern.compile("0x[0-9a-fA-F]{17,64}");

    ScriptException refused(String detail) {
        return ScriptException.invalid(pointer, detail);
    }

    /** An object without fields but these. */
    Element object(Set<String> fields) {
        if (!node.isObject()) {
            throw refused("expected an object");
        }
        List<ScriptException.Fault> unknown = node.propertyNames().stream().filter(name -> !fields.contains(name))
                .limit(limits.items()).map(name -> new ScriptException.Fault(child(name).pointer(),
                        "there is no field \"" + name + "\" here; there are " + String.join(", ", fields)))
                .toList();
        if (!unknown.isEmpty()) {
            throw ScriptException.invalid(unknown);
        }
        return this;
    }

    boolean has(String field) {
        return node.has(field);
    }

    Optional<Element> at(String field) {
        return node.has(field) ? Optional.of(child(field)) : Optional.empty();
    }

    Element required(String field) {
        return at(field).orElseThrow(() -> refused("the field \"" + field + "\" is missing"));
    }

    private Element child(String name) {
        return new Element(node.get(name), pointer + "/" + name.replace("~", "~0").replace("/", "~1"), limits);
    }

    /** The fields of an object that may have any names, in order. */
    Map<String, Element> entries() {
        if (!node.isObject()) {
            throw refused("expected an object");
        }
        if (node.size() > limits.items()) {
            throw ScriptException.limit(pointer, "items", limits.items());
        }
        Map<String, Element> entries = new LinkedHashMap<>();
        node.propertyNames().forEach(name -> entries.put(name, child(name)));
        return entries;
    }

    List<Element> list() {
        return list("items", limits.items());
    }

    /** @param limit the name of the bound on how many there are */
    List<Element> list(String limit, int most) {
        if (!node.isArray()) {
            throw refused("expected an array");
        }
        if (node.size() > most) {
            throw ScriptException.limit(pointer, limit, most);
        }
        List<Element> list = new ArrayList<>(node.size());
        for (int i = 0; i < node.size(); i++) {
            list.add(new Element(node.get(i), pointer + "/" + i, limits));
        }
        return list;
    }

    /** What a list's items are read as; the faults of all items together. */
    static <T> List<T> each(List<Element> items, Function<Element, T> reader) {
        List<T> read = new ArrayList<>(items.size());
        Faults faults = new Faults();
        for (Element item : items) {
            faults.collect(() -> reader.apply(item)).ifPresent(read::add);
        }
        faults.throwAny();
        return read;
    }

    String text() {
        if (!node.isString()) {
            throw refused("expected a string");
        }
        String text = node.stringValue();
        if (text.length() > limits.textLength()) {
            throw ScriptException.limit(pointer, "textLength", limits.textLength());
        }
        return text;
    }

    String name() {
        String name = text();
        if (name.isEmpty()) {
            throw refused("expected a name, not an empty string");
        }
        return name;
    }

    boolean flag() {
        if (!node.isBoolean()) {
            throw refused("expected true or false");
        }
        return node.booleanValue();
    }

    /** One of several words. */
    <T> T oneOf(Map<String, T> words) {
        T value = words.get(text());
        if (value == null) {
            throw refused("expected one of " + String.join(", ", words.keySet()));
        }
        return value;
    }

    /** A whole number, as such or as {@code "0x…"}. */
    long integer(long least, long most) {
        BigInteger value = node.isString() ? hexadecimal() : number();
        if (value.compareTo(BigInteger.valueOf(least)) < 0 || value.compareTo(BigInteger.valueOf(most)) > 0) {
            throw refused("expected a whole number from " + least + " to " + most);
        }
        return value.longValue();
    }

    /** A whole number from 0 to 2^64-1, as such or as {@code "0x…"}. */
    long unsigned() {
        BigInteger value = node.isString() ? hexadecimal() : number();
        if (value.signum() < 0 || value.compareTo(WORDS) >= 0) {
            throw refused("expected a whole number from 0 to 2^64-1");
        }
        return value.longValue();
    }

    private BigInteger number() {
        if (!node.isIntegralNumber()) {
            throw refused("expected a whole number");
        }
        return node.bigIntegerValue();
    }

    private BigInteger hexadecimal() {
        String text = node.stringValue();
        if (!text.matches("0x[0-9a-fA-F]{1,16}")) {
            throw refused("expected a whole number, or \"0x…\" with up to 16 digits");
        }
        return new BigInteger(text.substring(2), 16);
    }

    /** A number of something, at least 1. */
    long count() {
        return integer(1, Long.MAX_VALUE);
    }

    OptionalLong optional(String field, long least, long most) {
        return at(field).map(value -> OptionalLong.of(value.integer(least, most))).orElseGet(OptionalLong::empty);
    }

    /** Bytes as pairs of hexadecimal digits. */
    byte[] hex() {
        if (!node.isString()) {
            throw refused("expected bytes as hexadecimal digits");
        }
        String digits = node.stringValue();
        if (digits.length() > 2L * limits.writeBytes()) {
            throw ScriptException.limit(pointer, "writeBytes", limits.writeBytes());
        }
        try {
            return HexFormat.of().parseHex(digits);
        } catch (IllegalArgumentException e) {
            throw refused("expected bytes as pairs of hexadecimal digits");
        }
    }

    byte[] base64() {
        if (!node.isString()) {
            throw refused("expected bytes in base64");
        }
        try {
            return Base64.getDecoder().decode(node.stringValue());
        } catch (IllegalArgumentException e) {
            throw refused("expected bytes in base64");
        }
    }

    /** A number, or the text of an expression. */
    Expression expression() {
        if (node.isIntegralNumber()) {
            BigInteger value = node.bigIntegerValue();
            if (value.bitLength() > Long.SIZE || value.compareTo(BigInteger.valueOf(Long.MIN_VALUE)) < 0) {
                throw refused("a number has more than 64 bits");
            }
            return new Expression.Number(value.longValue());
        }
        if (!node.isString()) {
            throw refused("expected a number, or an expression such as \"main.scratch+0x40\"");
        }
        try {
            return Expression.parse(node.stringValue());
        } catch (ExpressionException e) {
            throw refused(e.getMessage());
        }
    }

    RegisterName register() {
        RegisterName register = RegisterName.byName().get(text());
        if (register == null) {
            throw refused("there is no such register");
        }
        return register;
    }

    /** Registers by name and what they shall hold, in order. */
    Map<RegisterName, RegisterValue> registers() {
        Map<RegisterName, RegisterValue> registers = new LinkedHashMap<>();
        Faults faults = new Faults();
        entries().forEach((name, value) -> faults.collect(() -> {
            RegisterName register = RegisterName.byName().get(name);
            if (register == null) {
                throw value.refused("there is no register " + name);
            }
            registers.put(register, value.registerValue(register));
            return register;
        }));
        faults.throwAny();
        return registers;
    }

    private RegisterValue registerValue(RegisterName register) {
        if (node.isString() && WIDE.matcher(node.stringValue()).matches()) {
            BigInteger value = new BigInteger(node.stringValue().substring(2), 16);
            if (value.bitLength() > register.bits()) {
                throw refused("a value has more than the " + register.bits() + " bits of " + register.name());
            }
            return new RegisterValue(new Expression.Number(value.longValue()), value.shiftRight(Long.SIZE));
        }
        return new RegisterValue(expression(), BigInteger.ZERO);
    }
}
