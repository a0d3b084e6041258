package dev.whereabouts.ssa.gossafunc.listing;

import java.util.List;

/**
 * A block of the final function and its values, in the order in which their instructions were made.
 *
 * @param id     the compiler's block id
 * @param values the compiler's value ids
 */
public record BlockLayout(int id, List<Integer> values) {

    public BlockLayout {
        values = List.copyOf(values);
    }
}
