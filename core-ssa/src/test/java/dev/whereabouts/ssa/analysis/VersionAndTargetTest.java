package dev.whereabouts.ssa.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.amd64.register.GoVersion;
import dev.whereabouts.ssa.dwarf.ByteWriter;
import dev.whereabouts.ssa.dwarf.IntermediateForm;
import dev.whereabouts.ssa.problem.Limits;
import dev.whereabouts.ssa.sketch.FunctionSketch;
import dev.whereabouts.ssa.sketch.ListText;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What depends on the Go release and on the size of a pointer. Expected lists by hand. */
class VersionAndTargetTest {

    private final FunctionSketch f = new FunctionSketch();

    private static AnalysisOptions go(String version) {
        return AnalysisOptions.of(GoVersion.parse(version));
    }

    @ParameterizedTest
    @CsvSource({"1.19, end(b9)", "1.20, end(b9)", "1.21, end(b9)", "1.22, end", "1.23, end", "1.26, end"})
    void theBlockBesideTheFunctionsEnd(String version, String end) {
        int x = f.localSlot("x", -16);
        // the last block in the code, reached or not
        f.block(1, 2).initMem(1).load(2, "AX", x);
        f.block(2);
        f.block(9);
        assertThat(ListText.of(f, go(version))).containsExactly("x: v2-" + end + " 50");
    }

    @ParameterizedTest
    @CsvSource({"1.19, true", "1.22, true", "1.23, false", "1.26, false"})
    void namesThatTheCompilerKeepsToItself(String version, boolean listed) {
        for (String name : List.of("#state1", "&#state2", "#yield1", "&#yield2", "&h", ".tmp", "~r0", "x")) {
            f.localSlot(name, -16);
        }
        f.block(1).initMem(1);
        List<String> always = List.of("#yield1:", "&#yield2:", "&h:", "x:");
        List<String> before = List.of("#state1:", "&#state2:", "#yield1:", "&#yield2:", "&h:", "x:");
        assertThat(ListText.of(f, go(version))).isEqualTo(listed ? before : always);
    }

    @Test
    void withShortPointersLargeIdsDropTheirEntries() {
        int x = f.localSlot("x", -16);
        int y = f.localSlot("y", -8);
        f.block(1, 40_000).initMem(1).load(2, "AX", x).load(32_767, "BX", y).load(32_768, "AX").load(3, "AX", x)
                .load(4, "BX").load(5, "BX", y);
        f.block(40_000, 6).load(7, "AX");
        f.block(6).load(8, "BX");
        assertThat(ListText.of(f)).containsExactly("x: v2-v32768 50, v3-v7 50",
                "y: v32767-v4 53, v5-v8 53");
        // an id has to fit 15 bits and a sign; v7 ends the entry in block 40000
        assertThat(ListText.of(f, new AnalysisOptions(GoVersion.NEWEST, 4, 0))).containsExactly("x:",
                "y: v32767-v4 53, v5-v8 53");
    }

    @Test
    void withShortPointersAFunctionOfMoreThan65535Values() {
        int x = f.localSlot("x", -16);
        int y = f.localSlot("y", -8);
        f.block(1).initMem(0).load(1, "AX", x);
        for (int id = 2; id < 70_000; id++) {
            f.value(id, "MOVQload");
        }
        f.load(70_000, "AX").load(70_001, "BX", y).load(70_002, "AX", x);
        assertThat(ListText.of(f)).containsExactly("x: v1-v70000 50, v70002-end 50", "y: v70001-end 53");
        assertThat(ListText.of(f, new AnalysisOptions(GoVersion.NEWEST, 4, 0))).containsExactly("x:", "y:");
    }

    @Test
    void theBytesOfBothPointerSizes() {
        int x = f.localSlot("x", -16);
        f.block(7).initMem(1).load(2, "AX", x).spill(3, 2, 0).call(4);
        // v2 of b7 to v4 of b7, 1 byte of expression; v4 of b7 to the function's end (-30000) beside -1, 2 bytes
        assertThat(bytes(8)).isEqualTo("0200000007000000" + "0400000007000000" + "0100" + "50"
                + "0400000007000000" + "d08affffffffffff" + "0200" + "9170");
        assertThat(bytes(4)).isEqualTo("02000700" + "04000700" + "0100" + "50"
                + "04000700" + "d08affff" + "0200" + "9170");
    }

    private String bytes(int pointerSize) {
        LocationLists lists = new LocationListAnalysis(Limits.DEFAULT).analyze(f.build(),
                new AnalysisOptions(GoVersion.NEWEST, pointerSize, 0));
        ByteWriter out = new ByteWriter();
        IntermediateForm.encode(lists, 0, out);
        return HexFormat.of().formatHex(out.toByteArray());
    }

    @Test
    void anOpOfAnotherReleaseKeepsItsFacts() {
        int x = f.localSlot("x", -16);
        f.block(1).initMem(1).load(2, "DI", x).value(3, "DUFFZERO").memory();
        // 1.19 has DUFFZERO, which destroys DI; 1.26 has it no more
        assertThat(ListText.of(f, go("1.19"))).containsExactly("x: v2-v3 55");
        assertThat(ListText.of(f, go("1.25"))).containsExactly("x: v2-v3 55");
    }

    @Test
    void pcsOfBoundaries() {
        int p = f.slot(f.variable("p", "param", 8, 8));
        int x = f.localSlot("x", -16);
        f.block(5, 6).value(1, "Arg").at(0, 0).holds(p).initMem(2).load(3, "AX", x);
        f.block(6).phi(4, "AX", x).value(5, "VarDef").aux(0, 0).load(6, "BX").load(7, "AX").value(8, "VarDef")
                .aux(1, 0);
        LocationLists lists = new LocationListAnalysis(Limits.DEFAULT).analyze(f.build(),
                AnalysisOptions.of(GoVersion.NEWEST));
        // p is on the stack from the function's very start; v3 is the first instruction, 4 bytes long; v7 ends at 12, as does b6
        assertThat(ListText.of(lists)).containsExactly("p: b5.start-end 9108", "x: v3-v7 50, b6.end-end 9170");
        assertThat(pcs(lists)).containsExactly("0-12", "4-12", "12-12");
    }

    private static List<String> pcs(LocationLists lists) {
        return IntStream.range(0, lists.entries())
                .mapToObj(e -> lists.beginPc(e) + "-" + lists.endPc(e)).toList();
    }
}
