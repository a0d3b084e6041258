package dev.whereabouts.amd64.register;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The registers of one Go version on amd64.
 *
 * <p>Source of the rule: the compiler's register table for amd64 (order and names) and the psABI's DWARF register numbers; see
 * {@code core-amd64/src/main/resources}. At most {@value #MAX_REGISTERS} registers, so that a set fits in a {@code long}.
 */
public final class RegisterFile {

    /** A register set is a {@code long}. */
    public static final int MAX_REGISTERS = 64;

    /** "No such register", "no DWARF number". */
    public static final int NONE = -1;

    private static final Map<String, Integer> IDS = new HashMap<>();
    private static final List<String> NAMES = new ArrayList<>();
    private static final Map<GoVersion, RegisterFile> FILES = new ConcurrentHashMap<>();
    private static final List<GoVersion> TABLES = FactTables.versions(RegisterFile.class);

    static {
        for (GoVersion version : TABLES.reversed()) {
            FILES.put(version,
                    new RegisterFile(FactTables.rows(RegisterFile.class, "go" + version + "-amd64.registers")));
        }
    }

    private final int[] bitOfId = new int[MAX_REGISTERS];
    private final int[] idOfBit;
    private final int[] dwarfOfBit;
    private final String[] sdmNameOfBit;

    private RegisterFile(List<String[]> rows) {
        Arrays.fill(bitOfId, NONE);
        idOfBit = new int[rows.size()];
        dwarfOfBit = new int[rows.size()];
        sdmNameOfBit = new String[rows.size()];
        for (String[] row : rows) {
            int bit = Integer.parseInt(row[0]);
            int id = IDS.computeIfAbsent(row[1], name -> {
                NAMES.add(name);
                return NAMES.size() - 1;
            });
            bitOfId[id] = bit;
            idOfBit[bit] = id;
            dwarfOfBit[bit] = row[2].equals("-") ? NONE : Integer.parseInt(row[2]);
            sdmNameOfBit[bit] = row[3];
        }
    }

    /** The registers of a version: its own table, else that of the next newer version that has one. */
    public static RegisterFile of(GoVersion version) {
        return FILES.computeIfAbsent(version,
                v -> FILES.get(TABLES.stream().filter(t -> t.compareTo(v) >= 0).findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no register table for Go " + v))));
    }

    /** The id of a name in Go's assembler (such as {@code AX}), or {@link #NONE}. The same in every version. */
    public static int idOf(String name) {
        return IDS.getOrDefault(name, NONE);
    }

    /** How many register ids there are. */
    public static int ids() {
        return NAMES.size();
    }

    /** The name in Go's assembler of a register id. */
    public static String nameOf(int id) {
        return NAMES.get(id);
    }

    /** How many registers this version has; their bits are 0 to this, exclusive. */
    public int size() {
        return idOfBit.length;
    }

    /** The bit of a register id, or {@link #NONE} where this version lacks the register. */
    public int bitOf(int id) {
        return bitOfId[id];
    }

    public int idAt(int bit) {
        return idOfBit[bit];
    }

    /** The name in Go's assembler, such as {@code AX}. */
    public String nameAt(int bit) {
        return NAMES.get(idOfBit[bit]);
    }

    /** The name in Intel's manual, such as {@code RAX}; Go's pseudo registers keep Go's name. */
    public String sdmNameAt(int bit) {
        return sdmNameOfBit[bit];
    }

    /** The DWARF number, or {@link #NONE} for a register that debug information cannot name. */
    public int dwarfAt(int bit) {
        return dwarfOfBit[bit];
    }
}
