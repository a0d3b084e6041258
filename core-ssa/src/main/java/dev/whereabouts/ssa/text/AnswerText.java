package dev.whereabouts.ssa.text;

import dev.whereabouts.ssa.analysis.LocationLists;
import dev.whereabouts.ssa.answer.FunctionAnswer;
import dev.whereabouts.ssa.explain.Coverage;
import dev.whereabouts.ssa.gossafunc.rebuild.Choice;
import dev.whereabouts.ssa.gossafunc.symbol.CompilerLists.Agreement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes a whole answer as text: the function's lists and findings as {@link FunctionText} does, then how they compare with the compiler's
 * own bytes, what the input leaves open, and the coverage and the trace where they were asked for.
 */
public final class AnswerText {

    private static final String INDENT = "  ";

    private final FunctionText text;

    /**
     * @param columns of the terminal
     * @param glyphs  what the terminal can show
     */
    public AnswerText(int columns, Glyphs glyphs) {
        text = new FunctionText(columns, glyphs);
    }

    /**
     * Writes one answer, ending with a line end.
     *
     * @throws IOException if the output does
     */
    public void write(FunctionAnswer answer, Appendable out) throws IOException {
        text.write(answer.lists(), answer.explanations().orElse(null), answer.checks().orElse(List.of()), out);
        if (!answer.agreement().isEmpty()) {
            out.append('\n').append(agreement(answer.lists(), answer.agreement())).append('\n');
        }
        if (!answer.undecided().isEmpty()) {
            undecided(answer.undecided(), out);
        }
        if (answer.coverage().isPresent()) {
            coverage(answer.lists(), answer.coverage().get(), out);
        }
        if (answer.trace().isPresent()) {
            out.append("\ntrace\n");
            for (String line : answer.trace().get()) {
                out.append(INDENT).append(FunctionText.clean(line)).append('\n');
            }
        }
    }

    private static String agreement(LocationLists lists, List<Agreement> agreement) {
        List<String> different = names(lists, agreement, Agreement.DIFFERENT);
        List<String> notWritten = names(lists, agreement, Agreement.NOT_WRITTEN);
        int same = agreement.size() - different.size() - notWritten.size();
        StringBuilder line = new StringBuilder("compiler: wrote ");
        if (same == agreement.size()) {
            line.append(same == 1 ? "the same list" : "the same " + same + " lists").append(", byte for byte");
        } else {
            line.append(same).append(" of ").append(agreement.size()).append(" lists the same");
        }
        append(line, "differently ", different);
        append(line, "not at all ", notWritten);
        return line.toString();
    }

    private static List<String> names(LocationLists lists, List<Agreement> agreement, Agreement wanted) {
        List<String> names = new ArrayList<>();
        for (int list = 0; list < agreement.size(); list++) {
            if (agreement.get(list) == wanted) {
                names.add(FunctionText.clean(name(lists, lists.variable(list))));
            }
        }
        return names;
    }

    private static void append(StringBuilder line, String how, List<String> names) {
        if (!names.isEmpty()) {
            line.append("; ").append(how).append(String.join(", ", names));
        }
    }

    private static String name(LocationLists lists, int variable) {
        return lists.function().variables().get(variable).name();
    }

    private static void undecided(List<Choice> undecided, Appendable out) throws IOException {
        out.append('\n');
        for (Choice choice : undecided) {
            out.append(FunctionText.clean("undecided " + choice.variable() + ": " + choice.question())).append('\n');
            for (int i = 0; i < choice.choices().size(); i++) {
                out.append(INDENT).append(i == 0 ? "taken: " : "or:    ")
                        .append(FunctionText.clean(choice.choices().get(i))).append('\n');
            }
        }
    }

    private static void coverage(LocationLists lists, Coverage coverage, Appendable out) throws IOException {
        if (coverage.instructions() == 0) {
            out.append("\ncoverage: not known, since the PCs are not\n");
            return;
        }
        int width = "variable".length();
        for (Coverage.OfVariable row : coverage.variables()) {
            width = Math.max(width, name(lists, row.variable()).length());
        }
        out.append("\ncoverage: ").append(Integer.toString(coverage.instructions())).append(" instructions");
        if (coverage.lines() > 0) {
            out.append(", ").append(Integer.toString(coverage.lines())).append(" source lines");
        }
        out.append('\n').append(INDENT).append("variable").append(" ".repeat(width - "variable".length()))
                .append("  in part  whole").append(coverage.lines() > 0 ? "  lines" : "").append('\n');
        for (Coverage.OfVariable row : coverage.variables()) {
            String name = FunctionText.clean(name(lists, row.variable()));
            out.append(INDENT).append(name).append(" ".repeat(Math.max(width - name.length(), 0)))
                    .append(String.format(Locale.ROOT, "  %7d  %5d", row.covered(), row.complete()))
                    .append(coverage.lines() > 0 ? String.format(Locale.ROOT, "  %5d", row.lines()) : "").append('\n');
        }
    }
}
