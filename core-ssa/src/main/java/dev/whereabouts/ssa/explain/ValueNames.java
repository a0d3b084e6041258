package dev.whereabouts.ssa.explain;

import dev.whereabouts.ssa.analysis.Boundary;
import dev.whereabouts.ssa.model.Function;

/** Values, blocks and variables as the compiler prints them: {@code v12 MOVQload}, {@code b3}; long names of the input are cut. */
final class ValueNames {

    private static final int MAX_LENGTH = 60;

    private final Function function;

    ValueNames(Function function) {
        this.function = function;
    }

    /** @param value an index; from {@link Function#values} on, an argument that the analysis invented */
    String value(int value) {
        if (value >= function.values()) {
            return "an unused argument";
        }
        return "v" + function.valueId(value) + " " + shortened(function.opName(value));
    }

    /** @param variable an index */
    String variable(int variable) {
        return shortened(function.variables().get(variable).name());
    }

    private static String shortened(String name) {
        return name.length() <= MAX_LENGTH ? name : name.substring(0, MAX_LENGTH) + "…";
    }

    /** @param block an index */
    String block(int block) {
        return "b" + function.blockId(block);
    }

    /** A boundary: a block with a value's index or a sentinel. */
    String boundary(int block, int value) {
        return switch (value) {
            case Boundary.BLOCK_START -> "start of " + block(block);
            case Boundary.BLOCK_END -> "end of " + block(block);
            case Boundary.FUNCTION_END -> "end of function";
            default -> "v" + function.valueId(value);
        };
    }
}
