package dev.whereabouts.amd64.abi;

import java.util.List;

/** A place in the text of a type, and the tokens that begin there. Every step goes forward, and brackets are counted, not descended. */
final class TypeCursor {

    private static final int MAX_ARRAY_DIGITS = 18;
    private static final String NOT_IN_NAMES = " (){}[];,*<>=\"";
    private static final String NOT_BEFORE_TYPES = "{};,)=";

    /** What looks like a name, maybe with a space in it, but can only be a type. */
    private static final List<String> BEGIN_TYPES = List.of("...", "go.shape.", "chan ", "map[");

    private final String text;
    private int position;

    TypeCursor(String text) {
        if (text.length() > TypeParser.MAX_LENGTH) {
            throw new TypeException("the text of a type is longer than " + TypeParser.MAX_LENGTH + " characters");
        }
        this.text = text;
    }

    int position() {
        return position;
    }

    void back(int earlier) {
        position = earlier;
    }

    boolean atEnd() {
        return position == text.length();
    }

    boolean at(String token) {
        return text.startsWith(token, position);
    }

    boolean take(String token) {
        boolean here = at(token);
        if (here) {
            position += token.length();
        }
        return here;
    }

    void expect(String token) {
        if (!take(token)) {
            throw unexpected("\"" + token + "\"");
        }
    }

    void skipSpaces() {
        while (charAt(position) == ' ') {
            position++;
        }
    }

    String textFrom(int start) {
        return text.substring(start, position);
    }

    TypeException unexpected(String wanted) {
        return new TypeException("expected " + wanted, position);
    }

    TypeException refused(String why) {
        return new TypeException(why, position);
    }

    /** The length of an array. */
    long number() {
        int start = position;
        while (charAt(position) >= '0' && charAt(position) <= '9') {
            position++;
        }
        if (position == start || position - start > MAX_ARRAY_DIGITS) {
            position = start;
            throw unexpected("the length of an array, below 2^50");
        }
        return Long.parseLong(textFrom(start));
    }

    /**
     * A name, empty where there is none: with its package, whose path may stand in quotes, and its type arguments, whatever these are.
     */
    String name() {
        int start = position;
        quoted();
        while (!atEnd()) {
            char c = text.charAt(position);
            if (c == '[' && position > start) {
                position++;
                skipBalanced(']');
                expect("]");
            } else if (NOT_IN_NAMES.indexOf(c) >= 0) {
                break;
            } else {
                position++;
            }
        }
        return textFrom(start);
    }

    /** The name before a type, with the space that parts them; empty, and nothing taken, where the type stands alone. */
    String label() {
        int start = position;
        if (BEGIN_TYPES.stream().noneMatch(this::at)) {
            String name = name();
            if (!name.isEmpty() && beginsTypeAfterSpace()) {
                position++;
                return name;
            }
            if (!name.isEmpty() && take(" = ")) {
                return name;
            }
        }
        position = start;
        return "";
    }

    /** Whether a space and then a type follow: in a struct, a string after a space is a tag, unless it is a package path. */
    boolean beginsTypeAfterSpace() {
        if (charAt(position) != ' ' || position + 1 == text.length()) {
            return false;
        }
        char next = text.charAt(position + 1);
        if (next != '"') {
            return NOT_BEFORE_TYPES.indexOf(next) < 0;
        }
        int start = position++;
        quoted();
        boolean path = charAt(position) == '.';
        position = start;
        return path;
    }

    /** A string in double quotes, quotes included; empty where there is none. */
    String quoted() {
        int start = position;
        if (charAt(position) != '"') {
            return "";
        }
        position++;
        while (charAt(position) != '"') {
            position += charAt(position) == '\\' ? 2 : 1;
            if (position >= text.length()) {
                position = start;
                throw refused("this string does not end");
            }
        }
        position++;
        return textFrom(start);
    }

    /** Goes to the next {@code stop} outside brackets and strings, or to the bracket that closes one opened before, or to the end. */
    void skipBalanced(char stop) {
        int open = 0;
        while (!atEnd()) {
            char c = text.charAt(position);
            if (c == '"') {
                quoted();
                continue;
            }
            if (open == 0 && (c == stop || isClosing(c))) {
                return;
            }
            open += isOpening(c) ? 1 : isClosing(c) ? -1 : 0;
            position++;
        }
        if (open > 0) {
            throw unexpected("a closing bracket");
        }
    }

    /** Skips {@code _} and digits. */
    void skipIndex() {
        if (charAt(position) == '_') {
            position++;
            while (Character.isDigit(charAt(position))) {
                position++;
            }
        }
    }

    /** A name without {@code _} and digits at its end. */
    static String withoutIndex(String name) {
        int end = name.length();
        while (end > 0 && Character.isDigit(name.charAt(end - 1))) {
            end--;
        }
        return end > 0 && end < name.length() && name.charAt(end - 1) == '_' ? name.substring(0, end - 1) : name;
    }

    private static boolean isOpening(char c) {
        return c == '(' || c == '[' || c == '{';
    }

    private static boolean isClosing(char c) {
        return c == ')' || c == ']' || c == '}';
    }

    private char charAt(int index) {
        return index < text.length() ? text.charAt(index) : '\0';
    }
}
