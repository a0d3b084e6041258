package dev.whereabouts.ssa.gossafunc.printed;

/**
 * A variable or a part of one, as in {@code s+8[int]}.
 *
 * @param variable as printed: with its package where it was inlined from another one ({@code fmt.err}, {@code "a/b".err})
 * @param offset   bytes from the start of that variable
 * @param type     Go type of the part
 */
public record PrintedSlot(String variable, long offset, String type) {

    @Override
    public String toString() {
        return variable + (offset == 0 ? "" : "+" + offset) + "[" + type + "]";
    }
}
