package dev.whereabouts.debugcall.binary.section;

/** A file is not a Go program that can be debugged here. The message is a sentence that says what is wrong, and where or what would be right. */
public final class BinaryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BinaryException(String message) {
        super(message);
    }

    public BinaryException(String message, Throwable cause) {
        super(message, cause);
    }
}
