package dev.whereabouts.ssa.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.ssa.analysis.AnalysisOptions;
import dev.whereabouts.ssa.analysis.Boundary;
import dev.whereabouts.ssa.analysis.CompilerLists;
import dev.whereabouts.ssa.analysis.LocationListAnalysis;
import dev.whereabouts.ssa.analysis.LocationLists;
import dev.whereabouts.ssa.corpus.CorpusRecord;
import dev.whereabouts.ssa.corpus.GroundTruth;
import dev.whereabouts.ssa.dwarf.IntermediateEntry;
import dev.whereabouts.ssa.dwarf.LocationExpression;
import dev.whereabouts.ssa.explain.Check;
import dev.whereabouts.ssa.explain.Checks;
import dev.whereabouts.ssa.explain.Explanations;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.model.FunctionBuilder;
import dev.whereabouts.ssa.model.Variable;
import dev.whereabouts.ssa.op.OpTable;
import dev.whereabouts.ssa.problem.Limits;
import dev.whereabouts.ssa.problem.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class FunctionTextTest {

    /** A register, then the stack, then nothing. */
    private static final List<IntermediateEntry> MOVED = List.of(entry(1, Boundary.BLOCK_START, 1, 4, "50"),
            entry(1, 4, 2, Boundary.BLOCK_START, "9168"));

    /** Of 24 bytes 16, then 8. */
    private static final List<IntermediateEntry> IN_PIECES = List.of(entry(1, 2, 2, 12, "539308" + "9308" + "529308"),
            entry(2, 12, -1, Boundary.FUNCTION_END, "9308" + "9308" + "529308"));

    @Test
    void aFunctionWithItsPcs() throws IOException {
        assertThat(text(lists(true), 0, Glyphs.UNICODE)).isEqualTo("""
            pkg.f  16 bytes, 16 values, 3 lists, 4 entries, 46% covered

                              │0x0     │0x8    │0x10
            a     int  param  │████████        │  50%
            data  []T  auto   │  ▓▓▓▓▓▓▓▓▓▓▒▒▒▒│  88%
            gone  T    auto   │                │   0%

            a int
              [0x0000,0x0004)  RAX     b1 start → v4
              [0x0004,0x0008)  CFA-24  b1 v4 → b2 start
            data []T           +0   +8  +16
              [0x0002,0x000c)  RBX  ·   RCX  b1 v2 → b2 v12
              [0x000c,0x0010)  ·    ·   RCX  b2 v12 → end of function
            gone T
              no location: the optimizer removed every value of the variable
            """);
    }

    @Test
    void withoutPcsThePlacesAreIds() throws IOException {
        assertThat(text(lists(false), 0, Glyphs.ASCII)).isEqualTo("""
            pkg.f  16 values, 3 lists, 4 entries

                              |values in the order of the code
            a     int  param  |########        |
            data  []T  auto   |  ++++++++++----|
            gone  T    auto   |                |

            a int
              RAX     b1 start -> v4
              CFA-24  b1 v4 -> b2 start
            data []T
              +0   +8  +16
              RBX  -   RCX  b1 v2 -> b2 v12
              -    -   RCX  b2 v12 -> end of function
            gone T
              no location: the optimizer removed every value of the variable
            """);
    }

    private static LocationLists lists(boolean withPcs) {
        FunctionBuilder builder = builder(withPcs ? 16 : Function.UNKNOWN);
        builder.variable(new Variable("a", "param", "int", 8, 0));
        builder.variable(new Variable("data", "auto", "[]T", 24, -24));
        builder.variable(new Variable("gone", "auto", "T", 8, -32));
        builder.beginBlock(1, "Plain", withPcs ? 0 : Function.UNKNOWN);
        builder.succ(2);
        values(builder, 1, 8, withPcs);
        builder.beginBlock(2, "Ret", withPcs ? 8 : Function.UNKNOWN);
        builder.pred(1);
        values(builder, 9, 16, withPcs);
        CompilerLists lists = new CompilerLists(builder.build(), 8);
        lists.add(0, MOVED);
        lists.add(1, IN_PIECES);
        lists.add(2, List.of());
        return lists.build();
    }

    @Test
    void nothingCommandsTheTerminal() throws IOException {
        FunctionBuilder builder = builder(16);
        builder.name("f\u001b[2J");
        builder.variable(new Variable("a\n\u202eb", "par\u0007am", "very long type ".repeat(10), 8, 0));
        builder.beginBlock(1, "Ret", 0);
        values(builder, 1, 16, true);
        CompilerLists lists = new CompilerLists(builder.build(), 8);
        lists.add(0, List.of(entry(1, 1, 1, 2, "50")));
        assertThat(text(lists.build(), 100, Glyphs.UNICODE)).startsWith("f?[2J  16 bytes")
                .contains("\na??b  very long type very long ty…  par?am  │")
                .doesNotContain("\u001b", "\u202e", "\u0007");
    }

    @Test
    void aCharacterSetDecidesTheGlyphs() {
        assertThat(Glyphs.of(StandardCharsets.UTF_8)).isEqualTo(Glyphs.UNICODE);
        assertThat(Glyphs.of(StandardCharsets.US_ASCII)).isEqualTo(Glyphs.ASCII);
        assertThat(Glyphs.of(StandardCharsets.ISO_8859_1)).isEqualTo(Glyphs.ASCII);
    }

    /** For each function: a strip per list that fits the terminal, a row per entry, two reasons per entry, a line per finding. */
    @TestFactory
    Stream<DynamicTest> everyFunctionOfTheCorpus() throws IOException {
        return GroundTruth.files("corpus/loclists", ".ndjson.gz").stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
    }

    private void check(Path file) throws IOException {
        LocationListAnalysis analysis = new LocationListAnalysis(Limits.DEFAULT);
        try (Stream<CorpusRecord> records = CorpusRecord.stream(file)) {
            for (CorpusRecord record : (Iterable<CorpusRecord>) records::iterator) {
                Explanations reasons = new Explanations(record.function(), record.go());
                LocationLists lists = analysis.analyze(record.function(), AnalysisOptions.of(record.go()), reasons);
                List<Check> checks = Checks.of(lists);
                StringBuilder out = new StringBuilder();
                new FunctionText(120, Glyphs.UNICODE).write(lists, reasons, checks, out);
                if (lists.lists() == 0) {
                    continue;
                }
                List<String> lines = out.toString().lines().toList();
                List<String> strips = lines.stream().filter(line -> line.matches(".*│[ ░▒▓█]+│ *\\d+%")).toList();
                assertThat(strips).hasSize(lists.lists())
                        .allSatisfy(line -> assertThat(line.codePointCount(0, line.length())).isBetween(118, 120));
                assertThat(lines.get(2)).matches(" *(│0x[0-9a-f]+ *)*").hasSizeLessThanOrEqualTo(120);
                assertThat(lines.stream().filter(line -> line.startsWith("  [0x"))).hasSize(lists.entries());
                assertThat(lines.stream().filter(line -> line.startsWith("    └ "))).hasSize(2 * lists.entries());
                assertThat(lines.subList(lines.size() - checks.size(), lines.size()))
                        .allSatisfy(line -> assertThat(line).matches("(info|warning|error) [a-z-]+: .*"));
            }
        }
    }

    private static String text(LocationLists lists, int columns, Glyphs glyphs) throws IOException {
        StringBuilder out = new StringBuilder();
        new FunctionText(columns, glyphs).write(lists, null, List.of(), out);
        return out.toString();
    }

    private static FunctionBuilder builder(int codeSize) {
        FunctionBuilder builder = new FunctionBuilder(Limits.DEFAULT, Place.Pointer::new);
        builder.name("pkg.f");
        builder.entry(1);
        builder.codeSize(codeSize);
        return builder;
    }

    /** Each value takes a byte, and has that byte's end as its id. */
    private static void values(FunctionBuilder builder, int from, int to, boolean withPcs) {
        for (int id = from; id <= to; id++) {
            builder.beginValue(id);
            builder.op(OpTable.idOf("NilCheck"));
            builder.type("void");
            builder.pc(withPcs ? id : Function.UNKNOWN);
        }
    }

    private static IntermediateEntry entry(int beginBlock, int beginValue, int endBlock, int endValue,
            String expression) {
        return new IntermediateEntry(beginBlock, beginValue, endBlock, endValue,
                new LocationExpression(HexFormat.of().parseHex(expression)));
    }
}
