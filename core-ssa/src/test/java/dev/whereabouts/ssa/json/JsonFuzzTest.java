package dev.whereabouts.ssa.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.whereabouts.ssa.json.InputKind.Recognised;
import dev.whereabouts.ssa.json.NdjsonReader.Line;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.model.SameFunction;
import dev.whereabouts.ssa.problem.ChangedLimits;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Limits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Any bytes are read, or refused with at least one fault; what was read is written so that it is read again. */
class JsonFuzzTest {

    private static final Limits LIMITS = ChangedLimits
            .of(Map.of("functions", 10L, "functionBytes", 100_000L, "values", 1000L, "textLength", 10_000L));

    private static final FunctionReader READER = new FunctionReader(LIMITS);

    private static final BothReaders READERS = new BothReaders(LIMITS);

    @FuzzTest
    void function(byte[] bytes) {
        try {
            Function function = READER.read(bytes);
            SameFunction.assertSame(READER.read(FunctionJsonCorpusTest.write(function)), function);
        } catch (InputException refused) {
            assertThat(refused.faults()).isNotEmpty();
        }
    }

    @FuzzTest
    void lines(byte[] bytes) throws IOException {
        NdjsonReader reader = new NdjsonReader(new ByteArrayInputStream(bytes), LIMITS);
        long number = 0;
        for (Line line = reader.next(); line != null; line = reader.next()) {
            assertThat(line.number()).isGreaterThan(number);
            number = line.number();
        }
        assertThat(number).isLessThanOrEqualTo(bytes.length + 1L);
    }

    @FuzzTest
    void lineByBothReaders(byte[] bytes) throws IOException {
        READERS.assertAlike(new String(bytes, StandardCharsets.ISO_8859_1).replace('\n', ' ')
                .getBytes(StandardCharsets.ISO_8859_1));
    }

    @FuzzTest
    void request(byte[] bytes) throws IOException {
        try {
            LoclistsRequest request = new RequestReader(LIMITS).read(new ByteArrayInputStream(bytes));
            assertThat(request.functions().size()).isLessThanOrEqualTo(LIMITS.functions());
            assertThat(request.options().form()).isNotNull();
        } catch (InputException refused) {
            assertThat(refused.faults()).isNotEmpty();
        }
    }

    @FuzzTest
    void kind(byte[] bytes) throws IOException {
        boolean isGzip = bytes.length > 1 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
        if (!isGzip) {
            Recognised recognised = InputKind.recognise(new ByteArrayInputStream(bytes));
            assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                    .endsWith(new String(recognised.stream().readAllBytes(), StandardCharsets.ISO_8859_1));
        }
    }

    @FuzzTest
    void query(FuzzedDataProvider data) {
        String types = data.consumeRemainingAsString();
        try {
            LoclistsOptions.ofQuery(Map.of("types", types, "go", types, "include", types));
        } catch (InputException refused) {
            assertThat(refused.faults()).isNotEmpty();
        }
    }
}
