package dev.whereabouts.ssa.gossafunc.symbol;

import dev.whereabouts.ssa.gossafunc.DumpLine;
import java.util.Set;

/**
 * The first line of a symbol in {@code -S}: {@code NAME KIND [attributes] size=N …}.
 *
 * @param name as the linker knows it, {@code aux for F} for one that belongs to function {@code F} and has no name of its own
 * @param abi  the number of the ABI, which only two {@code -S} print, or {@link #UNKNOWN_ABI}
 * @param kind the kind of its section, such as {@code STEXT}, {@code SRODATA} or {@code SDWARFLOC}
 * @param size bytes
 */
public record SymbolHeading(String name, int abi, String kind, int size) {

    public static final int UNKNOWN_ABI = -1;

    private static final String SIZE = " size=";

    private static final Set<String> ATTRIBUTES = Set.of("static", "dupok", "cfunc", "nosplit", "topframe", "asm");

    /** @return null where the line is no heading */
    public static SymbolHeading parse(DumpLine line) {
        String text = line.text();
        int mark = text.lastIndexOf(SIZE);
        if (mark <= 0 || text.charAt(0) == '\t') {
            return null;
        }
        int size = new LineScanner(new DumpLine(line.number(), text.substring(mark + SIZE.length()))).number(10);
        int end = mark;
        int start = text.lastIndexOf(' ', end - 1);
        while (start > 0 && ATTRIBUTES.contains(text.substring(start + 1, end))) {
            end = start;
            start = text.lastIndexOf(' ', end - 1);
        }
        if (size < 0 || start <= 0 || !isKind(text.substring(start + 1, end))) {
            return null;
        }
        String name = text.substring(0, start);
        return new SymbolHeading(bare(name), abi(name), text.substring(start + 1, end), size);
    }

    /** A symbol's name without the ABI's number. */
    static String bare(String name) {
        return abi(name) == UNKNOWN_ABI ? name : name.substring(0, name.length() - "<0>".length());
    }

    private static int abi(String name) {
        int digit = name.length() - 2;
        boolean written = digit > 0 && name.endsWith(">") && name.charAt(digit - 1) == '<';
        return written && name.charAt(digit) >= '0' && name.charAt(digit) <= '9'
                ? name.charAt(digit) - '0'
                : UNKNOWN_ABI;
    }

    private static boolean isKind(String text) {
        return text.length() > 1 && text.charAt(0) == 'S'
                && text.chars().allMatch(c -> c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_');
    }
}
