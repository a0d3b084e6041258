package dev.whereabouts.service.cli;

/** What a command ends with. */
public enum ExitCode {
    /** All good. */
    GOOD(0),
    /** A check failed that {@code --fail-on} asks for. */
    CHECK_FAILED(1),
    /** Bad usage or input. */
    BAD_INPUT(2),
    /** An emulated program ended at a limit. */
    LIMIT(125);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
