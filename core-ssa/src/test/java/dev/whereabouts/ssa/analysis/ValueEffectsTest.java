package dev.whereabouts.ssa.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.whereabouts.amd64.register.GoVersion;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Limits;
import dev.whereabouts.ssa.problem.Place;
import dev.whereabouts.ssa.sketch.FunctionSketch;
import dev.whereabouts.ssa.sketch.ListText;
import org.junit.jupiter.api.Test;

/**
 * What one value does to where slots are. Expected lists are worked out by hand; registers by their DWARF numbers: AX 50, DX 51, CX 52,
 * BX 53; the stack home 16 bytes below the CFA is 9170.
 */
class ValueEffectsTest {

    private final FunctionSketch f = new FunctionSketch();

    @Test
    void aCallClobbersWhatRegistersHold() {
        int x = f.localSlot("x", -16);
        f.block(1).initMem(1).load(2, "AX", x).call(3).load(4, "BX");
        // an entry begins after the value that makes it true, and ends after the one that makes it false
        assertThat(ListText.of(f)).containsExactly("x: v2-v3 50");
    }

    @Test
    void anotherValueInTheRegisterTakesIt() {
        int x = f.localSlot("x", -16);
        int y = f.localSlot("y", -8);
        f.block(1).initMem(1).load(2, "AX", x).load(3, "AX", y);
        assertThat(ListText.of(f)).containsExactly("x: v2-v3 50", "y: v3-end 50");
    }

    @Test
    void anEntryLivesOnWhileTheNewLocationContainsIt() {
        int x = f.localSlot("x", -16);
        // after the spill x is in AX and on the stack, which contains "in AX"; the call leaves the stack
        f.block(1).initMem(1).load(2, "AX", x).spill(3, 2, 0).call(4).load(5, "BX");
        assertThat(ListText.of(f)).containsExactly("x: v2-v4 50, v4-end 9170");
    }

    @Test
    void theStackBeatsRegisters() {
        int x = f.localSlot("x", -16);
        int y = f.local("y", -8);
        // b3 begins with what b1 left, AX and CFA-16; b2, which stands between, moves x to CFA-8
        f.block(1, 2, 3).initMem(1).load(2, "AX", x).spill(3, 2, 0);
        f.block(2).spill(4, 2, y).load(5, "AX");
        f.block(3);
        assertThat(ListText.of(f)).containsExactly("x: v2-v5 50, v5-b3.start 9178, b3.start-end 9170");
    }

    @Test
    void theLowestOfSeveralRegistersIsNamed() {
        int x = f.localSlot("x", -16);
        // at b2's start BX and CX hold x, and the block before it had it in SI: the entry that begins there says CX, bit 1, not BX, bit 3
        f.block(1, 2, 3).initMem(1).load(2, "BX", x).load(3, "CX", x);
        f.block(2).load(4, "SI", x).load(5, "BX").load(6, "CX");
        f.block(3);
        assertThat(ListText.of(f)).containsExactly("x: v2-v5 53, v5-v6 52, v6-b3.start 54, b3.start-end 52");
    }

    @Test
    void theCfaItselfHasAnOperationOfItsOwn() {
        int x = f.localSlot("x", 0);
        f.block(1).initMem(1).load(2, "AX", x).spill(3, 2, 0).call(4).load(5, "BX");
        assertThat(ListText.of(f)).containsExactly("x: v2-v4 50, v4-end 9c");
    }

    /** A slot that one value names twice is absent when the clobber comes to it again; the compiler stops with an internal error there. */
    @Test
    void aClobberOfAnAbsentSlotLeavesItAbsent() {
        int x = f.localSlot("x", -16);
        f.block(1).initMem(1).load(2, "AX", x, x).call(3).load(4, "AX", x).load(5, "AX");
        assertThat(ListText.of(f)).containsExactly("x: v2-v3 50, v4-v5 50");
    }

    @Test
    void aSpillOfAnAbsentSlotStopsTheRemainingNames() {
        int a = f.localSlot("a", -8);
        int b = f.localSlot("b", -16);
        // v3 names a, from its row, then b, from v2: a is nowhere, so b is not spilled either
        f.block(1).initMem(1).load(2, "AX", b).spill(3, 2, 1).holds(a).call(4).load(5, "AX");
        assertThat(ListText.of(f)).containsExactly("a:", "b: v2-v4 50");
    }

    @Test
    void namesBeforeTheAbsentOneAreSpilled() {
        int b = f.localSlot("b", -16);
        int a = f.localSlot("a", -8);
        // v3 names b and a, in the order of their rows, then b again: b is spilled, a stops the rest
        f.block(1).initMem(1).load(2, "AX", b).spill(3, 2, 0).holds(b, a).call(4).load(5, "AX");
        assertThat(ListText.of(f)).containsExactly("b: v2-v4 50, v4-end 9170", "a:");
    }

    @Test
    void aTupleHomeCountsAsNoRegisterButItsOpClobbersAllTheSame() {
        int x = f.localSlot("x", -16);
        int y = f.localSlot("y", -8);
        // v3 takes AX from nobody and puts y nowhere; v4 is a call
        f.block(1).initMem(1).load(2, "AX", x).value(3, "MULQU2").in("AX", "DX").holds(y).value(4, "CALLstatic")
                .in("AX", "BX").holds(y);
        assertThat(ListText.of(f)).containsExactly("x: v2-v4 50", "y:");
    }

    @Test
    void aValueWithAStackHomeIsFollowedOnlyIfItIsAnArgumentOrASpill() {
        int x = f.localSlot("x", -16);
        f.block(1, 2).initMem(1);
        f.block(2).value(2, "Phi").at(0, 0).holds(x).load(3, "AX");
        assertThat(ListText.of(f)).containsExactly("x:");
    }

    @Test
    void aDefinitionTakesEffectAtTheNextInstruction() {
        int x = f.local("x", -16);
        f.block(1).initMem(1).value(2, "VarDef").aux(x, 0).value(3, "VarLive").load(4, "AX");
        assertThat(ListText.of(f)).containsExactly("x: v4-end 9170");
    }

    @Test
    void aDefinitionWithoutAnInstructionAfterItTakesEffectAtTheBlocksEnd() {
        int x = f.local("x", -16);
        f.block(1).initMem(1).load(2, "AX").value(3, "VarDef").aux(x, 0);
        assertThat(ListText.of(f)).containsExactly("x: b1.end-end 9170");
    }

    @Test
    void aDefinitionMovesASlotOutOfItsRegisters() {
        int x = f.localSlot("x", -16);
        // AX's content still mentions x: v5 takes it from there, where it was no more, and changes nothing
        f.block(1).initMem(1).load(2, "AX", x).value(3, "VarDef").aux(0, 0).load(4, "BX").load(5, "AX").call(6);
        assertThat(ListText.of(f)).containsExactly("x: v2-v4 50, v4-end 9170");
    }

    @Test
    void aReloadCarriesTheNamesOfWhatWasSpilled() {
        int x = f.localSlot("x", -16);
        int y = f.localSlot("y", -8);
        // v5 is x in BX; y's definition at x's home does not concern x; v7 leaves BX alone, so x is in BX where b2 lost the stack home
        f.block(1, 2, 3).initMem(1).load(2, "AX", x).spill(3, 2, 0).call(4).reload(5, 3, "BX");
        f.block(2).spill(6, 5, 1);
        f.block(3).load(7, "AX");
        // b2 spills x, by v5's inherited name, to y's home; b3 comes from b1, where x is at its own
        assertThat(ListText.of(f)).containsExactly("x: v2-v4 50, v4-v6 9170, v6-b3.start 9178, b3.start-end 9170",
                "y:");
        assertThat(y).isEqualTo(1);
    }

    @Test
    void aReloadOfAnythingElseCarriesNothing() {
        int x = f.localSlot("x", -16);
        f.block(1).initMem(1).load(2, "AX", x).reload(3, 2, "BX").load(4, "AX");
        assertThat(ListText.of(f)).containsExactly("x: v2-v4 50");
    }

    @Test
    void aReloadOfAnArgumentOrAPhiCarriesItsNames() {
        int p = f.variable("p", "param", 8, 8);
        int x = f.local("x", -16);
        int slotP = f.slot(p);
        int slotX = f.slot(x);
        f.block(1, 2).value(1, "Arg").at(p, 0).holds(slotP).initMem(2);
        // the phi's home is on the stack and says nothing, its reload puts x in BX
        f.block(2).value(3, "Phi").at(x, 0).holds(slotX).reload(4, 3, "BX").reload(5, 1, "CX").value(6, "VarDef")
                .aux(p, 0)
                .load(7, "AX").load(8, "BX");
        // p: on the stack throughout; v5 adds CX and v6 takes it away, which the entry on the stack survives
        assertThat(ListText.of(f)).containsExactly("p: b1.start-end 9108", "x: v4-v8 53");
    }

    @Test
    void namesAreInheritedAlongAChainOfSpills() {
        int x = f.localSlot("x", -16);
        // v3 inherits from v2, v4 from v3, and v6, through v4, from v3
        f.block(1).initMem(1).load(2, "AX", x).spill(3, 2, 0).spill(4, 3, 0).call(5).reload(6, 4, "BX").load(7, "BX");
        Moves moves = new Moves();
        assertThat(ListText.of(analyze(moves))).containsExactly("x: v2-v5 50, v5-end 9170");
        assertThat(moves.of(f, 6)).containsExactly("IN_REGISTER 0 3");
    }

    @Test
    void namesAreInheritedInTheFirstPassOnly() {
        int x = f.localSlot("x", -16);
        // b2 is a loop and walked twice, since v4 loses BX; the spill still names x once
        f.block(1, 2).initMem(1).load(2, "AX", x).load(9, "BX", x);
        f.block(2, 2, 3).spill(3, 2, 0).load(4, "BX");
        f.block(3).load(5, "CX");
        Moves moves = new Moves();
        analyze(moves);
        assertThat(moves.passes).isEqualTo(3);
        assertThat(moves.of(f, 3)).containsExactly("SPILLED 0 -1");
    }

    @Test
    void whatIsVisitedEarlierInheritsNothingFromWhatComesLater() {
        int x = f.localSlot("x", -16);
        // in the first pass v4 asks v2 for names before v2 has got them from v1's spill
        f.block(1, 2).initMem(1).load(5, "AX", x).spill(6, 5, 0);
        f.block(2, 3).spill(4, 2, 0).load(7, "DI");
        f.block(3).reload(2, 6, "BX").load(8, "AX").load(9, "BX");
        Moves moves = new Moves();
        analyze(moves);
        assertThat(moves.of(f, 4)).isEmpty();
        assertThat(moves.of(f, 2)).containsExactly("IN_REGISTER 0 3");
    }

    @Test
    void aValueWithoutInstructionTakesEffectAtTheNextOne() {
        int x = f.localSlot("x", -16);
        f.block(1).initMem(1).own(2, "Nothing", true).in("BX").holds(x).load(3, "AX").own(4, "Nothing", true).in("BX");
        // v2's effect is seen at v3, which moves nothing itself; v4's at the block's end, the end of all
        assertThat(ListText.of(f)).containsExactly("x: v3-b1.end 53");
    }

    @Test
    void anOpMayBringClobbersOfItsOwn() {
        int x = f.localSlot("x", -16);
        int y = f.localSlot("y", -8);
        f.block(1).initMem(1).load(2, "AX", x).load(3, "BX", y).own(4, "Strange", false, "BX", "X3");
        assertThat(ListText.of(f)).containsExactly("x: v2-end 50", "y: v3-v4 53");
    }

    @Test
    void aRegisterBeyondThoseWithAnOperationOfTheirOwn() {
        int x = f.localSlot("x", -16);
        // X14 is DWARF register 31, the last with an operation of its own; X15 is 32, X16 is 67
        f.block(1).initMem(1).load(2, "X14", x).load(3, "X15", x).load(4, "X14").load(5, "X16", x).load(6, "X15");
        assertThat(ListText.of(f)).containsExactly("x: v2-v4 6f, v4-v6 9020, v6-end 9043");
    }

    /** The compiler looks the number up in a map, which answers 0 for SB. */
    @Test
    void aRegisterWithoutADwarfNumberIsNumberZero() {
        int x = f.localSlot("x", -16);
        f.block(1).initMem(1).load(2, "SB", x);
        assertThat(ListText.of(f)).containsExactly("x: v2-end 50");
    }

    @Test
    void anOpOrRegisterThatTheVersionLacksIsRefused() {
        f.localSlot("x", -16);
        f.block(1).initMem(1).load(2, "X16");
        InputException refused = catchThrowableOfType(InputException.class,
                () -> ListText.of(f, AnalysisOptions.of(GoVersion.parse("1.19"))));
        assertThat(refused.faults()).singleElement()
                .satisfies(fault -> assertThat(fault.place()).isEqualTo(new Place.Pointer("/blocks/0/values/1/home")));
    }

    private LocationLists analyze(AnalysisListener listener) {
        return new LocationListAnalysis(Limits.DEFAULT).analyze(f.build(), AnalysisOptions.of(GoVersion.NEWEST),
                listener);
    }
}
