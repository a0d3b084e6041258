package dev.whereabouts.ssa.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.whereabouts.amd64.register.GoVersion;
import dev.whereabouts.ssa.analysis.AnalysisOptions;
import dev.whereabouts.ssa.analysis.LocationListAnalysis;
import dev.whereabouts.ssa.analysis.LocationLists;
import dev.whereabouts.ssa.explain.Coverage.OfVariable;
import dev.whereabouts.ssa.problem.Limits;
import dev.whereabouts.ssa.sketch.FunctionSketch;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class CoverageTest {

    private final FunctionSketch f = new FunctionSketch();

    private LocationLists lists() {
        return new LocationListAnalysis(Limits.DEFAULT).analyze(f.build(), AnalysisOptions.of(GoVersion.NEWEST));
    }

    @Test
    void instructionsAndLinesOfTheListing() {
        int x = f.localSlot("x", -8);
        int s = f.variable("s", "auto", 16, -24);
        f.block(1).initMem(1).load(2, "AX", x).load(3, "BX", f.part(s, 0, 8)).load(4, "CX", f.part(s, 8, 8)).call(5);
        // v2 ends at 4, v3 at 8, v4 at 12, the call at 16, which is the end of the code
        f.instruction(0, 10).instruction(4, 11).instruction(8, 11).instruction(12, 12);
        // x from 4 to 16, s from 8 to 16 and complete from 12
        Coverage coverage = Coverage.of(lists());
        assertThat(coverage.instructions()).isEqualTo(4);
        assertThat(coverage.lines()).isEqualTo(3);
        assertThat(coverage.variables()).containsExactly(new OfVariable(0, 3, 3, 2), new OfVariable(1, 2, 1, 2));
        assertThat(coverage.share()).isEqualTo(5 / 8.0);
    }

    @Test
    void withoutAListingThePlacesThatValuesEndAtCount() {
        int x = f.localSlot("x", -8);
        f.block(1).initMem(1).load(2, "AX", x).call(3).load(4, "BX");
        // instructions at 0, 4 and 8; x from 4 to 8
        Coverage coverage = Coverage.of(lists());
        assertThat(coverage.instructions()).isEqualTo(3);
        assertThat(coverage.lines()).isZero();
        assertThat(coverage.variables()).containsExactly(new OfVariable(0, 1, 1, 0));
    }

    @Test
    void instructionsOfOnePcCountEach() {
        int x = f.localSlot("x", -8);
        f.block(1).initMem(1).load(2, "AX", x).call(3);
        f.instruction(0, 1).instruction(4, 2).instruction(4, 3).instruction(4, 3).instruction(8, 4);
        assertThat(Coverage.of(lists()).variables()).containsExactly(new OfVariable(0, 3, 3, 2));
    }

    @Test
    void rangesThatOverlapCoverNoMoreThanEverything() {
        int x = f.localSlot("x", -8);
        f.block(1).initMem(1);
        for (int id = 2; id < 100; id += 2) {
            f.load(id, "AX", x).pc(0).call(id + 1).pc(400);
        }
        f.instruction(0, 1).instruction(100, 2);
        assertThat(Coverage.of(lists()).variables()).containsExactly(new OfVariable(0, 2, 2, 2));
    }

    @Test
    void withoutPcsThereIsNothingToCover() {
        int x = f.localSlot("x", -8);
        f.withoutPcs().block(1).initMem(1).load(2, "AX", x);
        Coverage coverage = Coverage.of(lists());
        assertThat(coverage.instructions()).isZero();
        assertThat(coverage.share()).isZero();
        assertThat(coverage.variables()).containsExactly(new OfVariable(0, 0, 0, 0));
    }

    @Test
    void nobodyWaitsForACancelledCoverage() {
        int x = f.localSlot("x", -8);
        f.block(1).initMem(1).load(2, "AX", x);
        LocationLists lists = lists();
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> Coverage.of(lists)).isInstanceOf(CancellationException.class);
        } finally {
            Thread.interrupted();
        }
    }
}
