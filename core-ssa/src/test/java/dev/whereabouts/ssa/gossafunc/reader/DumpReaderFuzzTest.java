package dev.whereabouts.ssa.gossafunc.reader;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.whereabouts.amd64.register.GoVersion;
import dev.whereabouts.ssa.answer.Answering;
import dev.whereabouts.ssa.json.LoclistsOptions;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Limits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Whatever bytes come as a dump, each function is read and answered, or refused with a place. */
class DumpReaderFuzzTest {

    @FuzzTest
    void dump(byte[] bytes) throws IOException {
        LoclistsOptions options = LoclistsOptions
                .ofQuery(Map.of("include", "entries,explanations,checks,coverage,trace"));
        try (InputStreamReader text = new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8)) {
            DumpReader reader = new DumpReader(text, new DumpOptions(GoVersion.NEWEST, Map.of()), Limits.DEFAULT);
            for (DumpResult result = reader.next(); result != null; result = reader.next()) {
                switch (result) {
                    case DumpResult.Read read ->
                        assertThat(new Answering(Limits.DEFAULT).answer(read, options).lists().function())
                                .isSameAs(read.function());
                    case DumpResult.Failed failed -> assertThat(failed.faults()).isNotEmpty();
                }
            }
        } catch (InputException refusal) {
            assertThat(refusal.faults()).isNotEmpty();
        }
    }
}
