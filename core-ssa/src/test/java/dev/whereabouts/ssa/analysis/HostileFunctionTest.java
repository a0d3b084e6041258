package dev.whereabouts.ssa.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import dev.whereabouts.amd64.register.GoVersion;
import dev.whereabouts.amd64.register.RegisterFile;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.model.FunctionBuilder;
import dev.whereabouts.ssa.model.Slot;
import dev.whereabouts.ssa.model.Variable;
import dev.whereabouts.ssa.op.OpTable;
import dev.whereabouts.ssa.problem.ChangedLimits;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Limits;
import dev.whereabouts.ssa.problem.Place;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Functions made to hurt: each is answered, or refused by a limit that the refusal names, and what the analysis allocates on the way stays
 * below a bound. Growing an array counts the old and the new one, so a bound is about three times what is held at once.
 */
@Timeout(120)
class HostileFunctionTest {

    private static final long MEGABYTE = 1 << 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final int LOAD = OpTable.idOf("MOVQload");
    private static final int SPILL = OpTable.idOf("StoreReg");
    private static final int CALL = OpTable.idOf("CALLstatic");
    private static final int DEFINITION = OpTable.idOf("VarDef");
    private static final int INIT_MEM = OpTable.idOf("InitMem");
    private static final int[] REGISTERS = {RegisterFile.idOf("AX"), RegisterFile.idOf("BX"), RegisterFile.idOf("CX"),
            RegisterFile.idOf("DI")};

    private final FunctionBuilder b = new FunctionBuilder(Limits.DEFAULT, Place.Pointer::new);
    private int nextId = 1;

    /** What became of a function. */
    private sealed interface Outcome {

        /** @param bytes allocated by the analysis */
        record Answered(LocationLists lists, long bytes) implements Outcome {}

        record Refused(String detail, long bytes) implements Outcome {}
    }

    private Outcome analyze(Limits limits) {
        Function function = b.build();
        LocationListAnalysis analysis = new LocationListAnalysis(limits);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            LocationLists lists = analysis.analyze(function, AnalysisOptions.of(GoVersion.NEWEST));
            return new Outcome.Answered(lists, THREADS.getCurrentThreadAllocatedBytes() - before);
        } catch (InputException e) {
            return new Outcome.Refused(e.getMessage(), THREADS.getCurrentThreadAllocatedBytes() - before);
        }
    }

    private LocationLists answered(long megabytes) {
        return switch (analyze(Limits.DEFAULT)) {
            case Outcome.Answered(LocationLists lists, long bytes) -> {
                assertThat(bytes).isLessThan(megabytes * MEGABYTE);
                yield lists;
            }
            case Outcome.Refused(String detail, long _) -> fail(detail);
        };
    }

    private void refused(String limit, Limits limits, long megabytes) {
        switch (analyze(limits)) {
            case Outcome.Answered _ -> fail("answered");
            case Outcome.Refused(String detail, long bytes) -> {
                assertThat(detail).contains(limit);
                assertThat(bytes).isLessThan(megabytes * MEGABYTE);
            }
        }
    }

    private void variables(int count, int slotsOfEach) {
        for (int i = 0; i < count; i++) {
            b.variable(new Variable("v" + i, "auto", "T", 8L * slotsOfEach, -8 * i));
            for (int part = 0; part < slotsOfEach; part++) {
                b.slot(new Slot(i, "uint64", 8, 8L * part, Slot.WHOLE, 0));
            }
        }
    }

    private int value(int op) {
        b.beginValue(nextId);
        b.op(op);
        b.type("T");
        b.pc(0);
        return nextId++;
    }

    private int inRegister(int register) {
        int id = value(LOAD);
        b.homeRegister(REGISTERS[register % REGISTERS.length]);
        return id;
    }

    /** A chain of blocks in which every {@code back}-th also leads {@code back} blocks back. */
    private void loops(int blocks, int back, IntConsumer values) {
        b.entry(0);
        for (int block = 0; block < blocks; block++) {
            b.beginBlock(block, "Plain", 0);
            if (block > 0) {
                b.pred(block - 1);
            }
            if ((block + back - 1) % back == 0 && block > 0 && block + back - 1 < blocks) {
                b.pred(block + back - 1);
            }
            if (block + 1 < blocks) {
                b.succ(block + 1);
            }
            if (block % back == 0 && block - back + 1 > 0) {
                b.succ(block - back + 1);
            }
            values.accept(block);
        }
        b.codeSize(0);
    }

    private void names(int slots, int values) {
        for (int slot = 0; slot < slots; slot++) {
            b.beginName(slot);
            for (int id = slot; id < values; id += slots) {
                b.nameValue(id);
            }
        }
    }

    /** Every variable is defined in the entry block and lives to the end; in each block one changes its place. */
    private void manyBlocksTimesManyVariables(int blocks, int variables) {
        variables(variables, 1);
        b.name("hostile");
        loops(blocks, 10, block -> {
            if (block == 0) {
                value(INIT_MEM);
                for (int i = 0; i < variables; i++) {
                    value(DEFINITION);
                    b.aux(i, 0);
                }
            }
            int loaded = inRegister(block);
            if (block % 3 == 0) {
                value(SPILL);
                b.arg(loaded);
                b.homeStack(block % variables, 8);
            }
        });
        names(variables, nextId);
    }

    @Test
    void aHundredThousandBlocksTimesTwoThousandVariables() {
        manyBlocksTimesManyVariables(100_000, 2000);
        // with a location for every variable at every block's end this would be 2.4 GB
        assertThat(answered(1200).lists()).isEqualTo(2000);
    }

    @Test
    void blocksTimesVariablesThatTheLimitOfStatesRefuses() {
        manyBlocksTimesManyVariables(20_000, 2000);
        refused("stateNodes", ChangedLimits.of("stateNodes", 50_000), 100);
    }

    @Test
    void blocksTimesVariablesThatTheLimitOfWorkRefuses() {
        manyBlocksTimesManyVariables(20_000, 2000);
        refused("work", ChangedLimits.of("work", 500_000), 100);
    }

    @Test
    void aMillionValuesInOneBlock() {
        variables(100, 1);
        b.entry(0);
        b.beginBlock(0, "Ret", 0);
        value(INIT_MEM);
        for (int i = 0; i < 1_000_000; i++) {
            inRegister(i);
        }
        b.codeSize(0);
        names(100, nextId);
        // each load ends what was in its register
        assertThat(answered(700).entries()).isGreaterThan(900_000);
    }

    @Test
    void moreEntriesThanTheLimit() {
        variables(2, 1);
        b.entry(0);
        b.beginBlock(0, "Ret", 0);
        for (int i = 0; i < 20_000; i++) {
            inRegister(0);
        }
        names(2, nextId);
        refused("entries", ChangedLimits.of("entries", 10_000), 20);
    }

    @Test
    void aChainOfAHundredThousandSplits() {
        b.variable(new Variable("s", "auto", "T", 8, -8));
        b.slot(new Slot(0, "T", 8, 0, Slot.WHOLE, 0));
        for (int i = 1; i < 100_000; i++) {
            b.slot(new Slot(0, "T", 8, 0, i - 1, 1));
        }
        b.entry(0);
        b.beginBlock(0, "Ret", 0);
        inRegister(0);
        names(100_000, 1);
        // the deepest part is 99,999 bytes into the variable, and each has a place of its own
        LocationLists lists = answered(100);
        assertThat(lists.lists()).isOne();
        assertThat(lists.partOffset(lists.firstPart(1) - 1)).isEqualTo(99_999);
    }

    @Test
    void aHundredThousandPartsThatMoveOneByOne() {
        variables(1, 100_000);
        b.entry(0);
        b.beginBlock(0, "Ret", 0);
        for (int i = 0; i < 200_000; i++) {
            inRegister(i);
        }
        names(100_000, nextId);
        // each of 200,000 entries would have 100,000 pieces
        refused("entries", Limits.DEFAULT, 200);
    }

    @Test
    void sixtyThousandPartsAndManyEntries() {
        variables(1, 60_000);
        b.entry(0);
        b.beginBlock(0, "Ret", 0);
        for (int i = 0; i < 300; i++) {
            value(DEFINITION);
            b.aux(0, 0);
            inRegister(i);
            value(CALL);
        }
        names(60_000, nextId);
        refused("entries", Limits.DEFAULT, 200);
    }

    @Test
    void anExpressionThatItsLengthCannotTell() {
        variables(1, 60_000);
        b.entry(0);
        b.beginBlock(0, "Ret", 0);
        inRegister(0);
        names(60_000, nextId);
        refused("65535 can be told", Limits.DEFAULT, 50);
    }

    @Test
    void manyNamesOfOneValueInheritedAlongManySpills() {
        variables(2000, 1);
        b.entry(0);
        b.beginBlock(0, "Ret", 0);
        int source = inRegister(0);
        for (int i = 0; i < 20_000; i++) {
            value(SPILL);
            b.arg(source);
            b.homeStack(0, 0);
            source = i % 2 == 0 ? nextId - 1 : source;
        }
        for (int slot = 0; slot < 2000; slot++) {
            b.beginName(slot);
            b.nameValue(1);
            b.nameValue(2);
            b.nameValue(3);
        }
        // names are shared where a spill has none of its own; each spill moves 2,000 slots, and that is work
        refused("work", ChangedLimits.of("work", 10_000_000), 50);
    }

    @Test
    void namesThatDoubleWithEverySpill() {
        variables(2, 1);
        b.entry(0);
        b.beginBlock(0, "Ret", 0);
        int source = inRegister(0);
        for (int i = 0; i < 60; i++) {
            value(SPILL);
            b.arg(source);
            b.homeStack(0, 0);
            source = nextId - 1;
        }
        for (int slot = 0; slot < 2; slot++) {
            b.beginName(slot);
            for (int id = 1; id < nextId; id++) {
                b.nameValue(id);
            }
        }
        // names grow by a value's own only: a chain of n spills has n squared of them
        answered(10);
    }

    @Test
    void aBlockOfAHundredThousandPredecessors() {
        int width = 100_000;
        variables(100, 1);
        b.entry(0);
        b.beginBlock(0, "First", 0);
        for (int i = 1; i <= width; i++) {
            b.succ(i);
        }
        for (int i = 0; i < 100; i++) {
            value(DEFINITION);
            b.aux(i, 0);
        }
        for (int i = 1; i <= width; i++) {
            b.beginBlock(i, "Plain", 0);
            b.pred(0);
            b.succ(width + 1);
            inRegister(i);
        }
        b.beginBlock(width + 1, "Plain", 0);
        for (int i = 1; i <= width; i++) {
            b.pred(i);
        }
        b.pred(width + 1);
        b.succ(width + 1);
        value(CALL);
        names(100, nextId);
        assertThat(answered(300).lists()).isEqualTo(100);
    }

    @Test
    void manyEdgesBetweenTheSameBlocks() {
        int edges = 1_000_000;
        variables(100, 1);
        b.entry(0);
        b.beginBlock(0, "Plain", 0);
        b.succ(1);
        b.beginBlock(1, "Plain", 0);
        b.pred(0);
        for (int i = 0; i < edges; i++) {
            b.succ(1);
            b.pred(1);
        }
        inRegister(0);
        names(100, nextId);
        // asked for pass after pass, the edges count each time
        Function function = b.build();
        LocationListAnalysis analysis = new LocationListAnalysis(ChangedLimits.of(Map.of("work", 100_000_000L)));
        assertThatThrownBy(
                () -> analysis.analyze(function, new AnalysisOptions(GoVersion.NEWEST, 8, AnalysisOptions.MAX_PASSES)))
                .isInstanceOf(InputException.class).hasMessageContaining("work");
    }
}
