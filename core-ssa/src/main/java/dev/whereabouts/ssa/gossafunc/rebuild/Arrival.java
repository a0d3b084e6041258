package dev.whereabouts.ssa.gossafunc.rebuild;

import dev.whereabouts.ssa.gossafunc.DumpLine;
import dev.whereabouts.ssa.gossafunc.printed.PrintedSlot;

/**
 * A line of the log such as {@code at v24: s+16[int] now in R8}.
 *
 * @param value    id of the value that holds the slot
 * @param register in Go's assembler
 */
public record Arrival(int value, PrintedSlot slot, String register) {

    private static final String START = "at v";
    private static final String NOW = " now in ";

    /** @return null where the line is no such line */
    public static Arrival parse(DumpLine line) {
        String text = line.text();
        int colon = text.indexOf(": ");
        int now = text.lastIndexOf(NOW);
        if (!text.startsWith(START) || colon < 0 || now < colon || !text.substring(0, now).endsWith("]")) {
            return null;
        }
        try {
            int value = Integer.parseInt(text.substring(START.length(), colon));
            return new Arrival(value, PrintedSlot.parse(new DumpLine(line.number(), text.substring(colon + 2, now))),
                    text.substring(now + NOW.length()));
        } catch (NumberFormatException _) {
            return null;
        }
    }
}
