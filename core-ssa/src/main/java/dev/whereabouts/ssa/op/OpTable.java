package dev.whereabouts.ssa.op;

import dev.whereabouts.amd64.register.FactTables;
import dev.whereabouts.amd64.register.GoVersion;
import dev.whereabouts.amd64.register.RegisterFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The ops of one Go version on amd64, by op id: flags and clobbers in arrays, for the hot path.
 *
 * <p>Source of the rule: the compiler's op tables (generic and amd64), as carried in {@code core-ssa/src/main/resources}.
 */
public final class OpTable {

    /** "No such op". */
    public static final int NONE = -1;

    /** The version has the op. */
    public static final int KNOWN = 1;

    /** The op is a call. */
    public static final int CALL = 2;

    /** The op emits no instruction. */
    public static final int ZERO_WIDTH = 4;

    private static final Map<String, Integer> IDS = new HashMap<>();
    private static final List<String> NAMES = new ArrayList<>();
    private static final Map<GoVersion, Map<Integer, Facts>> TABLES = new HashMap<>();
    private static final List<GoVersion> VERSIONS = FactTables.versions(OpTable.class);
    private static final Map<GoVersion, OpTable> CACHE = new ConcurrentHashMap<>();

    static {
        for (GoVersion version : VERSIONS.reversed()) {
            TABLES.put(version, read(version));
        }
    }

    private final byte[] flags = new byte[NAMES.size()];
    private final long[] clobbers = new long[NAMES.size()];

    /** @param clobbers a register set in the bits of the table's own version */
    private record Facts(int flags, long clobbers, RegisterFile registers) {}

    private OpTable(GoVersion version) {
        RegisterFile registers = RegisterFile.of(version);
        for (int op = 0; op < NAMES.size(); op++) {
            Facts facts = find(version, op);
            if (facts != null) {
                flags[op] = (byte) (facts.flags | KNOWN);
                clobbers[op] = translate(facts.clobbers, facts.registers, registers);
            }
        }
    }

    /** The ops of a version. */
    public static OpTable of(GoVersion version) {
        return CACHE.computeIfAbsent(version, OpTable::new);
    }

    /** The id of an op's name, or {@link #NONE} where no version has it. */
    public static int idOf(String name) {
        return IDS.getOrDefault(name, NONE);
    }

    public static String nameOf(int id) {
        return NAMES.get(id);
    }

    /** How many op ids there are. */
    public static int ids() {
        return NAMES.size();
    }

    /** {@link #KNOWN}, {@link #CALL} and {@link #ZERO_WIDTH}, or 0 where this version lacks the op. */
    public int flags(int id) {
        return flags[id];
    }

    /** The clobbered registers, as a set in this version's bits. */
    public long clobbers(int id) {
        return clobbers[id];
    }

    private static Facts find(GoVersion version, int op) {
        if (TABLES.containsKey(version)) {
            return TABLES.get(version).get(op);
        }
        for (GoVersion newer : VERSIONS) {
            if (newer.compareTo(version) > 0 && TABLES.get(newer).containsKey(op)) {
                return TABLES.get(newer).get(op);
            }
        }
        for (GoVersion older : VERSIONS.reversed()) {
            if (older.compareTo(version) < 0 && TABLES.get(older).containsKey(op)) {
                return TABLES.get(older).get(op);
            }
        }
        return null;
    }

    private static Map<Integer, Facts> read(GoVersion version) {
        RegisterFile registers = RegisterFile.of(version);
        Map<Integer, Facts> facts = new HashMap<>();
        for (String[] row : FactTables.rows(OpTable.class, "go" + version + "-amd64.ops")) {
            int id = IDS.computeIfAbsent(row[0], name -> {
                NAMES.add(name);
                return NAMES.size() - 1;
            });
            String letters = row.length > 1 ? row[1] : "";
            int bits = (letters.contains("c") ? CALL : 0) | (letters.contains("z") ? ZERO_WIDTH : 0);
            facts.put(id, new Facts(bits, row.length > 2 ? registerSet(row[2], registers) : 0, registers));
        }
        return facts;
    }

    private static long registerSet(String ranges, RegisterFile registers) {
        long set = 0;
        for (String range : ranges.split(",")) {
            int dash = range.indexOf('-');
            int first = registers.bitOf(RegisterFile.idOf(dash < 0 ? range : range.substring(0, dash)));
            int last = registers.bitOf(RegisterFile.idOf(dash < 0 ? range : range.substring(dash + 1)));
            for (int bit = first; bit <= last; bit++) {
                set |= 1L << bit;
            }
        }
        return set;
    }

    private static long translate(long set, RegisterFile from, RegisterFile to) {
        long translated = 0;
        for (long rest = set; rest != 0; rest &= rest - 1) {
            int bit = to.bitOf(from.idAt(Long.numberOfTrailingZeros(rest)));
            if (bit != RegisterFile.NONE) {
                translated |= 1L << bit;
            }
        }
        return translated;
    }
}
