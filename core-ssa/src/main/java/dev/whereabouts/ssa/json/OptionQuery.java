package dev.whereabouts.ssa.json;

import dev.whereabouts.ssa.problem.Fault;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads {@link LoclistsOptions} from the parameters of a query. */
final class OptionQuery {

    private static final String KNOWN = "go, arch, dwarf, baseAddressIndex, baseAddressEntry, include, pointerSize, passes, types";

    private static final int LONGEST_NAME = 64;

    /** Digits that surely fit a long. */
    private static final int LONGEST_NUMBER = 12;

    private final OptionValues values;
    private final List<Fault> faults = new ArrayList<>();

    private OptionQuery(OptionValues values) {
        this.values = values;
    }

    /** Sets what the parameters say, and leaves the rest. */
    static void read(Map<String, String> parameters, OptionValues into) {
        OptionQuery query = new OptionQuery(into);
        parameters.forEach(query::parameter);
        if (!query.faults.isEmpty()) {
            throw InputException.invalid(query.faults);
        }
    }

    private void parameter(String name, String value) {
        try {
            switch (name) {
                case "go" -> values.go(value);
                case "arch" -> values.arch(value);
                case "dwarf" -> values.dwarf(number(value));
                case "baseAddressIndex" -> values.baseAddressIndex(number(value));
                case "baseAddressEntry" -> values.baseAddressEntry(flag(value));
                case "pointerSize" -> values.pointerSize(number(value));
                case "passes" -> values.passes(number(value));
                case "include" -> include(value);
                case "types" -> values.types(types(value));
                default -> throw new IllegalArgumentException("unknown parameter: the parameters here are " + KNOWN);
            }
        } catch (IllegalArgumentException e) {
            String pointer = name.length() > LONGEST_NAME ? "" : "/" + Place.Pointer.escaped(name);
            faults.add(new Fault(new Place.Pointer(pointer), e.getMessage()));
        }
    }

    private void include(String value) {
        values.includeNothing();
        if (!value.isEmpty()) {
            for (String name : value.split(",", -1)) {
                values.include(name);
            }
        }
    }

    private static long number(String value) {
        if (!isNumber(value)) {
            throw new IllegalArgumentException("expected a whole number");
        }
        return Long.parseLong(value);
    }

    private static boolean flag(String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("expected true or false");
        };
    }

    /** A type's own text may have commas and equals signs: it ends at an equals sign with only digits before the next comma. */
    private static Map<String, Long> types(String value) {
        Map<String, Long> sizes = new HashMap<>();
        int begin = 0;
        for (int equals = value.indexOf('='); equals >= 0; equals = value.indexOf('=', equals + 1)) {
            int comma = value.indexOf(',', equals);
            String size = value.substring(equals + 1, comma < 0 ? value.length() : comma);
            if (equals > begin && isNumber(size)) {
                sizes.put(value.substring(begin, equals), Long.parseLong(size));
                begin = comma < 0 ? value.length() : comma + 1;
            }
        }
        if (begin < value.length()) {
            throw new IllegalArgumentException("expected types with their sizes in bytes, such as main.T=24,main.U=8");
        }
        return sizes;
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() <= LONGEST_NUMBER
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
