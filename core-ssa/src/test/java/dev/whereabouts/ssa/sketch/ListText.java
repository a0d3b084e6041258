package dev.whereabouts.ssa.sketch;

import dev.whereabouts.amd64.register.GoVersion;
import dev.whereabouts.ssa.analysis.AnalysisOptions;
import dev.whereabouts.ssa.analysis.Boundary;
import dev.whereabouts.ssa.analysis.LocationListAnalysis;
import dev.whereabouts.ssa.analysis.LocationLists;
import dev.whereabouts.ssa.problem.Limits;
import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.IntStream;

/**
 * Lists as text: {@code x: b1.start-v4 50, v4-end 917c}. A boundary in the middle of a block is its value; one at its start or end is told
 * with the block; {@code end} alone is the function's, with the block that stands beside it where there is one. Expressions are in hex.
 */
public final class ListText {

    private ListText() {}

    /** What the analysis makes of a function for the newest Go. */
    public static List<String> of(FunctionSketch sketch) {
        return of(sketch, AnalysisOptions.of(GoVersion.NEWEST));
    }

    /** What the analysis makes of a function. */
    public static List<String> of(FunctionSketch sketch, AnalysisOptions options) {
        return of(new LocationListAnalysis(Limits.DEFAULT).analyze(sketch.build(), options));
    }

    /** One line for each list. */
    public static List<String> of(LocationLists lists) {
        return IntStream.range(0, lists.lists()).mapToObj(list -> line(lists, list)).toList();
    }

    private static String line(LocationLists lists, int list) {
        StringJoiner entries = new StringJoiner(", ");
        for (int e = lists.firstEntry(list); e < lists.firstEntry(list + 1); e++) {
            entries.add(boundary(lists.beginBlock(e), lists.beginValue(e)) + "-"
                    + boundary(lists.endBlock(e), lists.endValue(e)) + " "
                    + HexFormat.of().formatHex(lists.expression(e)));
        }
        String name = lists.function().variables().get(lists.variable(list)).name();
        return entries.length() == 0 ? name + ":" : name + ": " + entries;
    }

    private static String boundary(int block, int value) {
        return switch (value) {
            case Boundary.BLOCK_START -> "b" + block + ".start";
            case Boundary.BLOCK_END -> "b" + block + ".end";
            case Boundary.FUNCTION_END -> block == Boundary.NO_BLOCK ? "end" : "end(b" + block + ")";
            default -> "v" + value;
        };
    }
}
