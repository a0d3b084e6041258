package dev.whereabouts.ssa.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.amd64.register.GoVersion;
import dev.whereabouts.ssa.analysis.AnalysisOptions;
import dev.whereabouts.ssa.analysis.LocationListAnalysis;
import dev.whereabouts.ssa.problem.Limits;
import dev.whereabouts.ssa.sketch.FunctionSketch;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each rule by functions that keep it and functions that break it. */
class ChecksTest {

    private final FunctionSketch f = new FunctionSketch();

    /** {@code id severity: detail} of the findings of a rule. */
    private List<String> findings(Check.Rule rule) {
        return Checks
                .of(new LocationListAnalysis(Limits.DEFAULT).analyze(f.build(), AnalysisOptions.of(GoVersion.NEWEST)))
                .stream().filter(check -> check.rule() == rule)
                .map(check -> check.severity().code() + ": " + check.detail()).toList();
    }

    // pieces-cover-type

    @Test
    void piecesThatCoverTheType() {
        int s = f.variable("s", "auto", 16, -16);
        f.block(1).initMem(1).load(2, "AX", f.part(s, 0, 8)).load(3, "BX", f.part(s, 8, 8)).call(4);
        assertThat(findings(Check.Rule.PIECES_COVER_TYPE)).isEmpty();
    }

    @Test
    void piecesThatAddUpToMoreThanTheType() {
        int s = f.variable("s", "auto", 16, -16);
        f.block(1).initMem(1).load(2, "AX", f.part(s, 0, 16)).load(3, "BX", f.part(s, 8, 8)).call(4);
        assertThat(findings(Check.Rule.PIECES_COVER_TYPE))
                .containsExactly("error: the pieces add up to 24 bytes, and T16 has 16");
    }

    @Test
    void aPieceThatIsNotAtItsPlace() {
        int s = f.variable("s", "auto", 16, -16);
        // the pieces follow one another: the second is read as that at offset 4
        f.block(1).initMem(1).load(2, "AX", f.part(s, 0, 4)).load(3, "BX", f.part(s, 8, 8)).call(4);
        assertThat(findings(Check.Rule.PIECES_COVER_TYPE))
                .containsExactly("error: the part at offset 8 is described as the piece at offset 4");
    }

    @Test
    void piecesThatEndBeforeTheType() {
        int s = f.variable("s", "auto", 24, -24);
        f.block(1).initMem(1).load(2, "AX", f.part(s, 0, 8)).load(3, "BX", f.part(s, 8, 8)).call(4);
        assertThat(findings(Check.Rule.PIECES_COVER_TYPE))
                .containsExactly("warning: the pieces add up to 16 bytes, and T24 has 24");
    }

    // pieces-overlap

    @Test
    void partsThatShareBytesOfTheVariable() {
        int s = f.variable("s", "auto", 16, -16);
        f.block(1).initMem(1).load(2, "AX", f.part(s, 0, 8)).load(3, "BX", f.part(s, 4, 8)).call(4);
        assertThat(findings(Check.Rule.PIECES_OVERLAP))
                .containsExactly("error: the parts at offsets 0 and 4 share bytes of the variable");
    }

    @Test
    void piecesInOneRegister() {
        int s = f.variable("s", "auto", 16, -16);
        f.block(1).initMem(1).load(2, "AX", f.part(s, 0, 8), f.part(s, 8, 8)).call(3);
        assertThat(findings(Check.Rule.PIECES_OVERLAP))
                .containsExactly("warning: two pieces are in the register with DWARF number 0");
    }

    @Test
    void piecesThatShareTheStack() {
        int s = f.variable("s", "param", 24, 8);
        int low = f.part(s, 0, 8);
        int middle = f.part(s, 8, 8);
        int high = f.part(s, 16, 8);
        // from CFA+20 to 28, from CFA+0 to 8, from CFA+24 to 32
        f.block(1).value(1, "Arg").at(s, 12).holds(low).value(2, "Arg").at(s, -8).holds(middle).value(3, "Arg")
                .at(s, 16)
                .holds(high).initMem(4);
        assertThat(findings(Check.Rule.PIECES_OVERLAP))
                .containsExactly("warning: two pieces share the stack at CFA+24");
    }

    @Test
    void piecesSideBySideShareNothing() {
        int s = f.variable("s", "param", 24, 8);
        f.block(1).value(1, "Arg").at(s, 16).holds(f.part(s, 0, 8)).value(2, "Arg").at(s, 0).holds(f.part(s, 8, 8))
                .value(3, "Arg").at(s, 8).holds(f.part(s, 16, 8)).initMem(4);
        assertThat(findings(Check.Rule.PIECES_OVERLAP)).isEmpty();
    }

    /** Every pair of pieces compared, this would take minutes. */
    @Test
    @Timeout(20)
    void manyPiecesOnTheStackTakeNoLongerThanSorting() {
        int parts = 10_000;
        int s = f.variable("s", "auto", 8L * parts, -8 * parts);
        int[] all = new int[parts];
        for (int i = 0; i < parts; i++) {
            all[i] = f.part(s, 8L * i, 8);
        }
        // behind InitMem the arguments are seen all at once, with the next change
        f.block(1).initMem(parts + 1);
        for (int i = 0; i < parts; i++) {
            f.value(i + 1, "Arg").at(s, 8L * i).holds(all[i]);
        }
        for (int id = parts + 2; id < parts + 600; id += 2) {
            f.load(id, "AX", all[0]).value(id + 1, "VarDef").aux(s, 0);
        }
        assertThat(Duration.ofNanos(nanosOf(Check.Rule.PIECES_OVERLAP))).isLessThan(Duration.ofSeconds(10));
    }

    private long nanosOf(Check.Rule rule) {
        long start = System.nanoTime();
        assertThat(findings(rule)).isEmpty();
        return System.nanoTime() - start;
    }

    // ranges-ordered

    @Test
    void rangesInOrder() {
        int x = f.localSlot("x", -8);
        f.block(1).initMem(1).load(2, "AX", x).call(3).load(4, "AX", x).call(5);
        assertThat(findings(Check.Rule.RANGES_ORDERED)).isEmpty();
    }

    @Test
    void rangesThatCoverNoInstruction() {
        int x = f.localSlot("x", -8);
        f.block(1).initMem(1).load(2, "AX", x).load(3, "AX").pc(4).load(4, "BX", x).call(5).pc(8);
        assertThat(findings(Check.Rule.RANGES_ORDERED)).containsExactly("info: 2 ranges cover no instruction");
    }

    @Test
    void aRangeThatEndsBeforeItBegins() {
        int x = f.localSlot("x", -8);
        f.block(1).initMem(1).load(2, "AX", x).pc(20).call(3).pc(10);
        assertThat(findings(Check.Rule.RANGES_ORDERED))
                .containsExactly("error: the range ends at 0xa, before it begins at 0x14");
    }

    @Test
    void aRangeThatBeginsBeforeTheOneBeforeItEnds() {
        int x = f.localSlot("x", -8);
        f.block(1).initMem(1).load(2, "AX", x).pc(4).call(3).pc(20).load(4, "AX", x).pc(12).call(5).pc(24);
        assertThat(findings(Check.Rule.RANGES_ORDERED))
                .containsExactly("error: the range begins at 0xc, before the one before it ends at 0x14");
    }

    // available-at-entry

    @Test
    void aParameterThatIsThereFromTheStart() {
        f.parameter("p", 16, 8, FunctionSketch.piece("AX", 0), FunctionSketch.piece("BX", 8));
        f.block(1).initMem(1).load(2, "CX");
        assertThat(findings(Check.Rule.AVAILABLE_AT_ENTRY)).isEmpty();
    }

    @Test
    void aParameterThatComesLater() {
        int p = f.slot(f.variable("p", "param", 8, 8));
        f.block(1).initMem(1).load(2, "AX", p);
        assertThat(findings(Check.Rule.AVAILABLE_AT_ENTRY))
                .containsExactly("warning: the parameter has no location at the function's start");
    }

    @Test
    void aParameterOfWhichAPartIsMissing() {
        int p = f.variable("p", "param", 16, 8);
        f.part(p, 0, 8);
        f.block(1).value(1, "Arg").at(0, 8).holds(f.part(p, 8, 8)).initMem(2);
        assertThat(findings(Check.Rule.AVAILABLE_AT_ENTRY))
                .containsExactly("warning: a part of the parameter has no location at the function's start");
    }

    @Test
    void aParameterThatIsNowhere() {
        f.slot(f.variable("p", "param", 8, 8));
        f.block(1).initMem(1);
        assertThat(findings(Check.Rule.AVAILABLE_AT_ENTRY))
                .containsExactly("warning: the parameter has no location anywhere");
    }

    // range-in-stack-growth

    @Test
    void aRangeOverTheStackGrowthTail() {
        // CMPQ SP, 16(R14); JLS +8; NOPs; the tail begins at 6 + 8
        byte[] code = HexFormat.of().parseHex("493b6610" + "7608" + "90".repeat(8) + "90".repeat(6));
        int x = f.localSlot("x", -8);
        f.block(1).initMem(1).load(2, "AX", x);
        f.codeSize(code.length).code(code);
        assertThat(findings(Check.Rule.RANGE_IN_STACK_GROWTH))
                .containsExactly("info: the range reaches to 0x14, over the stack-growth tail that begins at 0xe");
    }

    @Test
    void aRangeThatEndsBeforeTheTail() {
        byte[] code = HexFormat.of().parseHex("493b6610" + "7608" + "90".repeat(8) + "90".repeat(6));
        int x = f.localSlot("x", -8);
        f.block(1).initMem(1).load(2, "AX", x).load(3, "BX").pc(10).load(4, "AX").pc(14);
        f.codeSize(code.length).code(code);
        assertThat(findings(Check.Rule.RANGE_IN_STACK_GROWTH)).isEmpty();
    }

    // neighbours-alike

    @Test
    void neighboursThatSayTheSame() {
        int x = f.localSlot("x", -8);
        // x is in AX before v3 and after it
        f.block(1).initMem(1).load(2, "AX", x).call(3).load(4, "AX", x).pc(8).call(5);
        assertThat(findings(Check.Rule.NEIGHBOURS_ALIKE))
                .containsExactly("info: two neighbouring ranges that meet at 0x8 say the same");
    }
}
