package dev.whereabouts.amd64.instruction;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** All encodings, by what precedes a ModRM byte: with or without VEX, the map, the prefix that counts as part of the opcode, the opcode. */
final class EncodingTable {

    private static final String NAME = "encodings";
    private static final Encoding[] NONE = {};
    private static final int MAPS = 4;
    private static final int PREFIXES = 4;
    private static final int OPCODES = 256;

    static final EncodingTable AMD64 = new EncodingTable(rows());

    private final Encoding[][] slots = new Encoding[2 * MAPS * PREFIXES * OPCODES][];

    private EncodingTable(List<Encoding> rows) {
        Arrays.fill(slots, NONE);
        // where a prefix is part of the opcode it is not something to ignore
        addAll(rows, true);
        addAll(rows, false);
    }

    private void addAll(List<Encoding> rows, boolean isMandatory) {
        for (Encoding row : rows) {
            if (row.opcode().isMandatory() == isMandatory) {
                add(row);
            }
        }
    }

    /** The rows to choose from, the first that matches the rest. */
    Encoding[] at(boolean isVex, int map, int prefix, int opcode) {
        return slots[slot(isVex, map, prefix, opcode)];
    }

    private static int slot(boolean isVex, int map, int prefix, int opcode) {
        return (((isVex ? MAPS : 0) + map) * PREFIXES + prefix) * OPCODES + opcode;
    }

    private void add(Encoding row) {
        Encoding.Opcode opcode = row.opcode();
        for (int prefix = 0; prefix < PREFIXES; prefix++) {
            if ((opcode.prefixes() >> prefix & 1) != 0) {
                for (int i = 0; i < opcode.count(); i++) {
                    int slot = slot(opcode.isVex(), opcode.map(), prefix, opcode.first() + i);
                    slots[slot] = Arrays.copyOf(slots[slot], slots[slot].length + 1);
                    slots[slot][slots[slot].length - 1] = row;
                }
            }
        }
    }

    private static List<Encoding> rows() {
        try (InputStream in = EncodingTable.class.getResourceAsStream(NAME)) {
            if (in == null) {
                throw new IllegalStateException("the table of " + NAME + " is missing from this build");
            }
            EncodingReader reader = new EncodingReader();
            List<Encoding> rows = new ArrayList<>();
            String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            for (int from = 0; from < text.length();) {
                int to = text.indexOf('\n', from);
                if (text.charAt(from) != '#') {
                    rows.add(reader.read(text.substring(from, to)));
                }
                from = to + 1;
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
