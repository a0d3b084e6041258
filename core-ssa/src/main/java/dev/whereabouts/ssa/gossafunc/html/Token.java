package dev.whereabouts.ssa.gossafunc.html;

import java.util.List;

/** A piece of an HTML document. */
sealed interface Token {

    /**
     * A start tag.
     *
     * @param id      the attribute {@code id}, or an empty text
     * @param classes the words of the attribute {@code class}
     */
    record Open(String name, String id, List<String> classes) implements Token {}

    /** An end tag. */
    record Close(String name) implements Token {}

    /** Text, or a part of one, character references resolved. */
    record Text(String text) implements Token {}
}
