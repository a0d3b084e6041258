package dev.whereabouts.debugcall.script;

import dev.whereabouts.debugcall.protocol.CallOutcome;
import dev.whereabouts.debugcall.protocol.FrameClass;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Reads what is expected. */
final class ExpectationReader {

    private static final Set<String> OF_CALL = Words.set("outcome", "statuses", "frameClass", "values", "panic",
            "reason", "registers");
    private static final Set<String> OF_SCRIPT = with(OF_CALL, "exitCode", "output", "diagnoses");
    private static final String OUTCOMES = Stream.of(CallOutcome.values()).map(CallOutcome::label)
            .collect(Collectors.joining(", "));
    private static final int EXIT_CODES = 256;

    private ExpectationReader() {}

    private static Set<String> with(Set<String> words, String... more) {
        Set<String> all = new LinkedHashSet<>(words);
        all.addAll(List.of(more));
        return all;
    }

    static Expectation ofCall(Element expect) {
        return read(expect.object(OF_CALL));
    }

    static Expectation ofScript(Element expect) {
        return read(expect.object(OF_SCRIPT));
    }

    private static Expectation read(Element expect) {
        return new Expectation(expect.at("outcome").map(ExpectationReader::outcome),
                expect.at("statuses").map(all -> Element.each(all.list(), ExpectationReader::status)),
                expect.at("frameClass").map(ExpectationReader::frameClass),
                expect.at("values").map(ExpectationReader::values),
                expect.at("panic").map(ExpectationReader::panic), expect.at("reason").map(Element::text),
                expect.at("registers").map(Element::registers).orElse(Map.of()), exitCode(expect),
                expect.at("output").map(Element::text),
                expect.at("diagnoses").map(all -> Element.each(all.list(), Element::name)));
    }

    private static CallOutcome outcome(Element word) {
        return CallOutcome.of(word.text()).orElseThrow(() -> word.refused("expected one of " + OUTCOMES));
    }

    private static int status(Element number) {
        return (int) number.integer(0, Integer.MAX_VALUE);
    }

    private static FrameClass frameClass(Element symbol) {
        String name = symbol.text();
        return FrameClass.sizes().mapToObj(FrameClass::new).filter(each -> each.symbol().equals(name)).findFirst()
                .orElseThrow(() -> symbol.refused("expected a frame class such as debugCall32"));
    }

    private static List<JsonNode> values(Element values) {
        return values.list().stream().map(Element::node).toList();
    }

    static Expectation.Panic panic(Element panic) {
        panic.object(Words.set("type", "value"));
        return new Expectation.Panic(panic.at("type").map(Element::text), panic.at("value").map(Element::node));
    }

    private static OptionalInt exitCode(Element expect) {
        Optional<Element> code = expect.at("exitCode");
        return code.isEmpty() ? OptionalInt.empty() : OptionalInt.of((int) code.get().integer(0, EXIT_CODES - 1));
    }
}
