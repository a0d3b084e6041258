package dev.whereabouts.debugcall.script;

import dev.whereabouts.debugcall.expression.Expression;
import dev.whereabouts.debugcall.protocol.Version;
import dev.whereabouts.debugcall.script.CallScript.Budgets;
import dev.whereabouts.debugcall.script.CallScript.Ending;
import dev.whereabouts.debugcall.script.CallScript.Events;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/** Reads call scripts from JSON. Fields that a script cannot have are faults, so that a word written wrong is not passed over. */
public final class ScriptReader {

    private static final Map<String, Ending> ENDINGS = Words.of("stop", Ending.STOP, "run", Ending.RUN);
    private static final Map<String, Events> EVENTS = Words.of("full", Events.FULL, "summary", Events.SUMMARY);

    private final ScriptLimits limits;
    private final JsonTree tree;

    public ScriptReader(ScriptLimits limits) {
        this.limits = limits;
        this.tree = new JsonTree(limits);
    }

    /**
     * Reads one document to the end of the stream.
     *
     * @throws ScriptException if it is no script, or beyond a limit
     */
    public CallScript read(InputStream json) throws IOException {
        return script(new Element(tree.read(json), "", limits));
    }

    /** As {@link #read(InputStream)} does. */
    public CallScript read(byte[] json) {
        return script(new Element(tree.read(json), "", limits));
    }

    private CallScript script(Element root) {
        root.object(Words.set("protocol", "program", "stop", "calls", "steps", "then", "events", "limits", "expect"));
        Faults faults = new Faults();
        Optional<Version> protocol = part(faults, root, "protocol", ScriptReader::protocol);
        Optional<ProgramChoice> program = part(faults, root, "program", ScriptReader::program);
        Optional<Stop> stop = part(faults, root, "stop", ScriptReader::stop);
        Optional<Sequence> sequence = faults.collect(() -> sequence(root)).flatMap(Function.identity());
        Optional<Ending> then = part(faults, root, "then", word -> word.oneOf(ENDINGS));
        Optional<Events> events = part(faults, root, "events", word -> word.oneOf(EVENTS));
        Optional<Budgets> budgets = part(faults, root, "limits", ScriptReader::budgets);
        Optional<Expectation> expect = part(faults, root, "expect", ExpectationReader::ofScript);
        faults.throwAny();
        return new CallScript(protocol, program.orElseGet(ScriptReader::uploaded), stop, sequence,
                then, events.orElse(Events.FULL),
                budgets.orElseGet(() -> new Budgets(OptionalLong.empty(), OptionalLong.empty())), expect);
    }

    private static <T> Optional<T> part(Faults faults, Element root, String field, Function<Element, T> reader) {
        return root.at(field).flatMap(value -> faults.collect(() -> reader.apply(value)));
    }

    private static Version protocol(Element number) {
        return Version.of(number.integer(1, Version.values().length)).orElseThrow();
    }

    private static ProgramChoice uploaded() {
        return new ProgramChoice.Binary(Optional.empty(), List.of(), Map.of(), Optional.empty());
    }

    private static ProgramChoice program(Element program) {
        program.object(Words.set("scenario", "elf", "argv", "env", "random"));
        if (program.has("scenario")) {
            if (program.node().size() > 1) {
                throw program.refused("a scenario brings all of its program: there can be nothing beside its name");
            }
            return new ProgramChoice.Scenario(program.required("scenario").name());
        }
        Map<String, String> env = new LinkedHashMap<>();
        program.at("env").ifPresent(all -> all.entries().forEach((name, value) -> env.put(name, value.text())));
        return new ProgramChoice.Binary(program.at("elf").map(Element::base64),
                program.at("argv").map(all -> Element.each(all.list(), Element::text)).orElse(List.of()), env,
                program.at("random").map(ScriptReader::random));
    }

    private static byte[] random(Element hex) {
        byte[] random = hex.hex();
        if (random.length != ProgramChoice.Binary.RANDOM_BYTES) {
            throw hex.refused("expected 32 hexadecimal digits");
        }
        return random;
    }

    static Stop stop(Element stop) {
        stop.object(Words.set("function", "offset", "pc", "file", "line", "hits", "trap"));
        long hits = stop.at("hits").map(Element::count).orElse(1L);
        if (stop.has("function")) {
            only(stop, Words.set("function", "offset", "hits"));
            long offset = stop.at("offset").map(value -> value.integer(0, Long.MAX_VALUE)).orElse(0L);
            return new Stop.InFunction(stop.required("function").name(), offset, hits);
        }
        if (stop.has("pc")) {
            only(stop, Words.set("pc", "hits"));
            Expression pc = stop.required("pc").expression();
            return new Stop.AtAddress(pc, hits);
        }
        if (stop.has("file") || stop.has("line")) {
            only(stop, Words.set("file", "line", "hits"));
            int line = (int) stop.required("line").integer(1, Integer.MAX_VALUE);
            return new Stop.AtLine(stop.required("file").name(), line, hits);
        }
        if (stop.has("trap")) {
            only(stop, Words.set("trap"));
            if (!stop.required("trap").flag()) {
                throw stop.required("trap").refused("expected true");
            }
            return new Stop.OwnTrap();
        }
        throw stop.refused("expected one of function, pc, file with line, trap");
    }

    private static void only(Element stop, Set<String> fields) {
        for (String name : stop.node().propertyNames()) {
            if (!fields.contains(name)) {
                throw stop.required(name)
                        .refused("\"" + name + "\" cannot stand beside \"" + fields.iterator().next() + "\"");
            }
        }
    }

    private Optional<Sequence> sequence(Element root) {
        if (root.has("calls") && root.has("steps")) {
            throw root.required("steps").refused("a script has calls or steps, not both");
        }
        if (root.has("steps")) {
            List<Element> steps = root.required("steps").list("steps", limits.steps());
            return Optional.of(new Sequence.Steps(Element.each(steps, StepReader::step)));
        }
        return root.at("calls").map(calls -> new Sequence.Calls(new CallReader(limits).calls(calls)));
    }

    private static Budgets budgets(Element budgets) {
        budgets.object(Words.set("instructions", "memoryBytes"));
        return new Budgets(budgets.optional("instructions", 1, Long.MAX_VALUE),
                budgets.optional("memoryBytes", 1, Long.MAX_VALUE));
    }
}
