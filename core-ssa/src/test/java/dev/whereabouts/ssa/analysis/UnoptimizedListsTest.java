package dev.whereabouts.ssa.analysis;

import static dev.whereabouts.ssa.sketch.FunctionSketch.piece;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.whereabouts.amd64.register.GoVersion;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Limits;
import dev.whereabouts.ssa.problem.Place;
import dev.whereabouts.ssa.sketch.FunctionSketch;
import dev.whereabouts.ssa.sketch.ListText;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Functions compiled with {@code -N}. Expected lists by hand. */
class UnoptimizedListsTest {

    private final FunctionSketch f = new FunctionSketch().unoptimized();

    /** The prologue of one parameter: its value, the stack pointer, memory, and the store of the value to the parameter's home. */
    private void prologue(int variable, String register) {
        f.block(1).value(1, "ArgIntReg").aux(variable, 0).in(register).value(2, "SP").in("SP").initMem(3);
        store(4, variable, 2, 1, 3);
    }

    private void store(int id, int variable, int... args) {
        f.value(id, "MOVQstore").memory().aux(variable, 0).of(args);
    }

    @Test
    void registersUntilTheLastSpillThenTheStack() {
        prologue(f.parameter("p", 8, 8, piece("AX", 0)), "AX");
        f.load(5, "AX").load(6, "BX");
        // the first entry reaches to the end of v5, the value after the spill
        assertThat(ListText.of(f)).containsExactly("p: b1.start-v5 50, v5-end(b1) 9108");
        LocationLists lists = analyze();
        assertThat(lists.beginPc(0)).isZero();
        assertThat(lists.endPc(0)).isEqualTo(8);
        assertThat(lists.beginPc(1)).isEqualTo(8);
        assertThat(lists.endPc(1)).isEqualTo(12);
        assertThat(lists.partSize(0)).isEqualTo(8);
    }

    @Test
    void aSpillThatIsTheBlocksLastValue() {
        prologue(f.parameter("p", 8, 0, piece("AX", 0)), "AX");
        assertThat(ListText.of(f)).containsExactly("p: b1.start-b1.end 50, b1.end-end(b1) 9c");
        assertThat(analyze().endPc(0)).isEqualTo(4);
    }

    @Test
    void aCallEndsTheSearch() {
        int p = f.parameter("p", 8, 8, piece("AX", 0));
        f.block(1).value(1, "ArgIntReg").aux(p, 0).in("AX").value(2, "SP").in("SP").initMem(3).call(4);
        store(5, p, 2, 1, 4);
        f.load(6, "AX");
        assertThat(ListText.of(f)).containsExactly("p: b1.start-v4 50, v4-end(b1) 9108");
    }

    @Test
    void theLastOfSeveralSpillsCounts() {
        int p = f.parameter("p", 8, 8, piece("AX", 0));
        int q = f.parameter("q", 8, 16, piece("BX", 0));
        f.block(1).value(1, "ArgIntReg").aux(p, 0).in("AX").value(7, "ArgIntReg").aux(q, 0).in("BX")
                .value(2, "SP").in("SP").initMem(3);
        store(4, q, 2, 7, 3);
        f.load(8, "CX");
        store(5, p, 2, 1, 4);
        f.load(6, "AX");
        assertThat(ListText.of(f)).containsExactly("p: b1.start-v6 50, v6-end(b1) 9108",
                "q: b1.start-v6 53, v6-end(b1) 9110");
    }

    @Test
    void whatOnlyLooksLikeASpill() {
        int p = f.parameter("p", 8, 8, piece("AX", 0));
        int local = f.local("x", -8);
        f.block(1).value(1, "ArgIntReg").aux(p, 0).in("AX").value(2, "SP").in("SP").initMem(3).load(9, "CX");
        store(4, local, 2, 1, 3); // to a local variable
        f.value(5, "MOVQstore").aux(p, 0).of(2, 1, 3); // gives no memory
        store(6, p, 2, 1); // takes no memory
        store(7, p, 2, 1, 3, 9); // takes something else
        store(8, p, 2, 1, 1, 3); // takes the argument twice
        store(10, p, 1, 3); // not relative to the stack pointer
        f.value(11, "MOVQstore").memory().of(2, 1, 3); // names no variable
        f.value(12, "MOVQstore").type("int,mem", 8).aux(p, 0).of(2, 1, 3).load(13, "AX"); // a tuple that ends in memory will do
        assertThat(ListText.of(f)).containsExactly("p: b1.start-v13 50, v13-end(b1) 9108");
    }

    @Test
    void withoutAnEndOfThePrologueListsAreEmpty() {
        int p = f.parameter("p", 8, 8, piece("AX", 0));
        f.block(1, 2).value(1, "ArgIntReg").aux(p, 0).in("AX").initMem(3);
        f.block(2, 2).load(4, "BX");
        assertThat(ListText.of(f)).containsExactly("p:");
    }

    @Test
    void severalRegistersArePiecesWithTheirPadding() {
        int s = f.parameter("s", 16, 8, piece("AX", 0, 4, 4), piece("X0", 8, 8, 0));
        prologue(s, "AX");
        f.load(5, "AX");
        // 4 bytes of AX, 4 that are nowhere, 8 of X0 (DWARF register 17)
        assertThat(ListText.of(f)).containsExactly("s: b1.start-v5 5093049304619308, v5-end(b1) 9108");
    }

    @Test
    void anArrayOfOneElementInOneRegisterHasNoPieces() {
        int a = f.variable("a", "param", 8, 8);
        f.parameter("b", 4, 16, piece("BX", 0, 4, 4));
        prologue(a, "AX");
        f.load(5, "AX");
        // one register, so neither its size nor its padding is said
        assertThat(ListText.of(f)).containsExactly("b: b1.start-v5 53, v5-end(b1) 9110");
    }

    @Test
    void anArrayOfOneStructOfTwo() {
        f.parameter("a", 24, 8, piece("AX", 0, 1, 7), piece("BX", 8, 2, 14));
        int p = f.parameter("p", 8, 32, piece("CX", 0));
        prologue(p, "CX");
        f.load(5, "AX");
        assertThat(ListText.of(f)).containsExactly("a: b1.start-v5 5093019307539302930e, v5-end(b1) 9108",
                "p: b1.start-v5 52, v5-end(b1) 9120");
    }

    @Test
    void theClosurePointerIsOneMoreParameter() {
        int p = f.parameter("p", 8, 8, piece("AX", 0));
        int closure = f.local(".closureptr", -24);
        f.closure(closure);
        f.block(1).value(9, "LoweredGetClosurePtr").in("DX").value(1, "ArgIntReg").aux(p, 0).in("AX").value(2, "SP")
                .in("SP").initMem(3);
        store(4, p, 2, 1, 3);
        // with a closure pointer a store to any variable is a spill
        store(5, closure, 2, 9, 4);
        f.load(6, "AX");
        assertThat(ListText.of(f)).containsExactly("p: b1.start-v6 50, v6-end(b1) 9108",
                ".closureptr: b1.start-v6 51, v6-end(b1) 9168");
        // before Go 1.23 it is nothing, and the spill of p is the last
        assertThat(ListText.of(f, AnalysisOptions.of(GoVersion.parse("1.22"))))
                .containsExactly("p: b1.start-v5 50, v5-end(b1) 9108");
    }

    @Test
    void theClosurePointerAlone() {
        int closure = f.local(".closureptr", -24);
        f.closure(closure);
        f.block(1).value(9, "LoweredGetClosurePtr").in("DX").value(2, "SP").in("SP").initMem(3);
        store(5, closure, 2, 9, 3);
        f.load(6, "AX");
        assertThat(ListText.of(f)).containsExactly(".closureptr: b1.start-v6 51, v6-end(b1) 9168");
    }

    @Test
    void aClosureVariableAsksForAClosurePointer() {
        f.closure(f.local(".closureptr", -24)).block(1).initMem(3);
        assertThat(refusal()).isEqualTo("/closureVariable");
    }

    @Test
    void theClosurePointerIsInARegister() {
        int closure = f.local(".closureptr", -24);
        f.closure(closure).block(1).value(9, "LoweredGetClosurePtr").at(closure, 0).initMem(3);
        assertThat(refusal()).isEqualTo("/blocks/0/values/0/home");
    }

    private String refusal() {
        InputException refused = catchThrowableOfType(InputException.class, () -> ListText.of(f));
        return ((Place.Pointer) refused.faults().getFirst().place()).pointer();
    }

    @Test
    void namesThatHaveAList() {
        for (String name : List.of("_", "~p0", ".this", "#state1", "#yield1", "&#state2", "&#yield2", "&h", "p")) {
            f.parameter(name, 8, 8, piece("AX", 0));
        }
        f.parameter("onStack", 8, 8);
        f.block(1).initMem(1);
        assertThat(ListText.of(f)).containsExactly("~p0:", ".this:", "#yield1:", "&#yield2:", "&h:", "p:");
        assertThat(ListText.of(f, AnalysisOptions.of(GoVersion.parse("1.22")))).containsExactly("~p0:", ".this:",
                "#state1:", "#yield1:", "&#state2:", "&#yield2:", "&h:", "p:");
    }

    @Test
    void idsThatDoNotFitLeaveTheWholeListEmpty() {
        int p = f.parameter("p", 8, 8, piece("AX", 0));
        f.block(40_000).value(1, "ArgIntReg").aux(p, 0).in("AX").value(2, "SP").in("SP").initMem(3);
        store(4, p, 2, 1, 3);
        f.load(5, "AX");
        assertThat(ListText.of(f)).containsExactly("p: b40000.start-v5 50, v5-end(b40000) 9108");
        assertThat(ListText.of(f, new AnalysisOptions(GoVersion.NEWEST, 4, 0))).containsExactly("p:");
    }

    @Test
    void aFunctionWithoutParametersHasNoLists() {
        f.block(1).initMem(1).load(2, "AX", f.localSlot("x", -8));
        assertThat(ListText.of(f)).isEmpty();
    }

    private LocationLists analyze() {
        Function function = f.build();
        return new LocationListAnalysis(Limits.DEFAULT).analyze(function, AnalysisOptions.of(GoVersion.NEWEST));
    }
}
