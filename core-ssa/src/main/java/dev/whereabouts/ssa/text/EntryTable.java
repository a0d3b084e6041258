package dev.whereabouts.ssa.text;

import dev.whereabouts.ssa.analysis.Boundary;
import dev.whereabouts.ssa.analysis.LocationLists;
import dev.whereabouts.ssa.dwarf.LocationText;
import dev.whereabouts.ssa.dwarf.PieceCursor;
import dev.whereabouts.ssa.dwarf.PieceCursor.Holder;
import dev.whereabouts.ssa.model.Variable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The entries of one list as rows of a table: the range in PCs, where they are known; the location; and the boundaries as ids. A variable
 * in pieces has a column for each, headed by the piece's offset, so that the eye can follow one piece down.
 */
final class EntryTable {

    private static final String INDENT = "  ";
    private static final String GAP = "  ";

    private final LocationLists lists;
    private final int list;
    private final boolean withPcs;
    private final int digits;
    private final Glyphs glyphs;
    private final long[] offsets;
    private final int[] widths;

    /** @param columns of the terminal: more pieces than fit side by side stand in one text */
    EntryTable(LocationLists lists, int list, boolean withPcs, int columns, Glyphs glyphs) {
        this.lists = lists;
        this.list = list;
        this.withPcs = withPcs;
        this.glyphs = glyphs;
        digits = Math.max(4, Integer.toHexString(Math.max(lists.function().codeSize(), 0)).length());
        long[] shared = sharedOffsets();
        int[] measured = measure(shared);
        boolean fits = Arrays.stream(measured).sum() + GAP.length() * measured.length <= columns / 2;
        offsets = fits ? shared : new long[0];
        widths = fits ? measured : measure(offsets);
    }

    /** The offsets of the pieces that all entries in pieces have in common; none where there is a difference. */
    private long[] sharedOffsets() {
        long[] shared = {};
        for (int entry = lists.firstEntry(list); entry < lists.firstEntry(list + 1); entry++) {
            long[] own = offsets(entry);
            if (own.length > 0 && shared.length > 0 && !Arrays.equals(own, shared)) {
                return new long[0];
            }
            shared = own.length > 0 ? own : shared;
        }
        return shared;
    }

    private long[] offsets(int entry) {
        List<Long> own = new ArrayList<>();
        PieceCursor cursor = cursor(entry);
        while (cursor.next() && !cursor.whole()) {
            own.add(cursor.offset());
        }
        return own.stream().mapToLong(Long::longValue).toArray();
    }

    private PieceCursor cursor(int entry) {
        byte[] expression = lists.expression(entry);
        return new PieceCursor(expression, 0, expression.length, Variable.UNKNOWN_SIZE);
    }

    private int[] measure(long[] heads) {
        int[] width = new int[Math.max(heads.length, 1)];
        for (int i = 0; i < heads.length; i++) {
            width[i] = head(heads[i]).length();
        }
        for (int entry = lists.firstEntry(list); entry < lists.firstEntry(list + 1); entry++) {
            String[] cells = cells(entry, heads.length > 0);
            for (int i = 0; i < Math.min(cells.length, width.length); i++) {
                width[i] = Math.max(width[i], cells[i].length());
            }
        }
        return width;
    }

    private static String head(long offset) {
        return "+" + offset;
    }

    private String[] cells(int entry, boolean inPieces) {
        PieceCursor cursor = cursor(entry);
        if (!inPieces) {
            return new String[]{LocationText.of(lists.expression(entry))};
        }
        List<String> cells = new ArrayList<>();
        while (cursor.next()) {
            StringBuilder cell = new StringBuilder();
            if (cursor.holder() == Holder.NOTHING) {
                cell.append(glyphs.absent());
            } else {
                LocationText.appendHolder(cell, cursor);
            }
            cells.add(cell.toString());
        }
        return cells.toArray(String[]::new);
    }

    /** The line above the rows: the variable, and where it is in pieces the heads of their columns, below it if it is long. */
    String heading(String variable) {
        StringBuilder line = new StringBuilder(variable);
        int start = INDENT.length() + (withPcs ? rangeWidth() + GAP.length() : 0);
        if (offsets.length > 0 && line.length() >= start) {
            line.append('\n').append(" ".repeat(start));
        } else if (offsets.length > 0) {
            line.append(" ".repeat(start - line.length()));
        }
        for (int i = 0; i < offsets.length; i++) {
            pad(line, head(offsets[i]), widths[i]);
        }
        return line.toString().stripTrailing();
    }

    String row(int entry) {
        StringBuilder line = new StringBuilder(INDENT);
        if (withPcs) {
            pad(line, "[" + hex(lists.beginPc(entry)) + "," + hex(lists.endPc(entry)) + ")", rangeWidth());
        }
        String[] cells = cells(entry, offsets.length > 0);
        for (int i = 0; i < widths.length; i++) {
            pad(line, i < cells.length ? cells[i] : "", widths[i]);
        }
        line.append("b").append(lists.beginBlock(entry)).append(' ').append(boundary(lists.beginValue(entry)))
                .append(' ').append(glyphs.arrow()).append(' ');
        if (lists.endBlock(entry) != lists.beginBlock(entry) && lists.endValue(entry) != Boundary.FUNCTION_END) {
            line.append("b").append(lists.endBlock(entry)).append(' ');
        }
        line.append(boundary(lists.endValue(entry)));
        if (withPcs && lists.beginPc(entry) == lists.endPc(entry)) {
            line.append("  (no instruction)");
        }
        return line.toString();
    }

    private static String boundary(int value) {
        return switch (value) {
            case Boundary.BLOCK_START -> "start";
            case Boundary.BLOCK_END -> "end";
            case Boundary.FUNCTION_END -> "end of function";
            default -> "v" + value;
        };
    }

    private int rangeWidth() {
        return 2 * digits + "[0x,0x)".length();
    }

    private String hex(int pc) {
        String number = Integer.toHexString(pc);
        return "0x" + "0".repeat(Math.max(digits - number.length(), 0)) + number;
    }

    private static void pad(StringBuilder line, String text, int width) {
        line.append(text).append(" ".repeat(Math.max(width - text.length(), 0))).append(GAP);
    }
}
