package dev.whereabouts.ssa.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.whereabouts.ssa.model.Variable;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.sketch.FunctionSketch;
import dev.whereabouts.ssa.sketch.ListText;
import org.junit.jupiter.api.Test;

/** Which slots make up a variable, and in which order. Expected lists by hand; {@code 9308} is a piece of 8 bytes. */
class VariablePartsTest {

    private final FunctionSketch f = new FunctionSketch();

    @Test
    void anAbsentPartStillHasItsPiece() {
        int s = f.variable("s", "auto", 16, -32);
        int pointer = f.part(s, 0, 8);
        int length = f.part(s, 8, 8);
        f.block(1).initMem(1).load(2, "BX", length).load(3, "AX", pointer).load(4, "BX").load(5, "AX");
        assertThat(ListText.of(f)).containsExactly("s: v2-v3 9308539308, v3-v4 509308539308, v4-v5 5093089308");
    }

    @Test
    void partsStandInOrderOfOffset() {
        int s = f.variable("s", "auto", 12, -32);
        int high = f.part(s, 8, 4);
        int low = f.part(s, 0, 8);
        f.block(1).initMem(1).load(2, "AX", low).load(3, "BX", high);
        assertThat(ListText.of(f)).containsExactly("s: v2-v3 5093089304, v3-end 509308539304");
    }

    @Test
    void tiesInOffsetsOfFewPartsKeepTheirOrder() {
        int s = f.variable("s", "auto", 16, -32);
        int second = f.part(s, 8, 8);
        int four = f.part(s, 0, 4);
        int two = f.part(s, 0, 2);
        int one = f.part(s, 0, 1);
        f.block(1).initMem(1).load(2, "AX", one, two, four, second);
        assertThat(ListText.of(f)).containsExactly("s: v2-end 509304509302509301509308");
    }

    @Test
    void aSplitSlotCountsForTheVariableOfItsRoot() {
        int s = f.variable("s", "auto", 16, -32);
        int pointer = f.variable("s.ptr", "auto", 8, -48);
        int length = f.variable("s.len", "auto", 8, -56);
        int whole = f.slot(s);
        int slotOfLength = f.split(whole, length, 8, 8);
        int slotOfPointer = f.split(whole, pointer, 0, 8);
        f.rows(slotOfLength, slotOfPointer).block(1).initMem(1).load(2, "AX", slotOfPointer).load(3, "BX",
                slotOfLength);
        assertThat(ListText.of(f)).containsExactly("s: v2-v3 5093089308, v3-end 509308539308");
    }

    @Test
    void offsetsAddUpAlongAChain() {
        int s = f.variable("s", "auto", 32, -32);
        int whole = f.slot(s);
        int upper = f.split(whole, s, 16, 16);
        int last = f.split(upper, s, 8, 8);
        int first = f.part(s, 0, 8);
        int between = f.part(s, 20, 4);
        // offsets 24, 0 and 20
        f.rows(last, first, between).block(1).initMem(1).load(2, "AX", last).load(3, "BX", first).load(4, "CX",
                between);
        assertThat(ListText.of(f)).containsExactly(
                "s: v2-v3 93089304509308, v3-v4 5393089304509308, v4-end 539308529304509308");
    }

    @Test
    void aPartOfItsOwnOffsetWithinASplitAddsThatToo() {
        int s = f.variable("s", "auto", 16, -32);
        int whole = f.slot(s);
        int low = f.split(whole, s, 0, 8);
        int high = f.split(whole, s, 8, 8);
        f.rows(high, low).block(1).initMem(1).load(2, "AX", high);
        assertThat(ListText.of(f)).containsExactly("s: v2-end 9308509308");
    }

    @Test
    void theSlotsOwnNameDecidesWhetherItIsFollowed() {
        int s = f.variable("s", "auto", 16, -32);
        int hidden = f.variable(".s0", "auto", 8, -48);
        int whole = f.slot(s);
        int ofHidden = f.split(whole, hidden, 0, 8);
        int ofUser = f.split(whole, s, 8, 8);
        f.rows(ofHidden, ofUser).block(1).initMem(1).load(2, "AX", ofHidden).load(3, "BX", ofUser);
        // the hidden part is no part of s, which so has one, and no pieces
        assertThat(ListText.of(f)).containsExactly("s: v3-end 53");
    }

    @Test
    void aSyntheticRootHasAListWhereAPartHasANameOfTheUsers() {
        int temporary = f.variable(".autotmp_1", "auto", 16, -32);
        int user = f.variable("u", "auto", 8, -48);
        int whole = f.slot(temporary);
        int part = f.split(whole, user, 8, 8);
        f.rows(part).block(1).initMem(1).load(2, "AX", part);
        assertThat(ListText.of(f)).containsExactly(".autotmp_1: v2-end 50");
    }

    @Test
    void aDefinitionOfAVariableWithPartsMovesTheFirstByOffset() {
        int s = f.variable("s", "auto", 16, -32);
        int high = f.part(s, 8, 8);
        int low = f.part(s, 0, 8);
        f.block(1).initMem(1).load(2, "AX", high, low).value(3, "VarDef").aux(s, 0).load(4, "BX");
        // the low half is on the stack alone, the high half where it was
        assertThat(ListText.of(f)).containsExactly("s: v2-v4 509308509308, v4-end 91609308509308");
    }

    @Test
    void aDefinitionUsesTheHomeOfTheFirstPartsOwnVariable() {
        int s = f.variable("s", "auto", 16, -32);
        int pointer = f.variable("s.ptr", "auto", 8, -48);
        int whole = f.slot(s);
        int part = f.split(whole, pointer, 0, 8);
        f.rows(part).block(1).initMem(1).load(2, "AX", part).value(3, "VarDef").aux(s, 0).load(4, "BX");
        assertThat(ListText.of(f)).containsExactly("s: v2-v4 50, v4-end 9150");
    }

    @Test
    void aDefinitionOfAVariableThatIsNowhereTheRootMakesAListOfItsOwn() {
        int s = f.variable("s", "auto", 8, -32);
        int pointer = f.variable("s.ptr", "auto", 8, -48);
        int whole = f.slot(s);
        int part = f.split(whole, pointer, 0, 8);
        f.rows(part).block(1).initMem(1).load(2, "AX", part).value(3, "VarDef").aux(pointer, 0).load(4, "BX");
        assertThat(ListText.of(f)).containsExactly("s: v2-end 50", "s.ptr: v4-end 9150");
    }

    @Test
    void definitionsOfSyntheticVariablesAreNothing() {
        int hidden = f.local(".autotmp_2", -16);
        f.block(1).initMem(1).value(2, "VarDef").aux(hidden, 0).load(3, "AX");
        assertThat(ListText.of(f)).isEmpty();
    }

    @Test
    void listsStandInOrderOfTheFirstRowOfTheirRoot() {
        int a = f.local("a", -8);
        int b = f.variable("b", "auto", 16, -32);
        int c = f.local("c", -40);
        int slotA = f.slot(a);
        int lowB = f.part(b, 0, 8);
        int highB = f.part(b, 8, 8);
        f.rows(highB, slotA, lowB).block(1).initMem(1).value(2, "VarDef").aux(c, 0);
        assertThat(ListText.of(f)).containsExactly("b:", "a:", "c: b1.end-end 9158");
    }

    @Test
    void deadIdsInNamesNameNothing() {
        int a = f.localSlot("a", -8);
        f.name(a, 77).block(1).initMem(1).load(2, "AX", a).name(a, 78);
        assertThat(ListText.of(f)).containsExactly("a: v2-end 50");
    }

    @Test
    void theSizeOfAPieceIsNeeded() {
        int s = f.variable("s", "auto", 16, -32);
        int low = f.part(s, 0, 8);
        int high = f.part(s, 8, Variable.UNKNOWN_SIZE);
        f.block(1).initMem(1).load(2, "AX", low, high);
        InputException refused = catchThrowableOfType(InputException.class, () -> ListText.of(f));
        assertThat(refused).hasMessageContaining("variable s at offset 8");
    }

    @Test
    void theSizeOfAWholeIsNot() {
        int s = f.variable("s", "auto", Variable.UNKNOWN_SIZE, -32);
        int whole = f.slot(s);
        f.block(1).initMem(1).load(2, "AX", whole);
        assertThat(ListText.of(f)).containsExactly("s: v2-end 50");
    }
}
