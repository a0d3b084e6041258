package dev.whereabouts.service.cli;

import dev.whereabouts.debugcall.diagnosis.Diagnosis;
import dev.whereabouts.debugcall.diagnosis.Severity;
import dev.whereabouts.debugcall.protocol.CallOutcome;
import dev.whereabouts.debugcall.script.Expectation;
import dev.whereabouts.debugcall.simulation.MadeCall;
import dev.whereabouts.debugcall.transcript.CallResult;
import dev.whereabouts.debugcall.transcript.Event;
import dev.whereabouts.debugcall.transcript.Failure;
import dev.whereabouts.debugcall.transcript.Transcript;
import dev.whereabouts.service.cli.report.Finding;
import dev.whereabouts.service.cli.report.Level;
import dev.whereabouts.service.cli.report.ReportCase;
import dev.whereabouts.service.cli.report.Reports;
import dev.whereabouts.service.cli.report.Rule;
import dev.whereabouts.service.cli.report.SourcePlace;
import dev.whereabouts.service.debugcall.Simulated;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What came of call scripts, as reports have it: a suite for each script, in it a case for each call and one for what is about the script
 * as a whole.
 */
final class CallReport {

    private static final String EXPECTATION = "expectation";

    /** What a script expects, and the rules of the protocol. */
    static final List<Rule> RULES = Stream
            .concat(Stream.of(new Rule(EXPECTATION, "What the script expects did not come true.",
                    "Compare what was expected with what came, and with the events that the command tells.",
                    Level.ERROR)),
                    Arrays.stream(dev.whereabouts.debugcall.diagnosis.Rule.values())
                            .map(rule -> new Rule(rule.id(), rule.summary(), rule.remedy(), Level.WARNING)))
            .toList();

    private final Reports reports;
    private final Optional<Severity> failOn;

    /**
     * A script and where it comes from.
     *
     * @param shown as messages name it
     * @param file  as reports name it
     * @param json  its text, or empty where nobody asked for a report
     */
    record Source(String shown, String file, byte[] json) {}

    /** What is about one call, or about the script. */
    private record Part(String pointer, String name, String fullName, List<Finding> findings) {}

    /** @param failOn from which severity on a diagnosis is a failure; empty: none is */
    CallReport(Reports reports, Optional<Severity> failOn) {
        this.reports = reports;
        this.failOn = failOn;
    }

    boolean isWanted() {
        return !reports.isNone();
    }

    /** A script that was carried out. */
    void carriedOut(Simulated simulated, Source source) throws IOException {
        if (!isWanted()) {
            return;
        }
        Transcript transcript = simulated.transcript();
        List<CallResult> results = transcript.calls();
        List<MadeCall> made = MadeCall.of(simulated.script(), results);
        List<Part> parts = made.isEmpty() ? ofResults(results) : ofCalls(made, results);
        Part whole = new Part("", "script", source.shown(), new ArrayList<>());
        Set<String> pointers = new HashSet<>();
        parts.forEach(part -> pointers.add(part.pointer()));
        transcript.failures().forEach(failure -> pointers.add(failure.pointer()));
        ScriptLines lines = new ScriptLines(source.json(), pointers);

        for (Failure failure : transcript.failures()) {
            partOf(failure, parts).orElse(whole).findings().add(new Finding(EXPECTATION, Level.ERROR, true, true,
                    failure.pointer(), "expected " + failure.expected() + ", got " + failure.actual(),
                    place(source, lines, failure.pointer())));
        }
        int[] resultByEvent = resultByEvent(transcript);
        Optional<List<String>> expected = simulated.script().expect().flatMap(Expectation::diagnoses);
        for (Diagnosis diagnosis : transcript.diagnoses()) {
            int result = diagnosis.event() < resultByEvent.length ? resultByEvent[diagnosis.event()] : -1;
            Part part = partOf(result, made, parts).orElse(whole);
            part.findings().add(finding(diagnosis, part, expected, place(source, lines, part.pointer())));
        }
        parts.add(whole);
        reports.begin(source.shown());
        for (Part part : parts) {
            reports.add(new ReportCase(source.shown(), part.name(), part.fullName(), 1,
                    place(source, lines, part.pointer()), part.findings(), List.of()));
        }
        reports.end();
    }

    private static SourcePlace place(Source source, ScriptLines lines, String pointer) {
        return new SourcePlace(source.file(), lines.of(pointer));
    }

    private static List<Part> ofCalls(List<MadeCall> made, List<CallResult> results) {
        List<Part> parts = new ArrayList<>();
        for (MadeCall call : made) {
            String function = call.result(results).map(CallReport::function).orElse("no call");
            parts.add(new Part(call.pointer(), call.pointer().substring(1) + " " + function, function,
                    new ArrayList<>()));
        }
        return parts;
    }

    /** Steps make calls that have no place of their own in the script. */
    private static List<Part> ofResults(List<CallResult> results) {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            String function = function(results.get(i));
            parts.add(new Part("", "call " + i + " " + function, function, new ArrayList<>()));
        }
        return parts;
    }

    private static String function(CallResult result) {
        return result.function().orElse("no function");
    }

    private static Optional<Part> partOf(Failure failure, List<Part> parts) {
        return parts.stream().filter(part -> !part.pointer().isEmpty() && failure.pointer().startsWith(
                part.pointer() + "/")).reduce((a, b) -> a.pointer().length() > b.pointer().length() ? a : b);
    }

    private static Optional<Part> partOf(int result, List<MadeCall> made, List<Part> parts) {
        return IntStream.range(0, parts.size())
                .filter(i -> made.isEmpty() ? i == result : made.get(i).from() <= result && result < made.get(i).to())
                .mapToObj(parts::get).findFirst();
    }

    /** By an event's number the result of the call that it belongs to, or -1: results stand in the order of injection. */
    private static int[] resultByEvent(Transcript transcript) {
        int[] result = new int[transcript.events().isEmpty() ? 0 : transcript.events().getLast().seq() + 1];
        Arrays.fill(result, -1);
        PrimitiveIterator.OfInt injected = IntStream.range(0, transcript.calls().size())
                .filter(i -> isInjected(transcript.calls().get(i))).iterator();
        Map<Integer, Integer> byDepth = new HashMap<>();
        for (Event event : transcript.events()) {
            if (event.detail() instanceof Event.Injected) {
                byDepth.put(event.depth(), injected.next());
            }
            // a call that is over is of the event before: the depth is that of the one around it
            result[event.seq()] = event.detail() instanceof Event.Back
                    ? result[event.seq() - 1]
                    : byDepth.getOrDefault(event.depth(), -1);
        }
        return result;
    }

    /** A refusal that the runtime has not spoken is one before the injection. */
    private static boolean isInjected(CallResult call) {
        return call.outcome() != CallOutcome.REFUSED || !call.statuses().isEmpty();
    }

    private Finding finding(Diagnosis diagnosis, Part part, Optional<List<String>> expected, SourcePlace place) {
        boolean isExpected = expected.filter(ids -> ids.contains(diagnosis.rule().id())).isPresent();
        boolean isFailure = expected.isEmpty()
                && failOn.filter(from -> diagnosis.severity().compareTo(from) >= 0).isPresent();
        Level level = switch (diagnosis.severity()) {
            case INFO -> Level.NOTE;
            case WARNING -> Level.WARNING;
            case ERROR -> Level.ERROR;
        };
        String message = diagnosis.rule().summary() + (isExpected ? " (expected)" : "") + "\n  " + diagnosis.detail()
                + "\n  " + diagnosis.rule().remedy();
        return new Finding(diagnosis.rule().id(), level, isFailure, !isExpected, part.pointer(), message, place);
    }

    /** A script that was not carried out. */
    void refused(List<String> why, String shown, String file) throws IOException {
        reports.begin(shown);
        reports.add(new ReportCase(shown, "script", shown, 1, new SourcePlace(file, SourcePlace.NO_LINE), List.of(),
                why));
        reports.end();
    }
}
