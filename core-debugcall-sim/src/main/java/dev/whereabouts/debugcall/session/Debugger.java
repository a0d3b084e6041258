package dev.whereabouts.debugcall.session;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.GuestFault;
import dev.whereabouts.amd64.linux.Pause;
import dev.whereabouts.amd64.state.RegisterName;
import dev.whereabouts.debugcall.protocol.Status;
import dev.whereabouts.debugcall.target.CodePlace;
import dev.whereabouts.debugcall.target.Target;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A debugger at a stopped program. It can read and write the memory that the program itself can. */
public final class Debugger {

    private static final int WORD = 8;

    /** How far below SP, with the PC pushed, the runtime looks for the frame size. */
    public static final int FRAME_SIZE_BELOW = 16;

    private final Target target;
    private final List<Observer> observers;
    private final Deque<OpenCall> open = new ArrayDeque<>();
    private final Map<Integer, Saved> saved = new HashMap<>();
    private final Map<RegisterName, BigInteger> before = new LinkedHashMap<>();
    private final Set<RegisterName> restored = new LinkedHashSet<>();
    private final List<Write> writes = new ArrayList<>();
    private Cpu found;
    private boolean isOver;
    private long instructionsBefore;
    private long faultsBefore;

    /** The values of some registers at a moment. */
    private record Saved(Cpu values, Set<RegisterName> registers) {}

    /** Begins where the program is stopped. */
    public Debugger(Target target, List<Observer> observers) {
        this.target = target;
        this.observers = List.copyOf(observers);
        found = snapshot();
    }

    public Target target() {
        return target;
    }

    /** The innermost open call. */
    public Optional<OpenCall> call() {
        return Optional.ofNullable(open.peek());
    }

    /** How many calls are open. */
    public int depth() {
        return open.size();
    }

    public Phase phase() {
        return open.isEmpty() ? Phase.STOPPED : open.peek().phase();
    }

    /** Whether the program has ended. */
    public boolean isOver() {
        return isOver;
    }

    /** The registers as they were when the program stopped last; not to be changed. */
    public Cpu found() {
        return found;
    }

    /** Keeps the values of registers, for a {@link #restore} at the same depth. */
    public void save(Set<RegisterName> registers) {
        saved.put(open.size(), new Saved(snapshot(), Set.copyOf(registers)));
        tell(observer -> observer.saved(registers));
    }

    public BigInteger register(RegisterName register) {
        return register.read(target.cpu());
    }

    /** Reads registers as the answer of the program. */
    public void readRegisters(Set<RegisterName> registers) {
        tell(observer -> observer.read(registers));
    }

    /** Reads a register as the status. */
    public BigInteger readStatus(RegisterName register) {
        tell(observer -> observer.readStatus(register));
        return register(register);
    }

    public void set(RegisterName register, BigInteger value) {
        before.putIfAbsent(register, register(register));
        restored.remove(register);
        register.write(target.cpu(), value);
    }

    /** Writes memory. @return whether the program could write there; if not, nothing is written */
    public boolean write(long address, byte[] bytes, String what) {
        try {
            target.memory().write(address, bytes, 0, bytes.length);
        } catch (GuestFault outOfReach) {
            tell(observer -> observer.outOfReach(address, bytes.length));
            return false;
        }
        writes.add(new Write(address, bytes, what));
        return true;
    }

    /** Reads memory; empty where the program could not read. */
    public Optional<byte[]> read(long address, int length) {
        byte[] bytes = new byte[length];
        try {
            target.memory().read(address, bytes, 0, length);
        } catch (GuestFault outOfReach) {
            tell(observer -> observer.outOfReach(address, length));
            return Optional.empty();
        }
        tell(observer -> observer.read(address, length));
        return Optional.of(bytes);
    }

    /** Pushes a word: RSP goes down by 8, whether or not the word could be stored. */
    public void push(long word, String what) {
        RegisterName rsp = RegisterName.general(Cpu.RSP);
        BigInteger to = RegisterName.unsigned(target.cpu().gpr[Cpu.RSP] - WORD);
        write(to.longValue(), bytes(word), what);
        set(rsp, to);
    }

    /** A word as it lies in memory. */
    public static byte[] bytes(long word) {
        byte[] bytes = new byte[WORD];
        for (int i = 0; i < WORD; i++) {
            bytes[i] = (byte) (word >>> 8 * i);
        }
        return bytes;
    }

    /** The value of a register as it was saved for the innermost open call, or since the stop where none is open; empty if it was not. */
    public Optional<BigInteger> saved(RegisterName register) {
        Saved kept = saved.get(Math.max(0, open.size() - 1));
        if (kept == null || !kept.registers().contains(register)) {
            tell(observer -> observer.notSaved(register));
            return Optional.empty();
        }
        return Optional.of(register.read(kept.values()));
    }

    /** Gives registers back the values that were saved before the innermost open call; those that were not saved stay. */
    public void restore(Set<RegisterName> registers) {
        Saved kept = saved.get(Math.max(0, open.size() - 1));
        if (kept == null) {
            return;
        }
        // in the order of the names: a tag of the x87 unit comes behind the register that it is for
        for (RegisterName register : RegisterName.byName().values()) {
            if (registers.contains(register) && kept.registers().contains(register)) {
                register.write(target.cpu(), register.read(kept.values()));
                before.remove(register);
                restored.add(register);
            }
        }
    }

    /** Lets the program go on until the protocol has a word to say, or the program is over. */
    public Arrival resume() throws InterruptedException {
        Resumption resumption = begin();
        Pause pause = resumption.from() == Phase.RESTORE
                ? target.runTo(open.peek().stop().rip, 1)
                : target.resume();
        return arrive(pause);
    }

    /** Executes so many instructions, fewer if the protocol has a word to say before, or the program is over. */
    public Arrival step(long instructions) throws InterruptedException {
        Resumption resumption = begin();
        for (long i = 0; i < instructions; i++) {
            Pause pause = target.step();
            if (!(pause instanceof Pause.Stepped)) {
                return arrive(pause);
            }
            if (resumption.from() == Phase.RESTORE && target.cpu().rip == open.peek().stop().rip) {
                return arrive(new Pause.Reached(target.cpu().rip));
            }
        }
        if (resumption.from() == Phase.RESTORE) {
            open.peek().stepped(Phase.RESTORE, snapshot());
        }
        return arrived(new Arrival.Stepped(instructions));
    }

    /** Lets the program go on until it comes to an address for the k-th time; no call is open. */
    public Arrival runTo(long address, long hits) throws InterruptedException {
        begin();
        return arrive(target.runTo(address, hits));
    }

    /** Lets the program go on for at most so many instructions, to try again elsewhere. */
    public Arrival run(long instructions) throws InterruptedException {
        begin();
        return arrive(target.run(instructions));
    }

    /** Nothing more is done. */
    public void finish() {
        tell(Observer::finished);
    }

    private Resumption begin() {
        Phase from = phase();
        long rip = target.cpu().rip;
        boolean isEntry = target.addressOf(target.protocol().entrySymbol()).stream().anyMatch(at -> at == rip);
        Resumption.Kind kind = isEntry
                ? Resumption.Kind.INJECT
                : from == Phase.RESTORE
                        ? Resumption.Kind.RESTORE
                        : from == Phase.FRAME_READY && rip != found.rip
                                ? Resumption.Kind.CALL
                                : Resumption.Kind.RESUME;
        switch (kind) {
            case INJECT -> open.push(new OpenCall(open.size(), stop(), frameSize()));
            case CALL -> open.peek().calls(target.calleeAt(rip));
            case RESTORE, RESUME -> {
            }
        }
        Resumption resumption = new Resumption(kind, from, before.keySet(), changes(), writes, restored,
                kind == Resumption.Kind.CALL ? open.peek().callee() : Optional.empty());
        tell(observer -> observer.resuming(resumption));
        if (kind != Resumption.Kind.INJECT) {
            call().ifPresent(OpenCall::goesOn);
        }
        before.clear();
        restored.clear();
        writes.clear();
        instructionsBefore = target.instructions();
        faultsBefore = target.faults();
        return resumption;
    }

    /** The registers that the goroutine shall have in the end: as the debugger leaves them, but for what it sets to inject. */
    private Cpu stop() {
        Cpu stop = snapshot();
        stop.rip = found.rip;
        stop.gpr[Cpu.RSP] = found.gpr[Cpu.RSP];
        return stop;
    }

    /** What the runtime will find below the pushed PC. */
    private long frameSize() {
        try {
            return target.memory().readLong(target.cpu().gpr[Cpu.RSP] - FRAME_SIZE_BELOW);
        } catch (GuestFault outOfReach) {
            // the runtime will fault there, too
            return 0;
        }
    }

    private List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        before.forEach((register, value) -> {
            BigInteger now = register(register);
            if (!now.equals(value)) {
                changes.add(new Change(register, value, now));
            }
        });
        return changes;
    }

    private Arrival arrive(Pause pause) {
        return arrived(switch (pause) {
            case Pause.Ended(var outcome) -> {
                isOver = true;
                yield new Arrival.Ended(outcome, target.faults() > faultsBefore);
            }
            case Pause.Reached _ when open.isEmpty() -> new Arrival.AtStop();
            case Pause.Reached _ -> new Arrival.Returned(open.pop(), target.instructions() - instructionsBefore);
            case Pause.Stepped _ -> new Arrival.Stepped(target.instructions() - instructionsBefore);
            case Pause.Trapped _ -> trapped();
        });
    }

    private Arrival trapped() {
        long number = target.cpu().gpr[target.protocol().statusRegister()];
        if (open.isEmpty() || !isOfProtocol()) {
            return new Arrival.ForeignTrap();
        }
        Optional<Status> status = Status.of(number);
        open.peek().trapped(number, status.map(Phase::of).orElse(Phase.UNDERWAY), snapshot());
        return new Arrival.Trapped(number, status);
    }

    /** Whether the INT3 before RIP is in one of the functions that speak the protocol. */
    private boolean isOfProtocol() {
        return target.placeOf(target.cpu().rip - 1).map(CodePlace::symbol)
                .filter(symbol -> symbol.startsWith("debugCall") || symbol.startsWith("runtime.debugCall")).isPresent();
    }

    private Arrival arrived(Arrival arrival) {
        found = snapshot();
        tell(observer -> observer.arrived(arrival));
        return arrival;
    }

    private Cpu snapshot() {
        Cpu copy = new Cpu();
        copy.copyFrom(target.cpu());
        return copy;
    }

    private void tell(Consumer<Observer> word) {
        observers.forEach(word);
    }

    /** The open calls, the innermost last. */
    public List<OpenCall> calls() {
        List<OpenCall> calls = new ArrayList<>(open);
        Collections.reverse(calls);
        return calls;
    }
}
