package dev.whereabouts.amd64.abi;

import java.util.List;

/** {@code [N]T}. */
public final class ArrayType extends GoType {

    private final long length;
    private final GoType element;

    /**
     * @param length how many elements, not negative
     * @throws TypeException if the array is as large as {@link Layout#MAX_SIZE} or larger
     */
    public ArrayType(long length, GoType element) {
        super(layout(length, element.layout()), List.of(element), true);
        this.length = length;
        this.element = element;
    }

    private static Layout layout(long length, Layout element) {
        if (length < 0) {
            throw new TypeException("an array has a negative length");
        }
        return switch (element) {
            case Layout.Unknown unknown -> unknown;
            case Layout.Known(long size, int alignment, RegisterDemand registers) -> {
                if (size != 0 && length > (Layout.MAX_SIZE - 1) / size) {
                    throw new TypeException("an array is larger than the address space");
                }
                RegisterDemand demand = length == 0
                        ? RegisterDemand.NOTHING
                        : length == 1 ? registers : new RegisterDemand.Memory();
                yield new Layout.Known(length * size, alignment, demand);
            }
        };
    }

    public long length() {
        return length;
    }

    public GoType element() {
        return element;
    }

    @Override
    public String toString() {
        return "[" + length + "]" + element;
    }
}
