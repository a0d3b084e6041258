package dev.whereabouts.debugcall.model.program;

import static dev.whereabouts.debugcall.model.assembly.Gpr.RAX;
import static dev.whereabouts.debugcall.model.assembly.Gpr.RBX;
import static dev.whereabouts.debugcall.model.assembly.Gpr.RCX;
import static dev.whereabouts.debugcall.model.assembly.Gpr.RDX;
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

/** Callees that need the runtime: collect, grow their stack, block, print, end the process; and those in assembly. */
final class RuntimeCallees {

    private static final int PAD_WORDS = 64;
    private static final int ALLOCATIONS = 100;
    private static final int ALLOCATION = 10_000;
    private static final int NANOSECONDS = 1_000_000;
    private static final int FORMATTER_FRAME = 0x500;

    private final Program program;
    private final Assembler out;

    RuntimeCallees(Program program) {
        this.program = program;
        out = program.out;
    }

    void write() {
        collection();
        growStack();
        channel();
        processes();
        assembly();
    }

    private void collection() {
        GoFunction.define(program, "main.doGC", "func() int", Frame.of(0x10, "runtime.GC"), f -> {
            Label next = new Label("next");
            out.store(f.local(0), ALLOCATIONS);
            out.place(next);
            out.move(RAX, ALLOCATION);
            f.callRuntime("runtime.mallocgc");
            out.store(at(program.global("main.sink")), RAX);
            out.load(RAX, f.local(0));
            out.decrement(RAX);
            out.store(f.local(0), RAX);
            out.jump(Condition.NOT_EQUAL, next);
            f.callGo("runtime.GC");
            out.move(RAX, 7);
            f.ret();
        });
        // Its argument is at home in the caller's frame while the collector looks.
        GoFunction.define(program, "main.keepAcrossGC", "func(p *int) int", Frame.of(0x10, "runtime.GC"), f -> {
            out.store(f.home(0, 0), RAX);
            f.callGo("runtime.GC");
            out.load(RAX, f.home(0, 0));
            out.load(RAX, at(RAX));
            f.ret();
        });
        GoFunction.define(program, "main.newInt", "func(n int) *int", Frame.of(0x10), f -> {
            out.store(f.local(0), RAX);
            out.move(RAX, 8);
            f.callRuntime("runtime.mallocgc");
            out.load(RCX, f.local(0));
            out.store(at(RAX), RCX);
            f.ret();
        });
    }

    private void growStack() {
        program.declare("main.growStack", "func(n int) int");
        GoFunction.define(program, "main.growStack", "func(n int) int", Frame.of(8 * PAD_WORDS + 8, "main.growStack"),
                f -> {
                    Label deeper = new Label("deeper");
                    out.address(RDX, f.local(0));
                    out.address(RBX, at(RAX, 1));
                    out.alu(Alu.AND, RBX, PAD_WORDS - 1);
                    out.store(at(RDX, RBX, 8, 0), 0);
                    out.move(RCX, RAX);
                    out.alu(Alu.AND, RCX, PAD_WORDS - 1);
                    out.store(at(RDX, RCX, 8, 0), RAX);
                    out.test(RAX, RAX);
                    out.jump(Condition.NOT_EQUAL, deeper);
                    f.ret();
                    out.place(deeper);
                    out.store(f.local(8L * PAD_WORDS), RBX);
                    out.decrement(RAX);
                    f.callGo("main.growStack");
                    out.increment(RAX);
                    out.address(RDX, f.local(0));
                    out.load(RBX, f.local(8L * PAD_WORDS));
                    out.alu(Alu.ADD, RAX, at(RDX, RBX, 8, 0));
                    f.ret();
                });
    }

    private void channel() {
        GoFunction.define(program, "main.chanCallee", "func(n int) int", Frame.of(0x20), f -> {
            Label next = new Label("next");
            Label end = new Label("end");
            out.store(f.local(0), RAX);
            program.service(Service.MAKE_CHANNEL);
            out.store(f.local(8), RAX);
            out.move(RAX, 24);
            f.callRuntime("runtime.mallocgc");
            out.address(RCX, at(program.function("main.chanCallee.func1")));
            out.store(at(RAX), RCX);
            out.load(RCX, f.local(8));
            out.store(at(RAX, 8), RCX);
            out.load(RCX, f.local(0));
            out.store(at(RAX, 16), RCX);
            out.move(RDX, RAX);
            out.load(RAX, at(RDX));
            program.service(Service.GO);
            out.store(f.local(0x10), 0);
            out.place(next);
            out.load(RAX, f.local(8));
            f.callRuntime("runtime.chanrecv2");
            out.test(RBX, RBX);
            out.jump(Condition.EQUAL, end);
            out.alu(Alu.ADD, f.local(0x10), RAX);
            out.jump(next);
            out.place(end);
            out.load(RAX, f.local(0x10));
            f.ret();
        });
        GoFunction.defineClosure(program, "main.chanCallee.func1", "func()", Frame.of(0x20), f -> {
            Label next = new Label("next");
            Label end = new Label("end");
            out.store(f.local(0), RDX);
            out.store(f.local(8), 0);
            out.place(next);
            out.load(RDX, f.local(0));
            out.load(RBX, f.local(8));
            out.alu(Alu.CMP, RBX, at(RDX, 16));
            out.jump(Condition.NOT_LESS, end);
            out.load(RAX, at(RDX, 8));
            f.callRuntime("runtime.chansend1");
            out.increment(f.local(8));
            out.jump(next);
            out.place(end);
            out.load(RAX, at(RDX, 8));
            program.service(Service.CLOSE);
            f.ret();
        });
    }

    private void processes() {
        GoFunction.define(program, "main.sleepCallee", "func(ms int) int", Frame.of(0x10), f -> {
            out.store(f.local(0), RAX);
            out.move(RCX, NANOSECONDS);
            out.multiply(RAX, RCX);
            program.service(Service.SLEEP);
            out.load(RAX, f.local(0));
            f.ret();
        });
        GoFunction.define(program, "main.printCallee", "func(s string) int", Frame.of(FORMATTER_FRAME), f -> {
            out.store(f.local(0), RAX);
            out.store(f.local(8), RBX);
            print("printed: ");
            out.load(RAX, f.local(0));
            out.load(RBX, f.local(8));
            program.service(Service.PRINT);
            print("\n");
            out.load(RAX, f.local(8));
            out.alu(Alu.ADD, RAX, "printed: \n".length());
            f.ret();
        });
        GoFunction.define(program, "main.exitCallee", "func(code int)", Frame.of(0x10), f -> {
            program.service(Service.EXIT);
            f.ret();
        });
        GoFunction.define(program, "main.fatalCallee", "func()", Frame.of(0x10), f -> {
            String message = "sync: unlock of unlocked mutex";
            out.address(RAX, at(program.text(message)));
            out.move(RBX, message.length());
            program.service(Service.THROW);
            f.ret();
        });
        GoFunction.define(program, "main.lockCallee", "func() int", Frame.of(0x10), f -> {
            program.service(Service.LOCK_THREAD);
            out.move(RAX, 5);
            f.ret();
        });
    }

    private void print(String text) {
        out.address(RAX, at(program.text(text)));
        out.move(RBX, text.length());
        program.service(Service.PRINT);
    }

    /** Assembly takes all on the stack in either version; the wrapper of the same name passes it on. */
    private void assembly() {
        program.declare("main.asmAdd.abi0", "func(a int64, b int64, f float64) (r int64, d float64)");
        program.assembly("main.asmAdd.abi0", 0, () -> {
            out.load(RAX, at(RSP, 8));
            out.alu(Alu.ADD, RAX, at(RSP, 0x10));
            out.store(at(RSP, 0x20), RAX);
            out.load(Scalar.DOUBLE, new Xmm(0), at(RSP, 0x18));
            out.sse(Sse.ADD, Scalar.DOUBLE, new Xmm(0), new Xmm(0));
            out.store(Scalar.DOUBLE, at(RSP, 0x28), new Xmm(0));
            out.ret();
        });
        GoFunction.define(program, "main.asmAdd", "func(a int64, b int64, f float64) (r int64, d float64)",
                Frame.of(0x28),
                f -> program.unsafe(() -> {
                    out.store(at(RSP), RAX);
                    out.store(at(RSP, 8), RBX);
                    out.store(Scalar.DOUBLE, at(RSP, 0x10), new Xmm(0));
                    out.call(program.function("main.asmAdd.abi0"));
                    out.load(RAX, at(RSP, 0x18));
                    out.load(Scalar.DOUBLE, new Xmm(0), at(RSP, 0x20));
                    f.ret();
                }));
        program.declare("main.asmSpin.abi0", "func(n int64) int64");
        program.assembly("main.asmSpin.abi0", 0, () -> {
            Label next = new Label("next");
            out.load(RCX, at(RSP, 8));
            out.clear(RAX);
            out.place(next);
            out.alu(Alu.ADD, RAX, RCX);
            out.decrement(RCX);
            out.jump(Condition.NOT_EQUAL, next);
            out.store(at(RSP, 0x10), RAX);
            out.ret();
        });
        GoFunction.define(program, "main.asmSpin", "func(n int64) int64", Frame.of(0x10),
                f -> program.unsafe(() -> {
                    out.store(at(RSP), RAX);
                    out.call(program.function("main.asmSpin.abi0"));
                    out.load(RAX, at(RSP, 8));
                    f.ret();
                }));
    }
}
