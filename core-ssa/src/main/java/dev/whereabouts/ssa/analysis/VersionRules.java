package dev.whereabouts.ssa.analysis;

import dev.whereabouts.amd64.register.FactTables;
import dev.whereabouts.amd64.register.GoVersion;
import java.util.List;

/**
 * What changed in the analysis from one Go release to another. Data: the table {@code rules} beside this class.
 *
 * @param from            the first release for which this row holds
 * @param dwarf           the DWARF version that the release writes by default
 * @param lastBlockAtEnd  the function's end is written beside the last block's id; else beside {@link Boundary#NO_BLOCK}
 * @param closurePointer  under {@code -N}, {@code .closureptr} gets a list
 * @param internalNames   variables whose name begins with {@code #} are the compiler's own, but for {@code #yield…}
 * @param sortRight       bits of the right shift in the random numbers of the compiler's sort (Go issue 70144)
 * @param sortLeft        bits of the left shift that follows it
 */
public record VersionRules(GoVersion from, int dwarf, boolean lastBlockAtEnd, boolean closurePointer,
        boolean internalNames, int sortRight, int sortLeft) {

    private static final List<VersionRules> ROWS = FactTables.rows(VersionRules.class, "rules").stream()
            .map(row -> new VersionRules(GoVersion.parse(row[0]), Integer.parseInt(row[1]), row[2].equals("last"),
                    row[3].equals("yes"), row[4].equals("yes"), Integer.parseInt(row[5]), Integer.parseInt(row[6])))
            .toList();

    /** The rules of a release: the newest row that is not newer. */
    public static VersionRules of(GoVersion version) {
        return ROWS.stream().filter(row -> row.from.compareTo(version) <= 0).reduce((older, newer) -> newer)
                .orElseThrow();
    }

    /** Whether a variable of this name is tracked at all: neither synthetic nor internal to the compiler. */
    public boolean tracks(String name) {
        char first = name.charAt(0);
        return first != '.' && first != '~' && isWanted(name);
    }

    /** Whether a variable of this name is not internal to the compiler; under {@code -N} only this is asked. */
    public boolean isWanted(String name) {
        if (!internalNames) {
            return true;
        }
        int start = name.charAt(0) == '&' ? 1 : 0;
        return !name.startsWith("#", start) || name.startsWith("#yield", start);
    }
}
