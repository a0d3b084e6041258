package dev.whereabouts.ssa.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.ssa.json.LoclistsOptions;
import dev.whereabouts.ssa.problem.Limits;
import dev.whereabouts.ssa.sketch.FunctionSketch;
import dev.whereabouts.ssa.text.FunctionText;
import dev.whereabouts.ssa.text.Glyphs;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Variables without a list are told beside the lists, where reasons were asked for. */
class UntrackedAnswerTest {

    private static FunctionAnswer answer(String include) {
        FunctionSketch f = new FunctionSketch();
        f.local("unused", -16);
        int x = f.localSlot("x", -8);
        f.block(1).initMem(1).load(2, "AX", x);
        return new Answering(Limits.DEFAULT).answer(f.build(), LoclistsOptions.ofQuery(Map.of("include", include)));
    }

    private static String json(FunctionAnswer answer) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            new AnswerWriter().write(answer, out);
        }
        return text.toString();
    }

    @Test
    void explanationsTellOfVariablesWithoutAList() {
        assertThat(json(answer("explanations")))
                .contains("\"untracked\":[{\"variable\":0,\"name\":\"unused\",\"reason\":\"no-slot\"}]");
    }

    @Test
    void nothingIsToldUnasked() {
        assertThat(json(answer("entries,checks"))).doesNotContain("untracked", "unused");
    }

    @Test
    void textTellsThemToo() throws IOException {
        FunctionAnswer answer = answer("explanations");
        StringBuilder text = new StringBuilder();
        new FunctionText(80, Glyphs.ASCII).write(answer.lists(), answer.explanations().orElseThrow(), List.of(), text);
        assertThat(text).contains("unused T8\n  no list: no slot of the variable is left for the analysis to follow\n");
    }
}
