package dev.whereabouts.ssa.explain;

import static dev.whereabouts.ssa.explain.UntrackedReason.BLANK;
import static dev.whereabouts.ssa.explain.UntrackedReason.NO_SLOT;
import static dev.whereabouts.ssa.explain.UntrackedReason.ON_HEAP;
import static dev.whereabouts.ssa.explain.UntrackedReason.PART_OF_ANOTHER;
import static dev.whereabouts.ssa.explain.UntrackedReason.STACK_ONLY;
import static dev.whereabouts.ssa.explain.UntrackedReason.SYNTHETIC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.amd64.register.GoVersion;
import dev.whereabouts.ssa.analysis.AnalysisOptions;
import dev.whereabouts.ssa.analysis.LocationListAnalysis;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.problem.Limits;
import dev.whereabouts.ssa.sketch.FunctionSketch;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every variable has a list or a reason why not. */
class UntrackedVariableTest {

    private final FunctionSketch f = new FunctionSketch();

    private List<UntrackedVariable> untracked(String go) {
        Function function = f.build();
        GoVersion version = GoVersion.parse(go);
        Explanations why = new Explanations(function, version);
        new LocationListAnalysis(Limits.DEFAULT).analyze(function, AnalysisOptions.of(version), why);
        return why.untracked();
    }

    @Test
    void namesOfTheCompilersOwn() {
        f.localSlot(".autotmp_1", -8);
        f.localSlot("~r0", -16);
        f.localSlot("#state1", -24);
        f.block(1).initMem(1);
        assertThat(untracked("1.26")).containsExactly(new UntrackedVariable(0, SYNTHETIC),
                new UntrackedVariable(1, SYNTHETIC), new UntrackedVariable(2, SYNTHETIC));
        assertThat(untracked("1.22")).containsExactly(new UntrackedVariable(0, SYNTHETIC),
                new UntrackedVariable(1, SYNTHETIC));
    }

    @Test
    void variablesWithoutASlot() {
        f.local("unused", -8);
        f.variable("escapes", "autoheap", 8, -16);
        f.parameter("_", 8, 8, FunctionSketch.piece("AX", 0));
        f.localSlot("x", -24);
        f.block(1).initMem(1);
        assertThat(untracked("1.26")).containsExactly(new UntrackedVariable(0, NO_SLOT),
                new UntrackedVariable(1, ON_HEAP), new UntrackedVariable(2, BLANK));
    }

    @Test
    void aVariableWhoseSlotsArePartsOfAnother() {
        int s = f.localSlot("s", -16);
        int part = f.split(s, f.local("s.ptr", -16), 0, 8);
        f.rows(part);
        f.block(1).initMem(1).load(2, "AX", part);
        // the list is that of s, the root
        assertThat(untracked("1.26")).containsExactly(new UntrackedVariable(1, PART_OF_ANOTHER));
    }

    @Test
    void withoutOptimizationOnlyRegisterParametersHaveLists() {
        f.parameter("p", 8, 8, FunctionSketch.piece("AX", 0));
        f.parameter("_", 8, 16, FunctionSketch.piece("BX", 0));
        f.parameter("#p", 8, 24, FunctionSketch.piece("CX", 0));
        f.parameter("onStack", 64, 32);
        f.variable("escapes", "autoheap", 8, -8);
        f.local("x", -16);
        f.unoptimized().block(1).initMem(1).call(2);
        assertThat(untracked("1.26")).containsExactly(new UntrackedVariable(1, BLANK),
                new UntrackedVariable(2, SYNTHETIC), new UntrackedVariable(3, STACK_ONLY),
                new UntrackedVariable(4, ON_HEAP), new UntrackedVariable(5, STACK_ONLY));
    }
}
