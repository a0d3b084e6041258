package dev.whereabouts.amd64.image;

import dev.whereabouts.amd64.memory.GuestMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads an ELF file (ELF gABI, chapters 4 and 5; AMD64 psABI, chapter 4). Every number of it is checked before it is used. */
final class ImageReader {

    private static final int HEADER = 64;
    private static final int PROGRAM_HEADER = 56;
    private static final int SECTION_HEADER = 64;
    private static final int SYMBOL = 24;

    private static final int ET_EXEC = 2;
    private static final int ET_DYN = 3;
    private static final int EM_X86_64 = 62;
    private static final int PT_LOAD = 1;
    private static final int PT_DYNAMIC = 2;
    private static final int PT_INTERP = 3;
    private static final int DYNAMIC_ENTRY = 16;
    private static final long DT_NEEDED = 1;
    private static final long DT_PLTRELSZ = 2;
    private static final long DT_RELA = 7;
    private static final long DT_RELASZ = 8;
    private static final long DT_RELAENT = 9;
    private static final long DT_RELSZ = 18;
    private static final int RELOCATION = 24;
    private static final long R_RELATIVE = 8;
    private static final String DYNAMIC = "the program is linked dynamically and needs an interpreter; link it"
            + " statically (Go: CGO_ENABLED=0, C: -static)";
    private static final int STT_OBJECT = 1;
    private static final int STT_FUNC = 2;
    private static final int STT_SECTION = 3;
    private static final int STT_FILE = 4;
    private static final int STT_TLS = 6;
    private static final int SHN_UNDEF = 0;
    private static final int SHN_ABS = 0xfff1;

    /** As much as Linux reads (64 KiB). */
    private static final int MAX_PROGRAM_HEADERS = 65_536 / PROGRAM_HEADER;

    /** Names may overlap in the file, so that their sum is bounded apart from the file's size. */
    private static final long MAX_NAME_BYTES = 256L << 20;

    private final byte[] bytes;
    private final ByteBuffer file;
    private long nameBytes;
    private boolean asksForInterpreter;
    private int dynamicAt = -1;

    ImageReader(byte[] bytes) {
        this.bytes = bytes;
        file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    Image image() {
        if (bytes.length < 4 || bytes[0] != 0x7f || bytes[1] != 'E' || bytes[2] != 'L' || bytes[3] != 'F') {
            throw new ImageException("the program is not an ELF file: it does not begin with 7f 45 4c 46");
        }
        if (bytes.length < HEADER) {
            throw new ImageException("the ELF file is cut off within its header");
        }
        if (bytes[4] != 2 || bytes[5] != 1) {
            throw new ImageException("the ELF file is not 64-bit little-endian");
        }
        int machine = u16(18);
        if (machine != EM_X86_64) {
            throw new ImageException("the ELF file is for machine " + machine + ", not for amd64 (62)");
        }
        int type = u16(16);
        if (type != ET_EXEC && type != ET_DYN) {
            throw new ImageException("the ELF file is of type " + type + ", not a program (2 or 3); link it first");
        }
        long entry = file.getLong(24);
        int headerCount = u16(56);
        List<Segment> segments = segments(headerCount);
        boolean isEntryMapped = segments.stream().anyMatch(
                segment -> segment.executable() && entry >= segment.address() && entry < segment.end());
        if (!isEntryMapped) {
            throw new ImageException("the entry point 0x" + Long.toHexString(entry) + " is in no executable segment");
        }
        List<Section> sections = sections();
        return new Image(bytes, type == ET_DYN, entry,
                new Image.ProgramHeaders(addressOf(file.getLong(32), segments), headerCount, PROGRAM_HEADER), segments,
                sections, new Symbols(symbols(sections)),
                relocations(segments, type == ET_DYN));
    }

    /**
     * A position-independent program without libraries, as Go links one, asks for an interpreter only to have its own addresses set.
     *
     * @throws ImageException if it needs more than that
     */
    private List<Relocation> relocations(List<Segment> segments, boolean isPositionIndependent) {
        if (!asksForInterpreter) {
            return List.of();
        }
        Map<Long, Long> dynamic = dynamic();
        boolean isAlone = isPositionIndependent && !dynamic.containsKey(DT_NEEDED)
                && dynamic.getOrDefault(DT_PLTRELSZ, 0L) == 0 && dynamic.getOrDefault(DT_RELSZ, 0L) == 0
                && dynamic.getOrDefault(DT_RELAENT, (long) RELOCATION) == RELOCATION;
        if (!isAlone) {
            throw new ImageException(DYNAMIC);
        }
        long size = dynamic.getOrDefault(DT_RELASZ, 0L);
        long address = dynamic.getOrDefault(DT_RELA, 0L);
        long offset = segments.stream().filter(each -> address >= each.address() && address < each.end()).findFirst()
                .map(each -> each.offset() + address - each.address()).orElse(-1L);
        List<Relocation> relocations = new ArrayList<>();
        if (size != 0) {
            within("the relocations", offset, size);
        }
        for (long at = offset; at + RELOCATION <= offset + size; at += RELOCATION) {
            if (file.getLong((int) at + 8) != R_RELATIVE) {
                throw new ImageException(DYNAMIC);
            }
            relocations.add(relocation(file.getLong((int) at), file.getLong((int) at + 16), segments));
        }
        return relocations;
    }

    private static Relocation relocation(long address, long target, List<Segment> segments) {
        if (segments.stream().noneMatch(
                each -> address >= each.address() && address <= each.end() - Long.BYTES)) {
            throw new ImageException("a relocation is of 0x" + Long.toHexString(address) + ", which is in no segment");
        }
        return new Relocation(address, target);
    }

    /** The first value of each tag of the dynamic section (ELF gABI, "Dynamic Section"). */
    private Map<Long, Long> dynamic() {
        Map<Long, Long> values = new HashMap<>();
        if (dynamicAt >= 0) {
            long offset = file.getLong(dynamicAt + 8);
            long size = file.getLong(dynamicAt + 32);
            within("the dynamic section", offset, size);
            for (long at = offset; at + DYNAMIC_ENTRY <= offset + size; at += DYNAMIC_ENTRY) {
                values.putIfAbsent(file.getLong((int) at), file.getLong((int) at + 8));
            }
        }
        return values;
    }

    private static long addressOf(long offset, List<Segment> segments) {
        for (Segment segment : segments) {
            if (offset >= segment.offset() && offset < segment.offset() + segment.fileBytes()) {
                return segment.address() + offset - segment.offset();
            }
        }
        return 0;
    }

    private List<Segment> segments(int count) {
        if (u16(54) != PROGRAM_HEADER || count == 0 || count > MAX_PROGRAM_HEADERS) {
            throw new ImageException("the ELF file has " + count + " program headers of " + u16(54)
                    + " bytes; a program has 1 to " + MAX_PROGRAM_HEADERS + " of " + PROGRAM_HEADER);
        }
        long table = file.getLong(32);
        within("the program headers", table, (long) count * PROGRAM_HEADER);
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int at = (int) table + i * PROGRAM_HEADER;
            int type = file.getInt(at);
            if (type == PT_INTERP) {
                asksForInterpreter = true;
            } else if (type == PT_DYNAMIC) {
                dynamicAt = at;
            }
            if (type == PT_LOAD && file.getLong(at + 40) != 0) {
                segments.add(segment(i, at, segments));
            }
        }
        if (segments.isEmpty()) {
            throw new ImageException("the ELF file has no segment to load");
        }
        return segments;
    }

    private Segment segment(int index, int at, List<Segment> before) {
        int flags = file.getInt(at + 4);
        Segment segment = new Segment(file.getLong(at + 16), file.getLong(at + 8), file.getLong(at + 32),
                file.getLong(at + 40), (flags & 4) != 0, (flags & 2) != 0, (flags & 1) != 0);
        String name = "segment " + index;
        within(name, segment.offset(), segment.fileBytes());
        if (segment.size() < segment.fileBytes()) {
            throw new ImageException(name + " has more bytes in the file than in memory");
        }
        if (segment.address() < 0 || segment.address() >= GuestMemory.USER_END
                || segment.size() > GuestMemory.USER_END - segment.address()) {
            throw new ImageException(name + " at 0x" + Long.toHexString(segment.address()) + " with 0x"
                    + Long.toHexString(segment.size()) + " bytes does not fit into 47 bits of address");
        }
        if ((segment.address() - segment.offset()) % GuestMemory.PAGE != 0) {
            throw new ImageException(name + " is not as far into its page in the file as in memory");
        }
        if (!before.isEmpty() && before.getLast().end() > segment.address()) {
            throw new ImageException(name + " overlaps the segment before it, or is not in the order of addresses");
        }
        return segment;
    }

    private List<Section> sections() {
        long table = file.getLong(40);
        int count = u16(60);
        if (table == 0 || count == 0) {
            return List.of();
        }
        if (u16(58) != SECTION_HEADER) {
            throw new ImageException("section headers have " + u16(58) + " bytes, not " + SECTION_HEADER);
        }
        within("the section headers", table, (long) count * SECTION_HEADER);
        int names = u16(62);
        if (names >= count) {
            throw new ImageException("section " + names + ", which should hold the sections' names, does not exist");
        }
        List<Section> unnamed = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int at = (int) table + i * SECTION_HEADER;
            Section section = new Section("", file.getInt(at + 4), file.getLong(at + 8), file.getLong(at + 16),
                    file.getLong(at + 24),
                    file.getLong(at + 32), file.getInt(at + 40));
            if (section.type() != Section.NO_BITS && section.type() != 0) {
                within("section " + i, section.offset(), section.size());
            }
            unnamed.add(section);
        }
        List<Section> sections = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Section section = unnamed.get(i);
            String name = section.type() == 0
                    ? ""
                    : string(unnamed.get(names), file.getInt((int) table + i * SECTION_HEADER));
            boolean isEmpty = section.type() == 0;
            sections.add(new Section(name, section.type(), section.flags(), section.address(),
                    isEmpty ? 0 : section.offset(),
                    isEmpty ? 0 : section.size(), section.link()));
        }
        return sections;
    }

    private List<Symbol> symbols(List<Section> sections) {
        // a file has at most one (ELF gABI, "Sections", SHT_SYMTAB), so that the work is bounded by the file's size
        Section section = sections.stream().filter(each -> each.type() == Section.SYMBOLS).findFirst().orElse(null);
        List<Symbol> symbols = new ArrayList<>();
        if (section != null) {
            if (section.link() < 0 || section.link() >= sections.size()) {
                throw new ImageException("section " + section.link() + ", which should hold the symbols' names, does"
                        + " not exist");
            }
            Section names = sections.get(section.link());
            long end = section.offset() + section.size() / SYMBOL * SYMBOL;
            for (int at = (int) section.offset(); at < end; at += SYMBOL) {
                int type = bytes[at + 4] & 15;
                int definedIn = u16(at + 6);
                if (definedIn != SHN_UNDEF && definedIn != SHN_ABS && type != STT_SECTION && type != STT_FILE
                        && type != STT_TLS) {
                    symbols.add(new Symbol(string(names, file.getInt(at)), file.getLong(at + 8), file.getLong(at + 16),
                            switch (type) {
                                case STT_FUNC -> Symbol.Kind.FUNCTION;
                                case STT_OBJECT -> Symbol.Kind.OBJECT;
                                default -> Symbol.Kind.OTHER;
                            }));
                }
            }
        }
        return symbols;
    }

    private String string(Section names, int offset) {
        long start = names.offset() + Integer.toUnsignedLong(offset);
        long end = names.offset() + names.size();
        if (names.type() == Section.NO_BITS || names.type() == 0 || start >= end) {
            throw new ImageException("a name at offset " + Integer.toUnsignedLong(offset) + " is not within the "
                    + names.size() + " bytes of names");
        }
        int at = (int) start;
        while (at < end && bytes[at] != 0) {
            at++;
        }
        nameBytes += at - start;
        if (nameBytes > MAX_NAME_BYTES) {
            throw new ImageException("the names of all symbols together have more than " + MAX_NAME_BYTES + " bytes");
        }
        return new String(bytes, (int) start, at - (int) start, StandardCharsets.UTF_8);
    }

    private void within(String what, long offset, long size) {
        if (offset < 0 || size < 0 || offset > bytes.length || size > bytes.length - offset) {
            throw new ImageException(what + " at offset " + Long.toUnsignedString(offset) + " with "
                    + Long.toUnsignedString(size) + " bytes reach beyond the file, which has " + bytes.length
                    + " bytes");
        }
    }

    private int u16(int offset) {
        return file.getShort(offset) & 0xffff;
    }
}
