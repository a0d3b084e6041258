package dev.whereabouts.ssa.explain;

import dev.whereabouts.ssa.analysis.LocationLists;
import dev.whereabouts.ssa.dwarf.PieceCursor;
import dev.whereabouts.ssa.model.Function;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * How much of a function's code its lists cover.
 *
 * <p>Instructions are those of the listing where the input has one, else the places that values end at: every instruction but the
 * prologue's first has such a place.
 *
 * @param instructions how many instructions there are
 * @param lines        how many source lines they come from; 0 where the input does not say
 * @param variables    one row for each list
 */
public record Coverage(int instructions, int lines, List<OfVariable> variables) {

    /**
     * The coverage of one variable.
     *
     * @param variable index of the variable in the function
     * @param covered  instructions at which it has a location, at least of a part
     * @param complete instructions at which every part has a location
     * @param lines    source lines with at least one covered instruction
     */
    public record OfVariable(int variable, int covered, int complete, int lines) {}

    /** The share of instructions, over all variables, with a location: 0 to 1; 0 without variables or instructions. */
    public double share() {
        long covered = variables.stream().mapToLong(OfVariable::covered).sum();
        long all = (long) instructions * variables.size();
        return all == 0 ? 0 : (double) covered / all;
    }

    /**
     * The coverage of a function whose PCs are known; all zero where they are not.
     *
     * @throws CancellationException if the thread is interrupted
     */
    public static Coverage of(LocationLists lists) {
        Function function = lists.function();
        int[] pcs = function.hasPcs() ? instructionPcs(function) : new int[0];
        int[] lineOf = lineNumbers(function, pcs);
        int lineCount = Arrays.stream(lineOf).max().orElse(-1) + 1;
        int[] seenFor = new int[lineCount];
        List<OfVariable> rows = new ArrayList<>(lists.lists());
        for (int list = 0; list < lists.lists(); list++) {
            rows.add(row(lists, list, pcs, lineOf, seenFor));
        }
        return new Coverage(pcs.length, lineCount, List.copyOf(rows));
    }

    /** @param seenFor for every line, one more than the list that saw it last */
    private static OfVariable row(LocationLists lists, int list, int[] pcs, int[] lineOf, int[] seenFor) {
        long covered = 0;
        long complete = 0;
        int lines = 0;
        for (int e = lists.firstEntry(list); e < lists.firstEntry(list + 1); e++) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("the coverage was cancelled");
            }
            int from = lowerBound(pcs, lists.beginPc(e));
            int to = lowerBound(pcs, lists.endPc(e));
            covered += Math.max(to - from, 0);
            complete += isComplete(lists, list, e) ? Math.max(to - from, 0) : 0;
            for (int i = from; i < Math.min(to, lineOf.length); i++) {
                if (lineOf[i] >= 0 && seenFor[lineOf[i]] != list + 1) {
                    seenFor[lineOf[i]] = list + 1;
                    lines++;
                }
            }
        }
        return new OfVariable(lists.variable(list), (int) Math.min(covered, pcs.length),
                (int) Math.min(complete, pcs.length),
                lines);
    }

    private static boolean isComplete(LocationLists lists, int list, int entry) {
        byte[] expression = lists.expression(entry);
        long size = lists.function().variables().get(lists.variable(list)).size();
        PieceCursor cursor = new PieceCursor(expression, 0, expression.length, size);
        while (cursor.next()) {
            // under -N empty pieces are padding
            if (cursor.holder() == PieceCursor.Holder.NOTHING && lists.function().optimized()) {
                return false;
            }
        }
        return true;
    }

    private static int[] instructionPcs(Function function) {
        int listed = function.instructions();
        if (listed > 0) {
            int[] pcs = new int[listed];
            for (int i = 0; i < listed; i++) {
                pcs[i] = function.instructionPc(i);
            }
            return pcs;
        }
        int[] pcs = new int[function.values() + function.blocks() + 1];
        int count = 1;
        for (int v = 0; v < function.values(); v++) {
            pcs[count++] = function.pc(v);
        }
        for (int b = 0; b < function.blocks(); b++) {
            pcs[count++] = function.blockPc(b);
        }
        int codeSize = function.codeSize();
        return Arrays.stream(pcs).filter(pc -> pc < codeSize).sorted().distinct().toArray();
    }

    /** For every instruction the number of its source line, counted from 0 in order of line; -1 where unknown. */
    private static int[] lineNumbers(Function function, int[] pcs) {
        if (function.instructions() == 0 || pcs.length == 0) {
            return new int[0];
        }
        int[] sorted = new int[pcs.length];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = function.instructionLine(i);
        }
        sorted = Arrays.stream(sorted).filter(line -> line != Function.UNKNOWN).sorted().distinct().toArray();
        int[] numbers = new int[pcs.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Math.max(-1, Arrays.binarySearch(sorted, function.instructionLine(i)));
        }
        return numbers;
    }

    private static int lowerBound(int[] sorted, int pc) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = low + high >>> 1;
            if (sorted[middle] < pc) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
