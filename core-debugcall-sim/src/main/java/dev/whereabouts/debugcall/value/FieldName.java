package dev.whereabouts.debugcall.value;

import dev.whereabouts.amd64.abi.StructType;

/** What a struct's field is called in JSON. */
final class FieldName {

    /** Of a field that nobody can name. */
    static final String BLANK = "_";

    private FieldName() {}

    /** Without its package; an embedded field has the name of its type (Go language specification, "Struct types"). */
    static String of(StructType.Field field) {
        return field.name().isEmpty() ? last(typeName(field)) : last(field.name());
    }

    private static String typeName(StructType.Field field) {
        String type = field.type().toString();
        String named = type.startsWith("*") ? type.substring(1) : type;
        int arguments = named.indexOf('[');
        return arguments < 0 ? named : named.substring(0, arguments);
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
