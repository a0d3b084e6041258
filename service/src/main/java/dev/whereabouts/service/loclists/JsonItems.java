package dev.whereabouts.service.loclists;

import tools.jackson.core.JsonGenerator;

/** What JSON holds for each function of an input. */
interface JsonItems {

    /**
     * Writes the object of one function.
     *
     * @throws dev.whereabouts.ssa.problem.InputException before anything is written, if it cannot be answered
     */
    void write(Item.Readable function, JsonGenerator json);

    /** Writes what a document holds beside its functions, if anything. */
    void writeRest(JsonGenerator json);
}
