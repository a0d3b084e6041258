package dev.whereabouts.ssa.text;

import dev.whereabouts.ssa.analysis.LocationLists;
import dev.whereabouts.ssa.explain.Check;
import dev.whereabouts.ssa.explain.Coverage;
import dev.whereabouts.ssa.explain.EmptyReasons;
import dev.whereabouts.ssa.explain.Explanations;
import dev.whereabouts.ssa.explain.UntrackedVariable;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.model.Variable;
import java.io.IOException;
import java.util.List;

/**
 * Writes the lists of a function as text: first all variables with their strips below one another, then the entries of each, then what
 * the checks found.
 *
 * <p>Names come from the input and may hold anything; what could command a terminal is replaced.
 */
public final class FunctionText {

    private static final int MIN_COLUMNS = 40;
    private static final int MAX_NAME = 24;
    private static final int MAX_TYPE = 28;
    private static final int MIN_CELLS = 16;
    private static final int MAX_CELLS = 160;

    /** Characters of the share covered, after the strip. */
    private static final int SHARE = 5;

    private static final String GAP = "  ";
    private static final String INDENT = "  ";

    private final int columns;
    private final Glyphs glyphs;

    /**
     * @param columns of the terminal, which decide how long strips are; entries may be longer
     * @param glyphs  what the terminal can show
     */
    public FunctionText(int columns, Glyphs glyphs) {
        this.columns = Math.max(columns, MIN_COLUMNS);
        this.glyphs = glyphs;
    }

    /**
     * Writes one function, ending with a line end.
     *
     * @param reasons why entries begin and end and variables have no list, or null for a text without reasons
     * @param checks  findings, which follow the lists
     * @throws IOException if the output does
     */
    public void write(LocationLists lists, Explanations reasons, List<Check> checks, Appendable out)
            throws IOException {
        Function function = lists.function();
        Coverage coverage = Coverage.of(lists);
        Columns widths = widths(lists);
        out.append(header(lists, coverage)).append('\n');
        if (lists.lists() > 0) {
            out.append('\n').append(ruler(function, widths)).append('\n');
            Axis axis = Axis.of(lists);
            for (int list = 0; list < lists.lists(); list++) {
                out.append(overview(lists, list, axis, widths, coverage)).append('\n');
            }
            out.append('\n');
        }
        EmptyReasons whyEmpty = new EmptyReasons(lists);
        for (int list = 0; list < lists.lists(); list++) {
            entries(lists, list, reasons, whyEmpty, out);
        }
        if (reasons != null) {
            untracked(function, reasons.untracked(), out);
        }
        if (!checks.isEmpty()) {
            out.append('\n');
        }
        for (Check check : checks) {
            String subject = check.variable() == Function.NO_VARIABLE
                    ? ""
                    : function.variables().get(check.variable()).name() + ": ";
            out.append(clean(check.severity().code() + " " + check.rule().id() + ": " + subject + check.detail()))
                    .append('\n');
        }
    }

    /** @param cells of the strips */
    private record Columns(int name, int type, int kind, int cells) {
        int beforeStrip() {
            return name + type + kind + 3 * GAP.length();
        }
    }

    private Columns widths(LocationLists lists) {
        int name = 0;
        int type = 0;
        int kind = 0;
        for (int list = 0; list < lists.lists(); list++) {
            Variable variable = lists.function().variables().get(lists.variable(list));
            name = Math.max(name, Math.min(length(variable.name()), MAX_NAME));
            type = Math.max(type, Math.min(length(variable.type()), MAX_TYPE));
            kind = Math.max(kind, Math.min(length(variable.variableClass()), MAX_NAME));
        }
        int afterStrip = Math.max(SHARE, hex(lists.function().codeSize()).length());
        int rest = columns - name - type - kind - 3 * GAP.length() - 2 - afterStrip;
        return new Columns(name, type, kind, Math.clamp(rest, MIN_CELLS, MAX_CELLS));
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private String header(LocationLists lists, Coverage coverage) {
        Function function = lists.function();
        StringBuilder line = new StringBuilder(clean(function.name())).append(GAP);
        if (function.codeSize() != Function.UNKNOWN) {
            line.append(count(function.codeSize(), "byte")).append(", ");
        }
        line.append(count(function.values(), "value")).append(", ").append(count(lists.lists(), "list")).append(", ")
                .append(lists.entries() == 1 ? "1 entry" : lists.entries() + " entries");
        if (coverage.instructions() > 0 && lists.lists() > 0) {
            line.append(", ").append(percent(coverage.share())).append(" covered");
        }
        return line.toString();
    }

    private static String hex(long pc) {
        return "0x" + Long.toHexString(pc);
    }

    private static String count(int number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }

    /** Never 100 % for less than all, never 0 % for more than nothing. */
    private static String percent(double share) {
        int rounded = (int) Math.rint(share * 100);
        if (rounded >= 100 && share < 1) {
            rounded = 99;
        } else if (rounded == 0 && share > 0) {
            rounded = 1;
        }
        return rounded + "%";
    }

    /** The scale above the strips: PCs at the quarters. */
    private String ruler(Function function, Columns widths) {
        StringBuilder line = new StringBuilder(" ".repeat(widths.beforeStrip()));
        if (!function.hasPcs()) {
            return line.append(glyphs.border()).append("values in the order of the code").toString();
        }
        int steps = widths.cells >= 40 ? 4 : 2;
        for (int step = 0; step <= steps; step++) {
            // the first mark stands above the border, each other one above the cell that begins there
            int at = widths.beforeStrip() + (step == 0 ? 0 : 1 + widths.cells * step / steps);
            line.append(" ".repeat(Math.max(at - line.length(), 0))).append(glyphs.border())
                    .append(hex((long) function.codeSize() * step / steps));
        }
        return line.toString();
    }

    private String overview(LocationLists lists, int list, Axis axis, Columns widths, Coverage coverage) {
        Variable variable = lists.function().variables().get(lists.variable(list));
        StringBuilder line = new StringBuilder();
        column(line, variable.name(), widths.name);
        column(line, variable.type(), widths.type);
        column(line, variable.variableClass(), widths.kind);
        line.append(glyphs.border());
        new Strip(lists, list, axis, widths.cells).draw(line, glyphs);
        line.append(glyphs.border());
        if (coverage.instructions() > 0) {
            double share = (double) coverage.variables().get(list).covered() / coverage.instructions();
            line.append(" ".repeat(SHARE - percent(share).length())).append(percent(share));
        }
        return line.toString();
    }

    private void column(StringBuilder line, String text, int width) {
        String shortened = shortened(clean(text), width);
        line.append(shortened).append(" ".repeat(width - length(shortened))).append(GAP);
    }

    private String shortened(String text, int width) {
        return length(text) <= width
                ? text
                : text.substring(0, text.offsetByCodePoints(0, width - 1)) + glyphs.ellipsis();
    }

    private void entries(LocationLists lists, int list, Explanations reasons, EmptyReasons whyEmpty, Appendable out)
            throws IOException {
        Variable variable = lists.function().variables().get(lists.variable(list));
        String heading = heading(variable);
        if (lists.firstEntry(list) == lists.firstEntry(list + 1)) {
            out.append(heading).append('\n').append(INDENT).append("no location: ")
                    .append(whyEmpty.of(list).sentence()).append('\n');
            return;
        }
        EntryTable table = new EntryTable(lists, list, lists.function().hasPcs(), columns, glyphs);
        out.append(table.heading(heading)).append('\n');
        for (int entry = lists.firstEntry(list); entry < lists.firstEntry(list + 1); entry++) {
            out.append(table.row(entry)).append('\n');
            if (reasons != null) {
                reason("begins: ", reasons.begin(entry), out);
                reason("ends:   ", reasons.end(entry), out);
            }
        }
    }

    private void untracked(Function function, List<UntrackedVariable> untracked, Appendable out) throws IOException {
        for (UntrackedVariable without : untracked) {
            out.append(heading(function.variables().get(without.variable()))).append('\n').append(INDENT)
                    .append("no list: ").append(without.reason().sentence()).append('\n');
        }
    }

    private String heading(Variable variable) {
        return shortened(clean(variable.name()), MAX_NAME) + " " + shortened(clean(variable.type()), MAX_TYPE);
    }

    private void reason(String label, String sentence, Appendable out) throws IOException {
        out.append(INDENT).append(INDENT).append(glyphs.reason()).append(' ').append(label).append(clean(sentence))
                .append('\n');
    }

    /** Text out of an input, without characters that a terminal obeys or that would break the line. */
    public static String clean(String text) {
        return text.codePoints().anyMatch(FunctionText::isCommand)
                ? text.codePoints().map(c -> isCommand(c) ? '?' : c)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString()
                : text;
    }

    private static boolean isCommand(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                true;
            default -> false;
        };
    }
}
