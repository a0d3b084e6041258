package dev.whereabouts.amd64.image;

/**
 * A loadable segment (ELF gABI, "Program Header", PT_LOAD).
 *
 * @param address    of its first byte, before any load bias
 * @param offset     of its first byte in the file; equals the address modulo the page size
 * @param fileBytes  how many bytes come from the file
 * @param size       bytes in memory, at least {@code fileBytes}; the rest is zero
 * @param readable   PF_R
 * @param writable   PF_W
 * @param executable PF_X
 */
public record Segment(long address, long offset, long fileBytes, long size, boolean readable, boolean writable,
        boolean executable) {

    /** The address behind it. */
    public long end() {
        return address + size;
    }
}
