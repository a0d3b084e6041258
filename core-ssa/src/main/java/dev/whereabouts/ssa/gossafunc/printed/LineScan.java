package dev.whereabouts.ssa.gossafunc.printed;

import dev.whereabouts.ssa.gossafunc.DumpLine;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Place;

/** Reads a line from left to right. */
final class LineScan {

    private final DumpLine line;
    private final String text;
    private int at;

    LineScan(DumpLine line) {
        this.line = line;
        this.text = line.text();
    }

    boolean skip(String expected) {
        if (text.startsWith(expected, at)) {
            at += expected.length();
            return true;
        }
        return false;
    }

    void expect(String expected) {
        if (!skip(expected)) {
            throw malformed("expected \"" + expected + "\"");
        }
    }

    boolean follows(String expected) {
        return text.startsWith(expected, at);
    }

    void expectEnd() {
        if (at != text.length()) {
            throw malformed("the line should end here");
        }
    }

    /** A decimal number from 0 to 2147483647. */
    int id() {
        int from = at;
        long number = 0;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            number = number * 10 + text.charAt(at++) - '0';
            if (number > Integer.MAX_VALUE) {
                throw malformed("a number from 0 to 2147483647 is expected");
            }
        }
        if (from == at) {
            throw malformed("a decimal number is expected");
        }
        return (int) number;
    }

    /** An id after a letter and a space, as in {@code " v12"}; -1, and nothing is read, where none follows. */
    int reference(char letter) {
        boolean follows = at + 2 < text.length() && text.charAt(at) == ' ' && text.charAt(at + 1) == letter
                && text.charAt(at + 2) >= '0' && text.charAt(at + 2) <= '9';
        if (!follows) {
            return -1;
        }
        at += 2;
        return id();
    }

    /** The text up to a space or the end. */
    String word() {
        int end = text.indexOf(' ', at);
        return take(end < 0 ? text.length() : end);
    }

    /** A name made of letters and digits alone, before a space, a comma, a {@code >} or the end; empty, and nothing is read, for another. */
    String registerName() {
        int end = at;
        while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
            end++;
        }
        return end == text.length() || " ,>".indexOf(text.charAt(end)) >= 0 ? take(end) : "";
    }

    /**
     * A type after its {@code <}, up to its {@code >}, which is skipped. Types hold {@code <-} but no {@code >} outside of quotes.
     */
    String type() {
        int end = at;
        while (end < text.length() && text.charAt(end) != '>') {
            end = text.charAt(end) == '"' ? afterQuotes(end) : end + 1;
        }
        if (end >= text.length()) {
            throw malformed("the '>' after the type is missing");
        }
        String part = take(end);
        at++;
        return part;
    }

    /**
     * What stands between brackets of one kind; both are skipped. Brackets in quotes do not count.
     *
     * @param opening what follows, the opening bracket being its last character
     */
    String bracketed(String opening, char close) {
        expect(opening);
        char open = opening.charAt(opening.length() - 1);
        int depth = 1;
        int end = at;
        while (end < text.length()) {
            char c = text.charAt(end);
            if (c == '"') {
                end = afterQuotes(end);
                continue;
            }
            depth += c == open ? 1 : c == close ? -1 : 0;
            if (depth == 0) {
                break;
            }
            end++;
        }
        if (end >= text.length()) {
            throw malformed("a '" + close + "' is missing");
        }
        String part = take(end);
        at++;
        return part;
    }

    /** A slot, such as {@code s+8[int]}. A variable made from an array of one element has {@code [0]} in its name. */
    PrintedSlot slot() {
        int end = at;
        while (end < text.length() && (text.charAt(end) != '[' || text.startsWith("[0]", end))) {
            end = text.charAt(end) == '"' ? afterQuotes(end) : end + (text.charAt(end) == '[' ? 3 : 1);
        }
        if (end >= text.length()) {
            throw malformed("a variable is followed by its type in brackets");
        }
        String name = take(end);
        int plus = name.lastIndexOf('+');
        long offset = 0;
        if (plus >= 0) {
            offset = offset(name.substring(plus + 1));
            name = name.substring(0, plus);
        }
        return new PrintedSlot(name, offset, bracketed("[", ']'));
    }

    private long offset(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException _) {
            throw malformed("an offset is a decimal number");
        }
    }

    private int afterQuotes(int quote) {
        int end = quote + 1;
        while (end < text.length() && text.charAt(end) != '"') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        return Math.min(end + 1, text.length());
    }

    private String take(int end) {
        String part = text.substring(at, end);
        at = end;
        return part;
    }

    Place place() {
        return line.place(at + 1);
    }

    InputException malformed(String detail) {
        return InputException.malformed(place(), detail);
    }
}
