package dev.whereabouts.ssa.gossafunc.reader;

import dev.whereabouts.ssa.gossafunc.DumpLine;
import dev.whereabouts.ssa.gossafunc.DumpSource;
import dev.whereabouts.ssa.gossafunc.printed.PrintedFunctionParser;
import dev.whereabouts.ssa.gossafunc.symbol.SymbolHeading;
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
 * Reads functions from what a stock compiler prints:
 *
 * <pre>
 * GOSSAFUNC='F+' GOSSADIR=ssa go build -gcflags='-d=locationlists=2 -c=1 -S -S' -o /dev/null . &gt;dump.txt 2&gt;&amp;1
 * </pre>
 *
 * <p>Any number of functions and packages may be in one dump. Memory is bounded whatever its length.
 */
public final class DumpReader {

    private static final String START = "generating SSA for ";
    private static final String PACKAGE = "# ";

    private final DumpSource lines;
    private final Limits limits;
    private final DumpOptions options;
    private final Deque<DumpResult> ready = new ArrayDeque<>();
    private TypeSizes types;
    private CompileUnit unit;
    private FunctionSection section;
    private SymbolHeading symbol;
    private List<DumpLine> symbolLines;
    private long symbolBytes;
    private DumpLine previous = new DumpLine(0, "");
    private boolean found;
    private boolean ended;

    /** @param text the dump; the caller closes it */
    public DumpReader(Reader text, DumpOptions options, Limits limits) {
        this(new DumpLines(text, limits.textLength()), options, limits);
    }

    /** @param lines the dump in another form than text, such as {@code ssa.html} */
    public DumpReader(DumpSource lines, DumpOptions options, Limits limits) {
        this.lines = lines;
        this.limits = limits;
        this.options = options;
        this.types = new TypeSizes(options.types(), limits.variables());
        this.unit = new CompileUnit(limits, options, types);
    }

    /**
     * The next function.
     *
     * @return null at the end
     * @throws InputException if the dump holds no function at all
     * @throws IOException    if the text cannot be read
     */
    public DumpResult next() throws IOException {
        while (ready.isEmpty() && !ended) {
            DumpLine line = lines.next();
            if (line == null) {
                end();
            } else {
                accept(line);
                previous = line;
            }
        }
        return ready.poll();
    }

    private void end() {
        ended = true;
        endSymbol();
        endSection();
        ready.addAll(unit.close());
        if (!found) {
            throw InputException.malformed(new Place.Position(1, 0),
                    "there is no dumped function here: compile with GOSSAFUNC='F+' GOSSADIR=ssa go build "
                            + "-gcflags='-d=locationlists=2 -c=1 -S' . and give what that prints, standard error included; "
                            + "F is the function's name");
        }
    }

    private void accept(DumpLine line) {
        String text = line.text();
        if (symbol != null) {
            if (text.startsWith("\t")) {
                addToSymbol(line);
                return;
            }
            endSymbol();
        }
        if (text.startsWith(START)) {
            endSection();
            startSection(text.substring(START.length()), line);
        } else if (section != null) {
            if (lines.wasCut()) {
                section.fail(InputException.limit(line.place(), "textLength", limits.textLength()));
            }
            section.accept(line);
            if (section.isComplete()) {
                endSection();
            }
        } else if (PrintedFunctionParser.isBlockLabel(text)) {
            startSection(previous.text(), previous);
            section.accept(line);
        } else {
            noise(line);
        }
    }

    private void noise(DumpLine line) {
        if (line.text().startsWith(PACKAGE)) {
            nextUnit();
            return;
        }
        SymbolHeading heading = lines.wasCut() ? null : SymbolHeading.parse(line);
        if (heading != null && unit.wants(heading)) {
            symbol = heading;
            symbolLines = new ArrayList<>(List.of(line));
            symbolBytes = 0;
        }
    }

    private void addToSymbol(DumpLine line) {
        symbolBytes += line.text().length();
        if (symbolBytes <= limits.functionBytes()) {
            symbolLines.add(line);
        }
    }

    private void endSymbol() {
        if (symbol != null) {
            unit.accept(symbol, symbolLines, symbolBytes);
            symbol = null;
            symbolLines = null;
        }
    }

    private void startSection(String name, DumpLine line) {
        found = true;
        if (unit.isListed()) {
            nextUnit();
        }
        section = new FunctionSection(name, line, types, limits);
    }

    private void endSection() {
        if (section == null) {
            return;
        }
        if (!section.isComplete()) {
            section.fail(InputException.malformed(previous.place(), "the dump of " + section.name()
                    + " breaks off here: genssa and its instructions should follow"));
        }
        unit.add(section);
        section = null;
    }

    private void nextUnit() {
        ready.addAll(unit.close());
        types = new TypeSizes(options.types(), limits.variables());
        unit = new CompileUnit(limits, options, types);
    }
}
