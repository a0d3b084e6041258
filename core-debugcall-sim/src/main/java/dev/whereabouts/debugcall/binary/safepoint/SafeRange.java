package dev.whereabouts.debugcall.binary.safepoint;

import dev.whereabouts.debugcall.protocol.Refusal;
import java.util.Optional;

/**
 * Addresses of a function with one verdict, as offsets from its entry.
 *
 * @param from    the first
 * @param to      behind the last
 * @param refusal empty where a call is accepted
 */
public record SafeRange(long from, long to, Optional<Refusal> refusal) {

    public boolean isSafe() {
        return refusal.isEmpty();
    }
}
