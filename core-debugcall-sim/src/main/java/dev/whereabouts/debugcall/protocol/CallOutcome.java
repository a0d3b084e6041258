package dev.whereabouts.debugcall.protocol;

import java.util.Optional;
import java.util.stream.Stream;

/** What came of a call. */
public enum CallOutcome {

    RETURNED("returned"),

    PANICKED("panicked"),

    REFUSED("refused"),

    /** The debugger broke the protocol, so that the runtime never said how it ended. */
    VIOLATION("violation"),

    EXITED("exited"),

    FAULTED("faulted"),

    BUDGET_EXHAUSTED("budget-exhausted");

    private final String label;

    CallOutcome(String label) {
        this.label = label;
    }

    /** The outcome of a label. */
    public static Optional<CallOutcome> of(String label) {
        return Stream.of(values()).filter(outcome -> outcome.label.equals(label)).findFirst();
    }

    /** As scripts and transcripts write it. */
    public String label() {
        return label;
    }
}
