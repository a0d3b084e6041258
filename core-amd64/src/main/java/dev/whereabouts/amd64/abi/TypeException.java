package dev.whereabouts.amd64.abi;

/** A type that cannot be: text that is no Go type, or one beyond the bounds of {@link GoType}. */
public final class TypeException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** "Not a place in a text". */
    public static final int NOWHERE = -1;

    private final int offset;

    TypeException(String detail) {
        this(detail, NOWHERE);
    }

    TypeException(String detail, int offset) {
        super(detail, null, false, false);
        this.offset = offset;
    }

    /** Where in the text, in characters from 0, or {@link #NOWHERE} for a type that was not read from text. */
    public int offset() {
        return offset;
    }
}
