package dev.whereabouts.debugcall.value;

/** A value that its type cannot have, or that this program has no place for. */
public final class ValueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String pointer;

    ValueException(String pointer, String detail) {
        super(detail, null, false, false);
        this.pointer = pointer;
    }

    /** Where among the arguments (RFC 6901), such as {@code /0/name}; empty for all of them. */
    public String pointer() {
        return pointer;
    }
}
