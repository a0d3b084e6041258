package dev.whereabouts.service.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The bounds of reports, and how they name files. */
class ReportsTest {

    private static final Rule RULE = new Rule("rule", "It is wrong.", "Make it right.", Level.WARNING);

    @TempDir
    private Path folder;

    private JsonNode sarif(int cases, List<Finding> findings, List<String> refusals) throws Exception {
        Path file = folder.resolve("r.sarif");
        try (Reports reports = new Reports(Optional.empty(), Optional.of(file),
                new Reports.Origin("test", "1", List.of(RULE)), folder)) {
            reports.begin("suite");
            for (int i = 0; i < cases; i++) {
                reports.add(new ReportCase("g", "n" + i, "g.n" + i, 1, new SourcePlace("f", 1), findings, refusals));
            }
            reports.end();
            reports.finish(0, true);
        }
        return new JsonMapper().readTree(Files.readString(file)).at("/runs/0");
    }

    private static Finding finding(Level level, int number) {
        return new Finding("rule", level, false, true, "v" + number, "m", new SourcePlace("f", 1));
    }

    @Test
    void notesLeaveRoomForOthersAndGitHubsBoundIsKept() throws Exception {
        List<Finding> mixed = IntStream.range(0, 100)
                .mapToObj(i -> finding(i % 2 == 0 ? Level.NOTE : Level.WARNING, i)).toList();
        JsonNode run = sarif(600, mixed, List.of());
        // 30,000 of each: 5,000 notes, and warnings for the rest of 25,000
        assertThat(run.path("results")).hasSize(25_000);
        assertThat(run.path("results").valueStream().filter(each -> each.path("level").asString().equals("note")))
                .hasSize(5_000);
        assertThat(run.at("/invocations/0/toolExecutionNotifications/0/message/text").asString())
                .startsWith("35000 more results are left out");
    }

    @Test
    void refusalsAreKeptUpToABound() throws Exception {
        JsonNode told = sarif(1_200, List.of(), List.of("why")).at("/invocations/0/toolExecutionNotifications");
        assertThat(told).hasSize(1_001);
        assertThat(told.get(1_000).at("/message/text").asString()).isEqualTo("200 more could not be looked at");
    }

    /** Texts out of an emulated program's memory may hold half of a surrogate pair, which neither XML nor UTF-8 can. */
    @Test
    void textsThatNoDocumentCanHoldAreMended() throws Exception {
        Finding finding = new Finding("rule", Level.NOTE, true, true, "a\ud800b", "\udc00\u0000\uffff\r\n\tx",
                new SourcePlace("\ud800", 1));
        assertThat(sarif(1, List.of(finding), List.of("no\ud83d")).at("/results/0/message/text").asString())
                .isEqualTo("g.n0: a\ufffdb: \ufffd\ufffd\ufffd\ufffd\n\tx");
        Path file = folder.resolve("r.xml");
        try (Reports reports = new Reports(Optional.of(file), Optional.empty(),
                new Reports.Origin("test", "1", List.of(RULE)), folder)) {
            reports.begin("s\ud800");
            reports.add(new ReportCase("g\u0000", "n", "g.n", 1, new SourcePlace("\ud800", 1), List.of(finding),
                    List.of()));
            reports.end();
            reports.finish(0, true);
        }
        assertThat(DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(file.toFile())
                .getDocumentElement().getTextContent())
                .contains("rule: a\ufffdb: \ufffd\ufffd\ufffd\ufffd\n\tx");
    }

    @ParameterizedTest
    @CsvSource({"/r/a/b.go,a/b.go", "./a b#.go,a%20b%23.go", "/other/a.go,file:///other/a.go", "/rx/a,file:///rx/a",
            "é:1,%C3%A9%3A1", "../a,../a"})
    void filesAreToldRelativeToTheRoot(String file, String uri) {
        assertThat(new SourceRoot("/r").uri(file)).isEqualTo(uri);
    }
}
