package dev.whereabouts.ssa.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.ssa.analysis.AnalysisOptions;
import dev.whereabouts.ssa.analysis.LocationListAnalysis;
import dev.whereabouts.ssa.analysis.LocationLists;
import dev.whereabouts.ssa.corpus.CorpusRecord;
import dev.whereabouts.ssa.corpus.GroundTruth;
import dev.whereabouts.ssa.problem.Limits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ExplainCorpusTest {

    @Test
    void everyEntryOfTheCorpusHasReasonsAndTheListenersChangeNothing() throws IOException {
        LocationListAnalysis analysis = new LocationListAnalysis(Limits.DEFAULT);
        Map<String, Integer> findings = new TreeMap<>();
        int entries = 0;
        for (Path file : GroundTruth.files("corpus/loclists", ".ndjson.gz")) {
            try (var records = CorpusRecord.stream(file)) {
                for (CorpusRecord record : (Iterable<CorpusRecord>) records::iterator) {
                    var options = AnalysisOptions.of(record.go());
                    LocationLists plain = analysis.analyze(record.function(), options);
                    Explanations why = new Explanations(record.function(), record.go());
                    LocationLists lists = analysis.analyze(record.function(), options, why);
                    assertThat(lists.entries()).isEqualTo(plain.entries());
                    for (int e = 0; e < lists.entries(); e++) {
                        entries++;
                        assertThat(why.begin(e)).as("begin in %s", record.function().name()).isNotBlank();
                        assertThat(why.end(e)).as("end in %s", record.function().name()).isNotBlank();
                    }
                    for (Check check : Checks.of(lists)) {
                        findings.merge(
                                check.rule().id(), 1, Integer::sum);
                    }
                    Coverage coverage = Coverage.of(lists);
                    for (var row : coverage.variables()) {
                        assertThat(row.complete()).isBetween(0, row.covered());
                        assertThat(row.covered()).isBetween(0, coverage.instructions());
                    }
                    Trace trace = new Trace(record.function(), record.go());
                    analysis.analyze(record.function(), options, trace);
                    assertThat(trace.lines().stream().filter(line -> line.strip().startsWith("entry for")).count())
                            .isEqualTo(record.function().optimized() ? lists.entries() : 0);
                    for (int l = 0; l < lists.lists(); l++) {
                        if (lists.firstEntry(l) == lists.firstEntry(l + 1)) {
                            findings.merge("empty " + new EmptyReasons(lists).of(l).code(), 1, Integer::sum);
                        }
                    }
                }
            }
        }
        // what users of the real compiler met (Go issues 72053, 45281, 60493) is there to be found
        assertThat(findings.keySet()).contains("pieces-cover-type", "pieces-overlap", "neighbours-alike",
                "empty no-values");
        assertThat(entries).isGreaterThan(10_000);
    }
}
