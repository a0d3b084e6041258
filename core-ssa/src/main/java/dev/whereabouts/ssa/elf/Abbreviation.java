package dev.whereabouts.ssa.elf;

import dev.whereabouts.ssa.dwarf.ByteWriter;

/** The shapes of all DIEs that are written (DWARF 5 section 7.5.3); a shape's code is its place here, counted from 1. */
enum Abbreviation {

    UNIT(Tag.COMPILE_UNIT, true, Attribute.PRODUCER, Attribute.NAME, Attribute.LANGUAGE, Attribute.USE_UTF8,
            Attribute.LOW_PC, Attribute.HIGH_PC, Attribute.STMT_LIST),

    FUNCTION(Tag.SUBPROGRAM, true, Attribute.NAME, Attribute.LOW_PC, Attribute.HIGH_PC, Attribute.FRAME_BASE,
            Attribute.EXTERNAL),

    FUNCTION_WITHOUT_VARIABLES(Tag.SUBPROGRAM, false, Attribute.NAME, Attribute.LOW_PC, Attribute.HIGH_PC,
            Attribute.FRAME_BASE, Attribute.EXTERNAL),

    PARAMETER(Tag.FORMAL_PARAMETER, false, Attribute.NAME, Attribute.TYPE, Attribute.LOCATION),

    PARAMETER_NOWHERE(Tag.FORMAL_PARAMETER, false, Attribute.NAME, Attribute.TYPE),

    /** Go's compiler calls a result a parameter that the callee writes. */
    RESULT(Tag.FORMAL_PARAMETER, false, Attribute.NAME, Attribute.VARIABLE_PARAMETER, Attribute.TYPE,
            Attribute.LOCATION),

    RESULT_NOWHERE(Tag.FORMAL_PARAMETER, false, Attribute.NAME, Attribute.VARIABLE_PARAMETER, Attribute.TYPE),

    LOCAL(Tag.VARIABLE, false, Attribute.NAME, Attribute.TYPE, Attribute.LOCATION),

    LOCAL_NOWHERE(Tag.VARIABLE, false, Attribute.NAME, Attribute.TYPE),

    BASE_TYPE(Tag.BASE_TYPE, false, Attribute.NAME, Attribute.ENCODING, Attribute.BYTE_SIZE),

    OPAQUE_TYPE(Tag.STRUCTURE_TYPE, false, Attribute.NAME, Attribute.BYTE_SIZE),

    TYPE_OF_UNKNOWN_SIZE(Tag.UNSPECIFIED_TYPE, false, Attribute.NAME);

    private final int tag;
    private final boolean hasChildren;
    private final Attribute[] attributes;

    Abbreviation(int tag, boolean hasChildren, Attribute... attributes) {
        this.tag = tag;
        this.hasChildren = hasChildren;
        this.attributes = attributes;
    }

    int code() {
        return ordinal() + 1;
    }

    /** Writes {@code .debug_abbrev}. */
    static void writeAll(ByteWriter out) {
        for (Abbreviation abbreviation : values()) {
            out.uleb(abbreviation.code());
            out.uleb(abbreviation.tag);
            out.u8(abbreviation.hasChildren ? 1 : 0);
            for (Attribute attribute : abbreviation.attributes) {
                out.uleb(attribute.name);
                out.uleb(attribute.form);
            }
            out.uleb(0);
            out.uleb(0);
        }
        out.uleb(0);
    }

    /** DWARF 5 table 7.3. */
    private static final class Tag {
        static final int FORMAL_PARAMETER = 0x05;
        static final int COMPILE_UNIT = 0x11;
        static final int STRUCTURE_TYPE = 0x13;
        static final int BASE_TYPE = 0x24;
        static final int SUBPROGRAM = 0x2E;
        static final int VARIABLE = 0x34;
        static final int UNSPECIFIED_TYPE = 0x3B;
    }

    /** DWARF 5 tables 7.5 (attributes) and 7.6 (forms). */
    private enum Attribute {
        LOCATION(0x02, Form.SEC_OFFSET), //
        NAME(0x03, Form.STRING), //
        BYTE_SIZE(0x0B, Form.UDATA), //
        STMT_LIST(0x10, Form.SEC_OFFSET), //
        LOW_PC(0x11, Form.ADDR), //
        HIGH_PC(0x12, Form.DATA4), //
        LANGUAGE(0x13, Form.DATA2), //
        PRODUCER(0x25, Form.STRING), //
        ENCODING(0x3E, Form.DATA1), //
        EXTERNAL(0x3F, Form.FLAG_PRESENT), //
        FRAME_BASE(0x40, Form.EXPRLOC), //
        TYPE(0x49, Form.REF4), //
        VARIABLE_PARAMETER(0x4B, Form.FLAG_PRESENT), //
        USE_UTF8(0x53, Form.FLAG_PRESENT);

        private final int name;
        private final int form;

        Attribute(int name, int form) {
            this.name = name;
            this.form = form;
        }
    }

    private static final class Form {
        static final int ADDR = 0x01;
        static final int DATA2 = 0x05;
        static final int DATA4 = 0x06;
        static final int STRING = 0x08;
        static final int DATA1 = 0x0B;
        static final int UDATA = 0x0F;
        static final int REF4 = 0x13;
        static final int SEC_OFFSET = 0x17;
        static final int EXPRLOC = 0x18;
        static final int FLAG_PRESENT = 0x19;
    }
}
