package dev.whereabouts.ssa.gossafunc.html;

import java.io.IOException;
import java.io.Reader;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Cuts a document into tokens, in bounded memory.
 *
 * <p>The compiler writes the types in the names of variables without escaping them, such as {@code <-chan int}. So only the elements that it
 * uses are taken for tags; whatever else begins with an angle bracket is text.
 */
final class Tokenizer {

    private static final Set<String> ELEMENTS = Set.of("html", "head", "meta", "style", "script", "body", "h1", "h2",
            "a", "div", "p",
            "b", "s", "span", "ul", "li", "dl", "dt", "dd", "table", "tr", "td", "label", "input", "code", "pre",
            "strong", "button");

    /** Elements whose content has no tags (HTML, section 13.1.2). */
    private static final Set<String> RAW = Set.of("style", "script");

    private static final Map<String, String> REFERENCES = Map.of("lt", "<", "gt", ">", "amp", "&", "#34", "\"", "#39",
            "'", "nbsp", " ",
            "#8592", "<-", "#8594", "->");

    private static final int LONGEST_REFERENCE = 5;
    private static final int LONGEST_NAME = 6;
    private static final int LONGEST_ATTRIBUTE = 1024;
    private static final int LONGEST_TEXT = 4096;
    private static final int BUFFER = 1 << 16;
    private static final int END = -1;

    private final Reader reader;
    private final char[] buffer = new char[BUFFER];
    private int at;
    private int end;
    private long line = 1;
    private String raw;

    Tokenizer(Reader reader) {
        this.reader = reader;
    }

    /** The line of the next token's first character, counted from 1. */
    long line() {
        return line;
    }

    /** @return null at the end */
    Token next() throws IOException {
        if (peek(0) == END) {
            return null;
        }
        if (raw != null) {
            skipRaw();
        }
        Token tag = peek(0) == '<' ? tag() : null;
        return tag == null && peek(0) != END ? text() : tag;
    }

    private void skipRaw() throws IOException {
        String element = raw;
        raw = null;
        while (peek(0) != END && !(peek(0) == '<' && peek(1) == '/' && name(2).equals(element))) {
            take();
        }
    }

    /** @return null, with nothing read, where no tag begins here */
    private Token tag() throws IOException {
        boolean close = peek(1) == '/';
        String name = name(close ? 2 : 1);
        if (!ELEMENTS.contains(name)) {
            return null;
        }
        for (int i = name.length() + (close ? 2 : 1); i > 0; i--) {
            take();
        }
        StringBuilder attributes = new StringBuilder();
        boolean quoted = false;
        while (peek(0) != END && (quoted || peek(0) != '>')) {
            char c = take();
            quoted ^= c == '"';
            if (attributes.length() < LONGEST_ATTRIBUTE) {
                attributes.append(c);
            }
        }
        if (peek(0) != END) {
            take();
        }
        if (close) {
            return new Token.Close(name);
        }
        raw = RAW.contains(name) ? name : null;
        return new Token.Open(name, attribute(attributes, " id=\""),
                List.of(attribute(attributes, " class=\"").strip().split(" +")));
    }

    private static String attribute(StringBuilder attributes, String start) {
        int from = attributes.indexOf(start);
        int to = from < 0 ? -1 : attributes.indexOf("\"", from + start.length());
        return to < 0 ? "" : attributes.substring(from + start.length(), to);
    }

    /** The name of an element, up to where a name may end; an empty text where none is. */
    private String name(int from) throws IOException {
        StringBuilder name = new StringBuilder();
        int c = peek(from);
        while (name.length() <= LONGEST_NAME && (c >= 'a' && c <= 'z' || c >= '0' && c <= '9')) {
            name.append((char) c);
            c = peek(from + name.length());
        }
        return c == '>' || c == ' ' || c == '/' || c == '\n' ? name.toString() : "";
    }

    private Token text() throws IOException {
        StringBuilder text = new StringBuilder();
        do {
            if (peek(0) == '&') {
                text.append(reference());
            } else {
                text.append(take());
            }
        } while (text.length() < LONGEST_TEXT && peek(0) != END && peek(0) != '<');
        return new Token.Text(text.toString());
    }

    private String reference() throws IOException {
        take();
        StringBuilder name = new StringBuilder();
        while (name.length() <= LONGEST_REFERENCE && peek(name.length()) != END && peek(name.length()) != ';') {
            name.append((char) peek(name.length()));
        }
        String character = peek(name.length()) == ';' ? REFERENCES.get(name.toString()) : null;
        if (character == null) {
            return "&";
        }
        for (int i = 0; i <= name.length(); i++) {
            take();
        }
        return character;
    }

    private char take() throws IOException {
        char c = (char) peek(0);
        at++;
        if (c == '\n') {
            line++;
        }
        return c;
    }

    /** @param ahead less than a few dozen characters */
    private int peek(int ahead) throws IOException {
        while (at + ahead >= end) {
            if (at > 0) {
                System.arraycopy(buffer, at, buffer, 0, end - at);
                end -= at;
                at = 0;
            }
            int count = reader.read(buffer, end, BUFFER - end);
            if (count < 0) {
                return END;
            }
            end += count;
        }
        return buffer[at + ahead];
    }
}
