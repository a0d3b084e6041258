package dev.whereabouts.debugcall.binary.dwarf;

/** The numbers of DWARF 5 (section 7) that are read here, and those of Go's linker. */
public final class Dwarf {

    public static final int TAG_ARRAY_TYPE = 0x01;
    public static final int TAG_FORMAL_PARAMETER = 0x05;
    public static final int TAG_LEXICAL_BLOCK = 0x0b;
    public static final int TAG_MEMBER = 0x0d;
    public static final int TAG_POINTER_TYPE = 0x0f;
    public static final int TAG_COMPILE_UNIT = 0x11;
    public static final int TAG_STRUCTURE_TYPE = 0x13;
    public static final int TAG_SUBROUTINE_TYPE = 0x15;
    public static final int TAG_TYPEDEF = 0x16;
    public static final int TAG_INLINED_SUBROUTINE = 0x1d;
    public static final int TAG_SUBRANGE_TYPE = 0x21;
    public static final int TAG_BASE_TYPE = 0x24;
    public static final int TAG_SUBPROGRAM = 0x2e;
    public static final int TAG_VARIABLE = 0x34;

    public static final int AT_LOCATION = 0x02;
    public static final int AT_NAME = 0x03;
    public static final int AT_BYTE_SIZE = 0x0b;
    public static final int AT_STMT_LIST = 0x10;
    public static final int AT_LOW_PC = 0x11;
    public static final int AT_HIGH_PC = 0x12;
    public static final int AT_COMP_DIR = 0x1b;
    public static final int AT_ABSTRACT_ORIGIN = 0x31;
    public static final int AT_COUNT = 0x37;
    public static final int AT_DATA_MEMBER_LOCATION = 0x38;
    public static final int AT_FRAME_BASE = 0x40;
    public static final int AT_TYPE = 0x49;
    public static final int AT_VARIABLE_PARAMETER = 0x4b;
    public static final int AT_RANGES = 0x55;
    public static final int AT_STR_OFFSETS_BASE = 0x72;
    public static final int AT_ADDR_BASE = 0x73;
    public static final int AT_RNGLISTS_BASE = 0x74;
    public static final int AT_LOCLISTS_BASE = 0x8c;

    /** Go: the kind of a type, as {@code reflect.Kind} numbers it. */
    public static final int AT_GO_KIND = 0x2900;
    /** Go: the key of a map type. */
    public static final int AT_GO_KEY = 0x2901;
    /** Go: the element of a map, slice or channel type. */
    public static final int AT_GO_ELEM = 0x2902;
    /** Go: where the runtime's record of the type is, from the start of all such records. */
    public static final int AT_GO_RUNTIME_TYPE = 0x2904;
    /** Go: where a captured variable is in its closure. */
    public static final int AT_GO_CLOSURE_OFFSET = 0x2907;

    private Dwarf() {}
}
