package dev.whereabouts.ssa.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.amd64.register.GoVersion;
import dev.whereabouts.ssa.analysis.AnalysisOptions;
import dev.whereabouts.ssa.analysis.LocationListAnalysis;
import dev.whereabouts.ssa.analysis.LocationLists;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.problem.Limits;
import dev.whereabouts.ssa.sketch.FunctionSketch;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The value, the register, the merge that an entry owes its beginning or end to. */
class ExplanationsTest {

    private final FunctionSketch f = new FunctionSketch();

    /** Beginning and end of each entry, in order of list. */
    private List<String> reasons() {
        Function function = f.build();
        Explanations why = new Explanations(function, GoVersion.NEWEST);
        LocationLists lists = new LocationListAnalysis(Limits.DEFAULT).analyze(function,
                AnalysisOptions.of(GoVersion.NEWEST), why);
        return IntStream.range(0, lists.entries()).mapToObj(e -> why.begin(e) + " | " + why.end(e)).toList();
    }

    @Test
    void aCallTakesTheRegister() {
        int x = f.localSlot("x", -8);
        f.block(1).initMem(1).load(2, "AX", x).call(3);
        assertThat(reasons()).containsExactly("v2 MOVQload puts x in AX | v3 CALLstatic clobbers AX, which held x");
    }

    @Test
    void anotherValueTakesTheRegister() {
        int x = f.localSlot("x", -8);
        f.block(1).initMem(1).load(2, "AX", x).load(3, "AX");
        assertThat(reasons()).containsExactly("v2 MOVQload puts x in AX | v3 MOVQload overwrites AX, which held x");
    }

    @Test
    void theRestAfterALoss() {
        int x = f.localSlot("x", -8);
        f.block(1).initMem(1).load(2, "AX", x).spill(3, 2, 0).call(4);
        assertThat(reasons()).containsExactly("v2 MOVQload puts x in AX | v4 CALLstatic clobbers AX, which held x",
                "what is left after v4 CALLstatic clobbers AX, which held x | the function ends");
    }

    @Test
    void argumentsOnTheStackAndDefinitions() {
        int p = f.slot(f.variable("p", "param", 8, 8));
        f.local("d", -8);
        f.block(1).value(1, "Arg").at(0, 0).holds(p).initMem(2).value(3, "VarDef").aux(1, 0).load(4, "AX");
        assertThat(reasons()).containsExactly("v1 Arg is p, passed on the stack | the function ends",
                "v3 VarDef defines d on the stack | the function ends");
    }

    @Test
    void anArgumentThatNobodyUses() {
        f.parameter("p", 16, 8, FunctionSketch.piece("AX", 0), FunctionSketch.piece("BX", 8));
        f.block(1).initMem(1).load(2, "BX");
        assertThat(reasons().getFirst()).startsWith("an unused argument puts p[8:16] in BX | v2 MOVQload overwrites BX")
                .endsWith("which held p[8:16]");
    }

    @Test
    void aMergeNamesThePredecessorThatLacksTheLocation() {
        int x = f.localSlot("x", -8);
        f.block(1, 2, 3).initMem(1).load(2, "AX", x);
        f.block(3, 4).load(3, "BX");
        f.block(2, 4).call(4);
        f.block(4).load(5, "CX");
        // b4 follows b2 in the code, which has x nowhere; b2 follows b3, which has it, as has b1
        assertThat(reasons()).containsExactly("v2 MOVQload puts x in AX | v4 CALLstatic clobbers AX, which held x");
    }

    @Test
    void aMergeThatLosesWhatTheBlockBeforeHad() {
        int x = f.localSlot("x", -8);
        f.block(1, 2, 3).initMem(1).load(2, "AX", x);
        f.block(2, 4).call(3);
        f.block(3, 4).load(4, "CX", x);
        f.block(4).load(5, "BX");
        // b3 ends with x in AX and CX; b2 has it nowhere, so neither has b4
        assertThat(reasons().getLast()).endsWith("b4 follows b3 in the code, but its predecessor b2 has x nowhere, "
                + "not in AX and CX");
    }

    @Test
    void aBlockThatBeginsWithWhatItsPredecessorsAgreeOn() {
        int x = f.localSlot("x", -8);
        int y = f.localSlot("y", -16);
        f.block(1, 2, 3).initMem(1).load(2, "AX", x);
        f.block(2).call(3);
        f.block(3).load(4, "BX", y).load(5, "AX");
        // a slot that only b3's start has is seen with the next value that moves it
        assertThat(reasons()).contains("v2 MOVQload puts x in AX | v3 CALLstatic clobbers AX, which held x",
                "v4 MOVQload puts y in BX | the function ends");
    }

    @Test
    void theTwoEntriesUnderN() {
        int p = f.parameter("p", 8, 0, FunctionSketch.piece("AX", 0));
        f.unoptimized().block(1).value(1, "SP").in("SP").value(2, "ArgIntReg").aux(p, 0).in("AX").initMem(3)
                .value(4, "MOVQstore").memory().of(1, 2, 3).aux(p, 0).load(5, "BX");
        assertThat(reasons()).containsExactly(
                "p arrives in registers | the prologue has spilled the last register argument",
                "the prologue has spilled p to its stack home | the function ends");
    }

    @Test
    void aLongNameIsCut() {
        int x = f.localSlot("x".repeat(100_000), -8);
        f.block(1).initMem(1);
        for (int id = 2; id < 5000; id += 2) {
            f.load(id, "AX", x).call(id + 1);
        }
        assertThat(reasons()).hasSize(2499).allSatisfy(reason -> assertThat(reason).hasSizeLessThan(300));
    }
}
