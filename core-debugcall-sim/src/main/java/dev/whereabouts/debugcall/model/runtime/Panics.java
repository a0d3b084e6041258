package dev.whereabouts.debugcall.model.runtime;

import static dev.whereabouts.amd64.cpu.Cpu.RAX;
import static dev.whereabouts.amd64.cpu.Cpu.RBP;
import static dev.whereabouts.amd64.cpu.Cpu.RBX;
import static dev.whereabouts.amd64.cpu.Cpu.RDX;
import static dev.whereabouts.amd64.cpu.Cpu.RSP;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.debugcall.model.goroutine.ModelGoroutine;
import dev.whereabouts.debugcall.model.goroutine.ModelGoroutine.Deferred;
import dev.whereabouts.debugcall.model.goroutine.ModelGoroutine.Panic;
import dev.whereabouts.debugcall.model.heap.Heap;
import dev.whereabouts.debugcall.model.program.Image;
import dev.whereabouts.debugcall.protocol.Version;

/** Panics, deferred calls, recovery, and the end of a goroutine by Goexit, which runs deferred calls as a panic does. */
final class Panics {

    private final Cpu cpu;
    private final Goroutines goroutines;
    private final Image image;
    private final Heap heap;
    private final Crash crash;
    private final GoStrings strings;

    Panics(Cpu cpu, Goroutines goroutines, Image image, Heap heap, Crash crash, GoStrings strings) {
        this.cpu = cpu;
        this.goroutines = goroutines;
        this.image = image;
        this.heap = heap;
        this.crash = crash;
        this.strings = strings;
    }

    void defer(long function, long context, long recoveryPc) {
        goroutines.user("defer").deferred
                .push(new Deferred(function, context, recoveryPc, cpu.gpr[RSP], cpu.gpr[RBP]));
    }

    void endDefer() {
        goroutines.user("deferreturn").deferred.poll();
    }

    /** The panic of nil is one of an error of its own since Go 1.21; in the time of version 1 it was one of nil. */
    void begin(long type, long data) {
        ModelGoroutine goroutine = goroutines.user("panic");
        boolean isNil = type == 0 && image.version() == Version.V2;
        long shownType = isNil ? image.typeWordOf("*runtime.PanicNilError").orElseThrow() : type;
        long shownData = isNil ? heap.allocate(1).orElse(0) : data;
        goroutine.panics.push(new Panic(shownType, shownData, false, cpu.gpr[RSP]));
    }

    void beginGoexit() {
        goroutines.user("goexit").panics.push(new Panic(0, 0, true, cpu.gpr[RSP]));
    }

    void recover() {
        Panic panic = goroutines.user("recover").panics.peek();
        boolean isRecoverable = panic != null && !panic.isGoexit && !panic.isRecovered;
        if (isRecoverable) {
            panic.isRecovered = true;
        }
        cpu.gpr[RAX] = isRecoverable ? panic.type : 0;
        cpu.gpr[RBX] = isRecoverable ? panic.data : 0;
    }

    void next() {
        ModelGoroutine goroutine = goroutines.user("panic");
        Panic panic = goroutine.panics.peek();
        if (panic == null) {
            throw crash.fatal("deferred calls without a panic", goroutines.current());
        }
        if (panic.isRecovered && panic.running != null) {
            unwind(goroutine, panic.running);
            return;
        }
        panic.running = goroutine.deferred.poll();
        if (panic.running != null) {
            cpu.gpr[RAX] = panic.running.function;
            cpu.gpr[RDX] = panic.running.context;
        } else if (panic.isGoexit) {
            goroutines.end();
        } else {
            throw crash.with("panic: " + strings.panicValue(panic.type, panic.data), goroutines.current());
        }
    }

    /** Goes on behind the frame that deferred the call; panics that began in frames above it are over. */
    private void unwind(ModelGoroutine goroutine, Deferred to) {
        goroutine.panics.removeIf(panic -> Long.compareUnsigned(panic.sp, to.sp) < 0);
        cpu.gpr[RSP] = to.sp;
        cpu.gpr[RBP] = to.framePointer;
        cpu.rip = to.recoveryPc;
    }
}
