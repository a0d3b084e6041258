package dev.whereabouts.ssa.json;

import dev.whereabouts.amd64.register.GoVersion;
import dev.whereabouts.ssa.analysis.AnalysisOptions;
import dev.whereabouts.ssa.dwarf.ListForm;
import dev.whereabouts.ssa.problem.InputException;
import java.util.Map;
import java.util.Set;

/**
 * What a request for location lists asks for, beside the functions.
 *
 * @param go               the compiler's version whose rules apply
 * @param dwarf            the version of DWARF for the final lists, 4 or 5
 * @param baseAddressIndex DWARF 5: index in {@code .debug_addr} of the function's first instruction
 * @param baseAddressEntry DWARF 4: whether a list begins by selecting its base address, as Go's linker does; if not, PCs count from the
 *                         compile unit's base address, taken to be the function's first instruction
 * @param pointerSize      bytes of the target's pointers, 8 or 4
 * @param passes           how many liveness passes, as {@code -d=locationlists=N000} asks for; 0 runs to the fixed point
 * @param include          what an answer contains beside the lists' bytes
 * @param types            bytes of named Go types that a dump does not tell
 */
public record LoclistsOptions(GoVersion go, int dwarf, int baseAddressIndex, boolean baseAddressEntry, int pointerSize,
        int passes, Set<Include> include, Map<String, Long> types) {

    /** A part of the answer that may be asked for. */
    public enum Include {
        ENTRIES, EXPLANATIONS, CHECKS, COVERAGE, TRACE
    }

    /** What applies where a request says nothing. */
    public static final LoclistsOptions DEFAULT = new OptionValues().toOptions();

    public LoclistsOptions {
        include = Set.copyOf(include);
        types = Map.copyOf(types);
    }

    /**
     * Reads options from the parameters of a query: {@code go=1.26}, {@code include=entries,checks}, {@code types=main.T=24,main.U=8}.
     *
     * @throws InputException if a parameter is unknown or has a wrong value; the pointers name the parameters
     */
    public static LoclistsOptions ofQuery(Map<String, String> parameters) {
        OptionValues values = new OptionValues();
        OptionQuery.read(parameters, values);
        return values.toOptions();
    }

    public AnalysisOptions analysis() {
        return new AnalysisOptions(go, pointerSize, passes);
    }

    /** The form of the final lists. */
    public ListForm form() {
        if (dwarf == OptionValues.DWARF_5) {
            return new ListForm.Loclists(baseAddressIndex);
        }
        return baseAddressEntry ? new ListForm.Loc(pointerSize, 0) : new ListForm.UnitLoc(pointerSize, 0);
    }

    public boolean includes(Include part) {
        return include.contains(part);
    }
}
