package dev.whereabouts.ssa.gossafunc.listing;

import dev.whereabouts.ssa.model.Function;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The source lines of one function's machine code, as {@code -S} prints them: the innermost ones of inlined code with one {@code -S}, those
 * of the outermost call with two.
 */
public final class SourceLines {

    private final int[] pcs;
    private final int[] lines;
    private final String[] files;

    /**
     * A line of a source file.
     *
     * @param file as the compiler was told it: absolute, or shortened by {@code -trimpath} or a line directive
     * @param line from 1
     */
    public record Position(String file, int line) {}

    SourceLines(List<ListedInstruction> instructions) {
        pcs = new int[instructions.size()];
        lines = new int[instructions.size()];
        files = new String[instructions.size()];
        for (int i = 0; i < instructions.size(); i++) {
            ListedInstruction instruction = instructions.get(i);
            pcs[i] = instruction.pc();
            lines[i] = instruction.line();
            // most stand in one file: one text for all of them
            files[i] = i > 0 && files[i - 1].equals(instruction.file()) ? files[i - 1] : instruction.file();
        }
    }

    /** The line of the function's first instruction, which is that of its declaration; empty where the listing does not say it. */
    public Optional<Position> start() {
        return position(0);
    }

    /**
     * The line of an instruction.
     *
     * @param pc bytes from the function's start
     * @return empty where no instruction is, and where the listing does not say it
     */
    public Optional<Position> at(int pc) {
        int found = Arrays.binarySearch(pcs, pc);
        int at = found < 0 ? -found - 2 : found;
        // pseudo-instructions stand before the one that has the bytes
        while (at >= 0 && at + 1 < pcs.length && pcs[at + 1] == pcs[at]) {
            at++;
        }
        return at < 0 ? Optional.empty() : position(at);
    }

    private Optional<Position> position(int instruction) {
        boolean isKnown = lines[instruction] != Function.UNKNOWN && lines[instruction] > 0
                && !files[instruction].isEmpty();
        return isKnown ? Optional.of(new Position(files[instruction], lines[instruction])) : Optional.empty();
    }
}
