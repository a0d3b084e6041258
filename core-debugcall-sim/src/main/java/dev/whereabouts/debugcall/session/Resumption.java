package dev.whereabouts.debugcall.session;

import dev.whereabouts.amd64.state.RegisterName;
import dev.whereabouts.debugcall.target.Callee;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The debugger lets the program go on.
 *
 * @param kind     what that amounts to in the protocol
 * @param from     where the protocol stood
 * @param set      the registers that were set since the program stopped, to whatever value
 * @param changes  of registers since the program stopped, those restored not among them
 * @param writes   since the program stopped
 * @param restored the registers that were given back their saved values since the program stopped
 * @param callee   of a {@link Kind#CALL}: what is known of the function
 */
public record Resumption(Kind kind, Phase from, Set<RegisterName> set, List<Change> changes, List<Write> writes,
        Set<RegisterName> restored, Optional<Callee> callee) {

    /** What letting go amounts to. */
    public enum Kind {
        /** At the runtime's entry for debug calls. */
        INJECT,
        /** At status 0, somewhere else than where it trapped. */
        CALL,
        /** At status 16. */
        RESTORE,
        /** Anything else. */
        RESUME
    }

    public Resumption {
        set = Set.copyOf(set);
        changes = List.copyOf(changes);
        writes = List.copyOf(writes);
        restored = Set.copyOf(restored);
    }
}
