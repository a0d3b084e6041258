package dev.whereabouts.ssa.elf;

import dev.whereabouts.ssa.dwarf.ByteWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The file around the sections (System V ABI, chapter 4): header, the sections one after the other, and the table of their headers.
 */
final class ElfFile {

    private static final int HEADER_SIZE = 64;
    private static final int SECTION_HEADER_SIZE = 64;
    private static final int RELA_SIZE = 24;
    private static final int ALIGNMENT = 16;

    private static final int ET_REL = 1;
    private static final int EM_X86_64 = 62;
    private static final int SHT_PROGBITS = 1;
    private static final int SHT_SYMTAB = 2;
    private static final int SHT_STRTAB = 3;
    private static final int SHT_RELA = 4;
    private static final int SHF_ALLOC = 2;
    private static final int SHF_EXECINSTR = 4;
    private static final int SHF_INFO_LINK = 0x40;

    private final List<Part> parts = new ArrayList<>();
    private final Section names = new Section(".shstrtab", 0);

    /** A section header with the bytes that it describes; {@code link} and {@code info} depend on the type. */
    private record Part(int name, int type, long flags, ByteWriter content, int link, int info, int alignment,
            int entrySize) {}

    /** @param sections whose numbers are those of their symbols, {@code .text} first */
    ElfFile(List<Section> sections, SymbolTable symbols) {
        names.string("");
        int symbolTable = sections.size() + 1;
        for (Section section : sections) {
            boolean isText = parts.isEmpty();
            add(section.name(), SHT_PROGBITS, isText ? SHF_ALLOC | SHF_EXECINSTR : 0, section.content(), 0, 0,
                    isText ? 32 : 1, 0);
        }
        add(".symtab", SHT_SYMTAB, 0, symbols.symbols(), symbolTable + 1, symbols.count(), 8, SymbolTable.ENTRY_SIZE);
        add(".strtab", SHT_STRTAB, 0, symbols.names(), 0, 0, 1, 0);
        for (Section section : sections) {
            if (section.relocations().size() > 0) {
                add(".rela" + section.name(), SHT_RELA, SHF_INFO_LINK, section.relocations(), symbolTable,
                        section.symbol(), 8, RELA_SIZE);
            }
        }
        add(".shstrtab", SHT_STRTAB, 0, names.content(), 0, 0, 1, 0);
    }

    private void add(String name, int type, long flags, ByteWriter content, int link, int info, int alignment,
            int entrySize) {
        parts.add(new Part(names.size(), type, flags, content, link, info, alignment, entrySize));
        names.string(name);
    }

    void writeTo(OutputStream out) throws IOException {
        ByteWriter headers = new ByteWriter();
        headers.fill(0, SECTION_HEADER_SIZE);
        long at = HEADER_SIZE;
        for (Part part : parts) {
            at = aligned(at);
            sectionHeader(headers, part, at);
            at += part.content.size();
        }
        ByteWriter header = new ByteWriter();
        header(header, aligned(at));
        out.write(header.array(), 0, header.size());
        at = HEADER_SIZE;
        for (Part part : parts) {
            out.write(new byte[(int) (aligned(at) - at)]);
            out.write(part.content.array(), 0, part.content.size());
            at = aligned(at) + part.content.size();
        }
        out.write(new byte[(int) (aligned(at) - at)]);
        out.write(headers.array(), 0, headers.size());
    }

    private static long aligned(long offset) {
        return offset + ALIGNMENT - 1 & -ALIGNMENT;
    }

    private static void sectionHeader(ByteWriter out, Part part, long offset) {
        out.u32(part.name);
        out.u32(part.type);
        out.u64(part.flags);
        out.u64(0);
        out.u64(offset);
        out.u64(part.content.size());
        out.u32(part.link);
        out.u32(part.info);
        out.u64(part.alignment);
        out.u64(part.entrySize);
    }

    private void header(ByteWriter out, long sectionHeaders) {
        out.bytes(new byte[]{0x7F, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0}); // 64 bits, little endian
        out.u16(ET_REL);
        out.u16(EM_X86_64);
        out.u32(1); // the version of ELF
        out.u64(0); // no entry point
        out.u64(0); // no program headers
        out.u64(sectionHeaders);
        out.u32(0); // no flags
        out.u16(HEADER_SIZE);
        out.u16(0);
        out.u16(0);
        out.u16(SECTION_HEADER_SIZE);
        out.u16(parts.size() + 1);
        out.u16(parts.size());
    }
}
