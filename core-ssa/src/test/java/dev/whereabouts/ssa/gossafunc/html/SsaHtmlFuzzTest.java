package dev.whereabouts.ssa.gossafunc.html;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.whereabouts.ssa.gossafunc.DumpLine;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Limits;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;

/** Any document gives lines, or is refused with at least one fault. */
class SsaHtmlFuzzTest {

    @FuzzTest
    void document(byte[] bytes) throws IOException {
        String document = new String(bytes, StandardCharsets.UTF_8);
        SsaHtml html = new SsaHtml(new StringReader(document), Limits.DEFAULT);
        try {
            for (DumpLine line = html.next(); line != null; line = html.next()) {
                assertThat(line.number()).isBetween(1L, document.lines().count() + 1);
            }
        } catch (InputException refused) {
            assertThat(refused.faults()).isNotEmpty();
        }
    }
}
