package dev.whereabouts.ssa.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
    private final PlainNames<F> plainNames;

    /** @param required the fields that every such object has */
    Fields(Class<F> type, Set<F> required) {
        fields = type.getEnumConstants();
        List<String> spelled = new ArrayList<>(fields.length);
        long bits = 0;
        // loops and not streams: this is on the way of every start
        for (F field : fields) {
            spelled.add(nameOf(field));
            bits |= required.contains(field) ? 1L << field.ordinal() : 0;
        }
        names = List.copyOf(spelled);
        // the parser compares names as it meets them with those of the matcher, without making strings
        matcher = BinaryNameMatcher.construct(names);
        this.required = bits;
        plainNames = new PlainNames<>(fields, names);
    }

    /** The name in JSON of a constant: {@code CODE_SIZE} is {@code codeSize}. */
    static String nameOf(Enum<?> field) {
        StringBuilder name = new StringBuilder();
        boolean beginsWord = false;
        for (char letter : field.name().toCharArray()) {
            if (letter != '_') {
                name.append(beginsWord ? letter : Character.toLowerCase(letter));
            }
            beginsWord = letter == '_';
        }
        return name.toString();
    }

    PropertyNameMatcher matcher() {
        return matcher;
    }

    /** The field of a name by its bytes, as in {@link PlainNames#of}; null where there is none. */
    F of(long first, long second) {
        return plainNames.of(first, second);
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
