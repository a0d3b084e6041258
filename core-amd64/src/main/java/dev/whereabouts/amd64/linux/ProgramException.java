package dev.whereabouts.amd64.linux;

/** What a program is given cannot be: its arguments, environment or files. The message is a sentence that says what would be right. */
public final class ProgramException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ProgramException(String message) {
        super(message);
    }
}
