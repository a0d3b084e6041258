package dev.whereabouts.ssa.json;

import dev.whereabouts.amd64.register.GoVersion;
import dev.whereabouts.ssa.analysis.AnalysisOptions;
import dev.whereabouts.ssa.json.LoclistsOptions.Include;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Options while they are read, in any order. A setter that refuses a value throws an {@link IllegalArgumentException} that says what would
 * be right.
 */
final class OptionValues {

    static final int DWARF_4 = 4;

    static final int DWARF_5 = 5;

    /** The Go version from which on DWARF 5 is the compiler's default. */
    private static final int MINOR_WITH_DWARF_5 = 25;

    private static final Map<String, Include> INCLUDES = Arrays.stream(Include.values())
            .collect(Collectors.toMap(include -> include.name().toLowerCase(Locale.ROOT), include -> include));

    private GoVersion go = GoVersion.NEWEST;
    private int dwarf;
    private int baseAddressIndex;
    private boolean baseAddressEntry = true;
    private int pointerSize = Long.BYTES;
    private int passes;
    private Set<Include> include = EnumSet.of(Include.ENTRIES, Include.CHECKS);
    private Map<String, Long> types = Map.of();

    void go(String version) {
        go = GoVersion.parse(version);
    }

    void arch(String name) {
        if (!name.equals("amd64")) {
            throw new IllegalArgumentException("the only arch is amd64");
        }
    }

    void dwarf(long version) {
        if (version != DWARF_4 && version != DWARF_5) {
            throw new IllegalArgumentException("dwarf is 4 or 5");
        }
        dwarf = (int) version;
    }

    void baseAddressIndex(long index) {
        if (index < 0 || index > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a base address index is a number from 0 to " + Integer.MAX_VALUE);
        }
        baseAddressIndex = (int) index;
    }

    void baseAddressEntry(boolean flag) {
        baseAddressEntry = flag;
    }

    void pointerSize(long bytes) {
        if (bytes != Long.BYTES && bytes != Integer.BYTES) {
            throw new IllegalArgumentException("pointerSize is 8 or 4 bytes");
        }
        pointerSize = (int) bytes;
    }

    void passes(long count) {
        if (count < 0 || count > AnalysisOptions.MAX_PASSES) {
            throw new IllegalArgumentException(
                    "passes is 0, which is as many as are needed, to " + AnalysisOptions.MAX_PASSES);
        }
        passes = (int) count;
    }

    void includeNothing() {
        include = EnumSet.noneOf(Include.class);
    }

    void include(String name) {
        Include part = INCLUDES.get(name);
        if (part == null) {
            throw new IllegalArgumentException("an answer may include "
                    + INCLUDES.keySet().stream().sorted().collect(Collectors.joining(", ")));
        }
        include.add(part);
    }

    void types(Map<String, Long> sizes) {
        types = sizes;
    }

    LoclistsOptions toOptions() {
        int version = dwarf != 0 ? dwarf : go.atLeast(MINOR_WITH_DWARF_5) ? DWARF_5 : DWARF_4;
        return new LoclistsOptions(go, version, baseAddressIndex, baseAddressEntry, pointerSize, passes, include,
                types);
    }
}
