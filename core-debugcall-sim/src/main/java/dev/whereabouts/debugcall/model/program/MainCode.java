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
import dev.whereabouts.debugcall.model.assembly.Condition;
import dev.whereabouts.debugcall.model.assembly.Gpr;
import dev.whereabouts.debugcall.model.assembly.Label;
import dev.whereabouts.debugcall.model.assembly.Xmm;
import dev.whereabouts.debugcall.model.program.GoFunction.Frame;

/** What the process does by itself: initialisation, one site, two lines of output. */
final class MainCode {

    private static final int INIT_FRAME = 0x600;
    private static final int MAIN_FRAME = 0xe0;
    private static final int LOOPS = 1000;
    private static final int FEW = 5;

    private final Program program;
    private final Assembler out;
    private final Label end = new Label("report T");

    MainCode(Program program) {
        this.program = program;
        out = program.out;
    }

    void write() {
        // More than the first stack has: the goroutine grows it before anything stops here.
        GoFunction.define(program, "main.init", "func()", Frame.of(INIT_FRAME, "main.mkClosure"), f -> {
            out.store(at(program.global("main.gHuge")), 1);
            out.move(RAX, 2);
            out.address(RBX, at(program.global("main.gHuge")));
            out.store(at(RBX, 8192 * 8), RAX);
            out.address(RBX, at(program.global("main.gBig")));
            out.store(at(RBX), 3);
            out.store(at(RBX, 7999 * 8), 4);
            out.move(RAX, 3);
            f.callGo("main.mkClosure");
            out.store(at(program.global("main.gClosure")), RAX);
            f.ret();
        });
        GoFunction.define(program, "main.main", "func()", Frame
                .of(0x60, "main.target", "main.unsafeTarget", "main.afterCall", "main.asmSpin", "main.growStack",
                        "runtime.Gosched")
                .atLeast(MAIN_FRAME), this::main);
    }

    private void main(GoFunction f) {
        out.store(f.local(8), 2);
        out.load(RAX, at(program.global("main.site")));
        Label[] starts = new Label[Site.values().length];
        for (Site site : Site.values()) {
            starts[site.ordinal()] = new Label(site.label());
            out.alu(Alu.CMP, RAX, site.ordinal());
            out.jump(Condition.EQUAL, starts[site.ordinal()]);
        }
        out.jump(end);
        for (Site site : Site.values()) {
            out.place(starts[site.ordinal()]);
            run(site, f);
            out.jump(end);
        }
        out.place(end);
        out.load(RAX, at(program.global("main.gT")));
        out.load(RBX, at(RAX));
        out.load(RCX, at(RAX, 8));
        report(f, "T", RBX, RCX);
        f.ret();
    }

    private void run(Site site, GoFunction f) {
        switch (site) {
            case SAFE -> safe(f);
            case UNSAFE -> {
                out.move(RAX, LOOPS);
                out.address(RBX, f.local(8));
                f.callGo("main.unsafeTarget");
                out.load(RBX, f.local(8));
                report(f, site.label(), RAX, RBX);
            }
            case AFTER_CALL -> {
                out.move(RAX, 50);
                f.callGo("main.afterCall");
                report(f, site.label(), RAX);
            }
            case FOREIGN -> {
                program.service(Service.MAP_FOREIGN_CODE);
                out.moveWide(RAX, AddressMap.FOREIGN_CODE);
                out.store(at(RSP), RAX);
                out.call(program.function("main.callPtr.abi0"));
                out.load(RAX, f.local(8));
                report(f, site.label(), RAX);
            }
            case ASSEMBLY -> {
                out.move(RAX, LOOPS);
                f.callGo("main.asmSpin");
                report(f, site.label(), RAX);
            }
            case RUNTIME -> {
                repeat(f, FEW, () -> {
                    f.callGo("runtime.Gosched");
                    out.move(RAX, 100);
                    f.callRuntime("runtime.mallocgc");
                    out.store(at(program.global("main.sink")), RAX);
                });
                out.load(RAX, f.local(8));
                report(f, site.label(), RAX);
            }
            case TIME -> {
                out.load(RAX, f.local(8));
                report(f, site.label(), RAX);
            }
            case DEEP -> {
                out.move(RAX, 20);
                f.callGo("main.growStack");
                report(f, site.label(), RAX);
            }
            case SYSTEM_CALL -> {
                f.callRuntime("internal/runtime/syscall/linux.Syscall6");
                out.move(RAX, 1);
                store(f, 0, ReportKind.BOOLEAN, RAX);
                print(f, site.label(), 1);
            }
            case INITIALIZED -> {
                out.move(RAX, 55);
                report(f, site.label(), RAX);
            }
            case WORKERS -> {
                out.address(RAX, at(program.function("main.worker")));
                out.clear(RDX);
                program.service(Service.GO);
                repeat(f, FEW, () -> {
                    f.callGo("runtime.Gosched");
                    safeLoop(f);
                });
                out.load(RAX, f.local(8));
                report(f, site.label(), RAX);
            }
        }
    }

    private void safe(GoFunction f) {
        safeLoop(f);
        store(f, 1, ReportKind.INTEGER, RAX);
        out.store(Scalar.DOUBLE, f.local(0x48), new Xmm(0));
        out.store(f.local(0x40), ReportKind.FLOAT.ordinal());
        out.load(RAX, f.local(8));
        store(f, 0, ReportKind.INTEGER, RAX);
        print(f, Site.SAFE.label(), 3);
    }

    private void safeLoop(GoFunction f) {
        Label initial = program.readOnly.reserve("$f64.initial", 8, 8);
        program.readOnly.word(initial, 0, Double.doubleToLongBits(1.5));
        out.move(RAX, LOOPS);
        out.address(RBX, f.local(8));
        out.load(Scalar.DOUBLE, new Xmm(0), at(initial));
        out.address(RCX, at(program.text("hello")));
        out.move(RDI, 5);
        f.callGo("main.target");
    }

    private void repeat(GoFunction f, int times, Runnable body) {
        Label next = new Label("next");
        out.store(f.local(0x10), times);
        out.place(next);
        body.run();
        out.load(RAX, f.local(0x10));
        out.decrement(RAX);
        out.store(f.local(0x10), RAX);
        out.jump(Condition.NOT_EQUAL, next);
    }

    private void report(GoFunction f, String site, Gpr... integers) {
        for (int i = 0; i < integers.length; i++) {
            store(f, i, ReportKind.INTEGER, integers[i]);
        }
        print(f, site, integers.length);
    }

    private void store(GoFunction f, int index, ReportKind kind, Gpr value) {
        out.store(f.local(0x20 + 16 * index), kind.ordinal());
        out.store(f.local(0x28 + 16 * index), value);
    }

    private void print(GoFunction f, String site, int count) {
        out.address(RAX, at(program.text(site)));
        out.move(RSI, site.length());
        out.address(RBX, f.local(0x20));
        out.move(RDX, count);
        program.service(Service.REPORT);
    }
}
