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
import dev.whereabouts.debugcall.model.assembly.Condition;
import dev.whereabouts.debugcall.model.assembly.Label;
import dev.whereabouts.debugcall.model.assembly.Xmm;
import dev.whereabouts.debugcall.model.program.GoFunction.Frame;

/** Callees that panic, each in its own way. */
final class PanicCallees {

    static final int INDEXABLE = 3;

    private final Program program;
    private final Assembler out;

    PanicCallees(Program program) {
        this.program = program;
        out = program.out;
    }

    void write() {
        GoFunction.define(program, "main.panicString", "func(s string)", Frame.of(0x20), f -> {
            out.store(f.local(0), RAX);
            out.store(f.local(8), RBX);
            box(f, "string", 16, 2);
        });
        GoFunction.define(program, "main.panicError", "func(code int)", Frame.of(0x20), f -> {
            program.service(Service.FORMAT_NUMBER);
            out.store(f.local(0), RAX);
            out.store(f.local(8), RBX);
            box(f, "*errors.errorString", 16, 2);
        });
        word("main.panicMyErr", "func(code int)", "*main.myErr");
        word("main.panicInt", "func(n int)", "int");
        GoFunction.define(program, "main.panicFloat", "func(f float64)", Frame.of(0x20), f -> {
            out.store(Scalar.DOUBLE, f.local(0), new Xmm(0));
            box(f, "float64", 8, 1);
        });
        GoFunction.define(program, "main.panicStruct", "func(a int32)", Frame.of(0x30), f -> {
            out.store(f.local(0), 0);
            out.store(f.local(0), RAX, 4);
            out.load(RAX, at(number(1.5)));
            out.store(f.local(8), RAX);
            out.address(RAX, at(program.text("ps")));
            out.store(f.local(0x10), RAX);
            out.store(f.local(0x18), 2);
            box(f, "main.P", 32, 4);
        });
        GoFunction.define(program, "main.panicNil", "func()", Frame.of(0x10), f -> {
            out.clear(RAX);
            out.clear(RBX);
            f.callRuntime("runtime.gopanic");
        });
        runtimeErrors();
        GoFunction.define(program, "main.panicGoexit", "func()", Frame.of(0x10, "runtime.Goexit"), f -> {
            f.callGo("runtime.Goexit");
            f.ret();
        });
        recovered();
    }

    private Label number(double value) {
        Label label = program.readOnly.reserve("$f64", 8, 8);
        program.readOnly.word(label, 0, Double.doubleToLongBits(value));
        return label;
    }

    private void word(String name, String signature, String type) {
        GoFunction.define(program, name, signature, Frame.of(0x20), f -> {
            out.store(f.local(0), RAX);
            box(f, type, 8, 1);
        });
    }

    /** Panics with the first locals, moved to the heap. */
    private void box(GoFunction f, String type, int bytes, int words) {
        out.move(RAX, bytes);
        f.callRuntime("runtime.mallocgc");
        for (int i = 0; i < words; i++) {
            out.load(RCX, f.local(8L * i));
            out.store(at(RAX, 8L * i), RCX);
        }
        out.move(RBX, RAX);
        out.address(RAX, at(program.types.descriptor(type)));
        f.callRuntime("runtime.gopanic");
    }

    private void runtimeErrors() {
        Label indexed = program.global("main.idx.array");
        GoFunction.define(program, "main.panicIndex", "func(n int) int", Frame.of(0x10), f -> {
            Label outside = new Label("outside");
            out.alu(Alu.CMP, RAX, INDEXABLE);
            out.jump(Condition.NOT_BELOW, outside);
            out.address(RCX, at(indexed));
            out.load(RAX, at(RCX, RAX, 8, 0));
            f.ret();
            out.place(outside);
            out.move(RBX, INDEXABLE);
            f.callRuntime("runtime.goPanicIndex");
        });
        GoFunction.define(program, "main.panicDeref", "func(p *int) int", Frame.NONE, f -> {
            out.load(RAX, at(RAX));
            f.ret();
        });
        GoFunction.define(program, "main.panicDiv", "func(a int, b int) int", Frame.of(0x10), f -> {
            Label zero = new Label("zero");
            Label divide = new Label("divide");
            out.test(RBX, RBX);
            out.jump(Condition.EQUAL, zero);
            out.alu(Alu.CMP, RBX, -1);
            out.jump(Condition.NOT_EQUAL, divide);
            // the quotient of the least number and -1 would not fit: it wraps
            out.clear(RCX);
            out.alu(Alu.SUB, RCX, RAX);
            out.move(RAX, RCX);
            f.ret();
            out.place(divide);
            out.extendRax();
            out.divide(RBX);
            f.ret();
            out.place(zero);
            f.callRuntime("runtime.panicdivide");
        });
        GoFunction.define(program, "main.panicAssert", "func(v any) int", Frame.of(0x30), f -> {
            Label other = new Label("other");
            out.address(RCX, at(program.types.descriptor("int")));
            out.alu(Alu.CMP, RAX, RCX);
            out.jump(Condition.NOT_EQUAL, other);
            out.load(RAX, at(RBX));
            f.ret();
            out.place(other);
            out.address(RDX, at(program.types.descriptor("interface {}")));
            out.store(f.local(0), RDX);
            out.store(f.local(8), RAX);
            out.store(f.local(0x10), RCX);
            out.store(f.local(0x18), 0);
            out.store(f.local(0x20), 0);
            box(f, "*runtime.TypeAssertionError", 40, 5);
        });
    }

    /** The deferred function recovers and sets the result, which it finds by its context. */
    private void recovered() {
        Label inner = program.readOnly.reserve("inner", 16, 8);
        program.readOnly.pointer(inner, 0, program.text("inner"));
        program.readOnly.word(inner, 8, "inner".length());
        GoFunction.define(program, "main.panicRecovered", "func() (r int)", Frame.of(0x10), f -> {
            Label after = new Label("recovered");
            out.store(f.local(0), 0);
            out.address(RAX, at(program.function("main.panicRecovered.func1")));
            out.address(RDX, f.local(0));
            out.address(RBX, at(after));
            program.service(Service.DEFER);
            out.address(RAX, at(program.types.descriptor("string")));
            out.address(RBX, at(inner));
            f.callRuntime("runtime.gopanic");
            out.place(after);
            out.load(RAX, f.local(0));
            f.ret();
        });
        program.assembly("main.panicRecovered.func1", 0x18, () -> {
            GoFunction.enter(out, 0x10);
            out.store(at(RSP), RDX);
            program.service(Service.RECOVER);
            out.load(RDX, at(RSP));
            out.store(at(RDX), 99);
            GoFunction.leave(out, 0x10);
        });
    }
}
