package dev.whereabouts.ssa.gossafunc.printed;

import dev.whereabouts.ssa.gossafunc.DumpLine;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Limits;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads one printed function, line by line.
 *
 * <p>Source of the form: the compiler's printer of SSA functions, of Go 1.19 to 1.26.
 */
public final class PrintedFunctionParser {

    private static final String BLOCK = "  b";
    private static final String VALUE = "    (";
    private static final String INDENT = "    ";
    private static final String NAME = "name ";
    private static final String DEAD = " DEAD";

    private final Limits limits;
    private final DumpLine heading;
    private final List<PrintedBlock> blocks = new ArrayList<>();
    private final List<PrintedName> names = new ArrayList<>();
    private PrintedBlock open;
    private List<PrintedValue> values = new ArrayList<>();
    private int valueCount;
    private int references;
    private int nameReferences;

    /** @param heading the line before that of the first block */
    public PrintedFunctionParser(DumpLine heading, Limits limits) {
        this.heading = heading;
        this.limits = limits;
    }

    /** Whether a line is the label of a block: the line before the first one is a function's heading. */
    public static boolean isBlockLabel(String text) {
        int colon = BLOCK.length();
        if (!text.startsWith(BLOCK)) {
            return false;
        }
        while (colon < text.length() && text.charAt(colon) >= '0' && text.charAt(colon) <= '9') {
            colon++;
        }
        return colon > BLOCK.length() && colon < text.length() && text.charAt(colon) == ':';
    }

    /**
     * Takes the next line.
     *
     * @return false where it is not part of the function any more
     * @throws InputException where it is, but not as the compiler prints it
     */
    public boolean accept(DumpLine line) {
        String text = line.text();
        if (text.startsWith(NAME) && open == null) {
            name(line);
        } else if (names.isEmpty() && isBlockLabel(text)) {
            label(line);
        } else if (open != null && text.startsWith(VALUE)) {
            value(line);
        } else if (open != null && text.startsWith(INDENT)) {
            ending(line);
        } else {
            return open != null && text.equals("dependency cycle!");
        }
        return true;
    }

    /**
     * The function.
     *
     * @throws InputException where it breaks off in the middle of a block
     */
    public PrintedFunction finish() {
        if (open != null) {
            throw InputException.malformed(open.at().place(), "block b" + open.id() + " is printed without its end");
        }
        return new PrintedFunction(heading, blocks, names);
    }

    private void label(DumpLine line) {
        if (open != null) {
            throw InputException.malformed(line.place(), "block b" + open.id() + " is printed without its end");
        }
        if (blocks.size() >= limits.blocks()) {
            throw InputException.limit(line.place(), "blocks", limits.blocks());
        }
        LineScan scan = new LineScan(line);
        scan.expect(BLOCK);
        int id = scan.id();
        scan.expect(":");
        List<Integer> preds = List.of();
        if (scan.skip(" <-")) {
            preds = references(scan, 'b');
        }
        boolean dead = scan.skip(DEAD);
        scan.expectEnd();
        open = new PrintedBlock(line, id, preds, dead, List.of(), "", List.of(), List.of());
    }

    private void value(DumpLine line) {
        if (valueCount >= limits.values()) {
            throw InputException.limit(line.place(), "values", limits.values());
        }
        valueCount++;
        LineScan scan = new LineScan(line);
        scan.expect(VALUE);
        int source = sourceLine(scan);
        scan.expect(") v");
        int id = scan.id();
        scan.expect(" = ");
        String op = scan.word();
        scan.expect(" <");
        String type = scan.type();
        String aux = scan.follows(" {") ? scan.bracketed(" {", '}') : "";
        String auxInt = scan.follows("[")
                ? scan.bracketed("[", ']')
                : scan.follows(" [") ? scan.bracketed(" [", ']') : "";
        List<Integer> args = references(scan, 'v');
        PrintedHome home = scan.skip(" : ") ? home(scan, 0) : PrintedHome.NOWHERE;
        if (scan.skip(" tmp=")) {
            scan.word();
        }
        if (scan.follows(" (")) {
            scan.bracketed(" (", ')');
        }
        boolean dead = scan.skip(DEAD);
        scan.expectEnd();
        values.add(new PrintedValue(line, id, source, op, type, aux, auxInt, args, home, dead));
    }

    private static int sourceLine(LineScan scan) {
        if (scan.skip("?")) {
            return Function.UNKNOWN;
        }
        if (!scan.skip("+")) {
            scan.skip("-");
        }
        return scan.id();
    }

    /** @param depth of tuples around; the compiler's tuples hold no tuple */
    private static PrintedHome home(LineScan scan, int depth) {
        if (depth == 0 && scan.skip("<")) {
            List<PrintedHome> parts = new ArrayList<>();
            while (!scan.skip(">")) {
                parts.add(home(scan, 1));
                scan.skip(",");
            }
            return new PrintedHome.Tuple(parts);
        }
        String register = scan.registerName();
        if (!register.isEmpty()) {
            return register.equals("nil") ? PrintedHome.NOWHERE : new PrintedHome.Register(register);
        }
        return new PrintedHome.Stack(scan.slot());
    }

    private void ending(DumpLine line) {
        LineScan scan = new LineScan(line);
        scan.expect(INDENT);
        String kind = scan.word();
        if (scan.follows(" {")) {
            scan.bracketed(" {", '}');
        }
        if (scan.follows(" [")) {
            scan.bracketed(" [", ']');
        }
        List<Integer> controls = references(scan, 'v');
        List<Integer> succs = scan.skip(" ->") ? references(scan, 'b') : List.of();
        if (!scan.skip(" (likely)")) {
            scan.skip(" (unlikely)");
        }
        scan.expectEnd();
        blocks.add(new PrintedBlock(open.at(), open.id(), open.preds(), open.dead(), values, kind, controls, succs));
        values = new ArrayList<>();
        open = null;
    }

    private void name(DumpLine line) {
        if (names.size() >= limits.slots()) {
            throw InputException.limit(line.place(), "slots", limits.slots());
        }
        LineScan scan = new LineScan(line);
        scan.expect(NAME);
        PrintedSlot slot = scan.slot();
        scan.expect(": [");
        List<Integer> held = new ArrayList<>();
        while (!scan.skip("]")) {
            if (nameReferences++ >= limits.nameReferences()) {
                throw InputException.limit(line.place(), "nameReferences", limits.nameReferences());
            }
            scan.expect("v");
            held.add(scan.id());
            scan.skip(" ");
        }
        scan.expectEnd();
        names.add(new PrintedName(line, slot, held));
    }

    private List<Integer> references(LineScan scan, char letter) {
        List<Integer> ids = new ArrayList<>();
        int id = scan.reference(letter);
        while (id >= 0) {
            if (references++ >= limits.arguments()) {
                throw InputException.limit(scan.place(), "arguments", limits.arguments());
            }
            ids.add(id);
            id = scan.reference(letter);
        }
        return ids;
    }
}
