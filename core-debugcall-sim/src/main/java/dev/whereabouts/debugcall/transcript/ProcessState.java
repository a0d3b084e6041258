package dev.whereabouts.debugcall.transcript;

import dev.whereabouts.amd64.linux.Outcome;
import dev.whereabouts.debugcall.target.Target;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * How the program stands.
 *
 * @param outcome      how it ended; empty while it is stopped
 * @param output       what it has written, as text
 * @param instructions that it has executed
 */
public record ProcessState(Optional<Outcome> outcome, String output, long instructions) {

    /** The state of a target. @param outcome empty while it is stopped */
    public static ProcessState of(Target target, Optional<Outcome> outcome) {
        return new ProcessState(outcome, new String(target.output(), StandardCharsets.UTF_8), target.instructions());
    }

    /** Such as {@code stopped} or {@code exited}. */
    public String label() {
        return outcome.map(end -> switch (end) {
            case Outcome.Exited _ -> "exited";
            case Outcome.Killed _ -> "killed";
            case Outcome.BudgetExhausted _ -> "budget-exhausted";
            case Outcome.Deadlocked _ -> "deadlocked";
        }).orElse("stopped");
    }
}
