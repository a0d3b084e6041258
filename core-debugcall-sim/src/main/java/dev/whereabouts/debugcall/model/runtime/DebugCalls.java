package dev.whereabouts.debugcall.model.runtime;

import static dev.whereabouts.amd64.cpu.Cpu.RAX;
import static dev.whereabouts.amd64.cpu.Cpu.RSP;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.memory.GuestMemory;
import dev.whereabouts.debugcall.model.goroutine.ModelGoroutine;
import dev.whereabouts.debugcall.model.program.FunctionSymbol;
import dev.whereabouts.debugcall.model.program.Image;
import dev.whereabouts.debugcall.protocol.FrameClass;
import dev.whereabouts.debugcall.protocol.Refusal;
import dev.whereabouts.debugcall.target.Goroutine;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the runtime decides in a debug call: whether there may be one, and which goroutine it runs on. */
final class DebugCalls {

    /** The frame functions: a call can be injected while another has its frame ready. */
    private static final Set<String> FRAME_FUNCTIONS = FrameClass.sizes().mapToObj(FrameClass::new)
            .map(FrameClass::symbol).collect(Collectors.toUnmodifiableSet());

    private final Cpu cpu;
    private final GuestMemory memory;
    private final Image image;
    private final Goroutines goroutines;
    private final Crash crash;

    DebugCalls(Cpu cpu, GuestMemory memory, Image image, Goroutines goroutines, Crash crash) {
        this.cpu = cpu;
        this.memory = memory;
        this.image = image;
        this.goroutines = goroutines;
        this.crash = crash;
    }

    /** Behind the return address: the PC, then the reason's pointer and length. */
    void check() {
        long sp = cpu.gpr[RSP];
        Optional<Refusal> refusal = refusal(memory.readLong(sp + 8));
        memory.writeLong(sp + 16, refusal.map(Refusal::reason).map(image::addressOfText).orElse(0L));
        memory.writeLong(sp + 24, refusal.map(Refusal::reason).map(String::length).orElse(0));
    }

    private Optional<Refusal> refusal(long pc) {
        // Before there is a thread, its goroutine cannot be asked for.
        memory.readLong(cpu.fsBase - 8);
        boolean isOnOwnStack = goroutines.current()
                .filter(goroutine -> !goroutine.isSystemStack && goroutine.hasOnStack(cpu.gpr[RSP])).isPresent();
        if (!isOnOwnStack) {
            return Optional.of(Refusal.SYSTEM_STACK);
        }
        Optional<FunctionSymbol> function = image.functionAt(pc);
        if (function.isEmpty()) {
            return Optional.of(Refusal.UNKNOWN_FUNCTION);
        }
        if (FRAME_FUNCTIONS.contains(function.get().name())) {
            return Optional.empty();
        }
        if (function.get().isRuntime()) {
            return Optional.of(Refusal.RUNTIME);
        }
        return function.get().isSafe(pc) ? Optional.empty() : Optional.of(Refusal.UNSAFE_POINT);
    }

    /** A goroutine begins that calls the frame function; it takes over whatever ties this one to its thread. */
    void wrap() {
        ModelGoroutine caller = goroutines.user("debugCallWrap");
        ModelGoroutine callee = goroutines.create(image.address("runtime.debugCallWrap1"), 0);
        callee.frameFunction = cpu.gpr[RAX];
        callee.caller = Optional.of(caller);
        callee.isLocked = true;
        caller.save(cpu);
        caller.status = Goroutine.WAITING;
        caller.waitReason = "debug call";
        goroutines.resume(callee);
    }

    void operand() {
        cpu.gpr[RAX] = goroutines.user("debugCallWrap1").frameFunction;
    }

    void unwrap() {
        ModelGoroutine callee = goroutines.user("debugCallWrap1");
        ModelGoroutine caller = callee.caller
                .orElseThrow(() -> crash.fatal("debug call without a caller", goroutines.current()));
        goroutines.forget(callee);
        goroutines.resume(caller);
    }
}
