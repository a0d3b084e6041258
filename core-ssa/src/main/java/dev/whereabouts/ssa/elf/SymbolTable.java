package dev.whereabouts.ssa.elf;

import dev.whereabouts.ssa.dwarf.ByteWriter;
import java.util.List;

/** {@code .symtab} and {@code .strtab}: a symbol for every section, then one for every function. All local, since names may repeat. */
final class SymbolTable {

    static final int ENTRY_SIZE = 24;

    private static final int STT_FUNC = 2;
    private static final int STT_SECTION = 3;

    /** Section headers begin with an empty one, so that {@code .text} is number 1. */
    private static final int TEXT = 1;

    private final ByteWriter symbols = new ByteWriter();
    private final Section names = new Section(".strtab", 0);

    /** @param sections in the order of their headers and of their symbols, from number 1 */
    SymbolTable(List<Section> sections) {
        names.string("");
        symbols.fill(0, ENTRY_SIZE);
        for (Section section : sections) {
            symbol(0, STT_SECTION, section.symbol(), 0, 0);
        }
    }

    void function(String name, int start, int size) {
        symbol(names.size(), STT_FUNC, TEXT, start, size);
        names.string(name);
    }

    private void symbol(int name, int type, int section, long value, long size) {
        symbols.u32(name);
        symbols.u8(type);
        symbols.u8(0);
        symbols.u16(section);
        symbols.u64(value);
        symbols.u64(size);
    }

    ByteWriter symbols() {
        return symbols;
    }

    ByteWriter names() {
        return names.content();
    }

    int count() {
        return symbols.size() / ENTRY_SIZE;
    }
}
