package dev.whereabouts.amd64.abi;

import java.util.List;

/** {@code map[K]V}: a pointer. */
public final class MapType extends GoType {

    private final GoType key;
    private final GoType element;

    public MapType(GoType key, GoType element) {
        super(pointers(1), List.of(key, element), true);
        this.key = key;
        this.element = element;
    }

    public GoType key() {
        return key;
    }

    public GoType element() {
        return element;
    }

    @Override
    public String toString() {
        return "map[" + key + "]" + element;
    }
}
