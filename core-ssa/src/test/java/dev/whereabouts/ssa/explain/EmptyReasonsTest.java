package dev.whereabouts.ssa.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.amd64.register.GoVersion;
import dev.whereabouts.ssa.analysis.AnalysisOptions;
import dev.whereabouts.ssa.analysis.LocationListAnalysis;
import dev.whereabouts.ssa.analysis.LocationLists;
import dev.whereabouts.ssa.problem.Limits;
import dev.whereabouts.ssa.sketch.FunctionSketch;
import org.junit.jupiter.api.Test;

/** Each reason for a list without an entry, by a function that has it. */
class EmptyReasonsTest {

    private final FunctionSketch f = new FunctionSketch();

    private EmptyReason reason(int pointerSize) {
        LocationLists lists = new LocationListAnalysis(Limits.DEFAULT).analyze(f.build(),
                new AnalysisOptions(GoVersion.NEWEST, pointerSize, 0));
        assertThat(lists.firstEntry(0)).as("entries of the first list").isEqualTo(lists.firstEntry(1));
        return new EmptyReasons(lists).of(0);
    }

    @Test
    void noValuesWhereTheRowIsEmpty() {
        f.localSlot("x", -8);
        f.block(1).initMem(1);
        assertThat(reason(8)).isEqualTo(EmptyReason.NO_VALUES);
    }

    @Test
    void noValuesWhereAllIdsAreDead() {
        f.name(f.localSlot("x", -8), 99);
        f.block(1).initMem(1);
        assertThat(reason(8)).isEqualTo(EmptyReason.NO_VALUES);
    }

    @Test
    void noHomeWhereTheValueHasNeitherRegisterNorSlot() {
        int x = f.localSlot("x", -8);
        f.block(1).initMem(1).value(2, "MOVQconst").holds(x);
        assertThat(reason(8)).isEqualTo(EmptyReason.NO_HOME);
    }

    @Test
    void noHomeWhereTheValueIsATuple() {
        int x = f.localSlot("x", -8);
        f.block(1).initMem(1).value(2, "DIVQ").in("AX", "DX").holds(x);
        assertThat(reason(8)).isEqualTo(EmptyReason.NO_HOME);
    }

    @Test
    void stackNotFollowedWhereAPhiIsOnTheStack() {
        int x = f.localSlot("x", -8);
        f.block(1, 2).initMem(1);
        f.block(2).value(2, "Phi").at(0, 0).holds(x);
        assertThat(reason(8)).isEqualTo(EmptyReason.STACK_NOT_FOLLOWED);
    }

    @Test
    void stackNotFollowedWhereASpillHasANameThatItsSourceLacks() {
        int x = f.localSlot("x", -8);
        f.block(1).initMem(1).load(2, "AX").spill(3, 2, 0).holds(x).call(4);
        assertThat(reason(8)).isEqualTo(EmptyReason.STACK_NOT_FOLLOWED);
    }

    @Test
    void unreachableWhereNoPathLeadsToTheValue() {
        int x = f.localSlot("x", -8);
        f.block(1).initMem(1);
        f.block(2).load(2, "AX", x);
        assertThat(reason(8)).isEqualTo(EmptyReason.UNREACHABLE);
    }

    @Test
    void unreachableWhereNoPathLeadsToTheDefinition() {
        f.local("x", -8);
        f.block(1).initMem(1);
        f.block(2).value(2, "VarDef").aux(0, 0);
        assertThat(reason(8)).isEqualTo(EmptyReason.UNREACHABLE);
    }

    @Test
    void emptyRangesWhereTheRegisterIsTakenBeforeTheNextInstruction() {
        int x = f.localSlot("x", -8);
        f.block(1, 2).initMem(1);
        // both phis take effect at the start of b2
        f.block(2).phi(2, "AX", x).phi(3, "AX");
        assertThat(reason(8)).isEqualTo(EmptyReason.EMPTY_RANGES);
    }

    @Test
    void emptyRangesWhereAnUnusedArgumentIsGoneAtOnce() {
        f.parameter("p", 8, 0, FunctionSketch.piece("AX", 0));
        f.parameter("q", 8, 8, FunctionSketch.piece("AX", 0));
        f.block(1).initMem(1);
        assertThat(reason(8)).isEqualTo(EmptyReason.EMPTY_RANGES);
    }

    @Test
    void idsDoNotFitWherePointersAreShort() {
        int x = f.localSlot("x", -8);
        f.block(1).initMem(1).load(40_000, "AX", x);
        assertThat(reason(4)).isEqualTo(EmptyReason.IDS_DO_NOT_FIT);
    }

    @Test
    void idsThatDoNotFitAreNotToBlameWhereThereIsNoValue() {
        f.localSlot("x", -8);
        f.block(1).initMem(1).load(40_000, "AX");
        assertThat(reason(4)).isEqualTo(EmptyReason.NO_VALUES);
    }

    @Test
    void noPrologueEndUnderN() {
        int p = f.parameter("p", 8, 0, FunctionSketch.piece("AX", 0));
        f.unoptimized().block(1, 2).value(1, "ArgIntReg").aux(p, 0).in("AX").initMem(2);
        f.block(2, 2).load(40_000, "BX");
        assertThat(reason(8)).isEqualTo(EmptyReason.NO_PROLOGUE_END);
        // ids behind the entry block are in no list of -N
        assertThat(reason(4)).isEqualTo(EmptyReason.NO_PROLOGUE_END);
    }

    @Test
    void idsDoNotFitUnderN() {
        int p = f.parameter("p", 8, 0, FunctionSketch.piece("AX", 0));
        f.unoptimized().block(1).value(1, "ArgIntReg").aux(p, 0).in("AX").initMem(2).call(40_000);
        assertThat(reason(4)).isEqualTo(EmptyReason.IDS_DO_NOT_FIT);
    }
}
