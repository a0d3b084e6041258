package dev.whereabouts.amd64.interpreter;

/** Leaves a fused step that has changed nothing, since its instructions can this time be executed one by one only. */
final class OneByOne extends RuntimeException {

    private static final long serialVersionUID = 1L;

    static final OneByOne INSTANCE = new OneByOne();

    private OneByOne() {
        super(null, null, false, false);
    }
}
