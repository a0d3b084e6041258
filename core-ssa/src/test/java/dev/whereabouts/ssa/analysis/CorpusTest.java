package dev.whereabouts.ssa.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.ssa.corpus.CorpusRecord;
import dev.whereabouts.ssa.corpus.GroundTruth;
import dev.whereabouts.ssa.problem.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class CorpusTest {

    @Test
    void everyListOfTheCorpusIsByteIdentical() throws IOException {
        LocationListAnalysis analysis = new LocationListAnalysis(Limits.DEFAULT);
        List<String> differences = new ArrayList<>();
        int functions = 0;
        for (Path file : GroundTruth.files("corpus/loclists", ".ndjson.gz")) {
            try (var records = CorpusRecord.stream(file)) {
                for (CorpusRecord record : (Iterable<CorpusRecord>) records::iterator) {
                    functions++;
                    compare(file, record, analysis.analyze(record.function(), AnalysisOptions.of(record.go())),
                            differences);
                }
            }
        }
        assertThat(differences).isEmpty();
        assertThat(functions).isEqualTo(2551);
    }

    private static void compare(Path file, CorpusRecord record, LocationLists lists, List<String> differences) {
        String where = file.getFileName() + " " + record.function().name();
        if (lists.lists() != record.lists().size()) {
            differences.add(where + ": " + lists.lists() + " lists, expected " + record.lists().size());
            return;
        }
        for (int l = 0; l < lists.lists(); l++) {
            var expected = record.lists().get(l);
            String bytes = intermediate(lists, l);
            if (lists.variable(l) != expected.variable() || !bytes.equals(expected.intermediate())) {
                differences.add(where + " list " + l + ":\n  got  " + lists.variable(l) + " " + bytes + "\n  want "
                        + expected.variable() + " " + expected.intermediate());
            }
        }
    }

    private static String intermediate(LocationLists lists, int list) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int e = lists.firstEntry(list); e < lists.firstEntry(list + 1); e++) {
            ByteBuffer head = ByteBuffer.allocate(18).order(ByteOrder.LITTLE_ENDIAN);
            head.putInt(lists.beginValue(e)).putInt(lists.beginBlock(e)).putInt(lists.endValue(e))
                    .putInt(lists.endBlock(e))
                    .putShort((short) lists.expressionLength(e));
            out.writeBytes(head.array());
            out.writeBytes(lists.expression(e));
        }
        return HexFormat.of().formatHex(out.toByteArray());
    }
}
