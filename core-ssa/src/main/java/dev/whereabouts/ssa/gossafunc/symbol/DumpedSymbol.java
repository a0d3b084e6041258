package dev.whereabouts.ssa.gossafunc.symbol;

import dev.whereabouts.ssa.gossafunc.DumpLine;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Place;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A symbol of the object file as {@code -S} prints it: a heading, for a function its instructions, then the bytes in rows of 16, then the
 * relocations.
 *
 * @param at          the first line
 * @param heading     what the first line says
 * @param bytes       as they are before relocation; where they are fewer than the size, the rest is zero
 * @param relocations in the order of their offsets
 */
public record DumpedSymbol(DumpLine at, SymbolHeading heading, byte[] bytes, List<Relocation> relocations) {

    /** Bytes in one row. */
    private static final int ROW = 16;

    /**
     * Bytes that the linker is to fill in.
     *
     * @param offset bytes from the symbol's start
     * @param size   bytes
     * @param type   such as {@code R_ADDR}
     * @param target the symbol that they shall refer to; empty for one without a name
     * @param addend bytes from that symbol's start
     */
    public record Relocation(int offset, int size, String type, String target, long addend) {}

    public DumpedSymbol {
        bytes = bytes.clone();
        relocations = List.copyOf(relocations);
    }

    /** A copy of the bytes. */
    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    /**
     * @param lines the heading, and all lines up to the next one; lines of other kinds among them are passed over
     * @throws InputException where the first is no heading, or the bytes are more than it says
     */
    public static DumpedSymbol read(List<DumpLine> lines) {
        SymbolHeading heading = lines.isEmpty() ? null : SymbolHeading.parse(lines.getFirst());
        if (heading == null) {
            throw InputException.malformed(lines.isEmpty() ? new Place.Position(1, 0) : lines.getFirst().place(),
                    "the first line of a symbol is its name, kind and size=");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<Relocation> relocations = new ArrayList<>();
        for (DumpLine line : lines) {
            LineScanner scan = new LineScanner(line);
            if (scan.skip("\trel ")) {
                relocations.add(relocation(scan));
            } else if (scan.skip("\t0x") && scan.number(16) == bytes.size()) {
                row(scan, bytes);
            }
        }
        if (bytes.size() > heading.size()) {
            throw InputException.malformed(lines.getFirst().place(),
                    "the symbol has " + heading.size() + " bytes, but " + bytes.size() + " are listed");
        }
        return new DumpedSymbol(lines.getFirst(), heading, bytes.toByteArray(), relocations);
    }

    /** Reads no byte where the row is an instruction: its PC has five digits or more. */
    private static void row(LineScanner scan, ByteArrayOutputStream into) {
        for (int i = 0; i < ROW; i++) {
            int value = scan.hexByte();
            if (value < 0) {
                return;
            }
            into.write(value);
        }
    }

    private static Relocation relocation(LineScanner scan) {
        int offset = scan.number(10);
        boolean plus = scan.skip("+");
        int size = scan.number(10);
        boolean hasType = scan.skip(" t=");
        String type = scan.upTo(" ");
        if (offset < 0 || !plus || size < 0 || !hasType || type == null) {
            throw scan.malformed("a relocation is rel OFFSET+SIZE t=TYPE SYMBOL+ADDEND");
        }
        String target = scan.rest();
        int last = target.lastIndexOf('+');
        try {
            long addend = last < 0 ? 0 : Long.parseLong(target.substring(last + 1));
            return new Relocation(offset, size, type, SymbolHeading.bare(target.substring(0, Math.max(last, 0))),
                    addend);
        } catch (NumberFormatException _) {
            throw scan.malformed("a relocation ends with +ADDEND, a decimal number");
        }
    }
}
