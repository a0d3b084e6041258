package dev.whereabouts.debugcall.transcript;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.linux.Outcome;
import dev.whereabouts.amd64.state.RegisterName;
import dev.whereabouts.amd64.state.RegisterSets;
import dev.whereabouts.debugcall.protocol.CallOutcome;
import dev.whereabouts.debugcall.protocol.Refusal;
import dev.whereabouts.debugcall.session.Arrival;
import dev.whereabouts.debugcall.session.Change;
import dev.whereabouts.debugcall.session.Debugger;
import dev.whereabouts.debugcall.session.Observer;
import dev.whereabouts.debugcall.session.OpenCall;
import dev.whereabouts.debugcall.session.Phase;
import dev.whereabouts.debugcall.session.Resumption;
import dev.whereabouts.debugcall.target.Callee;
import dev.whereabouts.debugcall.target.Target;
import dev.whereabouts.debugcall.value.VariableReader;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes a session down. One for each session. */
public final class Recorder implements Observer {

    /** How many events are kept where nobody says otherwise: those of 500 calls. */
    public static final int USUAL_EVENTS = 4_000;

    private final Target target;
    private final int maxEvents;
    private final List<Event> events = new ArrayList<>();
    private final List<CallNotes> calls = new ArrayList<>();
    private final Map<OpenCall, CallNotes> notesOf = new IdentityHashMap<>();
    private final Findings findings;
    private final StackDrawing drawing;
    private Debugger debugger;
    private Cpu before;
    private Optional<Outcome> end = Optional.empty();
    private boolean faulted;
    private int count;

    /** What is gathered of a call on the way. */
    private static final class CallNotes {
        /** Null where the debugger itself refused. */
        private final OpenCall call;
        private final int depth;
        private Optional<String> function = Optional.empty();
        private Optional<Finding> finding = Optional.empty();
        private List<Change> changes = List.of();
        private boolean isOver;

        CallNotes(OpenCall call, int depth) {
            this.call = call;
            this.depth = depth;
        }
    }

    /** @param maxEvents how many events are kept; what comes after that is counted only */
    public Recorder(Target target, int maxEvents) {
        this.target = target;
        this.maxEvents = maxEvents;
        findings = new Findings(target);
        drawing = new StackDrawing(target);
    }

    /** Is to be called once, before the session's first step. */
    public void watch(Debugger session) {
        debugger = session;
        stop("stopped here; the debugger begins");
    }

    /** The number of the last event. */
    public int lastEvent() {
        return Math.max(0, count - 1);
    }

    public List<Event> events() {
        return List.copyOf(events);
    }

    /** Whether there were more events than are kept. */
    public boolean isCut() {
        return count > events.size();
    }

    /** How the program stands. */
    public ProcessState state() {
        return ProcessState.of(target, end);
    }

    /**
     * What became of the calls, in the order of their injection.
     *
     * @param hasLeftProtocol whether the sequence was no longer that of the protocol when the last of them was open
     */
    public List<CallResult> calls(boolean hasLeftProtocol) {
        List<CallResult> results = new ArrayList<>();
        for (CallNotes notes : calls) {
            results.add(result(notes, hasLeftProtocol));
        }
        return results;
    }

    private CallResult result(CallNotes notes, boolean hasLeftProtocol) {
        OpenCall call = notes.call;
        if (call == null) {
            return new CallResult(notes.function, notes.depth, CallOutcome.REFUSED, List.of(), 0, Optional.empty(),
                    Optional.empty(), Optional.empty(), notes.finding.map(Finding.Reason.class::cast), List.of());
        }
        List<Long> statuses = call.statuses();
        CallOutcome outcome = hasLeftProtocol && (!notes.isOver || notes == calls.getLast())
                ? CallOutcome.VIOLATION
                : notes.isOver ? byFinding(notes) : unfinished();
        boolean isRefused = notes.finding.filter(Finding.Reason.class::isInstance).isPresent();
        return new CallResult(notes.function, notes.depth, outcome, statuses, call.frameSize(),
                isRefused || statuses.isEmpty() ? Optional.empty() : call.frameClass(),
                notes.finding.filter(Finding.Results.class::isInstance).map(Finding.Results.class::cast),
                notes.finding.filter(Finding.Panic.class::isInstance).map(Finding.Panic.class::cast),
                notes.finding.filter(Finding.Reason.class::isInstance).map(Finding.Reason.class::cast), notes.changes);
    }

    private static CallOutcome byFinding(CallNotes notes) {
        return notes.finding.map(finding -> switch (finding) {
            case Finding.Results _ -> CallOutcome.RETURNED;
            case Finding.Panic _ -> CallOutcome.PANICKED;
            case Finding.Reason _ -> CallOutcome.REFUSED;
        }).orElse(CallOutcome.VIOLATION);
    }

    private CallOutcome unfinished() {
        return end.map(outcome -> switch (outcome) {
            case Outcome.Exited _ -> faulted ? CallOutcome.FAULTED : CallOutcome.EXITED;
            case Outcome.Killed _ -> CallOutcome.FAULTED;
            case Outcome.BudgetExhausted _ -> CallOutcome.BUDGET_EXHAUSTED;
            case Outcome.Deadlocked _ -> CallOutcome.EXITED;
        }).orElse(CallOutcome.VIOLATION);
    }

    /** A call that was refused before anything was injected. @param function its name, if the script gives one */
    public void refused(Optional<String> function, Refusal refusal) {
        CallNotes notes = new CallNotes(null, debugger.depth());
        notes.function = function;
        notes.finding = Optional.of(new Finding.Reason(refusal.reason(), Optional.of(refusal)));
        notes.isOver = true;
        calls.add(notes);
    }

    @Override
    public void resuming(Resumption resumption) {
        switch (resumption.kind()) {
            case INJECT -> injected(resumption);
            case CALL -> called(resumption);
            case RESTORE -> add(new Event.Restored(
                    resumption.restored().stream().map(RegisterName::name).sorted().toList(), resumption.writes(),
                    resumption.changes()), "registers are given back; the runtime's epilogue follows");
            case RESUME ->
                add(new Event.Resumed(target.describe(target.cpu().rip), resumption.writes(), resumption.changes()),
                        goesOn(resumption.from()));
        }
    }

    private static String goesOn(Phase from) {
        return switch (from) {
            case STOPPED -> "the program goes on";
            case FRAME_READY -> "no function is called";
            case RETURNED -> "results are read; the runtime goes back to the caller's stack";
            case PANICKED -> "the panic's value is read; the runtime goes back to the caller's stack";
            case REFUSED -> "the reason is read";
            case UNDERWAY, RESTORE -> "the program goes on in the middle of the call";
        };
    }

    private void injected(Resumption resumption) {
        OpenCall call = debugger.call().orElseThrow();
        CallNotes notes = new CallNotes(call, call.depth());
        calls.add(notes);
        notesOf.put(call, notes);
        add(new Event.Injected(target.describe(target.cpu().rip), call.frameSize(), call.frameClass(),
                resumption.writes(),
                resumption.changes()),
                "a call is injected, with a frame of " + Long.toUnsignedString(call.frameSize())
                        + " bytes");
    }

    private void called(Resumption resumption) {
        String function = resumption.callee().map(Callee::name).orElseGet(() -> target.describe(target.cpu().rip));
        notesOf.get(debugger.call().orElseThrow()).function = Optional.of(function);
        add(new Event.Called(function, resumption.writes(), resumption.changes()), "arguments are in place; " + function
                + " is called");
    }

    @Override
    public void arrived(Arrival arrival) {
        switch (arrival) {
            case Arrival.Trapped trapped -> trapped(trapped);
            case Arrival.Returned returned -> {
                List<Change> changes = changes(returned.call().stop(), target.cpu());
                CallNotes notes = notesOf.get(returned.call());
                notes.isOver = true;
                notes.changes = changes;
                add(new Event.Back(site(), returned.steps(), returned.stackDelta(target.cpu().gpr[Cpu.RSP]), changes),
                        changes.isEmpty()
                                ? "the goroutine is where it was, with the registers it had"
                                : "the goroutine is where it was; not all registers are what they were");
            }
            case Arrival.AtStop() -> stop("the program came to the next stop");
            case Arrival.ForeignTrap() -> stop("INT3 of the program's own");
            case Arrival.Stepped(long instructions) -> stop(instructions + " instructions were executed singly");
            case Arrival.Ended(Outcome outcome, boolean byFault) -> {
                end = Optional.of(outcome);
                faulted = byFault;
                add(new Event.Ended(state()), "the program is over");
            }
        }
    }

    private void trapped(Arrival.Trapped trapped) {
        OpenCall call = debugger.call().orElseThrow();
        CallNotes notes = notesOf.get(call);
        Optional<Finding> finding = trapped.status().flatMap(status -> findings.at(status, call));
        finding.ifPresent(found -> notes.finding = finding);
        String note = trapped.status().map(status -> switch (status) {
            case FRAME_READY -> "a frame is ready at SP, on a stack of its own";
            case RETURNED -> "the function has returned";
            case PANICKED -> "the function has panicked";
            case REFUSED -> "the runtime refuses";
            case RESTORE -> "the runtime asks for the registers";
        }).orElse("a trap of the runtime with a status that the protocol does not have");
        add(new Event.Trapped(site(), trapped.number(), trapped.status(), finding), note);
    }

    private void stop(String note) {
        add(new Event.Stopped(site(), target.variables().stream()
                .map(variable -> new ShownVariable(variable, VariableReader.read(variable, target))).toList()), note);
    }

    private Site site() {
        Cpu now = new Cpu();
        now.copyFrom(target.cpu());
        List<Change> changed = before == null ? List.of() : changes(before, now);
        before = now;
        return new Site(target.describe(now.rip), target.goroutine(), now, changed,
                drawing.draw(now.gpr[Cpu.RSP], debugger.calls()));
    }

    private static List<Change> changes(Cpu from, Cpu to) {
        Set<RegisterName> different = RegisterSets.different(RegisterSets.ALL, from, to);
        return different.stream().map(register -> new Change(register, register.read(from), register.read(to)))
                .toList();
    }

    private void add(Event.Detail detail, String note) {
        if (count++ < maxEvents) {
            events.add(new Event(count - 1, Math.max(0, debugger.depth() - 1), target.instructions(), detail, note));
        }
    }
}
