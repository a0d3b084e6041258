package dev.whereabouts.debugcall.model.program;

import static dev.whereabouts.debugcall.model.assembly.Gpr.RAX;
import static dev.whereabouts.debugcall.model.assembly.Gpr.RBX;
import static dev.whereabouts.debugcall.model.assembly.Gpr.RDI;
import static dev.whereabouts.debugcall.model.assembly.Gpr.RDX;
import static dev.whereabouts.debugcall.model.assembly.Gpr.RSI;
import static dev.whereabouts.debugcall.model.assembly.Gpr.RSP;
import static dev.whereabouts.debugcall.model.assembly.MemoryOperand.at;

import dev.whereabouts.debugcall.model.assembly.Assembler;
import dev.whereabouts.debugcall.model.assembly.Condition;
import dev.whereabouts.debugcall.model.assembly.Label;
import dev.whereabouts.debugcall.model.program.GoFunction.Frame;

/**
 * The runtime, but for the protocol: how the process starts, how goroutines begin and end, panics. Frames on the system stack are as large as the
 * recorded ones, so that SP has the same last byte at the places where calls are refused; the flags afterwards follow from it.
 */
final class RuntimeCode {

    private static final int START_FRAME = 0x40;
    private static final int SYSTEM_FRAME = 0x280;
    private static final int ALLOCATOR_FRAME = 0x180;
    private static final int SCHEDULER_FRAME = 0x50;
    private static final int FIRST_ALLOCATIONS = 3;
    private static final int FIRST_SYSTEM_CALLS = 5;

    private final Program program;
    private final Assembler out;

    RuntimeCode(Program program) {
        this.program = program;
        out = program.out;
    }

    void write() {
        program.assembly("_rt0_amd64_linux", 0, () -> out.jump(program.function("runtime.rt0_go.abi0")));
        program.assembly("runtime.rt0_go.abi0", START_FRAME, this::start);
        repeated("runtime.osinit", SYSTEM_FRAME, "internal/runtime/syscall/linux.Syscall6", FIRST_SYSTEM_CALLS);
        repeated("runtime.schedinit", ALLOCATOR_FRAME, "runtime.mallocgc", FIRST_ALLOCATIONS);
        program.assembly("internal/runtime/syscall/linux.Syscall6", 0, out::ret);
        request("runtime.mallocgc", Service.ALLOCATE);
        request("runtime.morestack_noctxt.abi0", Service.GROW_STACK);
        goroutines();
        panics();
        GoFunction.define(program, "runtime.GC", "func()", Frame.of(0x20), f -> {
            program.service(Service.COLLECT);
            f.ret();
        });
    }

    private void request(String name, Service service) {
        program.assembly(name, 0, () -> {
            program.service(service);
            out.ret();
        });
    }

    private void start() {
        out.moveStack(-START_FRAME);
        program.service(Service.START);
        out.call(program.function("runtime.osinit"));
        out.call(program.function("runtime.schedinit"));
        out.address(RAX, at(program.function("runtime.main")));
        out.clear(RDX);
        program.service(Service.GO);
        out.call(program.function("runtime.schedule"));
    }

    private void repeated(String name, int frame, String callee, int times) {
        program.assembly(name, frame + 8, () -> {
            Label next = new Label("next");
            GoFunction.enter(out, frame);
            out.store(at(RSP), times);
            out.place(next);
            out.move(RAX, 16);
            out.call(program.function(callee));
            out.load(RAX, at(RSP));
            out.decrement(RAX);
            out.store(at(RSP), RAX);
            out.jump(Condition.NOT_EQUAL, next);
            GoFunction.leave(out, frame);
        });
    }

    private void goroutines() {
        program.assembly("runtime.main", 0x90, () -> {
            GoFunction.enter(out, 0x88);
            out.call(program.function("main.init"));
            out.call(program.function("main.main"));
            out.clear(RAX);
            program.service(Service.EXIT);
        });
        // A goroutine's first function returns behind the first instruction, as if this one had called it.
        program.assembly("runtime.goexit", 0, () -> {
            out.nop();
            program.service(Service.END_GOROUTINE);
        });
        GoFunction.define(program, "runtime.Gosched", "func()", Frame.of(0x10), f -> {
            out.address(RAX, at(program.function("runtime.gosched_m")));
            program.service(Service.TO_SYSTEM_STACK);
            f.ret();
        });
        program.assembly("runtime.gosched_m", SCHEDULER_FRAME + 8, () -> {
            GoFunction.enter(out, SCHEDULER_FRAME);
            out.call(program.function("runtime.schedule"));
            GoFunction.leave(out, SCHEDULER_FRAME);
        });
        request("runtime.schedule", Service.SCHEDULE);
        request("runtime.chansend1", Service.SEND);
        request("runtime.chanrecv2", Service.RECEIVE);
    }

    private void panics() {
        program.assembly("runtime.gopanic", 0x28, () -> {
            GoFunction.enter(out, 0x20);
            program.service(Service.PANIC);
            callDeferred();
        });
        GoFunction.define(program, "runtime.Goexit", "func()", Frame.of(0x20), f -> {
            program.service(Service.GOEXIT);
            callDeferred();
        });
        // The fault's PC is on the stack as a return address, so that these look called.
        fault("runtime.panicmem", "invalid memory address or nil pointer dereference");
        fault("runtime.panicdivide", "integer divide by zero");
        program.assembly("runtime.goPanicIndex", 0x28, () -> {
            GoFunction.enter(out, 0x20);
            out.store(at(RSP), RAX);
            out.store(at(RSP, 8), RBX);
            out.move(RAX, 24);
            out.call(program.function("runtime.mallocgc"));
            out.load(RDI, at(RSP));
            out.load(RSI, at(RSP, 8));
            out.store(at(RAX), RDI);
            out.store(at(RAX, 8), RSI);
            // signed: true; code: index of a slice, 0
            out.store(at(RAX, 16), 1);
            out.move(RBX, RAX);
            out.address(RAX, at(program.types.descriptor("runtime.boundsError")));
            out.call(program.function("runtime.gopanic"));
        });
    }

    private void fault(String name, String message) {
        Label value = program.readOnly.reserve(name, 16, 8);
        program.readOnly.pointer(value, 0, program.text(message));
        program.readOnly.word(value, 8, message.length());
        program.assembly(name, 0x18, () -> {
            GoFunction.enter(out, 0x10);
            out.address(RAX, at(program.types.descriptor("runtime.errorString")));
            out.address(RBX, at(value));
            out.call(program.function("runtime.gopanic"));
        });
    }

    private void callDeferred() {
        Label next = new Label("next");
        out.place(next);
        program.service(Service.NEXT_DEFERRED);
        out.call(RAX);
        out.jump(next);
    }
}
