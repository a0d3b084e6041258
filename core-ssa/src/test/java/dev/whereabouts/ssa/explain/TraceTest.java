package dev.whereabouts.ssa.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.amd64.register.GoVersion;
import dev.whereabouts.ssa.analysis.AnalysisOptions;
import dev.whereabouts.ssa.analysis.LocationListAnalysis;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.problem.Limits;
import dev.whereabouts.ssa.sketch.FunctionSketch;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceTest {

    private final FunctionSketch f = new FunctionSketch();

    private List<String> trace(int passes) {
        Function function = f.build();
        Trace trace = new Trace(function, GoVersion.NEWEST);
        new LocationListAnalysis(Limits.DEFAULT).analyze(function,
                new AnalysisOptions(GoVersion.NEWEST, 8, passes), trace);
        return trace.lines();
    }

    @Test
    void everyStepOfALoop() {
        int x = f.localSlot("x", -8);
        f.block(1, 2).initMem(1).load(2, "AX", x);
        f.block(2, 2, 3).call(3);
        f.block(3).load(4, "BX");
        assertThat(trace(0)).containsExactly("slot 0 is x",
                "pass 0",
                "  b1 from []: changed", "    v2 MOVQload: x in AX", "  b1 ends with x in AX",
                "  b2 from [b1 b2]: changed", "    v3 CALLstatic: x clobbered out of AX",
                "  b2 ends with nothing anywhere",
                "  b3 from [b2]: changed", "  b3 ends with nothing anywhere",
                "pass 1",
                "  b1 from []: as before",
                "  b2 from [b1 b2]: changed", "  b2 ends with nothing anywhere",
                "  b3 from [b2]: changed", "  b3 ends with nothing anywhere",
                "pass 2",
                "  b1 from []: as before", "  b2 from [b1 b2]: as before", "  b3 from [b2]: as before",
                "lists",
                "  b1", "  b1 from []: as before", "    v2 MOVQload: x in AX",
                "  b2", "  b2 from [b1 b2]: as before", "    x is not where it was at the end of b1",
                "    entry for x: v2 to start of b2",
                "  b3", "  b3 from [b2]: as before");
    }

    @Test
    void asManyPassesAsAreAskedFor() {
        f.block(1).initMem(1);
        assertThat(trace(4)).filteredOn(line -> line.startsWith("pass")).containsExactly("pass 0", "pass 1", "pass 2",
                "pass 3");
    }

    @Test
    void aSpillOfWhatIsNowhere() {
        int x = f.localSlot("x", -8);
        f.block(1).initMem(1).load(2, "AX").spill(3, 2, 0).holds(x);
        assertThat(trace(0)).contains("    v3 StoreReg: x is nowhere, nothing to do");
    }

    @Test
    void aTraceEndsAtItsBoundAndSaysSo() {
        int x = f.localSlot("x".repeat(100_000), -8);
        f.block(1).initMem(1);
        for (int id = 2; id < 60_000; id++) {
            f.load(id, "AX", x);
        }
        List<String> lines = trace(0);
        assertThat(lines).hasSizeLessThanOrEqualTo(Trace.MAX_LINES + 1)
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(300));
        assertThat(lines.getLast()).isEqualTo("… the trace ends here, after 100000 lines");
    }
}
