package dev.whereabouts.debugcall.model.program;

import static dev.whereabouts.debugcall.model.assembly.Gpr.RAX;
import static dev.whereabouts.debugcall.model.assembly.Gpr.RBX;
import static dev.whereabouts.debugcall.model.assembly.Gpr.RCX;
import static dev.whereabouts.debugcall.model.assembly.Gpr.RDX;
import static dev.whereabouts.debugcall.model.assembly.Gpr.RDI;
import static dev.whereabouts.debugcall.model.assembly.Gpr.RSI;
import static dev.whereabouts.debugcall.model.assembly.Gpr.R8;
import static dev.whereabouts.debugcall.model.assembly.Gpr.R9;
import static dev.whereabouts.debugcall.model.assembly.Gpr.R10;
import static dev.whereabouts.debugcall.model.assembly.MemoryOperand.at;

import dev.whereabouts.debugcall.model.assembly.Assembler;
import dev.whereabouts.debugcall.model.assembly.Assembler.Alu;
import dev.whereabouts.debugcall.model.assembly.Assembler.Scalar;
import dev.whereabouts.debugcall.model.assembly.Assembler.Sse;
import dev.whereabouts.debugcall.model.assembly.Condition;
import dev.whereabouts.debugcall.model.assembly.Label;
import dev.whereabouts.debugcall.model.assembly.MemoryOperand;
import dev.whereabouts.debugcall.model.assembly.Xmm;
import dev.whereabouts.debugcall.model.program.GoFunction.Frame;

/** Callees that take and give strings, structs, slices, interfaces, maps and closures. */
final class ValueCallees {

    private static final Xmm X0 = new Xmm(0);
    /** What formatting takes of the stack: more than the first stack of a goroutine has. */
    private static final int FORMATTER_FRAME = 0x500;
    private static final int MAP_ENTRY = 24;

    private final Program program;
    private final Assembler out;

    ValueCallees(Program program) {
        this.program = program;
        out = program.out;
    }

    void write() {
        structs();
        repeatString();
        slice();
        GoFunction.define(program, "main.ifaceArg", "func(v any) (string, any)", Frame.of(FORMATTER_FRAME), f -> {
            out.store(f.local(0), RAX);
            out.store(f.local(8), RBX);
            program.service(Service.FORMAT);
            out.load(RCX, f.local(0));
            out.load(RDI, f.local(8));
            f.ret();
        });
        errorResult();
        map();
        closure();
    }

    private void structs() {
        Label two = program.readOnly.reserve("$f64.2", 8, 8);
        program.readOnly.word(two, 0, Double.doubleToLongBits(2));
        GoFunction.define(program, "main.structArg", "func(p main.P) main.P", Frame.of(0x30), f -> {
            out.alu(Alu.ADD, RAX, RAX);
            out.store(f.local(0), RAX);
            out.sse(Sse.DIV, Scalar.DOUBLE, X0, at(two));
            out.store(Scalar.DOUBLE, f.local(8), X0);
            out.store(f.local(0x10), RBX);
            out.store(f.local(0x18), RCX);
            out.address(RAX, at(RCX, RCX, 1, 1));
            out.store(f.local(0x20), RAX);
            f.callRuntime("runtime.mallocgc");
            out.move(RDI, RAX);
            append(f);
            out.move(RDX, '+');
            out.store(at(RDI), RDX, 1);
            out.increment(RDI);
            append(f);
            out.move(RBX, RAX);
            out.load(RCX, f.local(0x20));
            out.load(RAX, f.local(0));
            out.load(Scalar.DOUBLE, X0, f.local(8));
            f.ret();
        });
        GoFunction.define(program, "main.nestArg", "func(n main.Nest) (main.Nest, bool)", Frame.NONE, f -> {
            out.increment(RAX);
            out.decrement(RBX);
            out.sse(Sse.ADD, Scalar.SINGLE, X0, X0);
            out.test(RCX, RCX);
            out.set(Condition.EQUAL, RSI);
            f.ret();
        });
    }

    /** The string in the third and fourth local, to where RDI points. */
    private void append(GoFunction f) {
        out.load(RSI, f.local(0x10));
        out.load(RCX, f.local(0x18));
        out.copyBytes();
    }

    private void repeatString() {
        GoFunction.define(program, "main.strArg", "func(s string, n int) string", Frame.of(0x30), f -> {
            Label next = new Label("next");
            Label empty = new Label("empty");
            out.test(RCX, RCX);
            out.jump(Condition.NOT_GREATER, empty);
            out.test(RBX, RBX);
            out.jump(Condition.NOT_GREATER, empty);
            out.store(f.local(0x10), RAX);
            out.store(f.local(0x18), RBX);
            out.store(f.local(0x20), RCX);
            out.move(RAX, RBX);
            out.multiply(RAX, RCX);
            out.store(f.local(0), RAX);
            f.callRuntime("runtime.mallocgc");
            out.move(RDI, RAX);
            out.load(RDX, f.local(0x20));
            out.place(next);
            append(f);
            out.decrement(RDX);
            out.jump(Condition.NOT_EQUAL, next);
            out.load(RBX, f.local(0));
            f.ret();
            out.place(empty);
            out.clear(RAX);
            out.clear(RBX);
            f.ret();
        });
    }

    /** The sum, and a slice of twice as much: its capacity is a power of two, as appending one by one leaves it. */
    private void slice() {
        GoFunction.define(program, "main.sliceArg", "func(s []int64) (sum int64, out []int64)", Frame.of(0x30), f -> {
            Label grow = new Label("grow");
            Label enough = new Label("enough");
            Label next = new Label("next");
            Label empty = new Label("empty");
            out.test(RBX, RBX);
            out.jump(Condition.NOT_GREATER, empty);
            out.store(f.local(0), RAX);
            out.store(f.local(8), RBX);
            out.move(RCX, 1);
            out.place(grow);
            out.alu(Alu.CMP, RCX, RBX);
            out.jump(Condition.NOT_LESS, enough);
            out.alu(Alu.ADD, RCX, RCX);
            out.jump(grow);
            out.place(enough);
            out.store(f.local(0x10), RCX);
            out.address(RAX, new MemoryOperand.Based(RCX, RCX, 1, 0));
            out.alu(Alu.ADD, RAX, RAX);
            out.alu(Alu.ADD, RAX, RAX);
            f.callRuntime("runtime.mallocgc");
            out.move(R8, RAX);
            out.load(RSI, f.local(0));
            out.load(R9, f.local(8));
            out.clear(RCX);
            out.clear(RAX);
            out.place(next);
            out.load(RDX, at(RSI, RCX, 8, 0));
            out.alu(Alu.ADD, RAX, RDX);
            out.alu(Alu.ADD, RDX, RDX);
            out.store(at(R8, RCX, 8, 0), RDX);
            out.increment(RCX);
            out.alu(Alu.CMP, RCX, R9);
            out.jump(Condition.LESS, next);
            out.move(RBX, R8);
            out.load(RDI, f.local(0x10));
            f.ret();
            out.place(empty);
            out.clear(RAX);
            out.clear(RBX);
            out.clear(RCX);
            out.clear(RDI);
            f.ret();
        });
    }

    private void errorResult() {
        Label table = program.constant("go:itab.*main.myErr,error", 40);
        program.readOnly.pointer(table, 8, program.types.descriptor("*main.myErr"));
        GoFunction.define(program, "main.errRet", "func(code int) (int, error)", Frame.of(0x10), f -> {
            Label fails = new Label("fails");
            out.test(RAX, RAX);
            out.jump(Condition.NOT_EQUAL, fails);
            out.move(RAX, 1);
            out.clear(RBX);
            out.clear(RCX);
            f.ret();
            out.place(fails);
            out.store(f.local(0), RAX);
            out.move(RAX, 8);
            f.callRuntime("runtime.mallocgc");
            out.load(RCX, f.local(0));
            out.store(at(RAX), RCX);
            out.move(RCX, RAX);
            out.address(RBX, at(table));
            out.move(RAX, -1);
            f.ret();
        });
    }

    /** A map is its length and a pointer to its entries: key and value, searched one by one. */
    private void map() {
        GoFunction.define(program, "main.mapArg", "func(m map[string]int, k string) (int, bool, int)", Frame.of(8),
                f -> {
                    Label next = new Label("next");
                    Label other = new Label("other");
                    Label missing = new Label("missing");
                    Label done = new Label("done");
                    out.clear(R8);
                    out.test(RAX, RAX);
                    out.jump(Condition.EQUAL, missing);
                    out.load(R8, at(RAX));
                    out.load(R9, at(RAX, 8));
                    out.move(R10, RCX);
                    out.move(RDX, R8);
                    out.place(next);
                    out.test(RDX, RDX);
                    out.jump(Condition.EQUAL, missing);
                    out.alu(Alu.CMP, R10, at(R9, 8));
                    out.jump(Condition.NOT_EQUAL, other);
                    out.move(RSI, RBX);
                    out.load(RDI, at(R9));
                    out.move(RCX, R10);
                    // equal where there is nothing to compare
                    out.alu(Alu.CMP, RCX, RCX);
                    out.compareBytes();
                    out.jump(Condition.NOT_EQUAL, other);
                    out.load(RAX, at(R9, 16));
                    out.move(RBX, 1);
                    out.jump(done);
                    out.place(other);
                    out.alu(Alu.ADD, R9, MAP_ENTRY);
                    out.decrement(RDX);
                    out.jump(next);
                    out.place(missing);
                    out.clear(RAX);
                    out.clear(RBX);
                    out.place(done);
                    out.move(RCX, R8);
                    f.ret();
                });
    }

    private void closure() {
        GoFunction.define(program, "main.mkClosure", "func(k int) func(int) int", Frame.of(0x10), f -> {
            out.store(f.local(0), RAX);
            out.move(RAX, 24);
            f.callRuntime("runtime.mallocgc");
            out.address(RCX, at(program.function("main.mkClosure.func1")));
            out.store(at(RAX), RCX);
            out.load(RCX, f.local(0));
            out.store(at(RAX, 8), RCX);
            out.store(at(RAX, 16), 0);
            f.ret();
        });
        GoFunction.defineClosure(program, "main.mkClosure.func1", "func(x int) int", Frame.NONE, f -> {
            out.increment(at(RDX, 16));
            out.load(RCX, at(RDX, 8));
            out.multiply(RAX, RCX);
            out.alu(Alu.ADD, RAX, at(RDX, 16));
            f.ret();
        });
    }
}
