package dev.whereabouts.debugcall.transcript;

import dev.whereabouts.debugcall.protocol.CallOutcome;
import dev.whereabouts.debugcall.protocol.FrameClass;
import dev.whereabouts.debugcall.session.Change;
import java.util.List;
import java.util.Optional;

/**
 * What became of a call.
 *
 * @param function   that was called; empty where none was
 * @param depth      0 for a call at the stop, 1 for one at status 0 of that, and so on
 * @param statuses   at its traps, in order
 * @param frameSize  as the runtime found it, bytes, unsigned
 * @param frameClass empty where the frame was refused or never asked for
 * @param results    of a call that returned
 * @param panic      of one that panicked
 * @param refusal    of one that was refused
 * @param changes    of registers, from the stop to the pushed PC
 */
public record CallResult(Optional<String> function, int depth, CallOutcome outcome, List<Long> statuses,
        long frameSize, Optional<FrameClass> frameClass, Optional<Finding.Results> results,
        Optional<Finding.Panic> panic, Optional<Finding.Reason> refusal, List<Change> changes) {

    public CallResult {
        statuses = List.copyOf(statuses);
        changes = List.copyOf(changes);
    }
}
