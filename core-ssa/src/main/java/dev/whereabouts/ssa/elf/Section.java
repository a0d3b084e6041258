package dev.whereabouts.ssa.elf;

import dev.whereabouts.ssa.dwarf.ByteWriter;
import java.nio.charset.StandardCharsets;

/** A section being written, with the relocations of its content. */
final class Section {

    private static final int R_X86_64_64 = 1;
    private static final int R_X86_64_32 = 10;

    private final String name;
    private final int symbol;
    private final ByteWriter content = new ByteWriter();
    private final ByteWriter relocations = new ByteWriter();

    /** @param symbol index of the section's own symbol in the symbol table */
    Section(String name, int symbol) {
        this.name = name;
        this.symbol = symbol;
    }

    String name() {
        return name;
    }

    int symbol() {
        return symbol;
    }

    ByteWriter content() {
        return content;
    }

    /** Rows of {@code Elf64_Rela}. */
    ByteWriter relocations() {
        return relocations;
    }

    int size() {
        return content.size();
    }

    /** Appends the 8-byte address of a place in another section. */
    void address(Section target, long offset) {
        relocateAddress(content.size(), target, offset);
        content.u64(offset);
    }

    /** Makes 8 bytes at a place the address of a place in another section. */
    void relocateAddress(int at, Section target, long offset) {
        relocation(at, target, R_X86_64_64, offset);
    }

    /** Appends the 4-byte offset of a place in another section of debug information. */
    void offset(Section target, int offset) {
        relocation(content.size(), target, R_X86_64_32, offset);
        content.u32(offset);
    }

    private void relocation(int at, Section target, int type, long addend) {
        relocations.u64(at);
        relocations.u32(type);
        relocations.u32(target.symbol);
        relocations.u64(addend);
    }

    /** Appends text in UTF-8 with its end mark; a NUL within it, which would end it, becomes a replacement character. */
    void string(String text) {
        content.bytes(text.replace('\0', '\uFFFD').getBytes(StandardCharsets.UTF_8));
        content.u8(0);
    }

    /** Begins a part that starts with its own length in 4 bytes (DWARF 5 section 7.4). */
    int beginUnit() {
        content.u32(0);
        return content.size();
    }

    /** Fills in the length of a part. */
    void endUnit(int begun) {
        content.setU32(begun - 4, content.size() - begun);
    }
}
