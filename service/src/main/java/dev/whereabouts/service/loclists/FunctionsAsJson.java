package dev.whereabouts.service.loclists;

import dev.whereabouts.ssa.json.FunctionWriter;
import tools.jackson.core.JsonGenerator;

/** Functions themselves as JSON. */
final class FunctionsAsJson implements JsonItems {

    private final Tally tally;

    FunctionsAsJson(Tally tally) {
        this.tally = tally;
    }

    @Override
    public void write(Item.Readable item, JsonGenerator json) {
        tally.copied();
        FunctionWriter.write(item.function(), json);
    }

    @Override
    public void writeRest(JsonGenerator json) {
        // the functions are all there is
    }
}
