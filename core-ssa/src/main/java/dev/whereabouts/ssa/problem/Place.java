package dev.whereabouts.ssa.problem;

/** Where in an input something is. */
public sealed interface Place {

    /**
     * A place in JSON.
     *
     * @param pointer a JSON pointer (RFC 6901), such as {@code /functions/0/blocks/2/id}; empty for the whole document
     */
    record Pointer(String pointer) implements Place {

        /** A member's name as a pointer has it (RFC 6901 section 3). */
        public static String escaped(String name) {
            return name.replace("~", "~0").replace("/", "~1");
        }
    }

    /**
     * A place in text.
     *
     * @param line   counted from 1
     * @param column counted from 1; 0 where only the line is known
     */
    record Position(long line, int column) implements Place {}
}
