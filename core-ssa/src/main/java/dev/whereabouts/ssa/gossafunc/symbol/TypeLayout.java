package dev.whereabouts.ssa.gossafunc.symbol;

import dev.whereabouts.ssa.gossafunc.symbol.DumpedSymbol.Relocation;
import dev.whereabouts.ssa.problem.InputException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The layout of a Go type, from its type descriptor.
 *
 * <p>Source of the rule: package {@code internal/abi} of the Go runtime, types {@code Type} and {@code StructType}, on a target with 8-byte
 * pointers. The descriptors that a package defines are among the symbols that {@code -S} prints.
 *
 * @param type   the type's name as the linker knows it, with the package's full path
 * @param size   bytes
 * @param fields of a struct, in order; empty for other types
 */
public record TypeLayout(String type, long size, List<Field> fields) {

    private static final String TYPE = "type:";
    private static final String FIELD_NAME = "type:.namedata.";

    private static final int KIND_AT = 23;
    private static final int KIND_MASK = 31;
    private static final int STRUCT = 25;
    private static final int FIELDS_AT = 56;
    private static final int FIELD_COUNT_AT = 64;
    private static final int COMMON_SIZE = 48;
    private static final int STRUCT_SIZE = 80;
    private static final int FIELD_SIZE = 24;
    private static final int FIELD_TYPE_AT = 8;
    private static final int FIELD_OFFSET_AT = 16;

    /**
     * A field of a struct.
     *
     * @param name   the field's name, that of the type for an embedded field; empty where the descriptor does not say
     * @param type   as in {@link TypeLayout#type}
     * @param offset bytes from the start of the struct
     */
    public record Field(String name, String type, long offset) {}

    public TypeLayout {
        fields = List.copyOf(fields);
    }

    /** Whether a symbol is a type descriptor. Names that go on with a dot are of other things that belong to types. */
    public static boolean isDescriptor(SymbolHeading heading) {
        return heading.name().startsWith(TYPE) && !heading.name().startsWith(TYPE + ".")
                && heading.kind().startsWith("SRODATA")
                && heading.size() >= COMMON_SIZE;
    }

    /** @throws InputException where the symbol is no descriptor or a damaged one */
    public static TypeLayout read(DumpedSymbol symbol) {
        byte[] bytes = symbol.bytes();
        if (!isDescriptor(symbol.heading()) || word(bytes, 0) < 0) {
            throw InputException.malformed(symbol.at().place(),
                    "a type descriptor has at least " + COMMON_SIZE + " bytes, and the type's size first");
        }
        String name = symbol.heading().name().substring(TYPE.length());
        boolean isStruct = symbol.heading().size() >= STRUCT_SIZE && bytes.length > KIND_AT
                && (bytes[KIND_AT] & KIND_MASK) == STRUCT;
        return new TypeLayout(name, word(bytes, 0), isStruct ? fields(symbol, bytes) : List.of());
    }

    private static List<Field> fields(DumpedSymbol symbol, byte[] bytes) {
        Map<Integer, Relocation> relocations = new HashMap<>();
        symbol.relocations().forEach(relocation -> relocations.put(relocation.offset(), relocation));
        Relocation array = relocations.get(FIELDS_AT);
        long count = word(bytes, FIELD_COUNT_AT);
        if (count == 0) {
            return List.of();
        }
        long start = array == null ? -1 : array.addend();
        if (start < STRUCT_SIZE || count < 0 || count > (symbol.heading().size() - start) / FIELD_SIZE) {
            throw InputException.malformed(symbol.at().place(), "the fields of a struct are in its type descriptor");
        }
        List<Field> fields = new ArrayList<>();
        for (int at = (int) start; fields.size() < count; at += FIELD_SIZE) {
            Relocation name = relocations.get(at);
            Relocation type = relocations.get(at + FIELD_TYPE_AT);
            if (name == null || type == null || !name.target().startsWith(FIELD_NAME)
                    || !type.target().startsWith(TYPE)) {
                throw InputException.malformed(symbol.at().place(), "a field of a struct refers to its name and type");
            }
            fields.add(new Field(fieldName(name.target().substring(FIELD_NAME.length())),
                    type.target().substring(TYPE.length()), word(bytes, at + FIELD_OFFSET_AT)));
        }
        return fields;
    }

    private static long word(byte[] bytes, int at) {
        long word = 0;
        for (int i = Math.min(at + Long.BYTES, bytes.length) - 1; i >= at; i--) {
            word = word << Byte.SIZE | bytes[i] & 0xFF;
        }
        return word;
    }

    /**
     * After an exported name stands a dot, after another a hyphen, then the tag; names of another package's own fields are numbered under
     * that package instead.
     */
    private static String fieldName(String text) {
        int end = 0;
        while (end < text.length() && (text.charAt(end) == '_' || Character.isLetterOrDigit(text.codePointAt(end)))) {
            end += Character.charCount(text.codePointAt(end));
        }
        boolean exported = end > 0 && Character.isUpperCase(text.codePointAt(0));
        return text.startsWith(exported ? "." : "-", end) ? text.substring(0, end) : "";
    }
}
