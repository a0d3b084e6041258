package dev.whereabouts.amd64.linux.abi;

import dev.whereabouts.amd64.register.FactTables;
import java.util.HashMap;
import java.util.Map;

/** The names of system calls, for what is shown to people. */
public final class SystemCallNames {

    private static final Map<Long, String> NAMES = new HashMap<>();

    static {
        for (String[] row : FactTables.rows(SystemCallNames.class, "system-calls")) {
            NAMES.put(Long.valueOf(row[0]), row[1]);
        }
    }

    private SystemCallNames() {}

    /** Such as {@code mmap}; for a number that has no name, the number. */
    public static String of(long number) {
        return NAMES.getOrDefault(number, Long.toString(number));
    }
}
