package dev.whereabouts.ssa.gossafunc.symbol;

import dev.whereabouts.ssa.problem.InputException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The variables of a function with their location lists as the compiler itself wrote them, to be compared with.
 *
 * @param variables in the compiler's order: the function's own first, by scope, then those of inlined calls
 */
public record CompilerLists(List<CompilerVariable> variables) {

    /** How a list of ours compares with what the compiler wrote. */
    public enum Agreement {
        /** The compiler wrote the same bytes for a variable of that name. */
        SAME,
        /** The compiler wrote other bytes for every variable of that name. */
        DIFFERENT,
        /** The compiler wrote no list for a variable of that name, or fewer than there are variables. */
        NOT_WRITTEN
    }

    /** Whether a symbol may be the first parameter of {@link #read}. */
    public static boolean isFunctionInfo(SymbolHeading heading) {
        return heading.kind().equals("SDWARFFCN");
    }

    /** Whether a symbol may be the second parameter of {@link #read}. */
    public static boolean isLists(SymbolHeading heading) {
        return heading.kind().equals("SDWARFLOC");
    }

    /** Whether a symbol is the abstract instance of a function: may be among the third parameter of {@link #read}. */
    public static boolean isAbstractInstance(SymbolHeading heading) {
        return heading.kind().equals("SDWARFABSFCN");
    }

    public CompilerLists {
        variables = List.copyOf(variables);
    }

    /**
     * @param info      the entries of the function ({@code SDWARFFCN})
     * @param lists     its location lists ({@code SDWARFLOC}), or null where it has no such symbol
     * @param abstracts abstract instances ({@code SDWARFABSFCN}) by the names of their symbols; a variable of an instance that is missing
     *                  is left out
     * @throws InputException where the symbols are damaged, or of a Go version with other abbreviations
     */
    public static CompilerLists read(DumpedSymbol info, DumpedSymbol lists, Map<String, DumpedSymbol> abstracts) {
        return new CompilerLists(new FunctionEntries(info, lists, abstracts).variables());
    }

    /**
     * Compares lists of ours with the compiler's. Where several variables share a name, every list of the compiler's counts once.
     *
     * @param names the variables' names
     * @param lists their location lists, of base address index 0 (DWARF 5) or base address 0 (DWARF 4); as many as names
     */
    public List<Agreement> compare(List<String> names, List<byte[]> lists) {
        Map<Listed, Integer> left = new HashMap<>();
        Map<String, Integer> leftOfName = new HashMap<>();
        for (CompilerVariable variable : variables) {
            if (variable.location() instanceof CompilerLocation.Listed(byte[] bytes)) {
                left.merge(new Listed(variable.name(), ByteBuffer.wrap(bytes)), 1, Integer::sum);
                leftOfName.merge(variable.name(), 1, Integer::sum);
            }
        }
        Agreement[] agreements = new Agreement[names.size()];
        for (int i = 0; i < agreements.length; i++) {
            if (take(left, new Listed(names.get(i), ByteBuffer.wrap(lists.get(i))))) {
                take(leftOfName, names.get(i));
                agreements[i] = Agreement.SAME;
            }
        }
        for (int i = 0; i < agreements.length; i++) {
            if (agreements[i] == null) {
                agreements[i] = take(leftOfName, names.get(i)) ? Agreement.DIFFERENT : Agreement.NOT_WRITTEN;
            }
        }
        return List.of(agreements);
    }

    private record Listed(String name, ByteBuffer bytes) {}

    private static <K> boolean take(Map<K, Integer> counts, K key) {
        return counts.computeIfPresent(key, (_, count) -> count - 1) instanceof Integer count && count >= 0;
    }
}
