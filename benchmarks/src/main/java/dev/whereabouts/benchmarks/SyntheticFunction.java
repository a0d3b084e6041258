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
public final class SyntheticFunction {

    private static final int WORD = 8;
    private static final int INSTRUCTION = 4;
    private static final int VALUES_IN_BLOCK = 10;

    /** Variables of a scope: in the functions of Go's library nine slots have a location at a time. */
    private static final int SCOPE = 10;

    private static final int[] REGISTERS = List.of("AX", "BX", "CX", "DX", "SI", "DI", "R8", "R9", "R10", "R11")
            .stream().mapToInt(RegisterFile::idOf).toArray();

    private final FunctionBuilder builder = new FunctionBuilder(Limits.DEFAULT, Place.Pointer::new);
    private final SplittableRandom random;
    private final List<List<Integer>> named = new ArrayList<>();
    private final int variables;
    private int lastId;
    private int pc;

    private SyntheticFunction(int seed, int variables) {
        random = new SplittableRandom(seed);
        this.variables = variables;
        for (int v = 0; v < variables; v++) {
            builder.variable(new Variable("v" + v, "auto", "int", WORD, -WORD * (v + 1)));
            builder.slot(new Slot(v, "int", WORD, 0, Slot.WHOLE, 0));
            named.add(new ArrayList<>());
        }
    }

    /**
     * Functions as a program generator writes them: one scope after another, each with variables of its own and behind an {@code if}, so that
     * they are gone where it ends; in a scope, if after if, now and then a loop. However long the function, a block meets as many variables.
     *
     * @param count             how many, none like the other
     * @param values            of each, about
     * @param valuesPerVariable for how many values there is a variable
     */
    static List<Function> sequences(int count, int values, int valuesPerVariable) {
        List<Function> functions = new ArrayList<>();
        for (int seed = 0; seed < count; seed++) {
            functions.add(sequence(seed, values, valuesPerVariable));
        }
        return functions;
    }

    private static Function sequence(int seed, int values, int valuesPerVariable) {
        int blocks = values / VALUES_IN_BLOCK;
        int blocksInScope = SCOPE * valuesPerVariable / VALUES_IN_BLOCK;
        int[][] succs = new int[blocks][];
        for (int b = 0; b < blocks; b++) {
            int inScope = b % blocksInScope;
            int nextScope = b - inScope + blocksInScope;
            if (inScope == 0 && nextScope < blocks) {
                succs[b] = new int[]{b + 1, nextScope};
            } else if (b + 1 == blocks) {
                succs[b] = new int[0];
            } else {
                boolean isNearEnd = b + 2 >= Math.min(nextScope, blocks);
                succs[b] = switch (isNearEnd ? 1 : inScope % 8) {
                    case 0, 3 -> new int[]{b + 1, b + 2};
                    case 7 -> new int[]{b - 6, b + 1};
                    default -> new int[]{b + 1};
                };
            }
        }
        SyntheticFunction f = new SyntheticFunction(seed, values / valuesPerVariable);
        return f.build(succs, b -> {
            int firstOfScope = b / blocksInScope * SCOPE;
            for (int i = 0; i < VALUES_IN_BLOCK / 2; i++) {
                int variable = (firstOfScope + f.random.nextInt(SCOPE)) % f.variables;
                if (b % blocksInScope == 0) {
                    // before the if: a spill here would be on the stack for good
                    f.load(variable);
                    f.load(variable);
                } else {
                    f.touch(variable);
                }
            }
        });
    }

    /**
     * A function that no compiler writes: all variables are alive everywhere, and from every block a jump leads anywhere.
     *
     * @param valuesInBlock how many values each block has that move a variable
     */
    public static Function tangle(int blocks, int variables, int valuesInBlock) {
        SyntheticFunction f = new SyntheticFunction(1, variables);
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
