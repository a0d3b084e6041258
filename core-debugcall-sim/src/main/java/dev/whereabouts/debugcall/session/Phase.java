package dev.whereabouts.debugcall.session;

import dev.whereabouts.debugcall.protocol.Status;

/** Where the protocol stands. */
public enum Phase {

    /** No call is open: the program is where it stopped by itself. */
    STOPPED,

    /** A call was injected and has not trapped yet, or was left: the program ended or trapped elsewhere. */
    UNDERWAY,

    /** At a trap with status 0. */
    FRAME_READY,

    /** At a trap with status 1. */
    RETURNED,

    /** At a trap with status 2. */
    PANICKED,

    /** At a trap with status 8. */
    REFUSED,

    /** At a trap with status 16. */
    RESTORE;

    /** The phase of a status. */
    public static Phase of(Status status) {
        return switch (status) {
            case FRAME_READY -> FRAME_READY;
            case RETURNED -> RETURNED;
            case PANICKED -> PANICKED;
            case REFUSED -> REFUSED;
            case RESTORE -> RESTORE;
        };
    }
}
