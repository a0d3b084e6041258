package dev.whereabouts.benchmarks;

import dev.whereabouts.amd64.register.RegisterFile;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.model.FunctionBuilder;
import dev.whereabouts.ssa.model.Slot;
import dev.whereabouts.ssa.model.Variable;
import dev.whereabouts.ssa.op.OpTable;
import dev.whereabouts.ssa.problem.Limits;
import dev.whereabouts.ssa.problem.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Functions of any size. Every variable is a local of 8 bytes with one slot; a block loads, spills or reloads some of them and sometimes
 * calls, which clobbers all registers. Made by a seeded generator: the same arguments give the same function.
 */
final class SyntheticFunction {

    private static final int WORD = 8;
    private static final int INSTRUCTION = 4;

    private static final int[] REGISTERS = List.of("AX", "BX", "CX", "DX", "SI", "DI", "R8", "R9", "R10", "R11")
            .stream().mapToInt(RegisterFile::idOf).toArray();

    private final FunctionBuilder builder = new FunctionBuilder(Limits.DEFAULT, Place.Pointer::new);
    private final SplittableRandom random = new SplittableRandom(1);
    private final List<List<Integer>> named = new ArrayList<>();
    private final int variables;
    private int lastId;
    private int pc;

    private SyntheticFunction(int variables) {
        this.variables = variables;
        for (int v = 0; v < variables; v++) {
            builder.variable(new Variable("v" + v, "auto", "int", WORD, -WORD * (v + 1)));
            builder.slot(new Slot(v, "int", WORD, 0, Slot.WHOLE, 0));
            named.add(new ArrayList<>());
        }
    }

    /**
     * A function as a program generator writes it: if after if, now and then a loop, each block busy with the few variables that are in use
     * in this part of the code.
     *
     * @param values    about how many
     * @param variables how many, in use one after the other
     */
    static Function sequence(int values, int variables) {
        int valuesInBlock = 10;
        int blocks = values / valuesInBlock;
        int[][] succs = new int[blocks][];
        for (int b = 0; b < blocks; b++) {
            boolean isNearEnd = b + 3 >= blocks;
            succs[b] = switch (isNearEnd ? 1 : b % 8) {
                case 0, 3 -> new int[]{b + 1, b + 2};
                case 7 -> new int[]{b - 6, b + 1};
                default -> b + 1 < blocks ? new int[]{b + 1} : new int[0];
            };
        }
        SyntheticFunction f = new SyntheticFunction(variables);
        return f.build(succs, b -> {
            int inUse = (int) ((long) b * variables / blocks);
            for (int i = 0; i < valuesInBlock / 2; i++) {
                f.touch((inUse + f.random.nextInt(16)) % variables);
            }
        });
    }

    /**
     * A function that no compiler writes: all variables are alive everywhere, and from every block a jump leads anywhere.
     *
     * @param valuesInBlock how many values each block has that move a variable
     */
    static Function tangle(int blocks, int variables, int valuesInBlock) {
        SyntheticFunction f = new SyntheticFunction(variables);
        int[][] succs = new int[blocks][];
        for (int b = 0; b < blocks; b++) {
            int anywhere = 1 + f.random.nextInt(blocks - 1);
            succs[b] = b + 1 == blocks ? new int[0] : anywhere == b + 1 ? new int[]{b + 1} : new int[]{b + 1, anywhere};
        }
        return f.build(succs, b -> {
            if (b == 0) {
                for (int variable = 0; variable < variables; variable++) {
                    f.spill(f.load(variable), variable);
                }
            }
            for (int i = 0; i < valuesInBlock; i++) {
                f.load(f.random.nextInt(variables));
            }
        });
    }

    /** Writes the values of a block. */
    @FunctionalInterface
    private interface Body {
        void write(int block);
    }

    private Function build(int[][] succs, Body body) {
        List<List<Integer>> preds = new ArrayList<>();
        for (int b = 0; b < succs.length; b++) {
            preds.add(new ArrayList<>());
        }
        for (int b = 0; b < succs.length; b++) {
            for (int succ : succs[b]) {
                preds.get(succ).add(b);
            }
        }
        builder.name("synthetic");
        builder.entry(1);
        for (int b = 0; b < succs.length; b++) {
            builder.beginBlock(b + 1, succs[b].length == 0 ? "Ret" : "Plain", pc);
            preds.get(b).forEach(pred -> builder.pred(pred + 1));
            for (int succ : succs[b]) {
                builder.succ(succ + 1);
            }
            if (b == 0) {
                value("InitMem");
            }
            body.write(b);
        }
        builder.codeSize(pc);
        for (int v = 0; v < variables; v++) {
            builder.beginName(v);
            named.get(v).forEach(builder::nameValue);
        }
        return builder.build();
    }

    /** Two values that do to a variable what compiled code does. */
    private void touch(int variable) {
        int loaded = load(variable);
        switch (random.nextInt(8)) {
            case 0 -> value("CALLstatic");
            case 1, 2, 3 -> spill(loaded, variable);
            default -> load(variable);
        }
    }

    private int load(int variable) {
        int id = value("MOVQload");
        builder.homeRegister(REGISTERS[random.nextInt(REGISTERS.length)]);
        named.get(variable).add(id);
        return id;
    }

    private void spill(int source, int variable) {
        value("StoreReg");
        builder.arg(source);
        builder.homeStack(variable, 0);
    }

    private int value(String op) {
        builder.beginValue(++lastId);
        builder.op(OpTable.idOf(op));
        builder.type("int");
        builder.size(WORD);
        pc += INSTRUCTION;
        builder.pc(pc);
        return lastId;
    }
}
