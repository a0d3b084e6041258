package dev.whereabouts.ssa.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.whereabouts.amd64.register.GoVersion;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Place;
import dev.whereabouts.ssa.sketch.FunctionSketch;
import dev.whereabouts.ssa.sketch.ListText;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What blocks begin with: merging, layout, loops, passes, and what counts as the start of a block. Expected lists by hand. */
class BlockMergeTest {

    private final FunctionSketch f = new FunctionSketch();
    private final int x = f.localSlot("x", -16);

    @Test
    void blocksWithoutValuesAtTheirEndChangeNothing() {
        f.block(1, 2).initMem(1).load(2, "AX", x);
        f.block(2, 3);
        f.block(3, 4);
        f.block(4).load(3, "AX");
        assertThat(ListText.of(f)).containsExactly("x: v2-v3 50");
    }

    @Test
    void aFunctionOfOneBlockWithoutValues() {
        f.block(1);
        assertThat(ListText.of(f)).containsExactly("x:");
    }

    @Test
    void aMergeLosesWhatOnePredecessorLacks() {
        // b2 drops x, b3 makes it anew in the same register, b4 can rely on neither
        f.block(1, 2, 3).initMem(1).load(2, "AX", x);
        f.block(2, 4).load(3, "AX");
        f.block(3, 4).load(4, "AX", x);
        f.block(4).load(5, "BX");
        assertThat(ListText.of(f)).containsExactly("x: v2-v3 50, v4-b4.start 50");
    }

    @Test
    void aSlotThatOnlyTheMergedStateHasIsNotLookedFor() {
        // at b3 x is in AX, as b1 left it; the block before, b2, has it nowhere, so nobody notices until something moves x again
        f.block(1, 2, 3).initMem(1).load(2, "AX", x);
        f.block(2).load(3, "AX");
        f.block(3).load(4, "BX").spill(5, 2, 0).load(6, "CX");
        assertThat(ListText.of(f)).containsExactly("x: v2-v3 50, v5-end 9170");
    }

    @Test
    void theBlockBeforeIsTheLastRelevantOneWhereverItStands() {
        // b3 moves nothing, so b4 is compared with b2, which has x in BX; b4 comes from b1
        f.block(1, 2, 3, 4).initMem(1).load(2, "AX", x);
        f.block(2).load(3, "BX", x).load(4, "AX");
        f.block(3).value(5, "MOVQload");
        f.block(4).load(6, "CX");
        // b3, with x in AX like b4, ends the entry in BX already
        assertThat(ListText.of(f)).containsExactly("x: v2-v4 50, v4-b3.start 53, b3.start-end 50");
    }

    @Test
    void aPredecessorThatIsTheBlockBeforeLosesNothing() {
        f.block(1, 2).initMem(1).load(2, "AX", x);
        f.block(2).load(3, "BX");
        assertThat(ListText.of(f)).containsExactly("x: v2-end 50");
    }

    @Test
    void twoEdgesToOneBlockCountAsOne() {
        f.block(1, 2, 2).initMem(1).load(2, "AX", x);
        f.block(2).load(3, "BX");
        assertThat(ListText.of(f)).containsExactly("x: v2-end 50");
    }

    @Test
    void aLoopToItselfThatKeepsX() {
        f.block(1, 2).initMem(1).load(2, "AX", x);
        f.block(2, 2, 3).load(3, "BX", x);
        f.block(3).load(4, "AX");
        // b2 begins with AX, both times; its own end has BX too, which b3 gets
        assertThat(ListText.of(f)).containsExactly("x: v2-v4 50, v4-end 53");
    }

    @Test
    void aLoopToItselfThatDropsX() {
        f.block(1, 2).initMem(1).load(2, "AX", x);
        f.block(2, 2, 3).load(3, "AX");
        f.block(3).load(4, "BX");
        assertThat(ListText.of(f)).containsExactly("x: v2-b2.start 50");
    }

    @Test
    void aLoopWithTwoEntries() {
        // b2 and b3 can each come first, and b3 drops x: neither has it in the end
        f.block(1, 2, 3).initMem(1).load(2, "AX", x);
        f.block(2, 3).load(3, "BX");
        f.block(3, 2, 4).call(4);
        f.block(4).load(5, "CX");
        assertThat(ListText.of(f)).containsExactly("x: v2-b2.start 50");
    }

    @Test
    void unreachableBlocksArePassedOver() {
        int y = f.localSlot("y", -8);
        int z = f.local("z", -24);
        // b5 leads to b2, where it counts as no predecessor; what it does to y is seen nowhere; z has a list because something defines it
        f.block(1, 2).initMem(1).load(2, "AX", x);
        f.block(5, 2).call(3).load(4, "BX", y).value(5, "VarDef").aux(z, 0).load(6, "CX");
        f.block(2).load(7, "DX");
        assertThat(ListText.of(f)).containsExactly("x: v2-end 50", "y:", "z:");
    }

    /** The compiler has no place for such a function: it is ours to decide. */
    @Test
    void anEntryBlockThatIsNotTheFirst() {
        // b2 begins with AX, unnoticed as nothing stands before it; at b1, where nothing is anywhere, x is lost
        f.entry(1).block(2).spill(3, 2, 0).load(4, "BX");
        f.block(1, 2).initMem(1).load(2, "AX", x);
        assertThat(ListText.of(f)).containsExactly("x: v3-b1.start 9170, v2-end 50");
    }

    @Test
    void passesDecideHowFarALossTravels() {
        // reverse postorder is b1, b2, b6, b4, b5: the last successor of b2 comes first
        f.block(1, 2).initMem(1).load(2, "AX", x);
        f.block(2, 4, 6);
        f.block(4, 5, 2);
        f.block(5, 4).call(5);
        f.block(6).spill(6, 2, 0).load(7, "BX");
        // the call in b5 takes x from b4 in the second pass and from b2, whence b6, in the third; until then b6 believes in AX and spills
        // it; the list builder's own look at a block is one step ahead: x is lost at b4 after one pass, at b2 after two
        assertThat(ListText.of(f, passes(1))).containsExactly("x: v2-b4.start 50, v6-end 9170");
        assertThat(ListText.of(f, passes(2))).containsExactly("x: v2-b2.start 50, v6-end 9170");
        assertThat(ListText.of(f, passes(3))).containsExactly("x: v2-b2.start 50");
        assertThat(ListText.of(f, passes(7))).containsExactly("x: v2-b2.start 50");
        assertThat(ListText.of(f, passes(0))).containsExactly("x: v2-b2.start 50");
    }

    @Test
    void theOrderOfSuccessorsDecidesWhatTheFirstPassKnows() {
        // visited b3, b5, b4: b3 and b5 do not know of b4's call yet, and b5 spills
        assertThat(ListText.of(twoWaysIntoALoop(3, 4), passes(1))).containsExactly("x: v2-v5 50, v7-end 9170");
        // visited b4, b3, b5: b3 knows, and tells b4, as the list builder finds
        assertThat(ListText.of(twoWaysIntoALoop(4, 3), passes(1))).containsExactly("x: v2-b4.start 50");
    }

    /** b3 and b4 lead to each other. */
    private static FunctionSketch twoWaysIntoALoop(int... successors) {
        FunctionSketch f = new FunctionSketch();
        int x = f.localSlot("x", -16);
        f.block(1, 2).initMem(1).load(2, "AX", x);
        f.block(2, successors);
        f.block(4, 3).call(5);
        f.block(3, 4, 5);
        f.block(5).spill(7, 2, 0).load(8, "CX");
        return f;
    }

    private static AnalysisOptions passes(int passes) {
        return new AnalysisOptions(GoVersion.NEWEST, 8, passes);
    }

    @Test
    void argumentsBeginWithTheEntryBlockEvenAfterInstructions() {
        int p = f.slot(f.variable("p", "param", 8, 8));
        f.block(1).load(2, "AX").value(3, "Arg").at(1, 0).holds(p).load(4, "BX").initMem(1);
        assertThat(ListText.of(f)).containsExactly("x:", "p: b1.start-end 9108");
    }

    @Test
    void withoutInitMemArgumentsAreLookedForToTheBlocksEnd() {
        int p = f.slot(f.variable("p", "param", 8, 8));
        f.block(1).load(2, "AX").call(3).value(4, "Arg").at(1, 0).holds(p);
        assertThat(ListText.of(f)).containsExactly("x:", "p: b1.start-end 9108");
    }

    @Test
    void anArgumentAfterInitMemIsSeenWithTheNextChange() {
        int p = f.slot(f.variable("p", "param", 8, 8));
        // v4 moves nothing; v5 moves x
        f.block(1).initMem(1).value(3, "Arg").at(1, 0).holds(p).value(4, "MOVQload").load(5, "AX", x);
        assertThat(ListText.of(f)).containsExactly("x: v5-end 50", "p: v5-end 9108");
    }

    @Test
    void anArgumentAfterInitMemIsSeenAtTheBlocksEndAtTheLatest() {
        int p = f.slot(f.variable("p", "param", 8, 8));
        f.block(1, 2).initMem(1).value(3, "Arg").at(1, 0).holds(p).value(4, "MOVQload");
        f.block(2).load(5, "AX", x);
        assertThat(ListText.of(f)).containsExactly("x: v5-end 50", "p: b1.end-end 9108");
    }

    @Test
    void phisTakeEffectAtTheirBlocksStart() {
        f.block(1, 2).initMem(1).load(2, "AX", x);
        f.block(2).value(3, "VarLive").phi(4, "BX", x).phi(5, "AX").load(6, "CX");
        // both phis act at b2's start; x's entry in BX begins there, and the one in AX does not reach beyond
        assertThat(ListText.of(f)).containsExactly("x: v2-b2.start 50, b2.start-end 53");
    }

    @Test
    void argumentsAndPhisActInTheirOrder() {
        int p = f.slot(f.variable("p", "param", 8, 8));
        // p arrives on the stack, which drops CX, then v4 adds BX; the entry from the stack lives on
        f.block(1, 2).initMem(1).load(2, "CX", p);
        f.block(2).value(3, "Arg").at(1, 0).holds(p).phi(4, "BX", p).load(5, "DX");
        assertThat(ListText.of(f)).containsExactly("x:", "p: v2-b2.start 52, b2.start-end 9108");
    }

    @Test
    void aPhiAfterAnInstructionIsRefused() {
        f.block(1, 2).initMem(1);
        f.block(2).load(2, "AX", x).phi(3, "BX", x);
        assertThat(refusal()).isEqualTo("/blocks/1/values/1/op");
    }

    @Test
    void aRegisterArgumentAfterInitMemIsRefused() {
        f.block(1).initMem(1).load(2, "BX", x).value(3, "ArgIntReg").aux(0, 0).in("AX");
        assertThat(refusal()).isEqualTo("/blocks/0/values/2/op");
    }

    @Test
    void aClosurePointerAfterAnInstructionIsRefused() {
        f.block(1, 2).initMem(1);
        f.block(2).load(2, "AX", x).value(3, "LoweredGetClosurePtr").in("DX");
        assertThat(refusal()).isEqualTo("/blocks/1/values/1/op");
    }

    /** The compiler looks into blocks only in which something moves. */
    @Test
    void whatMovesNothingMayStandAnywhere() {
        f.block(1, 2).initMem(1).load(2, "AX", x);
        f.block(2).value(3, "MOVQload").phi(4, "BX");
        assertThat(ListText.of(f)).containsExactly("x: v2-end 50");
    }

    private String refusal() {
        InputException refused = catchThrowableOfType(InputException.class, () -> ListText.of(f));
        assertThat(refused.kind()).isEqualTo(InputException.Kind.INVALID);
        return ((Place.Pointer) refused.faults().getFirst().place()).pointer();
    }
}
