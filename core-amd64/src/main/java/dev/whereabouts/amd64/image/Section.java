package dev.whereabouts.amd64.image;

/**
 * A section (ELF gABI, "Sections").
 *
 * @param type    SHT_…
 * @param flags   SHF_…
 * @param address where it is loaded, before any load bias; 0 if it is not
 * @param offset  of its bytes in the file
 * @param size    bytes; of {@link #NO_BITS} in memory only
 * @param link    index of the section that belongs to it, such as a symbol table's names
 */
public record Section(String name, int type, long flags, long address, long offset, long size, int link) {

    /** SHT_SYMTAB. */
    public static final int SYMBOLS = 2;

    /** SHF_COMPRESSED: its bytes begin with a header that says how the rest is compressed. */
    public static final long COMPRESSED = 0x800;

    /** SHT_NOBITS: no bytes in the file. */
    public static final int NO_BITS = 8;
}
