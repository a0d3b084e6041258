package dev.whereabouts.amd64.abi;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of a type that fits in one register.
 *
 * <p>Source of the rule: Go's internal ABI document, register-assignment of a value. Pointers inside strings and slices are
 * {@code *uint8}, both words of an interface {@code unsafe.Pointer}: so the compiler types them.
 *
 * @param type   a part that is a named scalar keeps its name
 * @param offset bytes from the start of the whole
 */
record BaseValue(GoType type, long offset, long size, int alignment, boolean inFloatRegister) {

    private static final GoType BYTES = new PointerType(BasicType.UINT8);

    /** The base values of a type that can travel in registers, in order; blank fields too. */
    static List<BaseValue> of(GoType type) {
        List<BaseValue> values = new ArrayList<>();
        add(values, type, type, 0);
        return values;
    }

    static boolean isStruct(GoType type) {
        return type instanceof StructType
                || type instanceof NamedType named && named.underlying().filter(BaseValue::isStruct).isPresent();
    }

    /** @param shown the type under the name it has where it stands */
    private static void add(List<BaseValue> values, GoType shown, GoType type, long at) {
        if (type.layout() instanceof Layout.Known(long size, int _, RegisterDemand _) && size == 0) {
            return;
        }
        switch (type) {
            case PointerType _,MapType _,ChannelType _,FunctionType _ -> values.add(integer(shown, at));
            case BasicType basic -> addBasic(values, shown, basic, at);
            case SliceType _ -> {
                values.add(integer(BYTES, at));
                values.add(integer(BasicType.INT, at + 8));
                values.add(integer(BasicType.INT, at + 16));
            }
            case InterfaceType _ -> {
                values.add(integer(BasicType.UNSAFE_POINTER, at));
                values.add(integer(BasicType.UNSAFE_POINTER, at + 8));
            }
            case ArrayType array -> add(values, array.element(), array.element(), at);
            case StructType struct -> {
                List<Long> offsets = struct.offsets();
                for (int i = 0; i < offsets.size(); i++) {
                    GoType field = struct.fields().get(i).type();
                    add(values, field, field, at + offsets.get(i));
                }
            }
            case NamedType named -> add(values, shown, named.underlying().orElseThrow(), at);
        }
    }

    private static void addBasic(List<BaseValue> values, GoType shown, BasicType type, long at) {
        switch (type.form()) {
            case INTEGER -> values.add(scalar(shown, type, at, false));
            case FLOAT -> values.add(scalar(shown, type, at, true));
            case COMPLEX -> {
                BasicType part = type == BasicType.COMPLEX64 ? BasicType.FLOAT32 : BasicType.FLOAT64;
                BaseValue real = scalar(part, part, at, true);
                values.add(real);
                values.add(scalar(part, part, at + real.size(), true));
            }
            case STRING -> {
                values.add(integer(BYTES, at));
                values.add(integer(BasicType.INT, at + 8));
            }
        }
    }

    private static BaseValue integer(GoType shown, long at) {
        return new BaseValue(shown, at, GoType.POINTER_SIZE, GoType.POINTER_SIZE, false);
    }

    private static BaseValue scalar(GoType shown, BasicType type, long at, boolean inFloatRegister) {
        return new BaseValue(shown, at, type.size(), type.size(), inFloatRegister);
    }
}
