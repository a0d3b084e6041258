package dev.whereabouts.amd64.image;

import java.util.List;
import java.util.Optional;

/** A program that was read. Its addresses are those of the file: {@link #isPositionIndependent()} says whether loading adds a bias. */
public final class Image {

    private final byte[] bytes;
    private final boolean isPositionIndependent;
    private final long entry;
    private final ProgramHeaders programHeaders;
    private final List<Segment> segments;
    private final List<Section> sections;
    private final Symbols symbols;
    private final List<Relocation> relocations;

    /**
     * Where the program headers are, which a process is told at its start.
     *
     * @param address in memory, before any load bias; 0 where no segment holds them
     * @param size    bytes of each
     */
    public record ProgramHeaders(long address, int count, int size) {}

    Image(byte[] bytes, boolean isPositionIndependent, long entry, ProgramHeaders programHeaders,
            List<Segment> segments, List<Section> sections, Symbols symbols, List<Relocation> relocations) {
        this.bytes = bytes;
        this.isPositionIndependent = isPositionIndependent;
        this.entry = entry;
        this.programHeaders = programHeaders;
        this.segments = List.copyOf(segments);
        this.sections = List.copyOf(sections);
        this.symbols = symbols;
        this.relocations = List.copyOf(relocations);
    }

    /**
     * Reads a program.
     *
     * @param bytes the whole file, which must not change from now on
     * @throws ImageException if it is not a static amd64 program, or damaged
     */
    public static Image read(byte[] bytes) {
        return new ImageReader(bytes).image();
    }

    /** The whole file; not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    public boolean isPositionIndependent() {
        return isPositionIndependent;
    }

    /** The address of the first instruction. */
    public long entry() {
        return entry;
    }

    public ProgramHeaders programHeaders() {
        return programHeaders;
    }

    /** By address, at least one. */
    public List<Segment> segments() {
        return segments;
    }

    public List<Section> sections() {
        return sections;
    }

    /** The first section of a name. */
    public Optional<Section> section(String name) {
        return sections.stream().filter(section -> section.name().equals(name)).findFirst();
    }

    /** The bytes of a section; none for {@link Section#NO_BITS}. */
    public byte[] contents(Section section) {
        if (section.type() == Section.NO_BITS) {
            return new byte[0];
        }
        byte[] contents = new byte[(int) section.size()];
        System.arraycopy(bytes, (int) section.offset(), contents, 0, contents.length);
        return contents;
    }

    public Symbols symbols() {
        return symbols;
    }

    /** What an interpreter would do for a program that asks for one and needs nothing else of it; none where the program does it itself. */
    public List<Relocation> relocations() {
        return relocations;
    }
}
