package dev.whereabouts.debugcall.target;

/**
 * An address in a function, or in an object of the program.
 *
 * @param symbol what it belongs to
 * @param offset bytes from its start
 */
public record CodePlace(String symbol, long offset) {

    /** Such as {@code main.target+0xe}. */
    @Override
    public String toString() {
        return symbol + "+0x" + Long.toHexString(offset);
    }
}
