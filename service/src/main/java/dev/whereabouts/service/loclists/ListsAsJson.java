package dev.whereabouts.service.loclists;

import dev.whereabouts.ssa.answer.AnswerWriter;
import tools.jackson.core.JsonGenerator;

/** Location lists as JSON. */
final class ListsAsJson implements JsonItems {

    private final Answers answers;
    private final AnswerWriter writer = new AnswerWriter();

    ListsAsJson(Answers answers) {
        this.answers = answers;
    }

    @Override
    public void write(Item.Readable function, JsonGenerator json) {
        writer.write(answers.of(function), json);
    }

    @Override
    public void writeRest(JsonGenerator json) {
        json.writeName("totals");
        writer.write(answers.tally().totals(), json);
    }
}
