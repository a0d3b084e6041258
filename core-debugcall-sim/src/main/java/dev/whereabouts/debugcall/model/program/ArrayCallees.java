package dev.whereabouts.debugcall.model.program;

import static dev.whereabouts.debugcall.model.assembly.Gpr.RAX;
import static dev.whereabouts.debugcall.model.assembly.Gpr.RBX;
import static dev.whereabouts.debugcall.model.assembly.Gpr.RCX;
import static dev.whereabouts.debugcall.model.assembly.Gpr.RDX;
import static dev.whereabouts.debugcall.model.assembly.Gpr.RDI;
import static dev.whereabouts.debugcall.model.assembly.Gpr.RSI;
import static dev.whereabouts.debugcall.model.assembly.MemoryOperand.at;

import dev.whereabouts.debugcall.model.assembly.Assembler;
import dev.whereabouts.debugcall.model.assembly.Assembler.Alu;
import dev.whereabouts.debugcall.model.assembly.Condition;
import dev.whereabouts.debugcall.model.assembly.Label;
import dev.whereabouts.debugcall.model.assembly.Xmm;
import dev.whereabouts.debugcall.model.program.GoFunction.Frame;

/** Callees whose arguments and results are arrays, which go to the stack unless they have at most one element. */
final class ArrayCallees {

    private static final int LARGE = 128;
    private static final int BIG_FRAME_WORDS = 100_000;

    private final Program program;
    private final Assembler out;

    ArrayCallees(Program program) {
        this.program = program;
        out = program.out;
    }

    void write() {
        GoFunction.define(program, "main.large", "func(in [128]int) (out [128]int)", Frame.NONE, f -> {
            for (int i = 0; i < LARGE; i++) {
                out.load(RAX, f.home(0, 8L * i));
                out.increment(RAX);
                out.store(f.stackResult(0, 8L * i), RAX);
            }
            f.ret();
        });
        GoFunction.define(program, "main.hugeArg", "func(in [8193]int) int", Frame.NONE, f -> endsOf(f, 8193));
        GoFunction.define(program, "main.bigOKArg", "func(in [8000]int) int", Frame.NONE, f -> endsOf(f, 8000));
        GoFunction.define(program, "main.arrays", "func(one [1]int, two [2]int) (r1 [1]int, r2 [2]int)", Frame.NONE,
                f -> {
                    out.load(RBX, f.home(1, 0));
                    out.load(RCX, f.home(1, 8));
                    out.store(f.stackResult(1, 0), RCX);
                    out.store(f.stackResult(1, 8), RBX);
                    out.move(RDX, 10);
                    out.multiply(RAX, RDX);
                    f.ret();
                });
        mixedSpill();
        bigFrame();
    }

    private void endsOf(GoFunction f, int length) {
        out.load(RAX, f.home(0, 0));
        out.alu(Alu.ADD, RAX, f.home(0, 8L * (length - 1)));
        f.ret();
    }

    private void mixedSpill() {
        GoFunction.define(program, "main.mixedSpill",
                "func(a int, arr [2]int64, b string, f float64, c [3]uint8, d int) (string, [2]int64, int)",
                Frame.NONE, f -> {
                    out.alu(Alu.ADD, RAX, f.home(1, 0));
                    out.alu(Alu.ADD, RDI, f.home(1, 8));
                    out.store(f.stackResult(1, 0), RAX);
                    out.store(f.stackResult(1, 8), RDI);
                    out.truncate(RSI, new Xmm(0));
                    for (int i = 0; i < 3; i++) {
                        out.loadUnsigned(RDX, f.home(4, i), 1);
                        out.alu(Alu.ADD, RSI, RDX);
                    }
                    out.move(RAX, RBX);
                    out.move(RBX, RCX);
                    out.move(RCX, RSI);
                    f.ret();
                });
    }

    /** Fills an array of its frame with {@code i ^ x} and adds it up. */
    private void bigFrame() {
        GoFunction.define(program, "main.bigFrame", "func(x int) int", Frame.of(8 * BIG_FRAME_WORDS), f -> {
            Label fill = new Label("fill");
            Label add = new Label("add");
            out.address(RBX, f.local(0));
            out.clear(RCX);
            out.place(fill);
            out.move(RDX, RCX);
            out.alu(Alu.XOR, RDX, RAX);
            out.store(at(RBX, RCX, 8, 0), RDX);
            out.increment(RCX);
            out.alu(Alu.CMP, RCX, BIG_FRAME_WORDS);
            out.jump(Condition.LESS, fill);
            out.clear(RAX);
            out.clear(RCX);
            out.place(add);
            out.alu(Alu.ADD, RAX, at(RBX, RCX, 8, 0));
            out.increment(RCX);
            out.alu(Alu.CMP, RCX, BIG_FRAME_WORDS);
            out.jump(Condition.LESS, add);
            f.ret();
        });
    }
}
