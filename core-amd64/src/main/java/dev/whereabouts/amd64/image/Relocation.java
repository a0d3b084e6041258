package dev.whereabouts.amd64.image;

/**
 * A word that loading sets to an address of the program itself (R_X86_64_RELATIVE; AMD64 psABI, section 4.4.1).
 *
 * @param address of the word, before any load bias
 * @param target  the address that it is set to, before any load bias
 */
public record Relocation(long address, long target) {}
