package dev.whereabouts.debugcall.simulation;

import dev.whereabouts.debugcall.script.Call;
import dev.whereabouts.debugcall.script.CallScript;
import dev.whereabouts.debugcall.script.Sequence;
import dev.whereabouts.debugcall.transcript.CallResult;
import dev.whereabouts.debugcall.transcript.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A call of a script, and which results of the transcript are its own. A call that was tried again has several; the last one counts.
 *
 * @param pointer JSON pointer of the call in the script
 * @param from    index of its first result
 * @param to      index behind its last result; {@code from} where it was never made
 */
public record MadeCall(String pointer, Call call, int from, int to) {

    /** The calls of a script in the order of injection: a call, then those nested in it, then the next. None where it has steps. */
    public static List<MadeCall> of(CallScript script, List<CallResult> results) {
        List<MadeCall> made = new ArrayList<>();
        if (script.sequence().orElse(null) instanceof Sequence.Calls(List<Call> calls)) {
            match(calls, results, "/calls", 0, 0, made);
        }
        return made;
    }

    /** @return where the next result is */
    private static int match(List<Call> calls, List<CallResult> results, String pointer, int from, int depth,
            List<MadeCall> made) {
        int next = from;
        for (int i = 0; i < calls.size(); i++) {
            String place = pointer + "/" + i;
            int own = next;
            while (isAt(results, own + 1, depth) && own - next < calls.get(i).retries()
                    && results.get(own).refusal().flatMap(Finding.Reason::refusal)
                            .filter(refusal -> refusal.isTransient()).isPresent()) {
                own++;
            }
            int to = isAt(results, own, depth) ? own + 1 : own;
            made.add(new MadeCall(place, calls.get(i), next, to));
            next = match(calls.get(i).nested(), results, place + "/nested", to, depth + 1, made);
        }
        return next;
    }

    private static boolean isAt(List<CallResult> results, int index, int depth) {
        return index < results.size() && results.get(index).depth() == depth;
    }

    /** What became of it, out of the results that it was matched with; empty where it was never made. */
    public Optional<CallResult> result(List<CallResult> results) {
        return from < to ? Optional.of(results.get(to - 1)) : Optional.empty();
    }
}
