package dev.whereabouts.amd64.image;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The symbols of an image, by name and by address. */
public final class Symbols {

    private static final Comparator<Symbol> BY_ADDRESS = Comparator.comparingLong(Symbol::address);

    private final List<Symbol> ordered;
    private final Map<String, Symbol> named = new HashMap<>();

    Symbols(List<Symbol> symbols) {
        ordered = symbols.stream().sorted(BY_ADDRESS).toList();
        for (Symbol symbol : symbols) {
            named.putIfAbsent(symbol.name(), symbol);
        }
    }

    /** All, by address; those of one address in the file's order. */
    public List<Symbol> ordered() {
        return ordered;
    }

    /** The symbol of a name; the first in the file where several have it. */
    public Optional<Symbol> named(String name) {
        return Optional.ofNullable(named.get(name));
    }

    /**
     * The symbol that an address belongs to: the nearest at or below it that reaches so far. One without a size reaches to the next symbol.
     * Of several at one address the first that is sized.
     */
    public Optional<Symbol> at(long address) {
        int low = 0;
        int high = ordered.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ordered.get(middle).address() <= address) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if (low == 0) {
            return Optional.empty();
        }
        long start = ordered.get(low - 1).address();
        Symbol unsized = null;
        Symbol found = null;
        for (int i = low - 1; i >= 0 && ordered.get(i).address() == start; i--) {
            Symbol symbol = ordered.get(i);
            if (symbol.size() == 0) {
                unsized = symbol;
            } else if (Long.compareUnsigned(address - start, symbol.size()) < 0) {
                found = symbol;
            }
        }
        return Optional.ofNullable(found != null ? found : unsized);
    }
}
