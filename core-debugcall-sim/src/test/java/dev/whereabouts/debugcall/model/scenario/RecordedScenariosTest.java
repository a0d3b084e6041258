package dev.whereabouts.debugcall.model.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.amd64.linux.Outcome;
import dev.whereabouts.amd64.linux.budget.Budget;
import dev.whereabouts.debugcall.GroundTruth;
import dev.whereabouts.debugcall.protocol.FrameClass;
import dev.whereabouts.debugcall.protocol.Version;
import dev.whereabouts.debugcall.script.CallScript;
import dev.whereabouts.debugcall.script.ScriptLimits;
import dev.whereabouts.debugcall.script.ScriptReader;
import dev.whereabouts.debugcall.simulation.Simulation;
import dev.whereabouts.debugcall.transcript.CallResult;
import dev.whereabouts.debugcall.transcript.Finding;
import dev.whereabouts.debugcall.transcript.Transcript;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Scenarios of version 2, injected by our injector, end as the injections of the same names did on hardware. */
class RecordedScenariosTest {

    /** What a call comes to, whoever makes it. */
    private record Course(List<Integer> statuses, String frameClass, String reason, String panic) {}

    private static final class Recorded {
        private final List<Integer> statuses = new ArrayList<>();
        private String frameClass = "";
        private String reason = "";
        private String panic = "";

        Course course() {
            return new Course(statuses, frameClass, reason, panic);
        }
    }

    /** The model program is that of the optimised build, but that its nineInts spills its arguments as the other build's does. */
    static Stream<String> recorded() throws IOException {
        return GroundTruth.files("debugcall/transcripts", ".json.gz").stream().map(Path::getFileName)
                .map(Path::toString)
                .filter(name -> name.startsWith("opt.") != name.contains("nine_ints_frame0"));
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void endsAsOnHardware(String file) throws InterruptedException {
        JsonNode transcript = new ObjectMapper()
                .readTree(GroundTruth.unpacked(GroundTruth.folder("debugcall/transcripts").resolve(file)));
        String name = transcript.get("scenario").asString().replace('_', '-');
        Scenario scenario = Scenarios.all().stream().filter(each -> each.name().replace('_', '-').equals(name))
                .findFirst().orElseThrow();
        CallScript request = new ScriptReader(ScriptLimits.DEFAULT)
                .read("{\"protocol\": 2}".getBytes(StandardCharsets.UTF_8));
        Transcript ours = Simulation.run(scenario.completed(request), scenario.target(Version.V2, Budget.DEFAULT));
        assertThat(ours.calls().stream().map(RecordedScenariosTest::course).toList()).isEqualTo(courses(transcript));
        Optional<String> recorded = flags(transcript);
        if (!isOnSystemStack(transcript)) {
            assertThat(flags(ours)).isEqualTo(recorded);
        }
        assertEnd(transcript, ours);
    }

    private static Course course(CallResult call) {
        return new Course(call.statuses().stream().map(Number::intValue).toList(),
                call.frameClass().map(FrameClass::symbol).orElse(""),
                call.refusal().map(Finding.Reason::text).orElse(""),
                call.panic().flatMap(Finding.Panic::value).map(value -> value.type()).orElse(""));
    }

    private static List<Course> courses(JsonNode transcript) {
        List<Recorded> all = new ArrayList<>();
        Deque<Recorded> open = new ArrayDeque<>();
        for (JsonNode event : transcript.get("events")) {
            switch (event.get("kind").asString()) {
                case "inject" -> {
                    all.add(new Recorded());
                    open.push(all.getLast());
                }
                case "trap" -> trap(open.peek(), event);
                case "after_restore" -> open.pop();
                default -> {
                }
            }
        }
        return all.stream().map(Recorded::course).toList();
    }

    private static void trap(Recorded call, JsonNode event) {
        call.statuses.add(event.get("status").asInt());
        if (event.get("status").asInt() == 0) {
            call.frameClass = event.get("pc_sym").asString().replaceFirst("\\+.*", "");
        }
        if (event.has("reason")) {
            call.reason = event.get("reason").get("text").asString();
        }
        if (event.has("panic")) {
            call.panic = event.get("panic").get("type").asString();
        }
    }

    /** There the flags before are those of other code than ours, so that the return may leave what was there by chance. */
    private static boolean isOnSystemStack(JsonNode transcript) {
        JsonNode events = transcript.get("events");
        return !events.isEmpty() && events.get(0).get("g_tls").get("is_g0").asBoolean();
    }

    /** How the last call changed the flags; what they were before depends on the code, on what the return makes of SP it does not. */
    private static Optional<String> flags(JsonNode transcript) {
        Optional<String> last = Optional.empty();
        for (JsonNode event : transcript.get("events")) {
            if (event.get("kind").asString().equals("after_restore")) {
                JsonNode change = event.get("diff_vs_stop_site").get("eflags");
                last = change == null || transcript.get("scenario").asString().startsWith("nine_ints")
                        ? Optional.empty()
                        : Optional.of(change.asString().replaceFirst(".*-> ", ""));
            }
        }
        return last;
    }

    private static Optional<String> flags(Transcript ours) {
        return ours.changes().stream().filter(change -> change.register().name().equals("RFLAGS")).findFirst()
                .map(change -> "0x" + change.after().toString(16));
    }

    private static void assertEnd(JsonNode transcript, Transcript ours) {
        JsonNode exit = transcript.get("exit");
        if (transcript.get("outcome").asString().contains("killed by recorder")) {
            assertThat(ours.process().outcome()).isEmpty();
        } else if (exit.get("kind").asString().equals("killed")) {
            assertThat(ours.process().outcome()).contains(new Outcome.Killed(exit.get("signal").asInt()));
        } else {
            assertThat(ours.process().outcome()).contains(new Outcome.Exited(exit.get("code").asInt()));
            if (exit.get("code").asInt() == 0) {
                assertThat(ours.process().output()).isEqualTo(transcript.get("output").asString());
            }
        }
    }
}
