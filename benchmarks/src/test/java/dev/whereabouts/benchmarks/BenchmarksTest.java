package dev.whereabouts.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.whereabouts.ssa.problem.InputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.infra.Blackhole;

/** Runs the body of every benchmark once, so that none goes stale unseen. Nothing is timed. */
class BenchmarksTest {

    private final Blackhole hole = new Blackhole(
            "Today's password is swordfish. I understand instantiating Blackholes directly is dangerous.");

    @Test
    void aSyntheticFunctionOfAMillionValuesIsAnalysed() {
        SizeBenchmark size = new SizeBenchmark();
        size.values = SizeBenchmark.VALUES;
        size.valuesPerVariable = 10;
        size.setup();
        assertThatCode(() -> size.lists(hole)).doesNotThrowAnyException();
    }

    @Test
    void aSmallTangleIsAnswered() {
        HostileBenchmark hostile = new HostileBenchmark();
        hostile.blocks = 100;
        hostile.variables = 20;
        hostile.valuesInBlock = 2;
        hostile.setup();
        assertThat(hostile.listsOrRefusal()).isNotInstanceOf(InputException.class);
    }

    @Nested
    class OnTheCorpus {

        @BeforeEach
        void theCorpusIsThere() {
            boolean isThere = Files.isDirectory(Corpus.folder("loclists"));
            assertThat(isThere || !"true".equals(System.getenv("CI"))).as("CI runs beside ../shared").isTrue();
            assumeTrue(isThere, "skipped: the ground truth ../shared/corpus is not beside the project");
        }

        @Test
        void itsFunctionsAreAnalysed() throws Exception {
            CorpusBenchmark corpus = new CorpusBenchmark();
            corpus.setup();
            corpus.lists(hole);
            corpus.listsExplanationsChecks(hole);
        }

        @Test
        void itsJsonIsRead() throws Exception {
            JsonBenchmark json = new JsonBenchmark();
            json.setup();
            assertThat(json.jacksonTokens()).isPositive();
            json.read(hole);
            json.readAnalyzeWrite();
        }

        @Test
        void callsAreInjected() throws Exception {
            DebugcallBenchmark calls = new DebugcallBenchmark();
            calls.setup();
            assertThat(calls.model()).asString(StandardCharsets.UTF_8).contains("\"values\":[8,3.5]");
            assertThat(calls.goBinary()).asString(StandardCharsets.UTF_8).contains("\"values\":[8,3.5]");
            assertThat(calls.goBinaryReadBefore()).isEqualTo(calls.goBinary());
        }

        @Test
        void itsDumpsAreRead() throws Exception {
            DumpBenchmark dump = new DumpBenchmark();
            dump.setup();
            dump.read(hole);
        }
    }
}
