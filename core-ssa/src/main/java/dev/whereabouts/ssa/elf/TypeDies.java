package dev.whereabouts.ssa.elf;

import dev.whereabouts.ssa.dwarf.ByteWriter;
import dev.whereabouts.ssa.model.Variable;
import java.util.HashMap;
import java.util.Map;

/**
 * The DIEs of types: Go's predeclared numbers as what they are, pointers, and all others as opaque bytes with Go's name for the type, since
 * a function does not say what a named type is.
 */
final class TypeDies {

    private static final int DW_ATE_ADDRESS = 0x01;
    private static final int DW_ATE_BOOLEAN = 0x02;
    private static final int DW_ATE_COMPLEX_FLOAT = 0x03;
    private static final int DW_ATE_FLOAT = 0x04;
    private static final int DW_ATE_SIGNED = 0x05;
    private static final int DW_ATE_UNSIGNED = 0x07;

    private final Section section;
    private final int unit;
    private final Map<Type, Integer> offsets = new HashMap<>();

    private record Type(String name, long size) {}

    /** @param unit offset in the section of the unit's first byte, which references count from */
    TypeDies(Section section, int unit) {
        this.section = section;
        this.unit = unit;
    }

    /** The offset in the unit of a type's DIE, which is written here and now where it is not there yet. */
    int offset(String name, long size) {
        Type type = new Type(name, size);
        Integer known = offsets.get(type);
        if (known != null) {
            return known;
        }
        int offset = section.size() - unit;
        write(type);
        offsets.put(type, offset);
        return offset;
    }

    private void write(Type type) {
        Abbreviation shape = shape(type);
        ByteWriter out = section.content();
        out.uleb(shape.code());
        section.string(type.name);
        if (shape == Abbreviation.BASE_TYPE) {
            out.u8(encoding(type.name));
        }
        if (shape != Abbreviation.TYPE_OF_UNKNOWN_SIZE) {
            out.uleb(type.size);
        }
    }

    private static Abbreviation shape(Type type) {
        if (type.size == Variable.UNKNOWN_SIZE) {
            return Abbreviation.TYPE_OF_UNKNOWN_SIZE;
        }
        boolean isNumber = type.size == 1 || type.size == 2 || type.size == 4 || type.size == 8
                || type.name.equals("complex128");
        return isNumber ? Abbreviation.BASE_TYPE : Abbreviation.OPAQUE_TYPE;
    }

    private static boolean isPointer(String name) {
        return name.startsWith("*") || name.startsWith("func(") || name.startsWith("map[") || name.startsWith("chan ")
                || name.startsWith("<-chan ") || name.equals("unsafe.Pointer");
    }

    private static int encoding(String name) {
        return switch (name) {
            case "bool" -> DW_ATE_BOOLEAN;
            case "int", "int8", "int16", "int32", "int64", "rune" -> DW_ATE_SIGNED;
            case "float32", "float64" -> DW_ATE_FLOAT;
            case "complex64", "complex128" -> DW_ATE_COMPLEX_FLOAT;
            default -> isPointer(name) ? DW_ATE_ADDRESS : DW_ATE_UNSIGNED;
        };
    }
}
