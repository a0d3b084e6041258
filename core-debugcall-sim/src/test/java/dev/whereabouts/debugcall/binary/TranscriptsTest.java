package dev.whereabouts.debugcall.binary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.linux.Outcome;
import dev.whereabouts.debugcall.GroundTruth;
import dev.whereabouts.debugcall.session.Change;
import dev.whereabouts.debugcall.simulation.Simulation;
import dev.whereabouts.debugcall.transcript.Event;
import dev.whereabouts.debugcall.transcript.Finding;
import dev.whereabouts.debugcall.transcript.Transcript;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every injection that was recorded on hardware, carried out by the injector in the same binary under emulation, comes out the same. */
class TranscriptsTest {

    /** In a crash report: what depends on where stacks and the heap lie. */
    private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-f]+");

    private final List<String> differences = new ArrayList<>();
    private long sp0;

    static Stream<String> transcripts() throws IOException {
        return GroundTruth.files("debugcall/transcripts", ".json.gz").stream().map(Path::getFileName)
                .map(Path::toString);
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void behavesAsOnHardware(String name) throws InterruptedException {
        JsonNode recorded = JsonMapper.shared()
                .readTree(GroundTruth.unpacked(GroundTruth.folder("debugcall/transcripts").resolve(name)));
        List<String> argv = recorded.get("argv").valueStream().map(JsonNode::asString).toList();
        List<String> env = recorded.get("env").valueStream().map(JsonNode::asString).toList();
        GoProgram program = Fixture.program(Fixture.binary(recorded.get("build").asString()), argv, env);
        Transcript transcript = Simulation.run(RecordedScript.of(recorded), program);
        if (recorded.get("events").isNull() || recorded.get("events").isEmpty()) {
            assertThat(transcript.failures()).isNotEmpty();
        } else {
            compareEvents(recorded.get("events"), transcript);
        }
        if (!recorded.get("outcome").asString().contains("killed by recorder")) {
            compareEnd(recorded, transcript);
        }
        assertThat(differences).isEmpty();
    }

    private void compareEvents(JsonNode events, Transcript transcript) {
        List<Event> told = transcript.events().stream().filter(event -> event.detail() instanceof Event.Trapped
                || event.detail() instanceof Event.Back || event.detail() instanceof Event.Stopped).toList();
        List<JsonNode> recorded = events.valueStream()
                .filter(event -> Set.of("stop_site", "trap", "after_restore").contains(event.get("kind").asString()))
                .toList();
        expect("number of events", recorded.size(), told.size());
        for (int i = 0; i < Math.min(recorded.size(), told.size()); i++) {
            JsonNode event = recorded.get(i);
            String where = event.get("seq").asInt() + " " + event.get("kind").asString() + " ";
            switch (told.get(i).detail()) {
                case Event.Stopped(var site, var _) -> {
                    expect(where, "stop_site", event.get("kind").asString());
                    sp0 = site.registers().gpr[Cpu.RSP];
                }
                case Event.Trapped(var site, long number, var status, var finding) -> {
                    expect(where + "status", event.get("status").asLong(), number);
                    expect(where + "place", event.get("pc_sym").asString(), site.at());
                    compareStack(where, event, site.registers());
                    finding.ifPresent(found -> compare(where, event, found));
                }
                case Event.Back(var site, long steps, long delta, List<Change> changes) -> {
                    expect(where + "steps", event.get("steps_out_of_debugCallV2").asLong(), steps);
                    expect(where + "stack", event.get("sp_delta").asLong(), delta);
                    compareStack(where, event, site.registers());
                    compareChanges(where, event, changes);
                }
                default -> throw new AssertionError(told.get(i));
            }
        }
    }

    private void compareStack(String where, JsonNode event, Cpu registers) {
        JsonNode relative = event.get("rel").get("rsp");
        boolean isToStop = relative != null && relative.asString().startsWith("sp0")
                && event.get("g_tls").get("goid").asLong() == 1;
        if (isToStop) {
            expect(where + "rsp", Long.decode(relative.asString().substring("sp0".length())),
                    registers.gpr[Cpu.RSP] - sp0);
        }
    }

    private void compareChanges(String where, JsonNode event, List<Change> changes) {
        Set<String> expected = new TreeSet<>();
        event.get("diff_vs_stop_site").propertyNames()
                .forEach(name -> expected.add(name.equals("eflags") ? "RFLAGS" : name.toUpperCase(Locale.ROOT)));
        Set<String> actual = new TreeSet<>();
        Set<String> vectors = new TreeSet<>();
        for (Change change : changes) {
            (change.register().name().matches("[XY]MM.*|MXCSR|F.W|ST.") ? vectors : actual)
                    .add(change.register().name());
        }
        // that the return changes flags is the same everywhere; which of them depends on where the stack is
        boolean isSameStack = number(event.get("regs").get("rsp")) == sp0;
        expect(where + "changes", expected, actual);
        expect(where + "vectors", event.get("fx_equal").asBoolean(), vectors.isEmpty());
        if (isSameStack && expected.contains("RFLAGS")) {
            String change = event.get("diff_vs_stop_site").get("eflags").asString();
            changes.stream().filter(each -> each.register().name().equals("RFLAGS"))
                    .forEach(each -> expect(where + "flags", change,
                            "0x" + each.before().toString(16) + " -> 0x" + each.after().toString(16)));
        }
    }

    private void compare(String where, JsonNode event, Finding finding) {
        switch (finding) {
            case Finding.Reason(String text, var refusal) -> {
                expect(where + "reason", event.get("reason").get("text").asString(), text);
                expect(where + "known reason", true, refusal.isPresent());
            }
            case Finding.Panic(var value) -> {
                expect(where + "panic", event.get("panic").get("type").asString(), value.orElseThrow().type());
                expect(where + "panic value", List.of(event.get("panic").get("value").asString()),
                        leaves(value.orElseThrow().value()));
            }
            case Finding.Results(var integers, var floats, byte[] frame, var values) -> {
                if (event.has("decoded") && values.isPresent()) {
                    compareValues(where, event, values.get(), frame);
                }
            }
        }
    }

    private void compareValues(String where, JsonNode event, List<JsonNode> values, byte[] frame) {
        List<String> expected = leaves(event.get("decoded"));
        List<String> actual = values.stream().flatMap(value -> leaves(value).stream()).toList();
        if (expected.size() == 3 && expected.getFirst().equals("1") && actual.size() == 128) {
            // the recorder tells of an array that it has 128 elements that follow from what was given
            String recorded = event.get("results").get("frame").asString();
            expect(where + "frame", recorded, HexFormat.of().formatHex(frame, 0, recorded.length() / 2));
        } else if (event.get("decoded").isArray() && event.get("decoded").get(0).asString("").contains("=")) {
            expect(where + "formatted", expected.getFirst(), actual.getFirst());
            JsonNode type = event.get("decoded").get(1).get("type");
            expect(where + "interface", type != null,
                    actual.contains(type == null ? "none" : type.asString()));
        } else {
            expect(where + "results", expected, actual);
        }
    }

    /** The scalars of a value in order; truth values as the recorder writes them. */
    private static List<String> leaves(JsonNode value) {
        if (value.isContainer()) {
            return value.valueStream().flatMap(each -> leaves(each).stream()).toList();
        }
        if (value.isBoolean()) {
            return List.of(value.asBoolean() ? "1" : "0");
        }
        return List.of(value.isNumber() ? value.decimalValue().stripTrailingZeros().toPlainString() : value.asString());
    }

    private void compareEnd(JsonNode recorded, Transcript transcript) {
        JsonNode exit = recorded.get("exit");
        Outcome expected = exit.get("kind").asString().equals("exit")
                ? new Outcome.Exited(exit.get("code").asInt())
                : new Outcome.Killed(exit.get("signal").asInt());
        expect("end", expected, transcript.process().outcome().orElse(null));
        String output = recorded.get("output").asString();
        boolean isCrash = exit.get("code").asInt() == 2;
        expect("output", isCrash ? beginning(output) : output,
                isCrash ? beginning(transcript.process().output()) : transcript.process().output());
    }

    /** What a crash report says before it shows stacks. */
    private static String beginning(String output) {
        int end = output.indexOf("stack: frame=");
        int stacks = output.indexOf("\ngoroutine ");
        return ADDRESS.matcher(output.substring(0, end >= 0 ? end : stacks >= 0 ? stacks : output.length()))
                .replaceAll("0x…");
    }

    private void expect(String what, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            differences.add(what + ": expected " + expected + ", was " + actual);
        }
    }

    private static long number(JsonNode hex) {
        return Long.parseUnsignedLong(hex.asString().substring(2), 16);
    }
}
