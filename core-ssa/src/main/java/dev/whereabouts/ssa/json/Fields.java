package dev.whereabouts.ssa.json;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.sym.BinaryNameMatcher;
import tools.jackson.core.sym.PropertyNameMatcher;

/**
 * The fields that one kind of JSON object may have. The constants of the enum are the fields: {@code CODE_SIZE} is {@code codeSize}.
 *
 * @param <F> the enum, of at most 64 constants
 */
final class Fields<F extends Enum<F>> {

    private final F[] fields;
    private final List<String> names;
    private final PropertyNameMatcher matcher;
    private final long required;

    /** @param required the fields that every such object has */
    Fields(Class<F> type, Set<F> required) {
        fields = type.getEnumConstants();
        names = Arrays.stream(fields).map(Fields::nameOf).toList();
        // the parser compares names as it meets them with those of the matcher, without making strings
        matcher = BinaryNameMatcher.construct(names);
        this.required = required.stream().mapToLong(field -> 1L << field.ordinal()).sum();
    }

    /** The name in JSON of a constant: {@code CODE_SIZE} is {@code codeSize}. */
    static String nameOf(Enum<?> field) {
        String[] words = field.name().toLowerCase(Locale.ROOT).split("_", -1);
        return words[0] + Arrays.stream(words).skip(1)
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1)).collect(Collectors.joining());
    }

    PropertyNameMatcher matcher() {
        return matcher;
    }

    F at(int match) {
        return fields[match];
    }

    /** The required fields: the bit {@code 1 << ordinal} of each. */
    long required() {
        return required;
    }

    /** All names, for a message. */
    String list() {
        return String.join(", ", names);
    }
}
