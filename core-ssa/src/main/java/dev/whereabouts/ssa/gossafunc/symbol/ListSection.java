package dev.whereabouts.ssa.gossafunc.symbol;

import dev.whereabouts.ssa.gossafunc.symbol.DumpedSymbol.Relocation;
import dev.whereabouts.ssa.problem.InputException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * The location lists of one function, one after the other. Every list begins by selecting its base address, and the linker fills that in:
 * so the relocations say where the lists begin.
 */
final class ListSection {

    private static final String ADDRESS_INDEX = "R_DWTXTADDR";

    /** {@code DW_LLE_base_addressx} (DWARF 5 section 7.7.3), with index 0. */
    private static final byte[] BASE_INDEX_0 = {1, 0};

    /** {@code DW_LLE_base_addressx} takes one byte before the index. */
    private static final int BEFORE_INDEX = 1;

    /** A base address selection of DWARF 4 (section 2.6.2) has the largest address before the base. */
    private static final int BEFORE_ADDRESS = 8;

    private final DumpedSymbol symbol;
    private final byte[] bytes;
    private final NavigableMap<Integer, Relocation> lists = new TreeMap<>();
    private final Set<Integer> taken = new HashSet<>();

    ListSection(DumpedSymbol symbol) {
        this.symbol = symbol;
        this.bytes = symbol.bytes();
        for (Relocation relocation : symbol.relocations()) {
            lists.put(relocation.offset() - (isIndex(relocation) ? BEFORE_INDEX : BEFORE_ADDRESS), relocation);
        }
    }

    /** The list at an offset, which belongs to one variable only, of base address index 0 (DWARF 5) or base address 0 (DWARF 4). */
    byte[] at(long offset) {
        Relocation base = offset < 0 || offset > Integer.MAX_VALUE ? null : lists.get((int) offset);
        if (base == null) {
            throw malformed("no location list begins at byte " + offset);
        }
        int start = (int) offset;
        if (!taken.add(start)) {
            throw malformed("the location list at byte " + start + " belongs to two variables");
        }
        Integer next = lists.higherKey(start);
        int end = next == null ? bytes.length : next;
        if (!isIndex(base)) {
            return Arrays.copyOfRange(bytes, start, checked(end, start));
        }
        int rest = base.offset() + base.size();
        byte[] list = Arrays.copyOf(BASE_INDEX_0, BASE_INDEX_0.length + checked(end, rest) - rest);
        System.arraycopy(bytes, rest, list, BASE_INDEX_0.length, end - rest);
        return list;
    }

    private int checked(int end, int start) {
        if (start < 0 || end < start || end > bytes.length) {
            throw malformed("a location list ends within its symbol and before the next");
        }
        return end;
    }

    private static boolean isIndex(Relocation relocation) {
        return relocation.type().startsWith(ADDRESS_INDEX);
    }

    private InputException malformed(String detail) {
        return InputException.malformed(symbol.at().place(), symbol.heading().name() + ": " + detail);
    }
}
