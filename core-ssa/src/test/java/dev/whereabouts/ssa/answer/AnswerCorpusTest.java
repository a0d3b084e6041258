package dev.whereabouts.ssa.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.ssa.corpus.CorpusRecord;
import dev.whereabouts.ssa.corpus.CorpusRecord.ExpectedList;
import dev.whereabouts.ssa.corpus.GroundTruth;
import dev.whereabouts.ssa.json.LoclistsOptions;
import dev.whereabouts.ssa.problem.Limits;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

class AnswerCorpusTest {

    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    @Test
    void theJsonHoldsTheCompilersBytesForEveryFunctionOfTheCorpus() throws IOException {
        Answering answering = new Answering(Limits.DEFAULT);
        AnswerWriter writer = new AnswerWriter();
        int functions = 0;
        for (Path file : GroundTruth.files("corpus/loclists", ".ndjson.gz")) {
            try (var records = CorpusRecord.stream(file)) {
                for (CorpusRecord record : (Iterable<CorpusRecord>) records::iterator) {
                    LoclistsOptions options = LoclistsOptions.ofQuery(Map.of("go", record.go().toString(), "dwarf",
                            String.valueOf(record.dwarf()), "include", "entries,explanations,checks,coverage"));
                    JsonNode answer = json(writer, answering.answer(record.function(), options));
                    compare(record, answer);
                    functions++;
                }
            }
        }
        assertThat(functions).isEqualTo(2551);
    }

    private static void compare(CorpusRecord record, JsonNode answer) {
        assertThat(answer.get("name").asString()).isEqualTo(record.function().name());
        assertThat(answer.get("lists").size()).isEqualTo(record.lists().size());
        for (int i = 0; i < record.lists().size(); i++) {
            ExpectedList expected = record.lists().get(i);
            JsonNode list = answer.get("lists").get(i);
            assertThat(list.get("variable").asInt()).isEqualTo(expected.variable());
            assertThat(list.get("intermediate").asString()).isEqualTo(expected.intermediate());
            if (expected.dwarf() != null) {
                assertThat(list.get("dwarf").asString()).isEqualTo(expected.dwarf());
            }
            assertThat(list.has("empty")).isEqualTo(expected.intermediate().isEmpty());
            for (JsonNode entry : list.get("entries")) {
                assertThat(entry.get("because").get("begin").asString()).isNotBlank();
                assertThat(entry.get("location").asString()).isNotBlank().doesNotContain("?");
                assertThat(entry.get("pieces").isEmpty()).isFalse();
                assertThat(entry.get("beginPc").asInt()).isLessThanOrEqualTo(entry.get("endPc").asInt());
            }
        }
    }

    private static JsonNode json(AnswerWriter writer, FunctionAnswer answer) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = MAPPER.createGenerator(text)) {
            writer.write(answer, out);
        }
        return MAPPER.readTree(text.toString());
    }
}
