package dev.whereabouts.debugcall.script;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The words that may stand somewhere, in an order that messages keep. */
final class Words {

    private Words() {}

    static Set<String> set(String... words) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(List.of(words)));
    }

    static <T> Map<String, T> of(String first, T firstValue, String second, T secondValue) {
        Map<String, T> words = new LinkedHashMap<>();
        words.put(first, firstValue);
        words.put(second, secondValue);
        return Collections.unmodifiableMap(words);
    }
}
