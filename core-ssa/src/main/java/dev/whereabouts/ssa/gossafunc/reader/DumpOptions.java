package dev.whereabouts.ssa.gossafunc.reader;

import dev.whereabouts.amd64.register.GoVersion;
import java.util.Map;

/**
 * What a dump does not say by itself.
 *
 * @param go    the compiler's version
 * @param types bytes of named types, by their name with package, as in {@code main.T}
 */
public record DumpOptions(GoVersion go, Map<String, Long> types) {

    public DumpOptions {
        types = Map.copyOf(types);
    }

    /** The newest Go, no types. */
    public static final DumpOptions DEFAULT = new DumpOptions(GoVersion.NEWEST, Map.of());
}
