package dev.whereabouts.ssa.gossafunc.reader;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * The sizes of named types that the caller gives, or that a unit's type descriptors show.
 *
 * <p>A print of a function has {@code T} for a type of its own package and {@code token.Pos} for one of another, where a descriptor has
 * {@code main.T} and {@code go/token.Pos}.
 */
final class TypeSizes {

    /** In the text of a type that is made of others, before any bracket. */
    private static final Pattern COMPOSITE = Pattern.compile("[*({ ]");

    private final int maxTypes;
    private final Map<String, Long> given;
    private final Map<String, Long> described = new HashMap<>();

    /** @param maxTypes how many descriptors are kept */
    TypeSizes(Map<String, Long> given, int maxTypes) {
        this.given = given;
        this.maxTypes = maxTypes;
    }

    /**
     * Keeps the size of a type with a name; that of another follows from its parts.
     *
     * @param type as the linker knows it, with the path of its package
     */
    void put(String type, long bytes) {
        int bracket = type.indexOf('[');
        String head = bracket < 0 ? type : type.substring(0, bracket);
        if (described.size() < maxTypes && !head.isEmpty() && !head.equals("map") && !COMPOSITE.matcher(head).find()) {
            described.put(type, bytes);
            described.put(withoutPath(type), bytes);
        }
    }

    /**
     * @param type     as printed
     * @param function a function's symbol; types without a package are of the function's
     */
    OptionalLong size(String type, String function) {
        String qualified = withoutPath(function).replaceFirst("\\..*", "") + "." + type;
        for (String name : new String[]{type, qualified}) {
            Long bytes = given.getOrDefault(name, described.get(name));
            if (bytes != null) {
                return OptionalLong.of(bytes);
            }
        }
        return OptionalLong.empty();
    }

    private static String withoutPath(String name) {
        int bracket = name.indexOf('[');
        int slash = name.lastIndexOf('/', bracket < 0 ? name.length() : bracket);
        return name.substring(slash + 1);
    }
}
