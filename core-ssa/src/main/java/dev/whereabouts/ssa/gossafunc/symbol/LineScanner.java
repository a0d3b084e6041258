package dev.whereabouts.ssa.gossafunc.symbol;

import dev.whereabouts.ssa.gossafunc.DumpLine;
import dev.whereabouts.ssa.problem.InputException;
import java.util.HexFormat;

/** Reads a line from left to right. */
public final class LineScanner {

    private final DumpLine line;
    private final String text;
    private int at;

    public LineScanner(DumpLine line) {
        this.line = line;
        this.text = line.text();
    }

    public boolean skip(String expected) {
        if (text.startsWith(expected, at)) {
            at += expected.length();
            return true;
        }
        return false;
    }

    /** The text up to a mark, which is skipped; null, and nothing is read, where the mark does not follow. */
    public String upTo(String mark) {
        int end = text.indexOf(mark, at);
        if (end < 0) {
            return null;
        }
        String part = text.substring(at, end);
        at = end + mark.length();
        return part;
    }

    public String rest() {
        String part = text.substring(at);
        at = text.length();
        return part;
    }

    public boolean atEnd() {
        return at == text.length();
    }

    /**
     * Digits in a radix.
     *
     * @return the number, or -1, with nothing read, where there is none below 2^31
     */
    public int number(int radix) {
        int from = at;
        long number = 0;
        while (at < text.length() && text.charAt(at) < 0x80 && Character.digit(text.charAt(at), radix) >= 0) {
            number = number * radix + Character.digit(text.charAt(at), radix);
            at++;
            if (number > Integer.MAX_VALUE) {
                at = from;
                return -1;
            }
        }
        return from == at ? -1 : (int) number;
    }

    /**
     * A space and two hexadecimal digits, before another space.
     *
     * @return the byte, or -1, with nothing read, where they do not follow
     */
    public int hexByte() {
        if (at + 3 >= text.length() || text.charAt(at) != ' ' || text.charAt(at + 3) != ' ') {
            return -1;
        }
        int high = HexFormat.isHexDigit(text.charAt(at + 1)) ? HexFormat.fromHexDigit(text.charAt(at + 1)) : -1;
        int low = HexFormat.isHexDigit(text.charAt(at + 2)) ? HexFormat.fromHexDigit(text.charAt(at + 2)) : -1;
        if (high < 0 || low < 0) {
            return -1;
        }
        at += 3;
        return high << 4 | low;
    }

    public InputException malformed(String detail) {
        return InputException.malformed(line.place(at + 1), detail);
    }
}
