package dev.whereabouts.debugcall.simulation;

import dev.whereabouts.amd64.linux.Outcome;
import dev.whereabouts.debugcall.expression.Expression;
import dev.whereabouts.debugcall.protocol.FrameClass;
import dev.whereabouts.debugcall.script.CallScript;
import dev.whereabouts.debugcall.script.Expectation;
import dev.whereabouts.debugcall.transcript.CallResult;
import dev.whereabouts.debugcall.transcript.Failure;
import dev.whereabouts.debugcall.transcript.Finding;
import dev.whereabouts.debugcall.transcript.Transcript;
import dev.whereabouts.debugcall.value.InterfaceValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Compares what a script expects with what came. */
final class Expectations {

    /** Takes note of a difference, if there is one. */
    @FunctionalInterface
    interface Comparison {
        void compare(String pointer, String expected, String actual);
    }

    private final List<Failure> failures;
    private final int event;

    private Expectations(List<Failure> failures, int event) {
        this.failures = failures;
        this.event = event;
    }

    /** A transcript with what did not come true among its failures. */
    static Transcript judge(Transcript transcript, CallScript script) {
        List<Failure> failures = new ArrayList<>(transcript.failures());
        int last = transcript.events().isEmpty() ? 0 : transcript.events().getLast().seq();
        Expectations expectations = new Expectations(failures, last);
        for (MadeCall made : MadeCall.of(script, transcript.calls())) {
            made.call().expect().ifPresent(expectation -> expectations.judge(expectation,
                    made.result(transcript.calls()), made.pointer() + "/expect"));
        }
        script.expect().ifPresent(expectation -> expectations.judge(expectation, transcript));
        return new Transcript(transcript.protocol(), transcript.outcome(), transcript.calls(), transcript.events(),
                transcript.isCut(), transcript.changes(), transcript.diagnoses(), failures, transcript.process());
    }

    private void judge(Expectation expected, Optional<CallResult> result, String pointer) {
        if (result.isEmpty()) {
            failures.add(new Failure(pointer, event, "a call", "it was never made"));
            return;
        }
        CallResult actual = result.get();
        expected.outcome()
                .ifPresent(outcome -> compare(pointer + "/outcome", outcome.label(), actual.outcome().label()));
        expected.statuses().ifPresent(
                statuses -> compare(pointer + "/statuses", statuses.toString(), actual.statuses().toString()));
        expected.frameClass().ifPresent(frame -> compare(pointer + "/frameClass", frame.symbol(),
                actual.frameClass().map(FrameClass::symbol).orElse("none")));
        expected.values().ifPresent(values -> compareValues(pointer + "/values", values,
                actual.results().flatMap(Finding.Results::values)));
        expected.panic().ifPresent(panic -> comparePanic(panic,
                actual.panic().flatMap(Finding.Panic::value), pointer + "/panic", this::compare));
        expected.reason().ifPresent(
                reason -> compare(pointer + "/reason", reason,
                        actual.refusal().map(Finding.Reason::text).orElse("none")));
        expected.registers().forEach((register, value) -> {
            String name = register.name();
            String found = actual.results().map(results -> resultRegister(results, name)).orElse("none");
            String wanted = value.low() instanceof Expression.Number(long number)
                    ? "0x" + Long.toHexString(number)
                    : "a number";
            compare(pointer + "/registers/" + name, wanted, found);
        });
    }

    private static String resultRegister(Finding.Results results, String name) {
        int integer = Finding.Results.INTEGER_NAMES.indexOf(name);
        if (integer >= 0) {
            return "0x" + Long.toHexString(results.integers().get(integer));
        }
        int vector = Finding.Results.FLOAT_NAMES.indexOf(name);
        if (vector >= 0) {
            return "0x" + Long.toHexString(results.floats().get(vector));
        }
        return "no result register";
    }

    private void judge(Expectation expected, Transcript actual) {
        String pointer = "/expect";
        expected.outcome()
                .ifPresent(outcome -> compare(pointer + "/outcome", outcome.label(), actual.outcome().label()));
        if (!actual.calls().isEmpty()) {
            Expectation ofCall = new Expectation(Optional.empty(), expected.statuses(), expected.frameClass(),
                    expected.values(), expected.panic(), expected.reason(), expected.registers(),
                    OptionalInt.empty(), Optional.empty(), Optional.empty());
            judge(ofCall, Optional.of(actual.calls().getLast()), pointer);
        }
        expected.exitCode().ifPresent(code -> compare(pointer + "/exitCode", code + "",
                actual.process().outcome().filter(Outcome.Exited.class::isInstance).map(Outcome.Exited.class::cast)
                        .map(exited -> exited.code() + "").orElse(actual.process().label())));
        expected.output().ifPresent(output -> compare(pointer + "/output", output, actual.process().output()));
        expected.diagnoses().ifPresent(ids -> {
            TreeSet<String> found = new TreeSet<>();
            actual.diagnoses().forEach(diagnosis -> found.add(diagnosis.rule().id()));
            compare(pointer + "/diagnoses", new TreeSet<>(ids).toString(), found.toString());
        });
    }

    private void compareValues(String pointer, List<JsonNode> expected, Optional<List<JsonNode>> actual) {
        if (actual.isEmpty()) {
            failures.add(new Failure(pointer, event, expected.toString(), "no values"));
        } else if (!JsonEquality.same(expected, actual.get())) {
            failures.add(new Failure(pointer, event, expected.toString(), actual.get().toString()));
        }
    }

    static void comparePanic(Expectation.Panic expected, Optional<InterfaceValue> actual, String pointer,
            Comparison comparison) {
        expected.type().ifPresent(
                type -> comparison.compare(pointer + "/type", type, actual.map(InterfaceValue::type).orElse("nil")));
        expected.value().ifPresent(value -> {
            boolean isSame = actual.filter(found -> JsonEquality.same(value, found.value())).isPresent();
            if (!isSame) {
                comparison.compare(pointer + "/value", value.toString(),
                        actual.map(found -> String.valueOf(found.value())).orElse("nil"));
            }
        });
    }

    private void compare(String pointer, String expected, String actual) {
        if (!expected.equals(actual)) {
            failures.add(new Failure(pointer, event, expected, actual));
        }
    }
}
