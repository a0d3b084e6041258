package dev.whereabouts.ssa.gossafunc.reader;

import dev.whereabouts.ssa.gossafunc.DumpLine;
import dev.whereabouts.ssa.gossafunc.printed.PrintedFunction;
import dev.whereabouts.ssa.gossafunc.printed.PrintedFunctionParser;
import dev.whereabouts.ssa.gossafunc.rebuild.Arrival;
import dev.whereabouts.ssa.gossafunc.rebuild.DumpedFunction;
import dev.whereabouts.ssa.gossafunc.rebuild.SyntaxTree;
import dev.whereabouts.ssa.gossafunc.trail.NameTrail;
import dev.whereabouts.ssa.gossafunc.type.TypeFacts;
import dev.whereabouts.ssa.problem.Fault;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Limits;
import dev.whereabouts.ssa.problem.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Takes the lines of one function's section, from its syntax tree to the end of genssa. */
final class FunctionSection {

    private static final String PASS = "  pass ";
    private static final String PASS_END = " end [";
    private static final String COMPILING = "compiling ";
    private static final String GENSSA = "genssa ";
    private static final String LOG = "Generating location lists for function";
    private static final String BLOCK_DONE = "Block b";
    private static final String TEXT = "\tTEXT\t";
    private static final String END = "\tEND";
    private static final String ABI_INTERNAL = "ABIInternal";
    private static final String FRAME = "(SB)";

    /** Passes that the compiler leaves out with {@code -N}; one of them shows that it ran without. */
    private static final Set<String> OPTIMIZING_PASSES = Set.of("early phielim and copyelim", "early deadcode",
            "short circuit", "pre-opt deadcode", "generic cse", "nilcheckelim", "prove", "early fuse", "branchelim",
            "dse",
            "lowered cse", "late deadcode", "likelyadjust", "loop rotate", "trim");

    private final String name;
    private final DumpLine start;
    private final Limits limits;
    private final TypeFacts facts;
    private final SyntaxTree tree;
    private final List<Arrival> arrivals = new ArrayList<>();
    private final List<DumpLine> genssa = new ArrayList<>();
    private List<Fault> faults = List.of();
    private PrintedFunctionParser parser;
    private PrintedFunction first;
    private PrintedFunction last;
    private NameTrail trail;
    private DumpLine previous;
    private String pass = "";
    private boolean optimized;
    private boolean hasLog;
    private boolean arriving;
    private boolean inGenssa;
    private boolean complete;
    private String symbol = "";
    private boolean abiInternal;
    private long bytes;
    private long printBytes;
    private long firstBytes;
    private long lastBytes;
    private long genssaBytes;

    /**
     * @param name  the function's, without package
     * @param start the first line
     */
    FunctionSection(String name, DumpLine start, TypeSizes types, Limits limits) {
        this.name = name;
        this.start = start;
        this.previous = start;
        this.limits = limits;
        this.facts = new TypeFacts(type -> types.size(type, symbol));
        this.tree = new SyntaxTree(limits.variables());
    }

    /** Whether the section is over, all lines of it taken. */
    boolean isComplete() {
        return complete;
    }

    /** Characters of the dump that are kept until the function is built. */
    long heldBytes() {
        return firstBytes + lastBytes + genssaBytes;
    }

    /** Fails the function, and keeps nothing of it. */
    void drop(InputException problem) {
        fail(problem);
        first = null;
        last = null;
        trail = null;
        genssa.clear();
        arrivals.clear();
    }

    String name() {
        return symbol.isEmpty() ? name : symbol;
    }

    /** Where the section begins. */
    Place place() {
        return start.place();
    }

    /** What is wrong with the function; empty where nothing is. */
    List<Fault> faults() {
        return faults;
    }

    void fail(InputException problem) {
        if (faults.isEmpty()) {
            faults = problem.faults();
        }
    }

    /** Takes the next line. A line that is not as it should be fails the function, not the reader. */
    void accept(DumpLine line) {
        bytes += line.text().length();
        if (bytes > limits.functionBytes()) {
            fail(InputException.limit(line.place(), "functionBytes", limits.functionBytes()));
        }
        try {
            read(line);
        } catch (InputException problem) {
            fail(problem);
            parser = null;
        }
        previous = line;
    }

    private void read(DumpLine line) {
        if (inGenssa) {
            genssa(line);
            return;
        }
        if (!faults.isEmpty()) {
            inGenssa = line.text().startsWith(GENSSA);
            return;
        }
        if (parser != null) {
            if (parser.accept(line)) {
                printBytes += line.text().length();
                return;
            }
            PrintedFunction printed = parser.finish();
            parser = null;
            take(printed);
        }
        String text = line.text();
        if (PrintedFunctionParser.isBlockLabel(text)) {
            parser = new PrintedFunctionParser(previous, limits);
            parser.accept(line);
        } else if (SyntaxTree.isLine(text) && first == null) {
            tree.accept(line);
        } else if (text.startsWith(PASS) && text.contains(PASS_END)) {
            pass = text.substring(PASS.length(), text.lastIndexOf(PASS_END));
            optimized |= OPTIMIZING_PASSES.contains(pass);
        } else if (text.startsWith(GENSSA)) {
            inGenssa = true;
            genssa.add(line);
        }
    }

    private void take(PrintedFunction printed) {
        facts.learn(printed);
        lastBytes = printBytes;
        printBytes = 0;
        if (first == null) {
            first = printed;
            firstBytes = lastBytes;
            trail = new NameTrail(printed, facts);
        } else {
            trail.follow(pass, printed);
        }
        last = printed;
    }

    private void genssa(DumpLine line) {
        String text = line.text();
        if (text.startsWith(LOG)) {
            hasLog = true;
            arriving = true;
        } else if (arriving && text.startsWith(BLOCK_DONE)) {
            arriving = false;
        } else if (arriving) {
            Arrival arrival = Arrival.parse(line);
            if (arrival != null) {
                arrivals.add(arrival);
            }
        } else if (text.startsWith(" ") && text.indexOf('\t') > 0) {
            genssa.add(line);
            genssaBytes += text.length();
            if (symbol.isEmpty() && text.contains(TEXT)) {
                textLine(text.substring(text.indexOf(TEXT) + TEXT.length()));
            }
            complete = text.endsWith(END);
        }
    }

    private void textLine(String operands) {
        int end = operands.lastIndexOf(FRAME);
        symbol = end < 0 ? operands : operands.substring(0, end);
        abiInternal = end >= 0 && operands.indexOf(ABI_INTERNAL, end) >= 0;
    }

    /**
     * What was gathered.
     *
     * @throws InputException where the section is not complete
     */
    DumpedFunction function() {
        if (!complete || first == null || symbol.isEmpty()) {
            throw InputException.malformed(start.place(), "the dump of " + name() + " breaks off: it goes from \""
                    + COMPILING
                    + "\" through the passes to the instructions of \"genssa\"; lines of different functions must not be "
                    + "mixed (compile with -c=1)");
        }
        return new DumpedFunction(symbol, abiInternal, optimized, first, last, trail.slots(), facts, tree, arrivals,
                hasLog, genssa);
    }
}
