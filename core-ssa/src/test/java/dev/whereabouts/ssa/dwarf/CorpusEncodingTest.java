package dev.whereabouts.ssa.dwarf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.ssa.analysis.AnalysisOptions;
import dev.whereabouts.ssa.analysis.CompilerLists;
import dev.whereabouts.ssa.analysis.LocationListAnalysis;
import dev.whereabouts.ssa.analysis.LocationLists;
import dev.whereabouts.ssa.corpus.CorpusRecord;
import dev.whereabouts.ssa.corpus.CorpusRecord.ExpectedList;
import dev.whereabouts.ssa.corpus.GroundTruth;
import dev.whereabouts.ssa.problem.Limits;
import dev.whereabouts.ssa.problem.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The compiler's own intermediate form leads to the compiler's own DWARF, byte for byte. */
class CorpusEncodingTest {

    private static final Place NOWHERE = new Place.Pointer("");

    private final ByteWriter out = new ByteWriter();
    private final LocationListAnalysis analysis = new LocationListAnalysis(Limits.DEFAULT);

    @TestFactory
    Stream<DynamicTest> everyListOfTheCorpus() throws IOException {
        return GroundTruth.files("corpus/loclists", ".ndjson.gz").stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
    }

    private void check(Path file) {
        int[] compared = {0};
        try (Stream<CorpusRecord> records = CorpusRecord.stream(file)) {
            records.forEach(record -> compared[0] += check(record));
        }
        assertThat(compared[0]).as("lists compared").isGreaterThan(500);
    }

    private int check(CorpusRecord record) {
        // once from the compiler's intermediate bytes, so that a fault of the analysis cannot hide one here, and once end to end
        compare(record, CompilerLists.of(record));
        return compare(record, analysis.analyze(record.function(), AnalysisOptions.of(record.go())));
    }

    private int compare(CorpusRecord record, LocationLists lists) {
        ListForm form = record.dwarf() == 5 ? new ListForm.Loclists(0) : new ListForm.Loc(8, 0);
        int compared = 0;
        assertThat(lists.lists()).isEqualTo(record.lists().size());
        for (int list = 0; list < lists.lists(); list++) {
            ExpectedList expected = record.lists().get(list);
            out.clear();
            IntermediateForm.encode(lists, list, out);
            assertThat(hex()).isEqualTo(expected.intermediate());
            if (expected.dwarf() != null) {
                out.clear();
                assertThat(form.encode(lists, list, out)).isTrue();
                assertThat(hex()).as(lists.function().name() + " list " + list).isEqualTo(expected.dwarf());
                checkDecoding(lists, list, record.dwarf());
                compared++;
            }
        }
        return compared;
    }

    private void checkDecoding(LocationLists lists, int list, int version) {
        byte[] bytes = out.toByteArray();
        ListContent content = (version == 5 ? DebugLoclists.decode(bytes, 0, 8) : DebugLoc.decode(bytes, 0, 8))
                .orThrow(NOWHERE);
        assertThat(content.end()).isEqualTo(bytes.length);
        assertThat(content.entries().getFirst())
                .isEqualTo(version == 5 ? new ListEntry.BaseAddressIndex(0) : new ListEntry.BaseAddress(0));
        assertThat(content.entries().size() - 1).isEqualTo(lists.firstEntry(list + 1) - lists.firstEntry(list));
        for (int i = 1; i < content.entries().size(); i++) {
            int entry = lists.firstEntry(list) + i - 1;
            int begin = lists.beginPc(entry);
            int end = lists.endPc(entry) == 0 && version == 4 ? 1 : lists.endPc(entry);
            assertThat(content.entries().get(i)).isEqualTo(
                    new ListEntry.OffsetPair(begin, end, new LocationExpression(lists.expression(entry))));
            assertThat(LocationText.of(lists.expression(entry))).doesNotContain("?");
        }
    }

    private String hex() {
        return HexFormat.of().formatHex(out.array(), 0, out.size());
    }
}
