package dev.whereabouts.debugcall.injector;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.state.RegisterName;
import dev.whereabouts.amd64.state.RegisterSets;
import dev.whereabouts.debugcall.protocol.Refusal;
import dev.whereabouts.debugcall.protocol.Status;
import dev.whereabouts.debugcall.script.Call;
import dev.whereabouts.debugcall.script.ScriptException;
import dev.whereabouts.debugcall.session.Arrival;
import dev.whereabouts.debugcall.session.Debugger;
import dev.whereabouts.debugcall.session.Phase;
import dev.whereabouts.debugcall.value.GoString;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Injects calls as the runtime asks for it.
 *
 * <ol>
 * <li>The goroutine runs, at a stop. Save all registers, flags and vectors included.
 * <li>Push the PC; store the size of the argument frame at SP-16, with SP as it is then; set RIP to the runtime's entry; resume.
 * <li>At each trap, the status register says what to do:
 * <li>0, frame ready: write stack arguments at SP and register arguments to their registers, the closure to the context register, push the
 * trapping PC, set RIP to the function, resume.
 * <li>1, returned: read results from their registers and the frame, resume.
 * <li>2, panicked: read the interface at SP, resume.
 * <li>8, refused: read the reason, a string at SP, resume.
 * <li>16, restore: restore all registers but RIP and RSP, resume; the runtime returns to the pushed PC.
 * </ol>
 *
 * <p>Source of the rule: the comments on {@code debugCallV2} in Go's runtime.
 */
public final class Injector {

    private static final int INTERFACE_SIZE = 16;
    private static final int STRING_SIZE = 16;

    /** How far the program goes on between two tries. */
    private static final long RETRY_INSTRUCTIONS = 2_000;

    private static final RegisterName RIP = RegisterName.byName().get("RIP");
    private static final RegisterName RFLAGS = RegisterName.byName().get("RFLAGS");

    private final Debugger debugger;
    private final Preparation preparation;
    private final BiConsumer<Optional<String>, Refusal> refused;

    /** @param refused is told of calls that are refused before anything is injected */
    public Injector(Debugger debugger, BiConsumer<Optional<String>, Refusal> refused) {
        this.debugger = debugger;
        this.preparation = new Preparation(debugger);
        this.refused = refused;
    }

    /**
     * Makes a call, and tries again where it is refused for the moment and the script allows that.
     *
     * @param pointer of the call in the script
     * @throws ScriptException if the program has no such function, or it cannot be given such arguments
     */
    public void call(Call call, String pointer) throws InterruptedException {
        for (int left = call.retries();; left--) {
            boolean isRefusedForNow = attempt(call, pointer);
            if (!isRefusedForNow || left == 0 || debugger.isOver()) {
                return;
            }
            debugger.run(RETRY_INSTRUCTIONS);
        }
    }

    /** @return whether another moment may do */
    private boolean attempt(Call call, String pointer) throws InterruptedException {
        if (call.goroutine().isPresent() && !isRunning(call.goroutine().getAsLong())) {
            refused.accept(name(call), Refusal.NOT_RUNNING);
            return true;
        }
        PreparedCall prepared = preparation.prepare(call, pointer);
        debugger.save(RegisterSets.ALL);
        prepared.writes().forEach(write -> debugger.write(write.address(), write.bytes(), write.what()));
        Cpu cpu = debugger.target().cpu();
        debugger.push(cpu.rip, "the current PC");
        debugger.write(sp() - Debugger.FRAME_SIZE_BELOW, Debugger.bytes(prepared.frameSize()),
                "the argument frame's size");
        debugger.set(RIP, RegisterName.unsigned(entry(pointer)));
        return converse(call, prepared, pointer, debugger.resume());
    }

    private static Optional<String> name(Call call) {
        return call.function().map(function -> switch (function) {
            case Call.CalledFunction.Named(String name) -> name;
            case Call.CalledFunction.AtAddress(var pc) -> pc.toString();
        });
    }

    private boolean isRunning(long id) {
        return debugger.target().goroutine().filter(found -> found.id() == id && !found.isSystemStack()).isPresent();
    }

    private long entry(String pointer) {
        String symbol = debugger.target().protocol().entrySymbol();
        return debugger.target().addressOf(symbol).orElseThrow(() -> ScriptException.invalid(pointer,
                "the program has no " + symbol + ": its runtime knows no debug calls of this version"));
    }

    /** Answers the runtime's traps until the call is over. @return whether it was refused for the moment */
    private boolean converse(Call call, PreparedCall prepared, String pointer, Arrival first)
            throws InterruptedException {
        boolean isRefusedForNow = false;
        Arrival arrival = first;
        while (arrival instanceof Arrival.Trapped(long _, Optional<Status> known) && known.isPresent()) {
            switch (known.get()) {
                case FRAME_READY -> {
                    nest(call.nested(), pointer);
                    if (debugger.isOver() || debugger.phase() != Phase.FRAME_READY) {
                        return false;
                    }
                    enter(prepared);
                }
                case RETURNED -> {
                    debugger.readRegisters(RegisterSets.ALL);
                    readFrame(prepared.frame().length);
                }
                case PANICKED -> readFrame(INTERFACE_SIZE);
                case REFUSED -> {
                    readFrame(STRING_SIZE);
                    String reason = GoString.readHeader(debugger.target().memory(), sp()).text();
                    isRefusedForNow = Refusal.of(reason).filter(Refusal::isTransient).isPresent();
                }
                case RESTORE -> {
                    if (call.restoresAll()) {
                        debugger.restore(RegisterSets.RESTORED);
                    }
                }
            }
            arrival = debugger.resume();
        }
        if (arrival instanceof Arrival.Returned(var over, long _) && call.repairsFlags()) {
            debugger.set(RFLAGS, RFLAGS.read(over.stop()));
        }
        return isRefusedForNow && arrival instanceof Arrival.Returned;
    }

    private void nest(List<Call> calls, String pointer) throws InterruptedException {
        for (int i = 0; i < calls.size() && !debugger.isOver(); i++) {
            call(calls.get(i), pointer + "/nested/" + i);
        }
    }

    private void enter(PreparedCall prepared) {
        if (prepared.function().isEmpty()) {
            return;
        }
        if (prepared.frame().length > 0) {
            debugger.write(sp(), prepared.frame(), "the argument frame");
        }
        prepared.registers().forEach(debugger::set);
        debugger.push(debugger.target().cpu().rip, "the trapping PC");
        debugger.set(RIP, RegisterName.unsigned(prepared.function().getAsLong()));
    }

    private void readFrame(int length) {
        if (length > 0) {
            debugger.read(sp(), length);
        }
    }

    private long sp() {
        return debugger.target().cpu().gpr[Cpu.RSP];
    }
}
