package dev.whereabouts.ssa.gossafunc.listing;

import dev.whereabouts.ssa.gossafunc.DumpLine;
import dev.whereabouts.ssa.gossafunc.listing.GenssaInstruction.Label;
import dev.whereabouts.ssa.gossafunc.symbol.LineScanner;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Place;
import java.util.ArrayList;
import java.util.List;

/**
 * The genssa section of one function.
 *
 * @param instructions in the order in which they stand, without the closing {@code END}
 * @param end          the index of {@code END}
 */
record Genssa(List<GenssaInstruction> instructions, int end) {

    private static final Label NONE = new Label.None();

    /**
     * Reads the section; lines of other kinds among the instructions (the log of the location lists, file names) are passed over.
     *
     * @throws InputException where the instructions do not begin with {@code TEXT}, close with {@code END}, or count through
     */
    static Genssa read(List<DumpLine> lines) {
        List<GenssaInstruction> instructions = new ArrayList<>();
        for (DumpLine line : lines) {
            GenssaInstruction instruction = parse(line);
            if (instruction == null) {
                continue;
            }
            if (instructions.isEmpty() && !instruction.mnemonic().equals("TEXT")) {
                throw InputException.malformed(line.place(), "the first instruction of genssa is TEXT");
            }
            if (instruction.mnemonic().equals("END")) {
                checkIndexes(instructions, instruction);
                return new Genssa(instructions, instruction.index());
            }
            instructions.add(instruction);
        }
        Place place = lines.isEmpty() ? new Place.Position(1, 0) : lines.getLast().place();
        throw InputException.malformed(place, "the instructions of genssa close with END, which is missing");
    }

    private static void checkIndexes(List<GenssaInstruction> instructions, GenssaInstruction end) {
        boolean[] seen = new boolean[instructions.size()];
        for (GenssaInstruction instruction : instructions) {
            int index = instruction.index();
            if (index >= seen.length || seen[index]) {
                throw InputException.malformed(instruction.at().place(),
                        "the instructions of genssa are numbered from 0 to the one before END, each once");
            }
            seen[index] = true;
        }
        if (end.index() != seen.length) {
            throw InputException.malformed(end.at().place(),
                    "the number of END is that of the last instruction and one more: " + seen.length);
        }
    }

    /** @return null where the line is no instruction */
    private static GenssaInstruction parse(DumpLine at) {
        LineScanner scan = new LineScanner(at);
        if (!scan.skip(" ")) {
            return null;
        }
        String labelText = scan.upTo("\t");
        Label label = labelText == null ? null : label(labelText.strip());
        int index = scan.number(10);
        String position = label == null || index < 0 || !scan.skip(" (") ? null : scan.upTo(")\t");
        if (position == null) {
            return null;
        }
        int line = new LineScanner(new DumpLine(0, position)).number(10);
        String mnemonic = scan.upTo("\t");
        return new GenssaInstruction(at, label, index, line < 0 ? Function.UNKNOWN : line,
                mnemonic == null ? scan.rest() : mnemonic, scan.rest());
    }

    /** @return null where the text is no label */
    private static Label label(String text) {
        if (text.isEmpty()) {
            return NONE;
        }
        LineScanner scan = new LineScanner(new DumpLine(0, text));
        boolean value = scan.skip("v");
        if (!value && !scan.skip("b")) {
            return null;
        }
        int id = scan.number(10);
        if (id < 0 || !scan.atEnd()) {
            return null;
        }
        return value ? new Label.Value(id) : new Label.Block(id);
    }
}
