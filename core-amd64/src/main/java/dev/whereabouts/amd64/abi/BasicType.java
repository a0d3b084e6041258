package dev.whereabouts.amd64.abi;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A type that the language itself names and that is made of no other. */
public final class BasicType extends GoType {

    /** How a basic type breaks down into base values. */
    public enum Form {
        /** One integer register: booleans, integers, {@code unsafe.Pointer}. */
        INTEGER,
        /** One floating-point register. */
        FLOAT,
        /** Two floating-point registers: the real part, then the imaginary one. */
        COMPLEX,
        /** Two integer registers: the pointer, then the length. */
        STRING
    }

    public static final BasicType BOOL = integer("bool", 1);
    public static final BasicType INT = integer("int", 8);
    public static final BasicType INT8 = integer("int8", 1);
    public static final BasicType INT16 = integer("int16", 2);
    public static final BasicType INT32 = integer("int32", 4);
    public static final BasicType INT64 = integer("int64", 8);
    public static final BasicType UINT = integer("uint", 8);
    public static final BasicType UINT8 = integer("uint8", 1);
    public static final BasicType UINT16 = integer("uint16", 2);
    public static final BasicType UINT32 = integer("uint32", 4);
    public static final BasicType UINT64 = integer("uint64", 8);
    public static final BasicType UINTPTR = integer("uintptr", 8);
    public static final BasicType UNSAFE_POINTER = integer("unsafe.Pointer", 8);
    public static final BasicType FLOAT32 = floating("float32", 4, 4, Form.FLOAT);
    public static final BasicType FLOAT64 = floating("float64", 8, 8, Form.FLOAT);
    public static final BasicType COMPLEX64 = floating("complex64", 8, 4, Form.COMPLEX);
    public static final BasicType COMPLEX128 = floating("complex128", 16, 8, Form.COMPLEX);
    public static final BasicType STRING = new BasicType("string", 16, 8, new RegisterDemand.Registers(2, 0),
            Form.STRING);

    /** All of them, by name. */
    public static final Map<String, BasicType> BY_NAME = List
            .of(BOOL, INT, INT8, INT16, INT32, INT64, UINT, UINT8, UINT16, UINT32, UINT64, UINTPTR, UNSAFE_POINTER,
                    FLOAT32, FLOAT64, COMPLEX64, COMPLEX128, STRING)
            .stream().collect(Collectors.toUnmodifiableMap(BasicType::toString, Function.identity()));

    private final String name;
    private final int size;
    private final Form form;

    private BasicType(String name, int size, int alignment, RegisterDemand demand, Form form) {
        super(new Layout.Known(size, alignment, demand), List.of(), true);
        this.name = name;
        this.size = size;
        this.form = form;
    }

    private static BasicType integer(String name, int size) {
        return new BasicType(name, size, size, new RegisterDemand.Registers(1, 0), Form.INTEGER);
    }

    private static BasicType floating(String name, int size, int alignment, Form form) {
        RegisterDemand demand = new RegisterDemand.Registers(0, form == Form.COMPLEX ? 2 : 1);
        return new BasicType(name, size, alignment, demand, form);
    }

    /** Bytes. */
    public int size() {
        return size;
    }

    public Form form() {
        return form;
    }

    @Override
    public String toString() {
        return name;
    }
}
