package dev.whereabouts.amd64.image;

/**
 * A symbol that has an address (ELF gABI, "Symbol Table").
 *
 * @param address before any load bias
 * @param size    bytes; 0 where the file does not say
 */
public record Symbol(String name, long address, long size, Kind kind) {

    /** STT_FUNC, STT_OBJECT, and the rest. */
    public enum Kind {
        FUNCTION, OBJECT, OTHER
    }
}
