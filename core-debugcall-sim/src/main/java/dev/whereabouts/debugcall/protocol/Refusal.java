package dev.whereabouts.debugcall.protocol;

import java.util.Optional;
import java.util.stream.Stream;

/** Why a call cannot be injected. The texts are what debuggers compare, so they are the runtime's own. */
public enum Refusal {

    SYSTEM_STACK("executing on Go runtime stack", true),

    UNKNOWN_FUNCTION("call from unknown function", true),

    RUNTIME("call from within the Go runtime", true),

    UNSAFE_POINT("call not at safe point", false),

    FRAME_TOO_LARGE("call frame too large", false),

    /** The debugger's own: the goroutine is on no thread, so that there are no registers to set. */
    NOT_RUNNING("retry _Grunnable", true);

    private final String reason;
    private final boolean isTransient;

    Refusal(String reason, boolean isTransient) {
        this.reason = reason;
        this.isTransient = isTransient;
    }

    /** The refusal of a text. */
    public static Optional<Refusal> of(String reason) {
        return Stream.of(values()).filter(refusal -> refusal.reason.equals(reason)).findFirst();
    }

    /** The text at SP. */
    public String reason() {
        return reason;
    }

    /** Whether the runtime's own tests simply try again. */
    public boolean isTransient() {
        return isTransient;
    }
}
