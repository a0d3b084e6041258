package dev.whereabouts.ssa.analysis;

import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.sketch.FunctionSketch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes down what a listener is told while lists are built: each value's moves, as move, slot and register bit. */
final class Moves extends AnalysisListener {

    private final Map<Integer, List<String>> moves = new HashMap<>();
    int passes;

    /** The moves of a value, by its id. */
    List<String> of(FunctionSketch sketch, int valueId) {
        Function function = sketch.build();
        for (int value = 0; value < function.values(); value++) {
            if (function.valueId(value) == valueId) {
                return moves.getOrDefault(value, List.of());
            }
        }
        throw new IllegalArgumentException("no value " + valueId);
    }

    @Override
    public void passBegins(int pass) {
        passes++;
    }

    @Override
    public void listsBegin() {
        moves.clear();
    }

    @Override
    public void moved(Move move, int value, int slot, int register) {
        moves.computeIfAbsent(value, any -> new ArrayList<>()).add(move + " " + slot + " " + register);
    }

    @Override
    public void absent(Move move, int value, int slot) {
        moves.computeIfAbsent(value, any -> new ArrayList<>()).add("ABSENT " + slot);
    }
}
