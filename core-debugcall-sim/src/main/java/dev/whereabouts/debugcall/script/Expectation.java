package dev.whereabouts.debugcall.script;

import dev.whereabouts.amd64.state.RegisterName;
import dev.whereabouts.debugcall.protocol.CallOutcome;
import dev.whereabouts.debugcall.protocol.FrameClass;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/**
 * What must come of a call, or of a whole script; what is empty is not compared.
 *
 * @param statuses  at the traps, in order
 * @param values    results by value
 * @param reason    of a refusal
 * @param registers among the results
 * @param exitCode  of the process; of a whole script only
 * @param output    of the process, standard output and standard error as they came; of a whole script only
 * @param diagnoses ids of rules that must appear, and of no other; of a whole script only
 */
public record Expectation(Optional<CallOutcome> outcome, Optional<List<Integer>> statuses,
        Optional<FrameClass> frameClass, Optional<List<JsonNode>> values, Optional<Panic> panic,
        Optional<String> reason, Map<RegisterName, RegisterValue> registers, OptionalInt exitCode,
        Optional<String> output,
        Optional<List<String>> diagnoses) {

    public Expectation {
        statuses = statuses.map(List::copyOf);
        values = values.map(List::copyOf);
        registers = Collections.unmodifiableMap(new LinkedHashMap<>(registers));
        diagnoses = diagnoses.map(List::copyOf);
    }

    /** A panic; what is empty is not compared. @param type such as {@code *errors.errorString} */
    public record Panic(Optional<String> type, Optional<JsonNode> value) {}
}
