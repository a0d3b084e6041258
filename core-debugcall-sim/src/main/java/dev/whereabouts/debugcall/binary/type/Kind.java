package dev.whereabouts.debugcall.binary.type;

import dev.whereabouts.amd64.abi.BasicType;
import java.util.Optional;

/** Kinds, as {@code reflect.Kind} numbers them. */
final class Kind {

    static final int ARRAY = 17;
    static final int CHANNEL = 18;
    static final int FUNCTION = 19;
    static final int INTERFACE = 20;
    static final int MAP = 21;
    static final int POINTER = 22;
    static final int SLICE = 23;
    static final int STRING = 24;
    static final int STRUCT = 25;
    static final int UNSAFE_POINTER = 26;

    /** The bits of a kind's byte that are the number; older versions keep flags above them. */
    static final int NUMBER = 31;

    private static final BasicType[] BASIC = {null, BasicType.BOOL, BasicType.INT, BasicType.INT8, BasicType.INT16,
            BasicType.INT32, BasicType.INT64, BasicType.UINT, BasicType.UINT8, BasicType.UINT16, BasicType.UINT32,
            BasicType.UINT64, BasicType.UINTPTR, BasicType.FLOAT32, BasicType.FLOAT64, BasicType.COMPLEX64,
            BasicType.COMPLEX128};

    private Kind() {}

    /** The basic type of a kind. */
    static Optional<BasicType> basic(int kind) {
        if (kind == STRING) {
            return Optional.of(BasicType.STRING);
        }
        if (kind == UNSAFE_POINTER) {
            return Optional.of(BasicType.UNSAFE_POINTER);
        }
        return kind > 0 && kind < BASIC.length ? Optional.of(BASIC[kind]) : Optional.empty();
    }
}
