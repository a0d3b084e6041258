package dev.whereabouts.ssa.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.whereabouts.amd64.register.GoVersion;
import dev.whereabouts.ssa.answer.AnswerWriter;
import dev.whereabouts.ssa.answer.Answering;
import dev.whereabouts.ssa.answer.FunctionAnswer;
import dev.whereabouts.ssa.elf.ElfObjectWriter;
import dev.whereabouts.ssa.explain.Checks;
import dev.whereabouts.ssa.json.FunctionReader;
import dev.whereabouts.ssa.json.LoclistsOptions;
import dev.whereabouts.ssa.json.LoclistsOptions.Include;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.problem.ChangedLimits;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Limits;
import dev.whereabouts.ssa.reference.RandomFunctions;
import dev.whereabouts.ssa.text.FunctionText;
import dev.whereabouts.ssa.text.Glyphs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Whatever function is read, everything that can be asked of it is answered, or refused with at least one fault. */
class AnalysisFuzzTest {

    private static final Limits LIMITS = ChangedLimits
            .of(Map.of("values", 2000L, "textLength", 10_000L, "work", 1_000_000L,
                    "stateNodes", 100_000L, "entries", 20_000L, "codeBytes", 1L << 20, "functionBytes", 200_000L));

    private static final FunctionReader READER = new FunctionReader(LIMITS);
    private static final Answering ANSWERING = new Answering(LIMITS);
    private static final JsonFactory JSON = new JsonFactory();

    @FuzzTest
    void everyAnswerToAFunctionOfAnyJson(FuzzedDataProvider data) throws IOException {
        LoclistsOptions options = options(data);
        try {
            answer(READER.read(data.consumeRemainingAsString().getBytes(StandardCharsets.UTF_8)), options);
        } catch (InputException refused) {
            assertThat(refused.faults()).isNotEmpty();
        }
    }

    @FuzzTest
    void everyAnswerToAFunctionByLot(FuzzedDataProvider data) throws IOException {
        LoclistsOptions options = options(data);
        try {
            answer(RandomFunctions.draw(data.consumeLong()).function(), options);
        } catch (InputException refused) {
            assertThat(refused.faults()).isNotEmpty();
        }
    }

    private static LoclistsOptions options(FuzzedDataProvider data) {
        int dwarf = data.consumeInt(4, 5);
        return new LoclistsOptions(new GoVersion(data.consumeInt(19, 26)), dwarf, 0, data.consumeBoolean(),
                data.consumeBoolean() ? 4 : 8, data.consumeInt(0, 3), EnumSet.allOf(Include.class), Map.of());
    }

    private static void answer(Function function, LoclistsOptions options) throws IOException {
        FunctionAnswer answer = ANSWERING.answer(function, options);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            new AnswerWriter().write(answer, json);
        }
        StringBuilder text = new StringBuilder();
        new FunctionText(80, Glyphs.ASCII).write(answer.lists(), answer.explanations().orElseThrow(),
                Checks.of(answer.lists()), text);
        assertThat(text).isNotEmpty();
        ElfObjectWriter object = new ElfObjectWriter(options.dwarf(), LIMITS);
        object.add(answer.lists());
        object.writeTo(out);
    }
}
