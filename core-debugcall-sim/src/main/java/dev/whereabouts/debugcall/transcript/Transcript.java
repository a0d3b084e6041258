package dev.whereabouts.debugcall.transcript;

import dev.whereabouts.debugcall.diagnosis.Diagnosis;
import dev.whereabouts.debugcall.protocol.CallOutcome;
import dev.whereabouts.debugcall.protocol.Version;
import dev.whereabouts.debugcall.session.Change;
import java.util.List;

/**
 * What a script led to.
 *
 * @param outcome of the last call, or of that which ended the script before
 * @param isCut   whether there were more events than are kept
 * @param changes of registers, from the stop to where the last call's pushed PC was reached
 */
public record Transcript(Version protocol, CallOutcome outcome, List<CallResult> calls, List<Event> events,
        boolean isCut, List<Change> changes, List<Diagnosis> diagnoses, List<Failure> failures, ProcessState process) {

    public Transcript {
        calls = List.copyOf(calls);
        events = List.copyOf(events);
        changes = List.copyOf(changes);
        diagnoses = List.copyOf(diagnoses);
        failures = List.copyOf(failures);
    }
}
