package dev.whereabouts.ssa.dwarf;

import dev.whereabouts.amd64.register.GoVersion;
import dev.whereabouts.amd64.register.RegisterFile;
import java.util.HexFormat;

/**
 * Locations for people: {@code RAX}, {@code CFA+8}, and for pieces {@code {RAX:8, CFA-24:8, _:8}}, each with its size in bytes, in order
 * of offset; {@code _} is a piece that is nowhere.
 *
 * <p>Registers have the names of Intel's manual. Their DWARF numbers are the psABI's (figure 3.36), which no Go version changes.
 */
public final class LocationText {

    private static final String[] REGISTERS = registers();

    private LocationText() {}

    private static String[] registers() {
        RegisterFile file = RegisterFile.of(GoVersion.NEWEST);
        String[] names = new String[128];
        for (int bit = 0; bit < file.size(); bit++) {
            if (file.dwarfAt(bit) != RegisterFile.NONE) {
                names[file.dwarfAt(bit)] = file.sdmNameAt(bit);
            }
        }
        return names;
    }

    /** The name of a register by its DWARF number; {@code reg99} for one that Go does not use. */
    public static String register(int dwarfNumber) {
        String name = dwarfNumber < REGISTERS.length ? REGISTERS[dwarfNumber] : null;
        return name != null ? name : "reg" + dwarfNumber;
    }

    /** The text of an expression; of one that cannot be read, its bytes in hex between {@code ?}. */
    public static String of(byte[] expression) {
        StringBuilder text = new StringBuilder();
        append(text, expression, 0, expression.length);
        return text.toString();
    }

    /** Appends the text of the expression at some bytes. */
    public static void append(StringBuilder text, byte[] bytes, int from, int length) {
        int start = text.length();
        PieceCursor cursor = new PieceCursor(bytes, from, length, 0);
        while (cursor.next()) {
            text.append(cursor.whole() ? "" : text.length() == start ? "{" : ", ");
            appendHolder(text, cursor);
            if (!cursor.whole()) {
                text.append(':').append(cursor.size());
            }
        }
        text.append(cursor.whole() ? "" : "}");
        if (!cursor.ok()) {
            text.setLength(start);
            text.append('?').append(HexFormat.of().formatHex(bytes, from, from + length)).append('?');
        }
    }

    /** Appends where the cursor's piece is, without its size. */
    public static void appendHolder(StringBuilder text, PieceCursor cursor) {
        switch (cursor.holder()) {
            case REGISTER -> text.append(register(cursor.register()));
            case STACK -> text.append(cursor.cfaOffset() < 0 ? "CFA" : "CFA+").append(cursor.cfaOffset());
            case NOTHING -> text.append(cursor.whole() ? "nowhere" : "_");
        }
    }
}
