package dev.whereabouts.ssa.gossafunc.listing;

import dev.whereabouts.ssa.gossafunc.DumpLine;
import dev.whereabouts.ssa.gossafunc.symbol.DumpedSymbol;
import dev.whereabouts.ssa.gossafunc.symbol.LineScanner;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Place;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code -S} prints of one function.
 *
 * @param codeSize     bytes
 * @param instructions in the order in which they stand, pseudo-instructions included
 * @param code         the bytes, relocated ones as they are before linking; empty where the listing has none
 */
record Listing(int codeSize, List<ListedInstruction> instructions, byte[] code) {

    /** @throws InputException where the lines are not those of a function */
    static Listing read(List<DumpLine> lines) {
        if (lines.isEmpty()) {
            throw InputException.malformed(new Place.Position(1, 0), "the listing of a function has a first line");
        }
        DumpedSymbol symbol = DumpedSymbol.read(lines);
        if (!symbol.heading().kind().startsWith("STEXT")) {
            throw InputException.malformed(lines.getFirst().place(),
                    "the listing of a function begins with its STEXT line");
        }
        byte[] code = symbol.bytes();
        if (code.length != 0 && code.length != symbol.heading().size()) {
            throw InputException.malformed(lines.getFirst().place(), "the function has " + symbol.heading().size()
                    + " bytes, but " + code.length + " are listed");
        }
        List<ListedInstruction> instructions = new ArrayList<>();
        for (DumpLine line : lines) {
            ListedInstruction instruction = parse(line);
            if (instruction != null) {
                check(instruction, instructions, symbol.heading().size());
                instructions.add(instruction);
            }
        }
        if (instructions.isEmpty()) {
            throw InputException.malformed(lines.getFirst().place(), "the listing of a function has instructions");
        }
        return new Listing(symbol.heading().size(), instructions, code);
    }

    private static void check(ListedInstruction instruction, List<ListedInstruction> before, int codeSize) {
        int least = before.isEmpty() ? 0 : before.getLast().pc();
        if (instruction.pc() < least || instruction.pc() > codeSize) {
            throw InputException.malformed(instruction.at().place(),
                    "the PCs of a listing ascend from 0 to the function's size, " + codeSize);
        }
    }

    /** @return null where the line is no instruction */
    private static ListedInstruction parse(DumpLine line) {
        LineScanner scan = new LineScanner(line);
        if (!scan.skip("\t0x") || scan.number(16) < 0 || !scan.skip(" ")) {
            return null;
        }
        int pc = scan.number(10);
        if (pc < 0 || !scan.skip(" (")) {
            return null;
        }
        String position = scan.upTo(")\t");
        if (position == null) {
            return null;
        }
        String mnemonic = scan.upTo("\t");
        String operands = mnemonic == null ? "" : scan.rest();
        return new ListedInstruction(line, pc, file(position), line(position),
                mnemonic == null ? scan.rest() : mnemonic, operands);
    }

    /** A position is {@code file:line}, with the position before line directives in brackets behind, or {@code <unknown line number>}. */
    private static int colon(String position) {
        int end = position.endsWith("]") ? position.lastIndexOf('[') : position.length();
        return end < 0 ? -1 : position.lastIndexOf(':', end);
    }

    private static String file(String position) {
        int colon = colon(position);
        return colon < 0 ? "" : position.substring(0, colon);
    }

    private static int line(String position) {
        int colon = colon(position);
        if (colon < 0) {
            return Function.UNKNOWN;
        }
        int number = new LineScanner(new DumpLine(0, position.substring(colon + 1))).number(10);
        return number < 0 ? Function.UNKNOWN : number;
    }
}
