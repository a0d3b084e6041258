package dev.whereabouts.debugcall.diagnosis;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.GuestFault;
import dev.whereabouts.amd64.state.RegisterName;
import dev.whereabouts.amd64.state.RegisterSets;
import dev.whereabouts.debugcall.protocol.Status;
import dev.whereabouts.debugcall.session.Arrival;
import dev.whereabouts.debugcall.session.Debugger;
import dev.whereabouts.debugcall.session.Observer;
import dev.whereabouts.debugcall.session.OpenCall;
import dev.whereabouts.debugcall.session.Phase;
import dev.whereabouts.debugcall.session.Resumption;
import dev.whereabouts.debugcall.session.Write;
import dev.whereabouts.debugcall.target.Goroutine;
import dev.whereabouts.debugcall.target.Target;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntSupplier;

/** Watches a session and finds the rules that it breaks. One for each session. */
public final class Monitor implements Observer {

    private static final int WORD = 8;
    private static final int RED_ZONE = 256;

    /** How far from its place a frame size is still recognised as one. */
    private static final int NEAR = 64;

    private final Target target;
    private final IntSupplier event;
    private final List<Diagnosis> diagnoses = new ArrayList<>();
    private final Set<RegisterName> saved = new HashSet<>();
    private final Set<RegisterName> registersRead = new HashSet<>();
    private final List<Range> memoryRead = new ArrayList<>();
    private Debugger debugger;
    private FlagsAfter flagsAfter;
    private boolean isStatusMisread;
    private boolean leftProtocol;
    private boolean hasInjected;
    private boolean isFinished;
    /** The call that ended last; null before. */
    private OpenCall last;

    private record Range(long start, long length) {

        boolean covers(long from, long bytes) {
            return from >= start && from + bytes <= start + length;
        }

        boolean touches(long from, long bytes) {
            return from < start + length && start < from + bytes;
        }
    }

    /** Flags that came back changed, unless the debugger still repairs them. */
    private record FlagsAfter(OpenCall call, int event) {}

    /** @param event the number of the last event in the transcript */
    public Monitor(Target target, IntSupplier event) {
        this.target = target;
        this.event = event;
    }

    /** Is to be called once, before the session's first step. */
    public void watch(Debugger session) {
        debugger = session;
    }

    /** What was found so far, in order. */
    public List<Diagnosis> diagnoses() {
        return List.copyOf(diagnoses);
    }

    /** Whether the sequence was no longer that of the protocol, so that no outcome of a call can be told. */
    public boolean hasLeftProtocol() {
        return leftProtocol;
    }

    @Override
    public void saved(Set<RegisterName> registers) {
        saved.addAll(registers);
        Set<RegisterName> changed = RegisterSets.different(registers, target.cpu(), debugger.found());
        // flags that a call left changed may be repaired first
        changed.removeIf(register -> last != null && register.read(target.cpu()).equals(register.read(last.stop())));
        if (!changed.isEmpty()) {
            found(Rule.REGISTERS_NOT_SAVED, Severity.WARNING,
                    RegisterSets.describe(changed) + " had been changed by the debugger before");
        }
    }

    @Override
    public void notSaved(RegisterName register) {
        found(Rule.REGISTERS_NOT_SAVED, Severity.ERROR,
                "the value of " + register.name() + " is asked for, which was not saved");
    }

    @Override
    public void read(long address, int length) {
        memoryRead.add(new Range(address, length));
        debugger.call().filter(call -> call.phase() == Phase.RESTORE && call.ready() != null)
                .filter(call -> call.frameSize() > 0 && new Range(address, length)
                        .touches(call.ready().gpr[Cpu.RSP], call.frameSize()))
                .ifPresent(call -> found(Rule.RESULT_READ_LATE, Severity.ERROR,
                        "the frame of the call is read at status 16, when its stack may hold something else"));
    }

    @Override
    public void read(Set<RegisterName> registers) {
        if (debugger.phase() == Phase.RESTORE && registersRead.isEmpty()
                && debugger.call().orElseThrow().statuses().contains(1L)) {
            found(Rule.RESULT_READ_LATE, Severity.ERROR,
                    "registers are read at status 16 and were not at status 1; the runtime has used them since");
        }
        registersRead.addAll(registers);
    }

    @Override
    public void outOfReach(long address, int length) {
        found(Rule.MEMORY_OUT_OF_REACH, Severity.ERROR, length + " bytes at " + hex(address)
                + "; the step did nothing");
    }

    @Override
    public void readStatus(RegisterName register) {
        String right = name(target.protocol().statusRegister());
        if (!register.name().equals(right)) {
            isStatusMisread = true;
            found(Rule.STATUS_REGISTER, Severity.ERROR,
                    register.name() + " is read, which holds " + hex(register.read(target.cpu()).longValue())
                            + "; the status of version " + target.protocol().number() + " is in " + right
                            + ", which holds " + hex(target.cpu().gpr[target.protocol().statusRegister()]));
        }
    }

    @Override
    public void resuming(Resumption resumption) {
        settleFlags();
        switch (resumption.kind()) {
            case INJECT -> injects(resumption);
            case CALL -> calls(resumption);
            case RESTORE -> restores();
            case RESUME -> resumes(resumption);
        }
        memoryRead.clear();
        if (resumption.from() == Phase.STOPPED || resumption.from() == Phase.FRAME_READY) {
            registersRead.clear();
        }
    }

    private void injects(Resumption resumption) {
        hasInjected = true;
        Cpu now = target.cpu();
        Cpu stop = debugger.found();
        if (resumption.from() != Phase.STOPPED && resumption.from() != Phase.FRAME_READY) {
            leaves(Rule.INJECTION_TOO_EARLY, "the call before is at " + describe(resumption.from())
                    + "; the runtime is in the middle of it");
        }
        Set<RegisterName> missing = new HashSet<>(RegisterSets.ALL);
        missing.removeAll(saved);
        if (!missing.isEmpty()) {
            found(Rule.REGISTERS_NOT_SAVED, Severity.ERROR, "not saved: " + RegisterSets.describe(missing)
                    + "; they cannot be given back at status 16");
        }
        target.goroutine().ifPresent(goroutine -> checkStack(goroutine, stop));
        long pushed = now.gpr[Cpu.RSP];
        if (pushed != stop.gpr[Cpu.RSP] - WORD || !holds(pushed, stop.rip)) {
            found(Rule.PC_NOT_PUSHED, Severity.ERROR,
                    "at injection RSP is " + hex(pushed) + ", expected " + hex(stop.gpr[Cpu.RSP] - WORD) + " with "
                            + hex(stop.rip)
                            + " stored there; the runtime will return to whatever the word at RSP says");
        }
        checkFrameSize(resumption, stop);
    }

    private void checkStack(Goroutine goroutine, Cpu stop) {
        if (goroutine.isSystemStack()) {
            found(Rule.SYSTEM_STACK, Severity.ERROR,
                    "RSP " + hex(stop.gpr[Cpu.RSP]) + " is on a stack of the thread; the runtime refuses");
            return;
        }
        if (target.placeOf(stop.rip).filter(place -> place.symbol().startsWith("runtime.")).isPresent()
                && debugger.depth() <= 1) {
            found(Rule.IN_RUNTIME, Severity.ERROR, "RIP is at " + target.placeOf(stop.rip).orElseThrow()
                    + "; the runtime refuses");
        }
        long free = stop.gpr[Cpu.RSP] - goroutine.stackLow();
        if (goroutine.hasOnStack(stop.gpr[Cpu.RSP]) && free < RED_ZONE) {
            found(Rule.STACK_SPACE, Severity.ERROR, free + " bytes are left below SP, " + RED_ZONE
                    + " are needed: the runtime's entry writes below the stack");
        }
    }

    private void checkFrameSize(Resumption resumption, Cpu stop) {
        long place = stop.gpr[Cpu.RSP] - WORD - Debugger.FRAME_SIZE_BELOW;
        boolean isWritten = resumption.writes().stream()
                .anyMatch(write -> new Range(write.address(), write.bytes().length).covers(place, WORD));
        long read = debugger.call().orElseThrow().frameSize();
        if (!isWritten) {
            Write other = resumption.writes().stream()
                    .filter(write -> write.address() != stop.gpr[Cpu.RSP] - WORD && write.bytes().length <= WORD
                            && Math.abs(write.address() - place) <= NEAR)
                    .findFirst().orElse(null);
            if (other == null) {
                found(Rule.FRAME_SIZE_MISSING, Severity.ERROR, "nothing was stored at " + hex(place)
                        + "; the runtime takes what is there, " + Long.toUnsignedString(read) + ", for the size");
            } else {
                found(Rule.FRAME_SIZE_MISPLACED, Severity.ERROR,
                        "it was stored at " + hex(other.address()) + ", expected " + hex(place)
                                + "; the runtime finds " + Long.toUnsignedString(read) + " there");
            }
        }
    }

    private void calls(Resumption resumption) {
        Cpu now = target.cpu();
        OpenCall call = debugger.call().orElseThrow();
        long top = now.gpr[Cpu.RSP];
        if (top != call.trap().gpr[Cpu.RSP] - WORD || !holds(top, call.trap().rip)) {
            found(Rule.RETURN_ADDRESS, Severity.ERROR, "RSP is " + hex(top) + ", expected "
                    + hex(call.trap().gpr[Cpu.RSP] - WORD) + " with " + hex(call.trap().rip) + " stored there");
        }
        if (resumption.callee().isEmpty()) {
            boolean isCode = target.placeOf(now.rip).filter(place -> place.offset() == 0).isPresent();
            if (!isCode) {
                leaves(Rule.LEFT_PROTOCOL, "RIP " + hex(now.rip) + " is not the start of a function");
            }
            return;
        }
        new CalleeCheck(target, call, resumption, this::found).check(resumption.callee().get());
    }

    private void restores() {
        Cpu now = target.cpu();
        OpenCall call = debugger.call().orElseThrow();
        Cpu stop = call.stop();
        if (now.rip != call.trap().rip || now.gpr[Cpu.RSP] != call.trap().gpr[Cpu.RSP]) {
            leaves(Rule.PC_OR_SP_RESTORED,
                    "RIP is " + hex(now.rip) + " and RSP " + hex(now.gpr[Cpu.RSP]) + ", at the trap they were "
                            + hex(call.trap().rip) + " and " + hex(call.trap().gpr[Cpu.RSP])
                            + "; the runtime's frame is left behind, or taken down at the wrong place");
        }
        if (now.rflags() != stop.rflags()) {
            found(Rule.FLAGS_NOT_RESTORED, Severity.WARNING,
                    "RFLAGS is " + hex(now.rflags()) + ", at the stop it was " + hex(stop.rflags()));
        }
        Set<RegisterName> vectors = RegisterSets.different(RegisterSets.VECTORS, now, stop);
        if (!vectors.isEmpty()) {
            found(Rule.VECTORS_NOT_RESTORED, Severity.ERROR, RegisterSets.describe(vectors)
                    + " hold what the call left there; the program goes on with these values");
        }
    }

    private void resumes(Resumption resumption) {
        Cpu now = target.cpu();
        Cpu found = debugger.found();
        long frame = found.gpr[Cpu.RSP];
        switch (resumption.from()) {
            case FRAME_READY -> found(Rule.NO_CALL, Severity.WARNING,
                    "the runtime reports status 1 as if a function had returned");
            case REFUSED -> requireRead(Rule.REFUSAL_UNREAD, frame);
            case PANICKED -> requireRead(Rule.PANIC_UNREAD, frame);
            case STOPPED, UNDERWAY, RETURNED, RESTORE -> {
            }
        }
        if (now.rip != found.rip || now.gpr[Cpu.RSP] != found.gpr[Cpu.RSP]) {
            leaves(Rule.LEFT_PROTOCOL,
                    "at " + describe(resumption.from()) + " the program goes on at " + target.describe(now.rip)
                            + " with RSP "
                            + hex(now.gpr[Cpu.RSP]) + " instead of " + target.describe(found.rip) + " with RSP "
                            + hex(found.gpr[Cpu.RSP]));
        }
    }

    private void requireRead(Rule rule, long frame) {
        if (memoryRead.stream().noneMatch(range -> range.covers(frame, 2L * WORD))) {
            found(rule, Severity.WARNING, "the 16 bytes at " + hex(frame) + " were not read; they are lost now");
        }
    }

    @Override
    public void arrived(Arrival arrival) {
        switch (arrival) {
            case Arrival.Returned returned -> returned(returned.call());
            case Arrival.ForeignTrap() -> {
                if (debugger.depth() > 0) {
                    leaves(Rule.LEFT_PROTOCOL, "INT3 at " + target.describe(target.cpu().rip - 1)
                            + " is none of the protocol's traps");
                }
            }
            case Arrival.Trapped(long number, var status) -> {
                if (status.isEmpty()) {
                    leaves(Rule.LEFT_PROTOCOL, "the status register holds " + number + ", which is no status");
                }
            }
            case Arrival.Ended _ -> {
                if (debugger.depth() > 0) {
                    found(Rule.PROGRAM_ENDED, Severity.WARNING,
                            "the call was at " + describe(lastStatus(debugger.call().orElseThrow())));
                } else if (!isFinished) {
                    found(Rule.PROGRAM_ENDED, Severity.WARNING, "it was let go on with no call open");
                }
            }
            case Arrival.Stepped _,Arrival.AtStop _ -> {
            }
        }
    }

    private static Phase lastStatus(OpenCall call) {
        return call.statuses().isEmpty()
                ? Phase.UNDERWAY
                : Status.of(call.statuses().getLast()).map(Phase::of)
                        .orElse(Phase.UNDERWAY);
    }

    private void returned(OpenCall call) {
        last = call;
        Cpu now = target.cpu();
        Cpu stop = call.stop();
        Set<RegisterName> different = RegisterSets.different(RegisterSets.GENERAL, now, stop);
        if (!different.isEmpty()) {
            String changes = RegisterSets.describeChanges(different, stop, now);
            if (different.stream().anyMatch(register -> register.name().equals("RSP"))) {
                leaves(Rule.REGISTERS_DIFFER, changes);
            } else {
                found(Rule.REGISTERS_DIFFER, Severity.ERROR, changes);
            }
        }
        if (now.rflags() != stop.rflags()) {
            flagsAfter = new FlagsAfter(call, event.getAsInt());
        }
    }

    /** Judges flags that came back changed once the debugger has had its chance to repair them. */
    private void settleFlags() {
        if (flagsAfter == null) {
            return;
        }
        OpenCall call = flagsAfter.call();
        int at = flagsAfter.event();
        flagsAfter = null;
        Cpu now = target.cpu();
        Cpu stop = call.stop();
        Cpu found = debugger.found();
        if (now.rflags() == stop.rflags()) {
            return;
        }
        LiveFlags.reader(target.memory(), stop.rip).ifPresentOrElse(reader -> diagnoses
                .add(new Diagnosis(Rule.FLAGS_AFTER_RESTORE, Severity.ERROR, at,
                        flagsChange(stop, found) + ", and the instruction at " + target.describe(reader.address())
                                + " reads them: the program may take another course")),
                () -> diagnoses.add(new Diagnosis(Rule.FLAGS_AFTER_RESTORE, Severity.WARNING, at,
                        flagsChange(stop, found) + "; no instruction reads them before they are written again")));
    }

    private static String flagsChange(Cpu stop, Cpu now) {
        return "RFLAGS was " + hex(stop.rflags()) + " at the stop and is " + hex(now.rflags());
    }

    @Override
    public void finished() {
        isFinished = true;
        settleFlags();
        if (!hasInjected) {
            leaves(Rule.NO_INJECTION, "the program never came to " + target.protocol().entrySymbol());
        }
        if (debugger.depth() > 0 && !debugger.isOver()) {
            leaves(Rule.CALL_UNFINISHED, "the call is at " + describe(debugger.phase())
                    + (isStatusMisread ? "; the status was read from the wrong register" : ""));
        }
    }

    private boolean holds(long address, long word) {
        try {
            return target.memory().readLong(address) == word;
        } catch (GuestFault outOfReach) {
            return false;
        }
    }

    private void leaves(Rule rule, String detail) {
        leftProtocol = true;
        found(rule, Severity.ERROR, detail);
    }

    private void found(Rule rule, Severity severity, String detail) {
        diagnoses.add(new Diagnosis(rule, severity, event.getAsInt(), detail));
    }

    private static String describe(Phase phase) {
        return switch (phase) {
            case STOPPED -> "a stop, with no call open";
            case UNDERWAY -> "no status yet";
            case FRAME_READY -> "status 0";
            case RETURNED -> "status 1";
            case PANICKED -> "status 2";
            case REFUSED -> "status 8";
            case RESTORE -> "status 16";
        };
    }

    static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }

    /** The name of a general register. */
    static String name(int index) {
        return RegisterName.general(index).name();
    }
}
