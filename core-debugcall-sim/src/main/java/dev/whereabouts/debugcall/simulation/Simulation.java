package dev.whereabouts.debugcall.simulation;

import dev.whereabouts.amd64.cpu.GuestFault;
import dev.whereabouts.amd64.linux.Outcome;
import dev.whereabouts.debugcall.diagnosis.Monitor;
import dev.whereabouts.debugcall.expression.Expression;
import dev.whereabouts.debugcall.expression.ExpressionException;
import dev.whereabouts.debugcall.injector.Injector;
import dev.whereabouts.debugcall.protocol.CallOutcome;
import dev.whereabouts.debugcall.script.Call;
import dev.whereabouts.debugcall.script.CallScript;
import dev.whereabouts.debugcall.script.ScriptException;
import dev.whereabouts.debugcall.script.Sequence;
import dev.whereabouts.debugcall.script.Stop;
import dev.whereabouts.debugcall.session.Arrival;
import dev.whereabouts.debugcall.session.Debugger;
import dev.whereabouts.debugcall.session.Words;
import dev.whereabouts.debugcall.target.Target;
import dev.whereabouts.debugcall.transcript.CallResult;
import dev.whereabouts.debugcall.transcript.Failure;
import dev.whereabouts.debugcall.transcript.ProcessState;
import dev.whereabouts.debugcall.transcript.Recorder;
import dev.whereabouts.debugcall.transcript.Transcript;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Carries out a script on a program that has not begun to run. The same script on the same program gives the same transcript. */
public final class Simulation {

    private static final String COMES_HERE = "the program comes here";

    private final Target target;
    private final Recorder recorder;
    private final Monitor monitor;
    private final List<Failure> failures = new ArrayList<>();

    private Simulation(Target target, int maxEvents) {
        this.target = target;
        recorder = new Recorder(target, maxEvents);
        monitor = new Monitor(target, recorder::lastEvent);
    }

    /** Carries out a script; of the transcript {@link Recorder#USUAL_EVENTS} events are kept. */
    public static Transcript run(CallScript script, Target target) throws InterruptedException {
        return run(script, target, Recorder.USUAL_EVENTS);
    }

    /**
     * Carries out a script.
     *
     * @param maxEvents how many events are kept; what comes after that is counted only
     * @param script with a stop and a sequence
     * @throws ScriptException      if the script does not fit the program
     * @throws InterruptedException if nobody waits any more
     */
    public static Transcript run(CallScript script, Target target, int maxEvents) throws InterruptedException {
        return new Simulation(target, maxEvents).run(script);
    }

    private Transcript run(CallScript script) throws InterruptedException {
        if (script.protocol().filter(version -> version != target.protocol()).isPresent()) {
            throw ScriptException.invalid("/protocol",
                    "the program's runtime speaks version " + target.protocol().number());
        }
        Stop stop = script.stop().orElseThrow(
                () -> ScriptException.invalid("/stop", "expected where the program stops for the debugger"));
        // nobody is told of the way there
        Optional<Outcome> early = reach(new Debugger(target, List.of()), stop, "/stop");
        if (early.isPresent()) {
            return endedBefore(early.get(), script);
        }
        Debugger debugger = new Debugger(target, List.of(recorder, monitor));
        recorder.watch(debugger);
        monitor.watch(debugger);
        switch (script.sequence().orElseThrow(() -> ScriptException.invalid("", "expected calls or steps"))) {
            case Sequence.Calls(List<Call> calls) -> call(debugger, calls);
            case Sequence.Steps(var steps) -> new StepRunner(debugger, recorder, failures::add).run(steps);
        }
        debugger.finish();
        if (script.then().equals(Optional.of(CallScript.Ending.RUN))) {
            runOut(debugger);
        }
        return transcript(script);
    }

    private void call(Debugger debugger, List<Call> calls) throws InterruptedException {
        Injector injector = new Injector(debugger, recorder::refused);
        for (int i = 0; i < calls.size() && !debugger.isOver(); i++) {
            String pointer = "/calls/" + i;
            Optional<Stop> stop = calls.get(i).stop();
            if (stop.isPresent() && reach(debugger, stop.get(), pointer + "/stop").isPresent()) {
                failures.add(new Failure(pointer + "/stop", recorder.lastEvent(), COMES_HERE, "it ended before"));
                return;
            }
            injector.call(calls.get(i), pointer);
            if (debugger.depth() > 0) {
                return;
            }
        }
    }

    /** Lets the program go on to a stop. @return how the program ended, if it never came there */
    private Optional<Outcome> reach(Debugger debugger, Stop stop, String pointer) throws InterruptedException {
        boolean isOwnTrap = stop instanceof Stop.OwnTrap;
        long address = address(stop, pointer);
        for (long left = hits(stop); left > 0;) {
            switch (isOwnTrap ? debugger.resume() : debugger.runTo(address, left)) {
                case Arrival.AtStop() -> left = 0;
                // an INT3 of the program's own may lie right before the place
                case Arrival.ForeignTrap() -> left -= isOwnTrap || target.cpu().rip == address ? 1 : 0;
                case Arrival.Ended(Outcome outcome, boolean _) -> {
                    return Optional.of(outcome);
                }
                case Arrival.Trapped _,Arrival.Returned _,Arrival.Stepped _ -> {
                }
            }
        }
        return Optional.empty();
    }

    private long address(Stop stop, String pointer) {
        return switch (stop) {
            case Stop.InFunction(String function, long offset, long _) -> target.addressOf(function).orElseThrow(
                    () -> ScriptException.invalid(pointer + "/function", "the program has no function " + function))
                    + offset;
            case Stop.AtAddress(Expression pc, long _) -> {
                try {
                    yield pc.evaluate(new Words(new Debugger(target, List.of())));
                } catch (ExpressionException e) {
                    throw ScriptException.invalid(pointer + "/pc", e.getMessage());
                } catch (GuestFault e) {
                    throw ScriptException.invalid(pointer + "/pc", "the program has no memory there");
                }
            }
            case Stop.AtLine(String file, int line, long _) -> target.addressOf(file, line).orElseThrow(
                    () -> ScriptException.invalid(pointer, "the program knows no code at " + file + ":" + line));
            case Stop.OwnTrap() -> 0;
        };
    }

    private static long hits(Stop stop) {
        return switch (stop) {
            case Stop.InFunction at -> at.hits();
            case Stop.AtAddress at -> at.hits();
            case Stop.AtLine at -> at.hits();
            case Stop.OwnTrap() -> 1;
        };
    }

    /** Past traps, as a debugger that does not care for them lets a program run. */
    private static void runOut(Debugger debugger) throws InterruptedException {
        while (!debugger.isOver()) {
            if (debugger.resume() instanceof Arrival.Ended) {
                return;
            }
        }
    }

    private Transcript endedBefore(Outcome outcome, CallScript script) {
        CallOutcome shown = switch (outcome) {
            case Outcome.Exited _,Outcome.Deadlocked _ -> CallOutcome.EXITED;
            case Outcome.Killed _ -> CallOutcome.FAULTED;
            case Outcome.BudgetExhausted _ -> CallOutcome.BUDGET_EXHAUSTED;
        };
        ProcessState state = ProcessState.of(target, Optional.of(outcome));
        List<Failure> unmet = List
                .of(new Failure("/stop", 0, COMES_HERE, "it ended before: " + state.label()));
        Transcript transcript = new Transcript(target.protocol(), shown, List.of(), List.of(), false, List.of(),
                List.of(), unmet, state);
        return Expectations.judge(transcript, script);
    }

    private Transcript transcript(CallScript script) {
        List<CallResult> calls = recorder.calls(monitor.hasLeftProtocol());
        // nested calls come behind the one around them, which says how all ended
        Optional<CallResult> last = calls.stream().filter(call -> call.depth() == 0).reduce((a, b) -> b);
        CallOutcome outcome = last.map(CallResult::outcome).orElse(CallOutcome.VIOLATION);
        Transcript transcript = new Transcript(target.protocol(), outcome, calls, recorder.events(), recorder.isCut(),
                last.map(CallResult::changes).orElse(List.of()), monitor.diagnoses(), failures,
                recorder.state());
        return Expectations.judge(transcript, script);
    }
}
