package dev.whereabouts.debugcall.value;

import dev.whereabouts.amd64.abi.ArrayType;
import dev.whereabouts.amd64.abi.BasicType;
import dev.whereabouts.amd64.abi.ChannelType;
import dev.whereabouts.amd64.abi.FunctionType;
import dev.whereabouts.amd64.abi.GoType;
import dev.whereabouts.amd64.abi.InterfaceType;
import dev.whereabouts.amd64.abi.Layout;
import dev.whereabouts.amd64.abi.MapType;
import dev.whereabouts.amd64.abi.NamedType;
import dev.whereabouts.amd64.abi.PointerType;
import dev.whereabouts.amd64.abi.RegisterDemand;
import dev.whereabouts.amd64.abi.SliceType;
import dev.whereabouts.amd64.abi.StructType;
import dev.whereabouts.debugcall.target.RuntimeType;
import dev.whereabouts.debugcall.target.Target;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Makes images of values for one call; what they point to is kept as writes. */
final class ValueEncoder {

    static final Set<BasicType> SIGNED = Set.of(BasicType.INT, BasicType.INT8, BasicType.INT16, BasicType.INT32,
            BasicType.INT64);

    /** How many bytes all values of a call may have together, with all they point to. */
    static final int MAX_BYTES = 1 << 20;

    private static final int WORD = 8;

    private final Target target;
    private final Places places;
    private final List<MemoryWrite> writes = new ArrayList<>();
    private long bytes;

    ValueEncoder(Target target) {
        this.target = target;
        this.places = new Places(target);
    }

    List<MemoryWrite> writes() {
        return writes;
    }

    /** A value as it lies in memory. */
    byte[] image(GoType type, JsonNode value, String pointer) {
        byte[] image = new byte[size(type, pointer)];
        encode(type, type.toString(), value, pointer, image, 0);
        return image;
    }

    private int size(GoType type, String pointer) {
        return switch (type.layout()) {
            case Layout.Unknown(String typeName) ->
                throw new ValueException(pointer, "the program does not say how " + typeName + " lies in memory");
            case Layout.Known(long size, int _, RegisterDemand _) -> charged(size, pointer);
        };
    }

    private int charged(long size, String pointer) {
        bytes += size;
        if (size > MAX_BYTES || bytes > MAX_BYTES) {
            throw new ValueException(pointer, "the arguments have more than " + MAX_BYTES + " bytes");
        }
        return (int) size;
    }

    /** Memory of the debugger's, filled. Nothing points to nothing: even no bytes have an address. */
    private long stored(byte[] image, String what) {
        long address = target.reserve(Math.max(1, image.length));
        if (image.length > 0) {
            writes.add(new MemoryWrite(address, image, what));
        }
        return address;
    }

    /** @param name the type's, where it stands */
    private void encode(GoType type, String name, JsonNode value, String pointer, byte[] image, int at) {
        if (!isText(type) && value.isString() && value.stringValue().startsWith("*(") && !isWord(type)) {
            byte[] copied = places.copied(value.stringValue(), ((Layout.Known) type.layout()).size(), pointer);
            System.arraycopy(copied, 0, image, at, copied.length);
            return;
        }
        switch (type) {
            case NamedType named -> encode(named.underlying().orElseThrow(() -> new ValueException(pointer,
                    "the program does not say what " + named.name() + " is made of")), name, value, pointer, image, at);
            case BasicType basic -> basic(basic, name, value, pointer, image, at);
            case PointerType to -> Image.putWord(image, at, pointerTo(to, name, value, pointer));
            case MapType _,ChannelType _,FunctionType _ ->
                Image.putWord(image, at, places.address(value, name, pointer));
            case SliceType slice -> slice(slice, value, pointer, image, at);
            case ArrayType array -> array(array, value, pointer, image, at);
            case StructType struct -> struct(struct, value, pointer, image, at);
            case InterfaceType interfaceType -> interfaceValue(interfaceType, name, value, pointer, image, at);
        }
    }

    private static boolean isText(GoType type) {
        return type == BasicType.STRING
                || type instanceof NamedType named && named.underlying().filter(ValueEncoder::isText).isPresent();
    }

    /** Of these an expression is the value itself. */
    private static boolean isWord(GoType type) {
        return switch (type) {
            case PointerType _,MapType _,ChannelType _,FunctionType _ -> true;
            case BasicType basic -> basic == BasicType.UNSAFE_POINTER || basic == BasicType.UINTPTR;
            case NamedType named -> named.underlying().filter(ValueEncoder::isWord).isPresent();
            case SliceType _,ArrayType _,StructType _,InterfaceType _ -> false;
        };
    }

    private void basic(BasicType type, String name, JsonNode value, String pointer, byte[] image, int at) {
        switch (type.form()) {
            case INTEGER -> Image.put(image, at, type.size(), integer(type, name, value, pointer));
            case FLOAT -> Numbers.putFloat(image, at, type.size(), value, name, pointer);
            case COMPLEX -> {
                int half = type.size() / 2;
                if (!value.isArray() || value.size() != 2) {
                    throw new ValueException(pointer, "expected [real, imaginary] for " + name);
                }
                Numbers.putFloat(image, at, half, value.get(0), "a part of " + name, pointer + "/0");
                Numbers.putFloat(image, at + half, half, value.get(1), "a part of " + name, pointer + "/1");
            }
            case STRING -> {
                byte[] text = text(value, name, pointer);
                charged(text.length, pointer);
                Image.putWord(image, at, text.length == 0 ? 0 : stored(text, "the bytes of a string"));
                Image.putWord(image, at + WORD, text.length);
            }
        }
    }

    private long integer(BasicType type, String name, JsonNode value, String pointer) {
        if (type == BasicType.BOOL) {
            if (!value.isBoolean()) {
                throw new ValueException(pointer, "expected true or false for " + name);
            }
            return value.booleanValue() ? 1 : 0;
        }
        if (type == BasicType.UNSAFE_POINTER || type == BasicType.UINTPTR && value.isString()) {
            return places.address(value, name, pointer);
        }
        return Numbers.integer(value, type.size(), SIGNED.contains(type), name, pointer);
    }

    private static byte[] text(JsonNode value, String name, String pointer) {
        if (value.isString()) {
            return value.stringValue().getBytes(StandardCharsets.UTF_8);
        }
        if (value.isObject() && value.size() == 1 && value.path("bytes").isString()) {
            try {
                return HexFormat.of().parseHex(value.get("bytes").stringValue());
            } catch (IllegalArgumentException e) {
                throw new ValueException(pointer + "/bytes", "expected bytes as pairs of hexadecimal digits");
            }
        }
        throw new ValueException(pointer, "expected a string, or {\"bytes\": hexadecimal digits}, for " + name);
    }

    private long pointerTo(PointerType type, String name, JsonNode value, String pointer) {
        if (value.isObject()) {
            only(value, Set.of("to"), pointer);
            GoType element = NamedTypes.complete(type.element(), target);
            return stored(image(element, field(value, "to", pointer), pointer + "/to"),
                    "what a " + type + " points to");
        }
        return places.address(value, name, pointer);
    }

    private void slice(SliceType type, JsonNode value, String pointer, byte[] image, int at) {
        if (value.isNull()) {
            return;
        }
        if (!value.isArray()) {
            throw new ValueException(pointer, "expected an array or null for " + type);
        }
        GoType element = NamedTypes.complete(type.element(), target);
        long count = value.size();
        long each = size(element, pointer);
        byte[] elements = new byte[charged(each * count, pointer)];
        elements(element, value, pointer, elements, 0, (int) each);
        Image.putWord(image, at, stored(elements, "the elements of a " + type));
        Image.putWord(image, at + WORD, count);
        Image.putWord(image, at + 2 * WORD, count);
    }

    private void array(ArrayType type, JsonNode value, String pointer, byte[] image, int at) {
        if (!value.isArray() || value.size() != type.length()) {
            throw new ValueException(pointer, "expected an array of " + type.length() + " for " + type);
        }
        if (type.length() > 0) {
            int each = (int) (((Layout.Known) type.layout()).size() / type.length());
            elements(type.element(), value, pointer, image, at, each);
        }
    }

    private void elements(GoType element, JsonNode values, String pointer, byte[] image, int at, int each) {
        String name = element.toString();
        for (int i = 0; i < values.size(); i++) {
            encode(element, name, values.get(i), pointer + "/" + i, image, at + i * each);
        }
    }

    private void struct(StructType type, JsonNode value, String pointer, byte[] image, int at) {
        if (!value.isObject()) {
            throw new ValueException(pointer, "expected an object for a struct");
        }
        Map<String, Integer> byName = new HashMap<>();
        for (int i = 0; i < type.fields().size(); i++) {
            String name = FieldName.of(type.fields().get(i));
            if (!name.equals(FieldName.BLANK)) {
                byName.put(name, i);
            }
        }
        List<Long> offsets = type.offsets();
        value.properties().forEach(entry -> {
            String place = pointer + "/" + escaped(entry.getKey());
            Integer index = byName.get(entry.getKey());
            if (index == null) {
                throw new ValueException(place, "the struct has no field " + entry.getKey() + "; it has "
                        + String.join(", ", byName.keySet().stream().sorted().toList()));
            }
            GoType field = type.fields().get(index).type();
            encode(field, field.toString(), entry.getValue(), place, image, at + (int) (long) offsets.get(index));
        });
    }

    private void interfaceValue(InterfaceType type, String name, JsonNode value, String pointer, byte[] image, int at) {
        if (value.isNull()) {
            return;
        }
        if (!value.isObject()) {
            throw new ValueException(pointer, "expected null, \"*(symbol)\", {\"type\", \"value\"} or {\"typeWord\", "
                    + "\"dataWord\"} for the interface " + name);
        }
        if (value.has("typeWord")) {
            only(value, Set.of("typeWord", "dataWord"), pointer);
            Image.putWord(image, at, places.address(value.get("typeWord"), "a type word", pointer + "/typeWord"));
            Image.putWord(image, at + WORD,
                    places.address(field(value, "dataWord", pointer), "a data word", pointer + "/dataWord"));
            return;
        }
        only(value, Set.of("type", "value"), pointer);
        JsonNode dynamic = field(value, "type", pointer);
        if (!dynamic.isString()) {
            throw new ValueException(pointer + "/type", "expected the name of a type");
        }
        String typeName = dynamic.stringValue();
        RuntimeType known = runtimeType(typeName, pointer + "/type");
        long first = type.methods().isEmpty()
                ? target.typeWordOf(typeName).orElseThrow()
                : methodTable(typeName, name, pointer + "/type");
        byte[] data = image(known.type(), field(value, "value", pointer), pointer + "/value");
        if (known.isDirect() && data.length != WORD) {
            throw new ValueException(pointer + "/type", typeName + " is said to be a pointer, and has no size of one");
        }
        Image.putWord(image, at, first);
        Image.putWord(image, at + WORD,
                known.isDirect() ? Image.word(data, 0) : stored(data, "what an interface holds: " + typeName));
    }

    private RuntimeType runtimeType(String name, String pointer) {
        OptionalLong word = target.typeWordOf(name);
        Optional<RuntimeType> type = word.isPresent() ? target.typeAt(word.getAsLong()) : Optional.empty();
        return type.orElseThrow(() -> new ValueException(pointer, "the program has no type " + name
                + " that values in interfaces have"));
    }

    /** Before Go 1.20 these symbols had a dot where they have a colon now. */
    private long methodTable(String type, String interfaceName, String pointer) {
        return Stream.of("go:itab.", "go.itab.").map(prefix -> target.addressOf(prefix + type + "," + interfaceName))
                .flatMapToLong(OptionalLong::stream).findFirst()
                .orElseThrow(() -> new ValueException(pointer,
                        "the program has no method table of " + type + " as " + interfaceName));
    }

    private static JsonNode field(JsonNode object, String name, String pointer) {
        JsonNode value = object.get(name);
        if (value == null) {
            throw new ValueException(pointer, "the field \"" + name + "\" is missing");
        }
        return value;
    }

    private static void only(JsonNode object, Set<String> names, String pointer) {
        for (String name : object.propertyNames()) {
            if (!names.contains(name)) {
                throw new ValueException(pointer + "/" + escaped(name), "there is no field \"" + name + "\" here");
            }
        }
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
