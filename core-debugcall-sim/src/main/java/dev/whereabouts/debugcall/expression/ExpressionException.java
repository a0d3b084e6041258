package dev.whereabouts.debugcall.expression;

/** An expression that is none, or has no value in this program. */
public final class ExpressionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ExpressionException(String detail) {
        super(detail, null, false, false);
    }
}
