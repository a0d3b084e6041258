package dev.whereabouts.ssa.text;

import dev.whereabouts.ssa.analysis.LocationLists;
import dev.whereabouts.ssa.dwarf.PieceCursor;
import dev.whereabouts.ssa.dwarf.PieceCursor.Holder;

/** The strip of one list. */
final class Strip {

    private final double[] density;

    Strip(LocationLists lists, int list, Axis axis, int cells) {
        density = new double[cells];
        long length = axis.length();
        for (int entry = lists.firstEntry(list); entry < lists.firstEntry(list + 1); entry++) {
            double share = share(lists, list, entry);
            // in units of which a cell has as many as the axis has positions
            long begin = axis.begin(entry) * cells;
            long end = axis.end(entry) * cells;
            for (long at = begin; at < end;) {
                int cell = (int) (at / length);
                long next = Math.min(end, (cell + 1) * length);
                density[cell] += share * (next - at) / length;
                at = next;
            }
        }
    }

    /** The share of the variable's bytes that an entry gives a location. */
    private static double share(LocationLists lists, int list, int entry) {
        byte[] expression = lists.expression(entry);
        long size = lists.function().variables().get(lists.variable(list)).size();
        PieceCursor cursor = new PieceCursor(expression, 0, expression.length, Math.max(size, 1));
        double held = 0;
        double empty = 0;
        while (cursor.next()) {
            if (cursor.holder() == Holder.NOTHING) {
                empty += cursor.size();
            } else {
                held += cursor.size();
            }
        }
        // under -N an empty piece is padding; elsewhere the optimizer may have left parts out of all pieces
        double all = lists.function().optimized() ? Math.max(held + empty, size) : held;
        return all > 0 ? held / all : 0;
    }

    /** Appends one character for each cell. */
    void draw(StringBuilder line, Glyphs glyphs) {
        for (double cell : density) {
            line.append(glyphs.shade(cell));
        }
    }
}
