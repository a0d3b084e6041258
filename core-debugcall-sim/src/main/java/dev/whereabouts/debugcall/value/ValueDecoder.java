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
import dev.whereabouts.amd64.cpu.GuestFault;
import dev.whereabouts.debugcall.target.RuntimeType;
import dev.whereabouts.debugcall.target.Target;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Shows values of a program, so many as its bounds allow: what a program's memory says of itself is not to be trusted. */
final class ValueDecoder {

    /** How many elements of one slice or array are shown. */
    static final int MAX_ELEMENTS = 1024;

    /** How many values are shown, parts counted; elements of slices and arrays end there. */
    private static final int MAX_VALUES = 20_000;
    /** How many bytes are read. */
    private static final int MAX_BYTES = 1 << 20;
    /** How many interfaces are followed, one in another: errors that wrap errors may go round. */
    private static final int MAX_INTERFACES = 8;
    private static final int WORD = 8;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Target target;
    private int values = MAX_VALUES;
    private int bytes = MAX_BYTES;
    private int interfaces;

    ValueDecoder(Target target) {
        this.target = target;
    }

    /** The value at an address. */
    JsonNode valueAt(long address, GoType type) {
        return switch (type.layout()) {
            case Layout.Unknown _ -> Image.address(address);
            case Layout.Known(long size, int _, RegisterDemand _) -> {
                if (size > bytes) {
                    yield NODES.objectNode().put("size", size);
                }
                byte[] image = new byte[(int) size];
                yield read(address, image) ? value(type, image, 0) : Image.unreadable(address);
            }
        };
    }

    private boolean read(long address, byte[] into) {
        bytes -= into.length;
        try {
            target.memory().peek(address, into, 0, into.length);
            return true;
        } catch (GuestFault outOfReach) {
            return false;
        }
    }

    JsonNode value(GoType type, byte[] image, int at) {
        values--;
        return switch (type) {
            case NamedType named -> named.underlying().map(underlying -> value(underlying, image, at))
                    .orElseGet(() -> opaque(named, image, at));
            case BasicType basic -> basic(basic, image, at);
            case PointerType _,MapType _,ChannelType _,FunctionType _ -> Image.address(Image.word(image, at));
            case SliceType slice -> slice(slice, image, at);
            case ArrayType array -> array(array, image, at);
            case StructType struct -> struct(struct, image, at);
            case InterfaceType interfaceType -> interfaceValue(interfaceType, image, at);
        };
    }

    private static JsonNode opaque(NamedType type, byte[] image, int at) {
        long size = type.layout() instanceof Layout.Known known ? known.size() : 0;
        return NODES.objectNode().put("bytes", HexFormat.of().formatHex(image, at, at + (int) size));
    }

    private JsonNode basic(BasicType type, byte[] image, int at) {
        int size = type.size();
        return switch (type.form()) {
            case INTEGER -> integer(type, image, at);
            case FLOAT -> Numbers.floating(image, at, size);
            case COMPLEX -> NODES.arrayNode().add(Numbers.floating(image, at, size / 2))
                    .add(Numbers.floating(image, at + size / 2, size / 2));
            case STRING -> text(Image.word(image, at), Image.word(image, at + WORD));
        };
    }

    private static JsonNode integer(BasicType type, byte[] image, int at) {
        if (type == BasicType.BOOL) {
            return NODES.booleanNode(image[at] != 0);
        }
        if (type == BasicType.UNSAFE_POINTER) {
            return Image.address(Image.word(image, at));
        }
        return ValueEncoder.SIGNED.contains(type)
                ? Image.integer(Image.signed(image, at, type.size()), true)
                : Image.integer(Image.unsigned(image, at, type.size()), false);
    }

    private JsonNode text(long pointer, long length) {
        GoString text = GoString.read(target.memory(), pointer, length, Math.min(bytes, GoString.MAX_BYTES));
        bytes -= text.bytes().length;
        return text.json();
    }

    private JsonNode slice(SliceType type, byte[] image, int at) {
        long pointer = Image.word(image, at);
        long length = Image.word(image, at + WORD);
        if (pointer == 0 && length == 0) {
            return NODES.nullNode();
        }
        GoType element = NamedTypes.complete(type.element(), target);
        if (!(element.layout() instanceof Layout.Known(long size, int _, RegisterDemand _))) {
            return NODES.objectNode().put("address", Image.hex(pointer)).set("length", Image.integer(length, true));
        }
        long affordable = size == 0 ? MAX_ELEMENTS : bytes / size;
        int shown = (int) Math.clamp(length, 0, Math.min(Math.min(MAX_ELEMENTS, Math.max(values, 0)), affordable));
        byte[] elements = new byte[(int) (shown * size)];
        return read(pointer, elements)
                ? elements(element, (int) size, elements, 0, shown, length)
                : Image.unreadable(pointer);
    }

    private JsonNode array(ArrayType type, byte[] image, int at) {
        long length = type.length();
        int each = length == 0 ? 0 : (int) (((Layout.Known) type.layout()).size() / length);
        int shown = (int) Math.min(length, Math.min(MAX_ELEMENTS, Math.max(values, 0)));
        return elements(type.element(), each, image, at, shown, length);
    }

    /** @param length how many there are; those that are not shown are told */
    private JsonNode elements(GoType element, int each, byte[] image, int at, int shown, long length) {
        ArrayNode elements = NODES.arrayNode();
        for (int i = 0; i < shown && (values > 0 || i == 0); i++) {
            elements.add(value(element, image, at + i * each));
        }
        if (elements.size() == length) {
            return elements;
        }
        ObjectNode cut = NODES.objectNode();
        cut.set("elements", elements);
        return cut.set("length", Image.integer(length, true));
    }

    private JsonNode struct(StructType type, byte[] image, int at) {
        ObjectNode object = NODES.objectNode();
        List<Long> offsets = type.offsets();
        for (int i = 0; i < offsets.size(); i++) {
            StructType.Field field = type.fields().get(i);
            String name = FieldName.of(field);
            if (!name.equals(FieldName.BLANK)) {
                object.set(name, value(field.type(), image, at + (int) (long) offsets.get(i)));
            }
        }
        return object;
    }

    private JsonNode interfaceValue(InterfaceType type, byte[] image, int at) {
        long first = Image.word(image, at);
        if (first == 0) {
            return NODES.nullNode();
        }
        long typeWord = first;
        if (!type.methods().isEmpty()) {
            byte[] dynamic = new byte[WORD];
            if (!read(first + WORD, dynamic)) {
                return Image.unreadable(first + WORD);
            }
            typeWord = Image.word(dynamic, 0);
        }
        InterfaceValue value = dynamic(typeWord, Image.word(image, at + WORD));
        return NODES.objectNode().put("type", value.type()).set("value", value.value());
    }

    /** What an interface of these words holds. */
    InterfaceValue dynamic(long typeWord, long dataWord) {
        Optional<RuntimeType> known = target.typeAt(typeWord);
        if (known.isEmpty()) {
            return new InterfaceValue(Image.hex(typeWord), NODES.nullNode(), typeWord, dataWord);
        }
        RuntimeType type = known.get();
        JsonNode value = Image.address(dataWord);
        if (interfaces < MAX_INTERFACES) {
            interfaces++;
            value = type.isDirect() ? direct(type.type(), dataWord) : text(type.type(), valueAt(dataWord, type.type()));
            interfaces--;
        }
        return new InterfaceValue(type.name(), value, typeWord, dataWord);
    }

    /** A pointer is followed once, since its address says nothing to a reader. */
    private JsonNode direct(GoType type, long dataWord) {
        if (type.layout() instanceof Layout.Known known && known.size() != WORD || !isLaidOut(type)) {
            return Image.address(dataWord);
        }
        if (dataWord != 0 && underlying(type) instanceof PointerType to) {
            GoType element = NamedTypes.complete(to.element(), target);
            return isLaidOut(element) ? text(element, valueAt(dataWord, element)) : Image.address(dataWord);
        }
        return value(type, Image.ofWord(dataWord), 0);
    }

    private static boolean isLaidOut(GoType type) {
        return type.layout() instanceof Layout.Known;
    }

    private static GoType underlying(GoType type) {
        return type instanceof NamedType named ? named.underlying().map(ValueDecoder::underlying).orElse(type) : type;
    }

    /** A struct of one string, as most errors are, is its text. */
    private static JsonNode text(GoType type, JsonNode value) {
        return underlying(type) instanceof StructType struct && struct.fields().size() == 1
                && underlying(struct.fields().getFirst().type()) == BasicType.STRING && value.size() == 1
                && value.isObject() && value.has(FieldName.of(struct.fields().getFirst()))
                        ? value.get(FieldName.of(struct.fields().getFirst()))
                        : value;
    }
}
