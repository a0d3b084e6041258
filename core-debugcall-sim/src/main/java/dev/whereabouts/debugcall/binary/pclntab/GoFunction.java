package dev.whereabouts.debugcall.binary.pclntab;

/**
 * A function, as the runtime knows it.
 *
 * @param entry the address of its first instruction, before any load bias
 * @param end   where the next function begins, so that padding is counted to the one before it
 * @param id    its funcID
 * @param flags its flags
 * @param at    the offset of its record in the pclntab's part of functions
 */
public record GoFunction(String name, long entry, long end, int id, int flags, long at) {

    private static final int ASSEMBLY = 4;

    /** Whether it was written in assembly, and so follows ABI0; told from Go 1.18 on. */
    public boolean isAssembly() {
        return (flags & ASSEMBLY) != 0;
    }
}
