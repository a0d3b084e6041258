package dev.whereabouts.amd64.abi;

import java.util.List;

/** {@code *T}. */
public final class PointerType extends GoType {

    private final GoType element;

    public PointerType(GoType element) {
        super(pointers(1), List.of(element), true);
        this.element = element;
    }

    public GoType element() {
        return element;
    }

    @Override
    public String toString() {
        return "*" + element;
    }
}
