package dev.whereabouts.debugcall.transcript;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.linux.Outcome;
import dev.whereabouts.amd64.state.RegisterName;
import dev.whereabouts.amd64.state.RegisterSets;
import dev.whereabouts.debugcall.diagnosis.Diagnosis;
import dev.whereabouts.debugcall.session.Change;
import dev.whereabouts.debugcall.session.Write;
import dev.whereabouts.debugcall.target.Goroutine;
import dev.whereabouts.debugcall.target.Variable;
import dev.whereabouts.debugcall.value.InterfaceValue;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A transcript as JSON, in the shape of the API. */
public final class JsonTranscript {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final BigInteger LARGEST_NUMBER = BigInteger.ONE.shiftLeft(53);

    private JsonTranscript() {}

    /** The answer to a request. @param full whether events are told with registers and stacks */
    public static ObjectNode of(Transcript transcript, boolean full) {
        ObjectNode answer = NODES.objectNode();
        answer.put("protocol", transcript.protocol().number());
        answer.put("outcome", transcript.outcome().label());
        ArrayNode calls = answer.putArray("calls");
        transcript.calls().forEach(call -> calls.add(call(call)));
        ArrayNode events = answer.putArray("events");
        transcript.events().forEach(event -> events.add(event(event, full)));
        if (transcript.isCut()) {
            answer.put("eventsCut", true);
        }
        answer.set("registerChanges", changes(transcript.changes()));
        ArrayNode diagnoses = answer.putArray("diagnoses");
        transcript.diagnoses().forEach(diagnosis -> diagnoses.add(diagnosis(diagnosis)));
        if (!transcript.failures().isEmpty()) {
            ArrayNode failures = answer.putArray("failedExpectations");
            transcript.failures().forEach(failure -> failures.add(failure(failure)));
        }
        answer.set("process", process(transcript.process()));
        return answer;
    }

    private static ObjectNode call(CallResult call) {
        ObjectNode node = NODES.objectNode();
        call.function().ifPresent(function -> node.put("function", function));
        if (call.depth() > 0) {
            node.put("depth", call.depth());
        }
        node.put("outcome", call.outcome().label());
        ArrayNode statuses = node.putArray("statuses");
        call.statuses().forEach(status -> number(statuses, status));
        putSize(node, "frameSize", call.frameSize());
        call.frameClass().ifPresent(frame -> node.put("frameClass", frame.symbol()));
        call.results().ifPresent(results -> node.set("results", results(results)));
        call.panic().ifPresent(panic -> node.set("panic", panic(panic)));
        call.refusal().ifPresent(reason -> node.set("refusal", reason(reason)));
        node.set("registerChanges", changes(call.changes()));
        return node;
    }

    private static void number(ArrayNode array, long value) {
        if (value >= 0 && value < Integer.MAX_VALUE) {
            array.add((int) value);
        } else {
            array.add(hex(value));
        }
    }

    /** A size is a number; one beyond 2^53 is hexadecimal text. */
    private static void putSize(ObjectNode node, String name, long size) {
        BigInteger value = RegisterName.unsigned(size);
        if (value.compareTo(LARGEST_NUMBER) <= 0) {
            node.put(name, size);
        } else {
            node.put(name, hex(size));
        }
    }

    private static ObjectNode results(Finding.Results results) {
        ObjectNode node = NODES.objectNode();
        ObjectNode registers = node.putObject("registers");
        for (int i = 0; i < results.integers().size(); i++) {
            registers.put(Finding.Results.INTEGER_NAMES.get(i), hex(results.integers().get(i)));
        }
        for (int i = 0; i < results.floats().size(); i++) {
            registers.put(Finding.Results.FLOAT_NAMES.get(i), hex(results.floats().get(i)));
        }
        node.put("frame", HexFormat.of().formatHex(results.frame()));
        results.values().ifPresent(values -> {
            ArrayNode array = node.putArray("values");
            values.forEach(array::add);
        });
        return node;
    }

    private static ObjectNode panic(Finding.Panic panic) {
        ObjectNode node = NODES.objectNode();
        panic.value().ifPresentOrElse(value -> {
            node.put("type", value.type());
            node.set("value", value.value());
            putWords(node, value);
        }, () -> {
            node.putNull("type");
            node.putNull("value");
        });
        return node;
    }

    private static void putWords(ObjectNode node, InterfaceValue value) {
        node.put("typeWord", hex(value.typeWord()));
        node.put("dataWord", hex(value.dataWord()));
    }

    private static ObjectNode reason(Finding.Reason reason) {
        ObjectNode node = NODES.objectNode();
        node.put("reason", reason.text());
        reason.refusal().ifPresent(refusal -> node.put("transient", refusal.isTransient()));
        return node;
    }

    private static ObjectNode event(Event event, boolean full) {
        ObjectNode node = NODES.objectNode();
        node.put("seq", event.seq());
        node.put("kind", event.detail().kind());
        if (event.depth() > 0) {
            node.put("depth", event.depth());
        }
        switch (event.detail()) {
            case Event.Stopped(Site site, List<ShownVariable> variables) -> {
                site(node, site, full);
                if (!variables.isEmpty()) {
                    ArrayNode shown = node.putArray("variables");
                    variables.forEach(variable -> shown.add(variable(variable)));
                }
            }
            case Event.Injected injected -> {
                node.put("at", injected.entry());
                putSize(node, "frameSize", injected.frameSize());
                injected.frameClass().ifPresent(frame -> node.put("frameClass", frame.symbol()));
                doings(node, injected.writes(), injected.set());
            }
            case Event.Trapped trapped -> {
                if (trapped.status().isPresent()) {
                    node.put("status", trapped.status().get().number());
                    node.put("statusName", trapped.status().get().label());
                } else {
                    node.put("status", hex(trapped.number()));
                }
                site(node, trapped.site(), full);
                trapped.finding().ifPresent(finding -> {
                    switch (finding) {
                        case Finding.Results results -> node.set("results", results(results));
                        case Finding.Panic panic -> node.set("panic", panic(panic));
                        case Finding.Reason reason -> node.set("refusal", reason(reason));
                    }
                });
            }
            case Event.Called called -> {
                node.put("function", called.function());
                doings(node, called.writes(), called.set());
            }
            case Event.Resumed resumed -> {
                node.put("at", resumed.at());
                doings(node, resumed.writes(), resumed.set());
            }
            case Event.Restored restored -> {
                ArrayNode registers = node.putArray("restored");
                restored.registers().forEach(registers::add);
                doings(node, restored.writes(), restored.set());
            }
            case Event.Back back -> {
                site(node, back.site(), full);
                node.put("steps", back.steps());
                node.put("stackDelta", back.stackDelta());
                node.set("registerChanges", changes(back.changes()));
            }
            case Event.Ended(ProcessState state) -> node.set("process", process(state));
        }
        node.put("instructions", event.instructions());
        node.put("note", event.note());
        return node;
    }

    private static ObjectNode variable(ShownVariable shown) {
        ObjectNode node = NODES.objectNode();
        Variable variable = shown.variable();
        node.put("name", variable.name());
        node.put("role", variable.role().name().toLowerCase(Locale.ROOT));
        node.put("scope", variable.scope());
        node.put("type", variable.type().toString());
        ArrayNode places = node.putArray("location");
        switch (variable.content()) {
            case Variable.Content.Known(List<String> parts, byte[] _) -> parts.forEach(places::add);
            case Variable.Content.Unavailable(List<String> parts, String reason) -> {
                parts.forEach(places::add);
                node.put("unavailable", reason);
            }
        }
        shown.value().ifPresent(value -> node.set("value", value));
        return node;
    }

    private static void site(ObjectNode node, Site site, boolean full) {
        node.put("at", site.at());
        if (!full) {
            return;
        }
        site.goroutine().ifPresent(goroutine -> node.set("goroutine", goroutine(goroutine)));
        ObjectNode registers = node.putObject("registers");
        Cpu cpu = site.registers();
        for (RegisterName register : RegisterSets.GENERAL) {
            registers.put(register.name(), hex(register.read(cpu)));
        }
        registers.put("RIP", hex(cpu.rip));
        registers.put("RFLAGS", hex(cpu.rflags()));
        for (int i = 0; i < 16; i++) {
            registers.put("XMM" + i, hex(RegisterName.byName().get("XMM" + i).read(cpu)));
        }
        registers.put("MXCSR", hex(cpu.mxcsr));
        ArrayNode changed = node.putArray("changed");
        site.changed().forEach(change -> changed.add(change.register().name()));
        ArrayNode stack = node.putArray("stack");
        for (StackWord word : site.stack()) {
            ObjectNode drawn = stack.addObject();
            drawn.put("address", hex(word.address()));
            drawn.put("place", word.place());
            drawn.put("value", hex(word.value()));
            if (!word.what().isEmpty()) {
                drawn.put("what", word.what());
            }
        }
    }

    private static ObjectNode goroutine(Goroutine goroutine) {
        ObjectNode node = NODES.objectNode();
        node.put("id", goroutine.id());
        node.put("address", hex(goroutine.address()));
        node.put("status", goroutine.status());
        node.put("stackLow", hex(goroutine.stackLow()));
        node.put("stackHigh", hex(goroutine.stackHigh()));
        node.put("systemStack", goroutine.isSystemStack());
        return node;
    }

    private static void doings(ObjectNode node, List<Write> writes, List<Change> set) {
        ArrayNode written = node.putArray("writes");
        for (Write write : writes) {
            ObjectNode one = written.addObject();
            one.put("address", hex(write.address()));
            one.put("bytes", HexFormat.of().formatHex(write.bytes()));
            if (!write.what().isEmpty()) {
                one.put("what", write.what());
            }
        }
        ObjectNode registers = node.putObject("set");
        set.forEach(change -> registers.put(change.register().name(), hex(change.after())));
    }

    private static ArrayNode changes(List<Change> changes) {
        ArrayNode array = NODES.arrayNode();
        for (Change change : changes) {
            ObjectNode one = array.addObject();
            one.put("register", change.register().name());
            one.put("before", hex(change.before()));
            one.put("after", hex(change.after()));
        }
        return array;
    }

    private static ObjectNode diagnosis(Diagnosis diagnosis) {
        ObjectNode node = NODES.objectNode();
        node.put("rule", diagnosis.rule().id());
        node.put("severity", diagnosis.severity().label());
        node.put("event", diagnosis.event());
        node.put("detail", diagnosis.rule().summary() + " Here " + diagnosis.detail() + ".");
        node.put("remedy", diagnosis.rule().remedy());
        return node;
    }

    private static ObjectNode failure(Failure failure) {
        ObjectNode node = NODES.objectNode();
        node.put("pointer", failure.pointer());
        node.put("event", failure.event());
        node.put("expected", failure.expected());
        node.put("actual", failure.actual());
        return node;
    }

    private static ObjectNode process(ProcessState process) {
        ObjectNode node = NODES.objectNode();
        node.put("state", process.label());
        node.putNull("exitCode");
        node.putNull("signal");
        process.outcome().ifPresent(outcome -> {
            switch (outcome) {
                case Outcome.Exited(int code) -> node.put("exitCode", code);
                case Outcome.Killed killed -> node.put("signal", killed.signalName());
                case Outcome.BudgetExhausted(var resource) -> node.put("budget", resource.label());
                case Outcome.Deadlocked() -> {
                }
            }
        });
        node.put("output", process.output());
        node.put("instructions", process.instructions());
        return node;
    }

    private static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }

    private static String hex(BigInteger value) {
        return "0x" + value.toString(16);
    }
}
