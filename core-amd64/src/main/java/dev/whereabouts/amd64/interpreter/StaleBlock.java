package dev.whereabouts.amd64.interpreter;

/** Leaves a block whose code was overwritten by the block itself. Thrown by steps put in place of the old ones, so that no step has to be followed by a check. */
final class StaleBlock extends RuntimeException {

    private static final long serialVersionUID = 1L;

    static final StaleBlock INSTANCE = new StaleBlock();

    private StaleBlock() {
        super(null, null, false, false);
    }
}
