package dev.whereabouts.ssa.gossafunc.printed;

import dev.whereabouts.ssa.gossafunc.DumpLine;
import java.util.List;

/**
 * One value.
 *
 * @param at     the line
 * @param line   source line, or {@link dev.whereabouts.ssa.model.Function#UNKNOWN}
 * @param type   Go type; {@code mem}, {@code flags}, {@code void}, or several types with commas where the op gives several results
 * @param aux    what stands between the braces; empty where there are none
 * @param auxInt what stands between the brackets; empty where there are none
 * @param args   ids of values
 */
public record PrintedValue(DumpLine at, int id, int line, String op, String type, String aux, String auxInt,
        List<Integer> args,
        PrintedHome home, boolean dead) {

    public PrintedValue {
        args = List.copyOf(args);
    }

    /** {@link #auxInt} as a number, 0 where it is none. */
    public long auxNumber() {
        try {
            return auxInt.isEmpty() ? 0 : Long.parseLong(auxInt);
        } catch (NumberFormatException _) {
            return 0;
        }
    }
}
