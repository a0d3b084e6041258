package dev.whereabouts.service.loclists;

import dev.whereabouts.ssa.json.LoclistsOptions;
import java.io.IOException;

/**
 * An opened input.
 *
 * @param options  what is asked of its functions
 * @param isStrict whether one function at fault refuses the whole
 */
record Input(LoclistsOptions options, Items items, boolean isStrict) {

    /** The functions of an input, one after another. */
    @FunctionalInterface
    interface Items {

        /** The next one, or null after the last. */
        Item next() throws IOException;
    }
}
