package dev.whereabouts.debugcall.diagnosis;

import static dev.whereabouts.debugcall.diagnosis.StepScript.CORRECT;
import static dev.whereabouts.debugcall.diagnosis.StepScript.ENTER;
import static dev.whereabouts.debugcall.diagnosis.StepScript.PUSH;
import static dev.whereabouts.debugcall.diagnosis.StepScript.READ_FRAME;
import static dev.whereabouts.debugcall.diagnosis.StepScript.REPAIR;
import static dev.whereabouts.debugcall.diagnosis.StepScript.RESTORE;
import static dev.whereabouts.debugcall.diagnosis.StepScript.RESUME;
import static dev.whereabouts.debugcall.diagnosis.StepScript.SAVE;
import static dev.whereabouts.debugcall.diagnosis.StepScript.call;
import static dev.whereabouts.debugcall.diagnosis.StepScript.calling;
import static dev.whereabouts.debugcall.diagnosis.StepScript.expect;
import static dev.whereabouts.debugcall.diagnosis.StepScript.frameSize;
import static dev.whereabouts.debugcall.diagnosis.StepScript.inTarget;
import static dev.whereabouts.debugcall.diagnosis.StepScript.injection;
import static dev.whereabouts.debugcall.diagnosis.StepScript.joined;
import static dev.whereabouts.debugcall.diagnosis.StepScript.restoration;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.debugcall.protocol.CallOutcome;
import dev.whereabouts.debugcall.transcript.Event;
import dev.whereabouts.debugcall.transcript.Transcript;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule has a script that breaks it, where it is found at the right event, and one that does the same right, which is silent. */
class RulesTest {

    private static final String INT_FLOAT = "{\"set\": {\"RAX\": 42, \"XMM0\": \"0x4004000000000000\"}}";
    private static final String READ_RESULTS = "{\"read\": {\"registers\": [\"RAX\", \"XMM0\"]}}";
    private static final String NINE = "{\"set\": {\"RAX\": 1, \"RBX\": 2, \"RCX\": 3, \"RDI\": 4, \"RSI\": 5, \"R8\": 6, \"R9\": 7, \"R10\": 8, \"R11\": 9}}";
    private static final String NOTHING = "{\"read\": {\"registers\": [\"RAX\"]}}";

    private static final StepScript CLOSURE = inTarget(calling("main.mkClosure.func1", 8,
            "{\"set\": {\"RAX\": 5, \"RDX\": \"*(main.gClosure)\"}}", READ_RESULTS));

    private static final StepScript PANIC = inTarget(joined(injection(8),
            List.of("{\"set\": {\"RAX\": 17}}", PUSH, call("main.panicInt"), RESUME, expect(2), READ_FRAME, RESUME),
            restoration()));

    /** Refused, and right in everything else. */
    private static final StepScript REFUSED = new StepScript("UNSAFE", "main.unsafeTarget", 0, 1,
            joined(List.of(SAVE, PUSH, frameSize("RSP-16", 8), ENTER, RESUME, expect(8), READ_FRAME, RESUME),
                    restoration()));

    private static final StepScript NINE_INTS = inTarget(calling("main.nineInts", 72, NINE, READ_RESULTS));

    private static final StepScript EXIT = inTarget(
            calling("main.exitCallee", 8, "{\"set\": {\"RAX\": 3}}", READ_RESULTS));

    /** A string from one call goes into the next, with a collection between; {@code main.sink} keeps it alive or not. */
    private static StepScript kept(boolean isKept) {
        String keep = "{\"write\": {\"at\": \"main.sink" + (isKept ? "+8" : "") + "\", \"value\": "
                + (isKept ? "\"RAX\"" : "0") + ", \"size\": 8}}";
        String note = "{\"write\": {\"at\": \"main.scratch\", \"value\": \"RAX\", \"size\": 8}}";
        List<String> make = joined(injection(24), List.of(
                "{\"write\": {\"at\": \"main.scratch+0x40\", \"text\": \"abc\"}}",
                "{\"set\": {\"RAX\": \"main.scratch+0x40\", \"RBX\": 3, \"RCX\": 20}}", PUSH, call("main.strArg"),
                RESUME,
                expect(1), READ_RESULTS, note, keep, RESUME), restoration());
        List<String> collect = joined(injection(0),
                List.of(PUSH, call("main.doGC"), RESUME, expect(1), READ_RESULTS, RESUME),
                restoration());
        List<String> use = joined(injection(24), List.of(
                "{\"set\": {\"RAX\": \"*(main.scratch)\", \"RBX\": 60, \"RCX\": 1}}", PUSH, call("main.strArg"), RESUME,
                expect(1), READ_RESULTS, RESUME), restoration());
        return inTarget(joined(make, collect, use));
    }

    /** @param kind of the event that the diagnosis is at; empty where it is the last one */
    private record Broken(Rule rule, StepScript script, String kind, StepScript twin) {

        @Override
        public String toString() {
            return rule.id();
        }
    }

    static Stream<Broken> rules() {
        return Stream.of(
                new Broken(Rule.STATUS_REGISTER,
                        CORRECT.replacing(expect(0), "{\"expect\": {\"status\": 0, \"statusRegister\": \"RAX\"}}"),
                        "trap", CORRECT),
                new Broken(Rule.STACK_SPACE,
                        CORRECT.replacing(SAVE, "{\"set\": {\"RSP\": \"*(R14)+0x80\"}}", "{\"step\": 1}", SAVE),
                        "inject", CORRECT),
                new Broken(Rule.PC_NOT_PUSHED, CORRECT.replacing(PUSH), "inject", CORRECT),
                new Broken(Rule.FRAME_SIZE_MISSING, CORRECT.replacing(frameSize("RSP-16", 16)), "inject", CORRECT),
                new Broken(Rule.FRAME_SIZE_MISPLACED,
                        CORRECT.replacing(frameSize("RSP-16", 16), frameSize("RSP-8", 16)), "inject", CORRECT),
                new Broken(Rule.FRAME_SIZE_TOO_SMALL,
                        NINE_INTS.replacing(frameSize("RSP-16", 72), frameSize("RSP-16", 0)), "call", NINE_INTS),
                new Broken(Rule.CONTEXT_NOT_SET,
                        CLOSURE.replacing("{\"set\": {\"RAX\": 5, \"RDX\": \"*(main.gClosure)\"}}",
                                "{\"set\": {\"RAX\": 5}}"),
                        "call", CLOSURE),
                new Broken(Rule.CONTEXT_IN_OLD_REGISTER,
                        CLOSURE.replacing("{\"set\": {\"RAX\": 5, \"RDX\": \"*(main.gClosure)\"}}",
                                "{\"set\": {\"RAX\": 5, \"RCX\": \"*(main.gClosure)\"}}"),
                        "call", CLOSURE),
                new Broken(Rule.ARGUMENT_PLACE,
                        CORRECT.replacing(INT_FLOAT, "{\"set\": {\"RAX\": 42, \"RBX\": \"0x4004000000000000\"}}"),
                        "call",
                        CORRECT),
                new Broken(Rule.RETURN_ADDRESS, CORRECT.replacingLast(PUSH), "call", CORRECT),
                new Broken(Rule.NO_CALL, CORRECT.replacing(INT_FLOAT).replacingLast(PUSH)
                        .replacing(call("main.intFloat")), "resume", CORRECT),
                new Broken(Rule.PC_OR_SP_RESTORED, CORRECT.replacing(RESTORE, "{\"restore\": {\"except\": []}}"),
                        "restore", CORRECT),
                new Broken(Rule.REGISTERS_NOT_SAVED, CORRECT.replacing(SAVE, "{\"save\": [\"general\", \"flags\"]}"),
                        "inject", CORRECT),
                new Broken(Rule.FLAGS_NOT_RESTORED,
                        CORRECT.replacing(RESTORE, "{\"restore\": {\"except\": [\"RIP\", \"RSP\", \"RFLAGS\"]}}"),
                        "restore",
                        CORRECT),
                new Broken(Rule.VECTORS_NOT_RESTORED,
                        CORRECT.replacing(RESTORE, "{\"restore\": {\"except\": [\"RIP\", \"RSP\", \"vectors\"]}}"),
                        "restore",
                        CORRECT),
                new Broken(Rule.REFUSAL_UNREAD, REFUSED.replacing(READ_FRAME), "resume", REFUSED),
                new Broken(Rule.PANIC_UNREAD, PANIC.replacing(READ_FRAME), "resume", PANIC),
                new Broken(Rule.RESULT_READ_LATE,
                        CORRECT.replacing(READ_RESULTS).replacing(expect(16), expect(16), READ_RESULTS), "trap",
                        CORRECT),
                new Broken(Rule.POINTER_NOT_KEPT, kept(false), "call", kept(true)),
                new Broken(Rule.INJECTION_TOO_EARLY,
                        CORRECT.replacing(READ_RESULTS, READ_RESULTS, PUSH, frameSize("RSP-16", 16), ENTER), "inject",
                        CORRECT),
                new Broken(Rule.SYSTEM_STACK,
                        new StepScript("RUNTIME", "runtime.schedule", 0, 2, REFUSED.steps()), "inject", CORRECT),
                new Broken(Rule.IN_RUNTIME, new StepScript("SAFE", "runtime.main", 0, 1, REFUSED.steps()), "inject",
                        CORRECT),
                new Broken(Rule.FLAGS_AFTER_RESTORE, CORRECT.replacing(REPAIR), "restored", CORRECT),
                new Broken(Rule.REGISTERS_DIFFER,
                        CORRECT.replacing(RESTORE, RESTORE,
                                "{\"write\": {\"at\": \"RSP+0x78\", \"value\": 1, \"size\": 8}}"),
                        "restored", CORRECT),
                new Broken(Rule.LEFT_PROTOCOL, CORRECT.replacing(READ_RESULTS, READ_RESULTS, call("main.nop")),
                        "resume",
                        CORRECT),
                new Broken(Rule.CALL_UNFINISHED, inTarget(injection(16)), "", CORRECT),
                new Broken(Rule.MEMORY_OUT_OF_REACH,
                        CORRECT.replacing(READ_RESULTS, READ_RESULTS,
                                "{\"read\": {\"at\": 0, \"size\": 8, \"as\": \"bytes\"}}"),
                        "trap", CORRECT),
                new Broken(Rule.NO_INJECTION, inTarget(List.of(SAVE)), "", CORRECT),
                new Broken(Rule.PROGRAM_ENDED, EXIT, "exit", CORRECT));
    }

    @Test
    void allRulesAreHere() {
        assertThat(rules().map(Broken::rule)).containsExactlyInAnyOrder(Rule.values());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void isFoundAtItsEvent(Broken broken) throws InterruptedException {
        Transcript transcript = Scripts.run(broken.script());
        List<Diagnosis> found = transcript.diagnoses().stream()
                .filter(diagnosis -> diagnosis.rule() == broken.rule()).toList();
        assertThat(found).as(transcript.diagnoses().toString()).isNotEmpty();
        Event event = transcript.events().get(found.getFirst().event());
        assertThat(broken.kind().isEmpty() ? event.seq() == transcript.events().getLast().seq() : true).isTrue();
        if (!broken.kind().isEmpty()) {
            assertThat(event.detail().kind()).isEqualTo(broken.kind());
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void isSilentWhereAllIsRight(Broken broken) throws InterruptedException {
        Transcript transcript = Scripts.run(broken.twin());
        assertThat(transcript.diagnoses()).isEmpty();
        assertThat(transcript.failures()).isEmpty();
        assertThat(transcript.outcome()).isIn(CallOutcome.RETURNED, CallOutcome.PANICKED, CallOutcome.REFUSED);
    }

    /** Drops, repeats, swaps and alters each step: nothing is thrown, all ends, and what differs is explained. */
    @ParameterizedTest
    @MethodSource("correctScripts")
    void whatDiffersIsExplained(StepScript correct) throws InterruptedException {
        Transcript expected = Scripts.run(correct);
        assertThat(expected.diagnoses()).isEmpty();
        Map<Rule, Integer> explained = new EnumMap<>(Rule.class);
        List<String> unexplained = new ArrayList<>();
        for (Mutation mutation : Mutation.of(correct)) {
            Transcript actual = Scripts.run(mutation.script());
            actual.diagnoses().forEach(diagnosis -> explained.merge(diagnosis.rule(), 1, Integer::sum));
            if (!Scripts.sameCourse(expected, actual) && actual.diagnoses().isEmpty()) {
                unexplained.add(mutation.what() + ": " + actual.outcome() + " " + Scripts.course(actual));
            }
        }
        assertThat(unexplained).isEmpty();
        assertThat(explained).hasSizeGreaterThan(5);
    }

    static Stream<StepScript> correctScripts() {
        return Stream.of(CORRECT, NINE_INTS, CLOSURE, PANIC, REFUSED, kept(true),
                inTarget(calling("main.nop", 0, NOTHING, READ_RESULTS)));
    }
}
