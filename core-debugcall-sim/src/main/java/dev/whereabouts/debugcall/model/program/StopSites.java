package dev.whereabouts.debugcall.model.program;

import static dev.whereabouts.debugcall.model.assembly.Gpr.RAX;
import static dev.whereabouts.debugcall.model.assembly.Gpr.RBX;
import static dev.whereabouts.debugcall.model.assembly.Gpr.RCX;
import static dev.whereabouts.debugcall.model.assembly.Gpr.RDI;
import static dev.whereabouts.debugcall.model.assembly.Gpr.RDX;
import static dev.whereabouts.debugcall.model.assembly.Gpr.RSI;
import static dev.whereabouts.debugcall.model.assembly.Gpr.RSP;
import static dev.whereabouts.debugcall.model.assembly.MemoryOperand.at;

import dev.whereabouts.debugcall.model.assembly.Assembler;
import dev.whereabouts.debugcall.model.assembly.Assembler.Alu;
import dev.whereabouts.debugcall.model.assembly.Assembler.Scalar;
import dev.whereabouts.debugcall.model.assembly.Assembler.Sse;
import dev.whereabouts.debugcall.model.assembly.Condition;
import dev.whereabouts.debugcall.model.assembly.Label;
import dev.whereabouts.debugcall.model.assembly.Xmm;
import dev.whereabouts.debugcall.model.program.GoFunction.Frame;
import dev.whereabouts.debugcall.protocol.Version;

/** Functions to stop in. */
final class StopSites {

    private static final int LOOP_OFFSET = 0xb;
    private static final int UNSAFE_LOOP_OFFSET = 6;
    private static final double FACTOR = 1.0000001;

    private final Program program;
    private final Assembler out;

    StopSites(Program program) {
        this.program = program;
        out = program.out;
    }

    void write() {
        target();
        unsafeTarget();
        afterCall();
        GoFunction.define(program, "main.worker", "func()", Frame.of(0x10, "runtime.Gosched"), this::worker);
        program.declare("main.callPtr", "func(fn uintptr)");
        program.assembly("main.callPtr.abi0", 0x10, () -> {
            GoFunction.enter(out, 8);
            out.load(RAX, at(RSP, 0x18));
            out.call(RAX);
            GoFunction.leave(out, 8);
        });
    }

    /**
     * {@code for i < n: acc += i ^ len(s); *x++; f *= 1.0000001}. The loop's first instruction increments {@code *x}; its last compares and
     * branches. In version 1 the arguments are loaded behind the loop, so that a script's stop means the same in both.
     */
    private void target() {
        Label factor = program.readOnly.reserve("$f64.factor", 8, 8);
        program.readOnly.word(factor, 0, Double.doubleToLongBits(FACTOR));
        String signature = "func(n int, x *int, f float64, s string) (int, float64)";
        program.declare("main.target", signature);
        Label compare = new Label("compare");
        Label loop = new Label("loop");
        Label load = new Label("load");
        boolean isOnStack = program.version == Version.V1;
        program.write("main.target", 0, program.version.convention(), false, () -> {
            if (isOnStack) {
                jumpTo(load, LOOP_OFFSET);
            } else {
                out.store(at(RSP, 0x20), RCX);
                out.clear(RCX);
                out.clear(RDX);
                out.jump(compare);
            }
            out.place(loop);
            out.increment(at(RBX));
            out.move(RSI, RCX);
            out.alu(Alu.XOR, RSI, RDI);
            out.alu(Alu.ADD, RDX, RSI);
            out.load(Scalar.DOUBLE, new Xmm(1), at(factor));
            out.sse(Sse.MUL, Scalar.DOUBLE, new Xmm(0), new Xmm(1));
            out.increment(RCX);
            out.place(compare);
            out.alu(Alu.CMP, RAX, RCX);
            out.jump(Condition.GREATER, loop);
            out.move(RAX, RDX);
            if (isOnStack) {
                out.store(at(RSP, 0x30), RAX);
                out.store(Scalar.DOUBLE, at(RSP, 0x38), new Xmm(0));
            }
            out.ret();
            if (isOnStack) {
                out.place(load);
                out.load(RAX, at(RSP, 8));
                out.load(RBX, at(RSP, 0x10));
                out.load(Scalar.DOUBLE, new Xmm(0), at(RSP, 0x18));
                out.load(RDI, at(RSP, 0x28));
                out.clear(RCX);
                out.clear(RDX);
                out.jump(compare);
            }
        });
    }

    /** {@code for i < n: acc += i; *x++}, without a stack check, and with the stop at the same place in both versions. */
    private void unsafeTarget() {
        program.declare("main.unsafeTarget", "func(n int, x *int) int");
        Label compare = new Label("compare");
        Label loop = new Label("loop");
        Label load = new Label("load");
        boolean isOnStack = program.version == Version.V1;
        program.write("main.unsafeTarget", 0, program.version.convention(), false, () -> program.unsafe(() -> {
            if (isOnStack) {
                jumpTo(load, UNSAFE_LOOP_OFFSET);
            } else {
                out.clear(RCX);
                out.clear(RDX);
                out.jump(compare);
            }
            out.place(loop);
            out.increment(at(RBX));
            out.alu(Alu.ADD, RDX, RCX);
            out.increment(RCX);
            out.place(compare);
            out.alu(Alu.CMP, RAX, RCX);
            out.jump(Condition.GREATER, loop);
            out.move(RAX, RDX);
            if (isOnStack) {
                out.store(at(RSP, 0x18), RAX);
            }
            out.ret();
            if (isOnStack) {
                out.place(load);
                out.load(RAX, at(RSP, 8));
                out.load(RBX, at(RSP, 0x10));
                out.clear(RCX);
                out.clear(RDX);
                out.jump(compare);
            }
        }));
    }

    /** A jump of two bytes, and what fills the place up to an offset. */
    private void jumpTo(Label to, int fillUpTo) {
        out.jump(to);
        for (int i = 2; i < fillUpTo; i++) {
            out.nop();
        }
    }

    private void afterCall() {
        GoFunction.define(program, "main.afterCall", "func(n int) int", Frame.of(0x10, "main.nop"), f -> {
            Label next = new Label("next");
            Label compare = new Label("compare");
            out.store(f.home(0, 0), RAX);
            out.clear(RCX);
            out.clear(RDX);
            out.jump(compare);
            out.place(next);
            out.store(f.local(0), RCX);
            out.store(f.local(8), RDX);
            f.callGo("main.nop");
            out.load(RCX, f.local(0));
            out.load(RAX, f.local(8));
            out.address(RDX, at(RAX, RCX, 1, 0));
            out.increment(RCX);
            out.load(RAX, f.home(0, 0));
            out.place(compare);
            out.alu(Alu.CMP, RAX, RCX);
            out.jump(Condition.GREATER, next);
            out.move(RAX, RDX);
            f.ret();
        });
    }

    /** Spins and yields, for ever: a goroutine that can run, and mostly does not. */
    private void worker(GoFunction f) {
        Label again = new Label("again");
        Label spin = new Label("spin");
        out.place(again);
        out.move(RAX, 1000);
        out.place(spin);
        out.decrement(RAX);
        out.jump(Condition.NOT_EQUAL, spin);
        f.callGo("runtime.Gosched");
        out.jump(again);
    }
}
