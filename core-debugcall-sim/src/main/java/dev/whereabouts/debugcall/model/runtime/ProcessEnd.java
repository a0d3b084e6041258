package dev.whereabouts.debugcall.model.runtime;

import dev.whereabouts.amd64.linux.Outcome;

/** The process is over. */
public final class ProcessEnd extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Outcome outcome;

    ProcessEnd(Outcome outcome) {
        super("the process is over", null, false, false);
        this.outcome = outcome;
    }

    public Outcome outcome() {
        return outcome;
    }
}
