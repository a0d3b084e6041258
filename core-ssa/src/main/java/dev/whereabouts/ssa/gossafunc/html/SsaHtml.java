package dev.whereabouts.ssa.gossafunc.html;

import dev.whereabouts.ssa.gossafunc.DumpLine;
import dev.whereabouts.ssa.gossafunc.DumpSource;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Limits;
import dev.whereabouts.ssa.problem.Place;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Turns {@code ssa.html} into the lines that the compiler prints with a plus sign behind the function's name in {@code GOSSAFUNC}.
 *
 * <p>Missing are the function's type in headings, the log of the location lists, and the listing. The number of a line is that of the
 * line of the document on which the piece stands.
 *
 * <p>Source of the rule: the HTML writer of the Go compiler (Go 1.19 to 1.26), as observed in what it writes.
 */
public final class SsaHtml implements DumpSource {

    private static final String START = "<html>";
    private static final String COLUMN = "-exp";
    private static final String SOURCES = "sources";
    private static final String SYNTAX_TREE = "AST";
    private static final String BEFORE_START = "before insert phis";
    private static final String GENSSA = "genssa";
    private static final String STATISTICS = " [";
    private static final String DEAD = " DEAD";

    /** More passes than any compiler has. */
    private static final int MOST_TITLES = 1000;

    /** What a column shows. */
    private enum Stage {
        NO_PRINT, BEFORE_START, PASSES, GENSSA
    }

    /** What a piece of text is, by the element around it. */
    private enum Kind {
        HEADING("h1"), TITLE("h2"), TREE("div"), BLOCK_START("li"), VALUE("li"), BLOCK_END("li"), NAME("li"), LABEL(
                "dt"), INSTRUCTION("dd");

        private final String element;

        Kind(String element) {
            this.element = element;
        }
    }

    private final Tokenizer tokens;
    private final Limits limits;
    private final Deque<DumpLine> ready = new ArrayDeque<>();
    private final List<DumpLine> beforeStart = new ArrayList<>();
    private final List<String> titles = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private long beforeStartLength;
    private String function = "";
    private String label = "";
    private Kind kind;
    private long line;
    private boolean deadBlock;
    private boolean deadValue;
    private boolean hidden;
    private Stage stage;
    private boolean compiling;

    /** @param document the caller closes it */
    public SsaHtml(Reader document, Limits limits) {
        this.tokens = new Tokenizer(document);
        this.limits = limits;
    }

    /** Whether a document is {@code ssa.html}, by its first characters. */
    public static boolean looksLikeSsaHtml(String start) {
        return start.stripLeading().startsWith(START);
    }

    /** @throws InputException if a line is beyond a limit */
    @Override
    public DumpLine next() throws IOException {
        while (ready.isEmpty()) {
            long at = tokens.line();
            Token token = tokens.next();
            if (token == null) {
                return null;
            }
            switch (token) {
                case Token.Open open -> open(open, at);
                case Token.Close close -> close(close.name());
                case Token.Text piece -> append(piece.text());
            }
        }
        return ready.poll();
    }

    @Override
    public boolean wasCut() {
        return false;
    }

    private void open(Token.Open tag, long at) {
        if (kind != null) {
            mark(tag);
            return;
        }
        switch (tag.name()) {
            case "h1" -> capture(Kind.HEADING, at);
            case "h2" -> capture(Kind.TITLE, at);
            case "td" -> {
                if (tag.id().endsWith(COLUMN)) {
                    titles.clear();
                    stage = null;
                }
            }
            case "div" -> {
                if (tag.classes().contains("ast")) {
                    capture(Kind.TREE, at);
                }
            }
            case "ul" -> deadBlock = tag.classes().contains("dead-block")
                    || deadBlock && !tag.classes().contains("ssa-print-func");
            case "li" -> item(tag, at);
            case "dt" -> capture(Kind.LABEL, at);
            case "dd" -> capture(Kind.INSTRUCTION, at);
            default -> {
                // Layout.
            }
        }
    }

    private void item(Token.Open tag, long at) {
        if (tag.classes().contains("ssa-start-block")) {
            capture(Kind.BLOCK_START, at);
        } else if (tag.classes().contains("ssa-end-block")) {
            capture(Kind.BLOCK_END, at);
        } else if (tag.classes().contains("ssa-long-value")) {
            deadValue = tag.classes().contains("dead-value");
            capture(Kind.VALUE, at);
        } else if (!tag.classes().contains("ssa-value-list")) {
            capture(Kind.NAME, at);
        }
    }

    private void capture(Kind what, long at) {
        kind = what;
        line = at;
        text.setLength(0);
        hidden = false;
    }

    /** The text form puts a sign before the line of an instruction that is no statement, and no line after a block's end. */
    private void mark(Token.Open tag) {
        if (tag.name().equals("s")) {
            append("-");
        }
        hidden |= tag.name().equals("button") || kind == Kind.BLOCK_END && tag.classes().contains("line-number");
    }

    private void append(String piece) {
        if (kind != null && !hidden) {
            text.append(piece);
            if (text.length() > limits.textLength()) {
                throw InputException.limit(new Place.Position(line, 0), "textLength", limits.textLength());
            }
        }
    }

    private void close(String element) {
        if (kind != null && element.equals(kind.element)) {
            Kind complete = kind;
            kind = null;
            complete(complete, text.toString());
        }
    }

    private void complete(Kind what, String content) {
        switch (what) {
            case HEADING -> function(content.strip());
            case TITLE -> {
                if (titles.size() < MOST_TITLES) {
                    titles.add(content.strip());
                }
            }
            case TREE -> emit(content);
            case LABEL -> label = content.strip();
            case INSTRUCTION -> instruction(content);
            case BLOCK_START -> printed("  " + content.strip() + (deadBlock ? DEAD : ""));
            case VALUE -> value(content.strip());
            case BLOCK_END -> printed("    " + content.strip());
            case NAME -> name(content.strip());
        }
    }

    /** The heading is the name, and for some versions the number of the ABI behind a comma. */
    private void function(String heading) {
        int comma = heading.lastIndexOf(',');
        function = comma < 0 ? heading : heading.substring(0, comma);
        compiling = false;
        beforeStart.clear();
        beforeStartLength = 0;
        emit("generating SSA for " + function);
    }

    /** Finds out what the column is and begins it, with the first piece after its titles. */
    private Stage stage() {
        if (stage != null) {
            return stage;
        }
        if (titles.contains(SOURCES) || titles.contains(SYNTAX_TREE)) {
            stage = Stage.NO_PRINT;
        } else if (titles.contains(GENSSA)) {
            stage = Stage.GENSSA;
            emit("genssa " + function);
        } else if (titles.equals(List.of(BEFORE_START))) {
            stage = Stage.BEFORE_START;
        } else {
            stage = Stage.PASSES;
            beginPasses();
        }
        return stage;
    }

    private void beginPasses() {
        if (!compiling) {
            compiling = true;
            emit("compiling " + function);
            // The first stage shares its column with the next if it is the same as what was before it.
            if (titles.size() > 1) {
                emit(function);
                ready.addAll(beforeStart);
            }
            beforeStart.clear();
        }
        for (String title : titles) {
            int statistics = title.lastIndexOf(STATISTICS);
            if (statistics > 0) {
                emit("  pass " + title.substring(0, statistics) + " end" + title.substring(statistics));
            }
        }
        emit(function);
    }

    private void printed(String content) {
        switch (stage()) {
            case PASSES -> emit(content);
            case BEFORE_START -> holdBack(content);
            case NO_PRINT, GENSSA -> {
                // A document of another make.
            }
        }
    }

    private void holdBack(String content) {
        beforeStartLength += content.length();
        if (beforeStartLength > limits.functionBytes()) {
            throw InputException.limit(new Place.Position(line, 0), "functionBytes", limits.functionBytes());
        }
        beforeStart.add(new DumpLine(line, content));
    }

    /** Here the line stands after the value's id, in the text before it. */
    private void value(String content) {
        int id = content.indexOf(' ');
        int position = content.indexOf(") = ");
        if (id >= 0 && position > id) {
            printed("    " + content.substring(id + 1, position + 1) + " " + content.substring(0, id)
                    + content.substring(position + 1) + (deadValue ? DEAD : ""));
        }
    }

    private void name(String content) {
        int values = content.lastIndexOf(':');
        if (content.startsWith("name ") && values > 0) {
            printed(content.substring(0, values) + ": [" + content.substring(values + 1).strip() + "]");
        }
    }

    private void instruction(String content) {
        int position = content.indexOf(" (");
        int mnemonic = content.indexOf(") ");
        if (position > 0 && mnemonic > position && content.charAt(0) != '#' && stage() == Stage.GENSSA) {
            String number = content.substring(position + 2, mnemonic).replaceFirst("^[+-]", "");
            emit(" " + label + " ".repeat(Math.max(0, 6 - label.length())) + "\t" + content.substring(0, position)
                    + " (" + number + ")\t"
                    + content.substring(mnemonic + 2));
        }
        label = "";
    }

    private void emit(String content) {
        ready.add(new DumpLine(line, content));
    }
}
