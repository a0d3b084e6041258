package dev.whereabouts.ssa.analysis;

import static dev.whereabouts.ssa.sketch.FunctionSketch.piece;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.whereabouts.amd64.register.GoVersion;
import dev.whereabouts.ssa.model.Variable;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Limits;
import dev.whereabouts.ssa.problem.Place;
import dev.whereabouts.ssa.sketch.FunctionSketch;
import dev.whereabouts.ssa.sketch.ListText;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Arguments in registers that nobody uses, and names that used ones gain. Expected lists by hand. */
class RegisterArgumentsTest {

    private final FunctionSketch f = new FunctionSketch();

    @Test
    void anUnusedParameterIsWhereItArrived() {
        f.parameter("p", 8, 8, piece("BX", 0));
        f.block(1).initMem(1).load(2, "AX").load(3, "BX");
        assertThat(ListText.of(f)).containsExactly("p: b1.start-v3 53");
    }

    @Test
    void anUnusedPartIsWhereItArrived() {
        int s = f.parameter("s", 16, 8, piece("AX", 0), piece("BX", 8));
        // only the length is used; the value has no name yet, and gains the slot that it is
        f.block(1).value(2, "ArgIntReg").aux(s, 8).in("BX").initMem(1).load(3, "AX");
        assertThat(ListText.of(f)).containsExactly("s: b1.start-v3 509308539308, v3-end 9308539308");
    }

    @Test
    void aFunctionWithoutValuesHasItsArgumentsAllTheSame() {
        f.parameter("p", 8, 8, piece("BX", 0));
        f.block(1);
        assertThat(ListText.of(f)).containsExactly("p: b1.start-end 53");
    }

    @Test
    void theTypeDoesNotMatterWhenASlotIsLookedFor() {
        int p = f.parameter("p", 8, 8, piece("AX", 0));
        // the slot has another type than the piece but its variable, offset and size: it is the same, though no value of it is left
        f.name(f.part(p, 0, 8), 77).block(1).initMem(1).load(2, "BX");
        assertThat(ListText.of(f)).containsExactly("p:");
    }

    @Test
    void theSizeMatters() {
        int p = f.parameter("p", 8, 8, piece("AX", 0));
        f.name(f.part(p, 0, 4), 77).block(1).initMem(1).load(2, "BX");
        // two parts of one offset, the invented one after the row
        assertThat(ListText.of(f)).containsExactly("p: b1.start-end 9304509308");
    }

    @Test
    void aPartOfAnotherSlotIsNotTheOneLookedFor() {
        int s = f.parameter("s", 16, 8, piece("AX", 0), piece("BX", 8));
        int whole = f.slot(s);
        int length = f.split(whole, s, 8, 8);
        // the names know the length as a part of a slot; the piece is an offset into the variable: another slot
        f.rows(length).block(1).initMem(1).value(3, "MOVQload").in("CX").holds(length);
        // at offset 8 there are two parts then: the row's, absent at first, and the invented one in BX
        assertThat(ListText.of(f)).containsExactly(
                "s: b1.start-v3 5093089308539308, v3-end 509308529308539308");
    }

    @Test
    void theRootOfAChainIsKnownThoughItHasNoRow() {
        int p = f.parameter("p", 8, 8, piece("AX", 0));
        int whole = f.slot(p);
        int half = f.split(whole, p, 4, 4);
        // the piece is the root of half's chain, so nothing is invented; v2 makes the root a row of its own, after half's
        f.rows(half).block(1).value(2, "ArgIntReg").aux(p, 0).in("AX").initMem(1).load(3, "BX");
        assertThat(ListText.of(f)).containsExactly("p: b1.start-end 5093089304");
    }

    @Test
    void aValueThatItsRowNamesAlreadyIsNamedOnce() {
        int p = f.parameter("p", 8, 8, piece("AX", 0));
        int slot = f.slot(p);
        f.block(1).value(2, "ArgIntReg").aux(p, 0).in("AX").holds(slot).initMem(1).load(3, "BX");
        assertThat(ListText.of(f)).containsExactly("p: b1.start-end 50");
        assertThat(names(2)).containsExactly("IN_REGISTER 0 0");
    }

    @Test
    void gainedNamesStandInOrderOfSlot() {
        int p = f.parameter("p", 8, 8, piece("AX", 0));
        int q = f.local("q", -8);
        int slotP = f.slot(p);
        int slotQ = f.slot(q);
        f.block(1).value(2, "ArgIntReg").aux(p, 0).in("AX").holds(slotQ).initMem(1);
        assertThat(ListText.of(f)).containsExactly("p: b1.start-end 50", "q: b1.start-end 50");
        assertThat(names(2)).containsExactly("IN_REGISTER 0 0", "IN_REGISTER 1 0");
        assertThat(slotP).isZero();
    }

    private List<String> names(int valueId) {
        Moves moves = new Moves();
        new LocationListAnalysis(Limits.DEFAULT).analyze(f.build(),
                AnalysisOptions.of(GoVersion.NEWEST), moves);
        return moves.of(f, valueId).stream().filter(move -> move.startsWith("IN_REGISTER")).distinct().toList();
    }

    @Test
    void blankAndSyntheticParametersHaveNoList() {
        f.parameter("_", 8, 8, piece("AX", 0));
        f.parameter("~p1", 8, 16, piece("BX", 0));
        f.parameter("p", 8, 24, piece("CX", 0));
        f.block(1).initMem(1);
        assertThat(ListText.of(f)).containsExactly("p: b1.start-end 52");
    }

    /** The compiler gives a made-up argument the next free id, where names may still hold that of a value long gone. */
    @Test
    void deadIdsInNamesAreNeverThoseOfMadeUpArguments() {
        int x = f.localSlot("x", -8);
        f.parameter("p", 8, 8, FunctionSketch.piece("BX", 0));
        f.block(1).initMem(1).load(2, "AX", x);
        for (int dead = 3; dead < 10; dead++) {
            f.name(x, dead);
        }
        // x is never in BX, where the unused p arrives
        assertThat(ListText.of(f)).containsExactly("x: v2-end 50", "p: b1.start-end 53");
    }

    @Test
    void aParameterOnTheStackNeedsNothing() {
        f.parameter("p", 8, 8);
        f.block(1).initMem(1);
        assertThat(ListText.of(f)).isEmpty();
    }

    @Test
    void argumentsAfterACallGainNothing() {
        int p = f.parameter("p", 8, 8, piece("AX", 0));
        int q = f.parameter("q", 8, 16, piece("BX", 0));
        // v4 stands behind the call: q's piece is missing and invented, in the order of the parameters
        f.block(1).value(2, "ArgIntReg").aux(p, 0).in("AX").call(3).value(4, "ArgIntReg").aux(q, 0).in("CX")
                .initMem(1);
        assertThat(ListText.of(f)).containsExactly("p: b1.start-v3 50", "q: b1.start-v3 53");
    }

    @Test
    void inventedArgumentsActBeforeAllOthersInOrder() {
        f.parameter("p", 8, 8, piece("AX", 0));
        f.parameter("q", 8, 16, piece("AX", 0));
        // two in one register, as no ABI has it: the later one has it
        f.block(1).initMem(1).load(2, "BX").load(3, "AX");
        assertThat(ListText.of(f)).containsExactly("p:", "q: b1.start-v3 50");
    }

    @Test
    void theSizeOfARegisterArgumentIsNeeded() {
        int p = f.parameter("p", 8, 8, piece("AX", 0));
        f.block(1).value(2, "ArgIntReg").aux(p, 0).in("AX").type("T", Variable.UNKNOWN_SIZE).initMem(1);
        assertThat(refusal(GoVersion.NEWEST)).isEqualTo("/blocks/0/values/0/size");
    }

    @Test
    void theVariableOfARegisterArgumentIsNeeded() {
        f.parameter("p", 8, 8, piece("AX", 0));
        f.block(1).value(2, "ArgIntReg").in("AX").initMem(1);
        assertThat(refusal(GoVersion.NEWEST)).isEqualTo("/blocks/0/values/0/aux");
    }

    @Test
    void aPieceInARegisterThatTheVersionLacksIsRefused() {
        f.parameter("p", 8, 8, piece("AX", 0), piece("X16", 8));
        f.block(1).initMem(1);
        assertThat(refusal(GoVersion.parse("1.19"))).isEqualTo("/params/0/pieces/1/register");
        f.unoptimized();
        assertThat(refusal(GoVersion.parse("1.19"))).isEqualTo("/params/0/pieces/1/register");
    }

    private String refusal(GoVersion go) {
        InputException refused = catchThrowableOfType(InputException.class,
                () -> ListText.of(f, AnalysisOptions.of(go)));
        return ((Place.Pointer) refused.faults().getFirst().place()).pointer();
    }
}
