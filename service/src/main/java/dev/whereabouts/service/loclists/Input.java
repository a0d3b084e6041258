package dev.whereabouts.service.loclists;

import dev.whereabouts.ssa.json.LoclistsOptions;
import java.io.IOException;

/**
 * An opened input.
 *
 * @param options  what is asked of its functions
 * @param refusals what a function at fault means for the whole
 */
record Input(LoclistsOptions options, Items items, Refusals refusals) {

    /** What refused functions mean for the input that holds them. */
    enum Refusals {
        /** One is enough to refuse the whole: whoever wrote the input wrote all of its functions. */
        REFUSE_ALL,
        /** The others are answered, if there are any: a compiler prints many, and most can be read. */
        REFUSE_ALL_IF_NONE_IS_LEFT,
        /** Each is answered in its place. */
        STAND_ALONE
    }

    /** The functions of an input, one after another. */
    @FunctionalInterface
    interface Items {

        /** The next one, or null after the last. */
        Item next() throws IOException;
    }
}
