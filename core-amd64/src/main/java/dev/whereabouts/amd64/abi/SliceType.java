package dev.whereabouts.amd64.abi;

import java.util.List;

/** {@code []T}: a pointer, a length and a capacity. */
public final class SliceType extends GoType {

    private final GoType element;

    public SliceType(GoType element) {
        super(pointers(3), List.of(element), true);
        this.element = element;
    }

    public GoType element() {
        return element;
    }

    @Override
    public String toString() {
        return "[]" + element;
    }
}
