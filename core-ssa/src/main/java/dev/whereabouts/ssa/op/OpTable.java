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
    private static final List<Table> TABLES = new ArrayList<>();
    private static final Map<GoVersion, OpTable> CACHE = new ConcurrentHashMap<>();

    static {
        // the newest first, so that the ids of its ops are the smallest
        for (GoVersion version : FactTables.versions(OpTable.class).reversed()) {
            TABLES.add(read(version));
        }
    }

    private final byte[] flags = new byte[NAMES.size()];
    private final long[] clobbers = new long[NAMES.size()];

    /** What a table says of an op. */
    private record Facts(int flags, long clobbers) {}

    /**
     * The facts of one version.
     *
     * @param registers the registers that {@link Facts#clobbers} are of
     * @param facts     by op id; null, or beyond the end, where the version lacks the op
     */
    private record Table(GoVersion version, RegisterFile registers, Facts[] facts) {
        Facts of(int op) {
            return op < facts.length ? facts[op] : null;
        }
    }

    private OpTable(GoVersion version) {
        RegisterFile registers = RegisterFile.of(version);
        List<Table> tables = tablesFor(version);
        for (int op = 0; op < NAMES.size(); op++) {
            for (Table table : tables) {
                Facts facts = table.of(op);
                if (facts != null) {
                    flags[op] = (byte) (facts.flags | KNOWN);
                    clobbers[op] = translate(facts.clobbers, table.registers, registers);
                    break;
                }
            }
        }
    }

    /** The tables that tell of a version's ops, the best first: its own alone, else the newer ones and then the older, nearest first. */
    private static List<Table> tablesFor(GoVersion version) {
        List<Table> newer = new ArrayList<>();
        List<Table> older = new ArrayList<>();
        for (Table table : TABLES) {
            int order = table.version.compareTo(version);
            if (order == 0) {
                return List.of(table);
            }
            if (order > 0) {
                newer.addFirst(table);
            } else {
                older.add(table);
            }
        }
        newer.addAll(older);
        return newer;
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

    private static Table read(GoVersion version) {
        RegisterFile registers = RegisterFile.of(version);
        Facts plain = new Facts(0, 0);
        List<String[]> rows = FactTables.rows(OpTable.class, "go" + version + "-amd64.ops");
        Facts[] facts = new Facts[NAMES.size() + rows.size()];
        for (String[] row : rows) {
            Integer known = IDS.putIfAbsent(row[0], NAMES.size());
            int id = known == null ? NAMES.size() : known;
            if (known == null) {
                NAMES.add(row[0]);
            }
            facts[id] = row.length == 1 ? plain : facts(row, registers);
        }
        return new Table(version, registers, facts);
    }

    private static Facts facts(String[] row, RegisterFile registers) {
        int flags = (row[1].contains("c") ? CALL : 0) | (row[1].contains("z") ? ZERO_WIDTH : 0);
        return new Facts(flags, row.length > 2 ? registerSet(row[2], registers) : 0);
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
        if (from == to) {
            return set;
        }
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
