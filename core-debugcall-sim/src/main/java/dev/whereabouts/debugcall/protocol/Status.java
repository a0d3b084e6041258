package dev.whereabouts.debugcall.protocol;

import java.util.Optional;
import java.util.stream.Stream;

/** What the runtime says at a trap. */
public enum Status {

    /** A frame for arguments and results is at SP, on a stack of its own: the debugger may call. */
    FRAME_READY(0, "frame-ready"),

    /** The function returned: results are in their registers and in the frame. */
    RETURNED(1, "returned"),

    /** The function panicked: the value, an interface, is at SP. */
    PANICKED(2, "panicked"),

    /** No call can be injected here: the reason, a string, is at SP. */
    REFUSED(8, "cannot-inject"),

    /** All is over: the debugger restores every register but RIP and RSP. */
    RESTORE(16, "restore");

    private final int number;
    private final String label;

    Status(int number, String label) {
        this.number = number;
        this.label = label;
    }

    /** The status of a register's value; empty where the protocol has none such. */
    public static Optional<Status> of(long number) {
        return Stream.of(values()).filter(status -> status.number == number).findFirst();
    }

    public int number() {
        return number;
    }

    /** As transcripts write it. */
    public String label() {
        return label;
    }
}
