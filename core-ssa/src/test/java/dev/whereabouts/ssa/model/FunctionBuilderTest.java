package dev.whereabouts.ssa.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.whereabouts.ssa.op.OpTable;
import dev.whereabouts.ssa.problem.ChangedLimits;
import dev.whereabouts.ssa.problem.Fault;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Limits;
import dev.whereabouts.ssa.problem.Place;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What the gate lets through, and what it says of the rest. The pointers are those of the JSON form. */
class FunctionBuilderTest {

    private final FunctionBuilder builder = new FunctionBuilder(Limits.DEFAULT, Place.Pointer::new);

    /** Two blocks, one edge, one variable in one slot, three values. */
    private static void ordinary(FunctionBuilder builder) {
        builder.name("f");
        builder.entry(7);
        builder.codeSize(20);
        builder.variable(new Variable("a", "param", "int", 8, 0));
        builder.slot(new Slot(0, "int", 8, 0, Slot.WHOLE, 0));
        builder.beginName(0);
        builder.nameValue(100);
        builder.nameValue(5);
        builder.beginBlock(7, "Plain", 0);
        builder.succ(3);
        builder.beginValue(100);
        builder.op(OpTable.idOf("Arg"));
        builder.aux(0, 0);
        builder.homeStack(0, 0);
        builder.pc(0);
        builder.beginValue(4);
        builder.op(OpTable.idOf("LoadReg"));
        builder.arg(100);
        builder.homeRegister(0);
        builder.pc(4);
        builder.beginBlock(3, "Ret", 4);
        builder.pred(7);
        builder.beginValue(50);
        builder.op(OpTable.idOf("MakeResult"));
        builder.pc(9);
    }

    private List<String> faultsOf(Consumer<FunctionBuilder> change) {
        ordinary(builder);
        change.accept(builder);
        return catchThrowableOfType(InputException.class, builder::build).faults().stream().map(Fault::place)
                .map(place -> ((Place.Pointer) place).pointer()).toList();
    }

    @Test
    void idsBecomeIndexes() {
        ordinary(builder);
        Function function = builder.build();

        assertThat(function.entry()).isZero();
        assertThat(function.succ(0)).isEqualTo(1);
        assertThat(function.pred(0)).isZero();
        assertThat(function.arg(function.argStart(1))).isZero();
        assertThat(function.nameValue(0)).isZero();
        assertThat(function.nameValue(1)).isEqualTo(Function.DEAD_VALUE);
        assertThat(function.nameValueId(1)).isEqualTo(5);
        assertThat(function.firstValue(1)).isEqualTo(2);
        assertThat(function.hasPcs()).isTrue();
    }

    @Test
    void afterAResetItMakesTheSameAsANewOne() {
        ordinary(builder);
        builder.closureVariable(0);
        builder.optimized(false);
        builder.code(new byte[20]);
        builder.line(3);
        builder.op(new OwnOp(OpTable.NONE, "Strange", true, false, false, 0));
        builder.homeTuple(new int[]{1, Function.HOME_NONE});
        builder.parameter(new Parameter(0, List.of()));
        builder.instruction(3, 4);
        builder.build();

        builder.reset(Place.Pointer::new);
        ordinary(builder);
        Function again = builder.build();

        FunctionBuilder fresh = new FunctionBuilder(Limits.DEFAULT, Place.Pointer::new);
        ordinary(fresh);
        assertThat(again).usingRecursiveComparison().isEqualTo(fresh.build());
    }

    @Test
    void faultsOfTheLastFunctionDoNotStay() {
        assertThat(faultsOf(b -> b.entry(8))).containsExactly("/entry");
        builder.reset(Place.Pointer::new);
        ordinary(builder);
        assertThat(builder.build().blocks()).isEqualTo(2);
    }

    @Test
    void everyFaultSaysWhere() {
        assertThat(faultsOf(b -> {
            b.succ(9);
            b.arg(77);
            b.pc(37);
            b.homeRegister(64);
            b.beginValue(4);
            b.beginValue(-1);
            b.op(0);
        })).containsExactlyInAnyOrder("/blocks/1/succs/0", "/blocks/1/values/0/args/0", "/blocks/1/values/0/pc",
                "/blocks/1/values/0/home", "/blocks/1/values/1/id", "/blocks/1/values/1/op", "/blocks/1/values/2/id");
    }

    @Test
    void faultsOfVariablesSlotsAndParameters() {
        assertThat(faultsOf(b -> {
            b.closureVariable(5);
            b.variable(new Variable("", "auto", "", -2, 0));
            b.slot(new Slot(3, "", 1L << 41, -1, 9, -1));
            b.beginName(0);
            b.beginName(2);
            b.parameter(new Parameter(2, List.of(new Piece("int", 8, -1, 64, 0))));
        })).containsExactlyInAnyOrder("/closureVariable", "/variables/1/name", "/variables/1/size", "/slots/1/variable",
                "/slots/1/size", "/slots/1/offset", "/slots/1/splitOffset", "/slots/1/splitOf", "/names/1/slot",
                "/names/2/slot", "/params/0/variable", "/params/0/pieces/0", "/params/0/pieces/0/register");
    }

    @Test
    void faultsOfHomesAndOps() {
        assertThat(faultsOf(b -> {
            b.homeTuple(new int[]{0, 64});
            b.beginValue(51);
            b.op(OpTable.idOf("StoreReg"));
            b.homeStack(7, 1L << 41);
            b.aux(4, -(1L << 41));
            b.beginValue(52);
            b.op(OpTable.idOf("Arg"));
            b.beginValue(53);
            b.op(OpTable.idOf("VarDef"));
        })).containsExactlyInAnyOrder("/blocks/1/values/0/home/1", "/blocks/1/values/1/home/variable",
                "/blocks/1/values/1/home/offset", "/blocks/1/values/1/args", "/blocks/1/values/1/aux/variable",
                "/blocks/1/values/1/aux/offset", "/blocks/1/values/2/home", "/blocks/1/values/3/aux");
    }

    @Test
    void slotsInACircle() {
        assertThat(faultsOf(b -> {
            b.slot(new Slot(0, "", 8, 0, 2, 0));
            b.slot(new Slot(0, "", 8, 0, 1, 0));
        })).containsExactly("/slots/1/splitOf");
    }

    @Test
    void anEdgeIsThereAtBothEndsEquallyOften() {
        assertThat(faultsOf(b -> b.pred(7))).containsExactly("/blocks/1/preds/1");
        builder.reset(Place.Pointer::new);
        assertThat(faultsOf(b -> b.succ(3))).containsExactly("/blocks/1/preds");
        builder.reset(Place.Pointer::new);
        ordinary(builder);
        builder.beginBlock(8, "If", 9);
        builder.succ(9);
        builder.succ(9);
        builder.beginBlock(9, "Ret", 9);
        builder.pred(8);
        builder.pred(8);
        assertThat(builder.build().blocks()).isEqualTo(4);
    }

    @Test
    void codeAndInstructionsFitTheCodeSize() {
        assertThat(faultsOf(b -> {
            b.code(new byte[19]);
            b.instruction(4, 1);
            b.instruction(3, 1);
            b.instruction(50, 1);
        })).containsExactlyInAnyOrder("/code", "/instructions/1/pc", "/instructions/2/pc");
    }

    @Test
    void noMoreThanTwentyFaults() {
        ordinary(builder);
        for (int i = 0; i < 100; i++) {
            builder.slot(new Slot(9, "", 8, 0, Slot.WHOLE, 0));
        }
        InputException refused = catchThrowableOfType(InputException.class, builder::build);
        assertThat(refused.faults()).hasSize(FunctionBuilder.MAX_FAULTS);
    }

    @Test
    void limitsAreNamed() {
        Limits two = ChangedLimits.of("values", 2);
        FunctionBuilder bounded = new FunctionBuilder(two, Place.Pointer::new);
        assertThatThrownBy(() -> ordinary(bounded)).isInstanceOfSatisfying(InputException.class, refused -> {
            assertThat(refused.kind()).isEqualTo(InputException.Kind.LIMIT);
            assertThat(refused.limit()).isEqualTo("values");
        });
    }

    /** Names whose hash codes are all equal, chosen by somebody who knows how strings are hashed. */
    @Test
    void manyOwnOpsWithOneHashCodeTakeNoLongerThanOthers() {
        int bits = 16;
        builder.entry(0);
        builder.beginBlock(0, "Ret", 0);
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            for (int i = 0; i < 1 << bits; i++) {
                StringBuilder name = new StringBuilder();
                for (int bit = 0; bit < bits; bit++) {
                    name.append((i >> bit & 1) == 0 ? "Aa" : "BB");
                }
                builder.beginValue(i);
                builder.op(new OwnOp(OpTable.NONE, name.toString(), true, false, false, 0));
            }
            assertThat(builder.build().ownOps()).isEqualTo(1 << bits);
        });
    }
}
