package dev.whereabouts.service.loclists;

import dev.whereabouts.ssa.problem.InputException;
import java.io.IOException;

/** Where the functions of an input go, one after another. */
interface Output {

    /**
     * Takes a function.
     *
     * @throws InputException if it cannot be answered; nothing of it is written then
     */
    void add(Item.Readable function) throws IOException;

    /**
     * Takes note of a function that was refused.
     *
     * @throws InputException the refusal itself, where the format has no place for it
     */
    void refuse(Tally.Refused refused) throws IOException;

    /** Writes what comes last. The stream below stays open. */
    void end() throws IOException;
}
