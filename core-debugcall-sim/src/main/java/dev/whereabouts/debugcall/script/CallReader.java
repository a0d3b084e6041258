package dev.whereabouts.debugcall.script;

import dev.whereabouts.debugcall.script.Call.Arguments;
import dev.whereabouts.debugcall.script.Call.CalledFunction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads the calls of one script. */
final class CallReader {

    private static final Set<String> FIELDS = Words.set("stop", "function", "pc", "arguments", "frameSize", "frame",
            "registers", "context", "writes", "nested", "call", "restore", "repairFlags", "goroutine", "retries",
            "expect");
    private static final Map<String, Boolean> RESTORE = Words.of("all", true, "none", false);

    private final ScriptLimits limits;
    private int calls;

    CallReader(ScriptLimits limits) {
        this.limits = limits;
    }

    List<Call> calls(Element list) {
        return calls(list, 1);
    }

    private List<Call> calls(Element list, int level) {
        if (level > limits.nesting()) {
            throw ScriptException.limit(list.pointer(), "nesting", limits.nesting());
        }
        List<Element> items = list.list("calls", limits.calls());
        calls += items.size();
        if (calls > limits.calls()) {
            throw ScriptException.limit(list.pointer(), "calls", limits.calls());
        }
        return Element.each(items, item -> call(item, level));
    }

    private Call call(Element call, int level) {
        call.object(FIELDS);
        boolean isCalled = call.at("call").map(Element::flag).orElse(true);
        Optional<CalledFunction> function = function(call);
        if (isCalled && function.isEmpty()) {
            throw call.refused("the field \"function\" or \"pc\" is missing");
        }
        OptionalLong frameSize = call.at("frameSize").map(size -> OptionalLong.of(size.unsigned()))
                .orElseGet(OptionalLong::empty);
        return new Call(stop(call, level), function, arguments(call), frameSize,
                call.at("context").map(Element::expression),
                call.at("writes").map(all -> Element.each(all.list(), StepReader::write)).orElse(List.of()),
                call.at("nested").map(all -> calls(all, level + 1)).orElse(List.of()), isCalled,
                call.at("restore").map(word -> word.oneOf(RESTORE)).orElse(true),
                call.at("repairFlags").map(Element::flag).orElse(false), call.optional("goroutine", 0, Long.MAX_VALUE),
                call.at("retries").map(this::retries).orElse(0), call.at("expect").map(ExpectationReader::ofCall));
    }

    private static Optional<Stop> stop(Element call, int level) {
        if (level > 1 && call.has("stop")) {
            throw call.required("stop")
                    .refused("a nested call is made at status 0 of the one around it, not at a stop");
        }
        return call.at("stop").map(ScriptReader::stop);
    }

    private static Optional<CalledFunction> function(Element call) {
        if (call.has("function") && call.has("pc")) {
            throw call.required("pc").refused("a call has a function or a pc, not both");
        }
        if (call.has("pc")) {
            return Optional.of(new CalledFunction.AtAddress(call.required("pc").expression()));
        }
        return call.at("function").map(name -> new CalledFunction.Named(name.name()));
    }

    private static Arguments arguments(Element call) {
        if (!call.has("arguments")) {
            return new Arguments.ByHand(call.at("frame").map(Element::hex),
                    call.at("registers").map(Element::registers).orElse(Map.of()));
        }
        for (String field : List.of("frame", "registers")) {
            if (call.has(field)) {
                throw call.required(field).refused("a call has arguments, or frame and registers, not both");
            }
        }
        List<JsonNode> values = call.required("arguments").list().stream().map(Element::node).toList();
        return new Arguments.Typed(values);
    }

    private int retries(Element number) {
        long retries = number.integer(0, Integer.MAX_VALUE);
        if (retries > limits.retries()) {
            throw ScriptException.limit(number.pointer(), "retries", limits.retries());
        }
        return (int) retries;
    }
}
