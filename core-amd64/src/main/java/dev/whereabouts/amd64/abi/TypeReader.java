package dev.whereabouts.amd64.abi;

import dev.whereabouts.amd64.abi.ChannelType.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Recursive descent over the text of a type. {@code laidOut} says whether the layout of what is read depends on the names in it.
 *
 * <p>Source of the rule: "Types" in the Go language specification; where the compiler prints otherwise (qualified field names, shapes,
 * type arguments), what it prints.
 */
final class TypeReader {

    private static final String SHAPE = "go.shape.";

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final Set<String> KEYWORDS = Set.of("chan", "func", "interface", "map", "struct");
    private static final NamedType ERROR = NamedType.of("error", new InterfaceType(List.of("Error() string")));

    private final Function<String, Optional<NamedType>> names;
    private final TypeCursor cursor;
    private int depth;

    TypeReader(String text, Function<String, Optional<NamedType>> names) {
        this.cursor = new TypeCursor(text);
        this.names = names;
    }

    void end() {
        if (!cursor.atEnd()) {
            throw cursor.unexpected("the end");
        }
    }

    /** A function's name: all up to the first space outside brackets. */
    String functionName() {
        int start = cursor.position();
        cursor.skipBalanced(' ');
        String name = cursor.textFrom(start);
        if (name.isEmpty()) {
            throw cursor.unexpected("the name of a function");
        }
        cursor.skipSpaces();
        return name;
    }

    Signature signature(boolean laidOut) {
        Optional<Signature.Parameter> receiver = Optional.empty();
        if (cursor.at("method(")) {
            cursor.expect("method");
            List<Signature.Parameter> receivers = parameters(laidOut, false);
            if (receivers.size() != 1) {
                throw cursor.unexpected("one receiver before this");
            }
            receiver = Optional.of(receivers.getFirst());
            cursor.skipSpaces();
        }
        cursor.expect("func");
        List<Signature.Parameter> parameters = parameters(laidOut, true);
        return new Signature(receiver, parameters, results(laidOut));
    }

    GoType type(boolean laidOut) {
        if (++depth > GoType.MAX_DEPTH) {
            throw cursor.refused("types nest deeper than " + GoType.MAX_DEPTH);
        }
        int start = cursor.position();
        try {
            return anyType(laidOut);
        } catch (TypeException e) {
            throw e.offset() == TypeException.NOWHERE ? new TypeException(e.getMessage(), start) : e;
        } finally {
            depth--;
        }
    }

    private GoType anyType(boolean laidOut) {
        if (cursor.take("*")) {
            return new PointerType(type(false));
        }
        if (cursor.take("[")) {
            return arrayOrSlice(laidOut);
        }
        if (cursor.take("(")) {
            GoType inner = type(laidOut);
            cursor.expect(")");
            return inner;
        }
        if (cursor.take("<-chan ")) {
            return new ChannelType(Direction.RECEIVE, type(false));
        }
        if (cursor.take("chan<- ")) {
            return new ChannelType(Direction.SEND, type(false));
        }
        if (cursor.take("chan ")) {
            return new ChannelType(Direction.BOTH, type(false));
        }
        if (cursor.take("map[")) {
            GoType key = type(false);
            cursor.expect("]");
            return new MapType(key, type(false));
        }
        if (cursor.take("struct {") || cursor.take("struct{")) {
            return struct(laidOut);
        }
        if (cursor.take("interface {") || cursor.take("interface{")) {
            return interfaceType();
        }
        if (cursor.at("func(") || cursor.at("method(")) {
            return new FunctionType(signature(false));
        }
        return named(laidOut);
    }

    private GoType arrayOrSlice(boolean laidOut) {
        if (cursor.take("]")) {
            return new SliceType(type(false));
        }
        long length = cursor.number();
        cursor.expect("]");
        return new ArrayType(length, type(laidOut));
    }

    private GoType named(boolean laidOut) {
        int start = cursor.position();
        if (cursor.take(SHAPE)) {
            GoType shape = shape(laidOut);
            return NamedType.of(cursor.textFrom(start), shape);
        }
        String name = cursor.name();
        if (name.isEmpty() || name.charAt(0) == '.' || Character.isDigit(name.charAt(0)) || KEYWORDS.contains(name)) {
            throw new TypeException("expected a type", start);
        }
        GoType predeclared = predeclared(name);
        if (predeclared != null) {
            return predeclared;
        }
        return laidOut ? names.apply(name).orElseGet(() -> NamedType.undefined(name)) : NamedType.undefined(name);
    }

    /**
     * What follows {@code go.shape.}: a type, to which Go 1.18 and 1.19 append an index, as in {@code int_0}; or, for a long one, the hash of
     * its text.
     */
    private GoType shape(boolean laidOut) {
        int start = cursor.position();
        String name = cursor.name();
        GoType basic = predeclared(TypeCursor.withoutIndex(name));
        if (basic != null) {
            return basic;
        }
        if (HASH.matcher(name).matches()) {
            return laidOut
                    ? names.apply(SHAPE + name).orElseGet(() -> NamedType.undefined(SHAPE + name))
                    : NamedType.undefined(SHAPE + name);
        }
        cursor.back(start);
        GoType type = type(laidOut);
        cursor.skipIndex();
        return type;
    }

    private static GoType predeclared(String name) {
        return switch (name) {
            case "byte" -> NamedType.of(name, BasicType.UINT8);
            case "rune" -> NamedType.of(name, BasicType.INT32);
            case "any" -> NamedType.of(name, InterfaceType.EMPTY);
            case "error" -> ERROR;
            default -> BasicType.BY_NAME.get(name);
        };
    }

    private StructType struct(boolean laidOut) {
        List<StructType.Field> fields = new ArrayList<>();
        cursor.skipSpaces();
        while (!cursor.take("}")) {
            fields.add(field(laidOut));
            separator();
        }
        return new StructType(fields);
    }

    private StructType.Field field(boolean laidOut) {
        String name = cursor.label();
        GoType type = type(laidOut);
        cursor.skipSpaces();
        return new StructType.Field(name, type, cursor.quoted());
    }

    private InterfaceType interfaceType() {
        List<String> methods = new ArrayList<>();
        cursor.skipSpaces();
        while (!cursor.take("}")) {
            int start = cursor.position();
            cursor.skipBalanced(';');
            methods.add(cursor.textFrom(start).strip());
            separator();
        }
        return new InterfaceType(methods);
    }

    /** What stands between fields and methods, or before the closing brace. */
    private void separator() {
        cursor.skipSpaces();
        if (cursor.take(";")) {
            cursor.skipSpaces();
        } else if (!cursor.at("}")) {
            throw cursor.unexpected("\";\" or \"}\"");
        }
    }

    /** @param mayBeVariadic whether the last may stand for the rest of the arguments */
    private List<Signature.Parameter> parameters(boolean laidOut, boolean mayBeVariadic) {
        List<Signature.Parameter> parameters = new ArrayList<>();
        cursor.expect("(");
        while (!cursor.take(")")) {
            String name = cursor.label();
            if (mayBeVariadic && cursor.take("...")) {
                parameters.add(new Signature.Parameter(name, new SliceType(type(false)), true));
                cursor.expect(")");
                return parameters;
            }
            parameters.add(new Signature.Parameter(name, type(laidOut)));
            if (cursor.take(",")) {
                cursor.skipSpaces();
            } else if (!cursor.at(")")) {
                throw cursor.unexpected("\",\" or \")\"");
            }
        }
        return parameters;
    }

    private List<Signature.Parameter> results(boolean laidOut) {
        if (!cursor.beginsTypeAfterSpace()) {
            return List.of();
        }
        cursor.skipSpaces();
        return cursor.at("(") ? parameters(laidOut, false) : List.of(new Signature.Parameter("", type(laidOut)));
    }
}
