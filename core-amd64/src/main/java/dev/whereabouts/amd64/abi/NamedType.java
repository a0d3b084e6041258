package dev.whereabouts.amd64.abi;

import java.util.List;
import java.util.Optional;

/** A type with a name: defined by another type, known by its size alone, or not known at all. */
public final class NamedType extends GoType {

    private final String name;
    private final Optional<GoType> underlying;

    private NamedType(String name, Optional<GoType> underlying, Layout layout) {
        super(layout, underlying.stream().toList(), false);
        this.name = name;
        this.underlying = underlying;
    }

    public static NamedType of(String name, GoType underlying) {
        return new NamedType(name, Optional.of(underlying), underlying.layout());
    }

    /**
     * A type of which only the size is known: it can be placed on a stack, but not in registers.
     *
     * @param size      bytes
     * @param alignment bytes, a power of two that divides the size
     * @throws TypeException if no type has this size and alignment
     */
    public static NamedType opaque(String name, long size, int alignment) {
        if (alignment < 1 || alignment > POINTER_SIZE || Integer.bitCount(alignment) != 1) {
            throw new TypeException("the alignment of " + name + " must be 1, 2, 4 or 8");
        }
        if (size < 0 || size >= Layout.MAX_SIZE || size % alignment != 0) {
            throw new TypeException("the size of " + name + " must be a multiple of its alignment below 2^50");
        }
        RegisterDemand demand = size == 0 ? RegisterDemand.NOTHING : new RegisterDemand.Undecided(name);
        return new NamedType(name, Optional.empty(), new Layout.Known(size, alignment, demand));
    }

    /** A type of which only the name is known. */
    public static NamedType undefined(String name) {
        return new NamedType(name, Optional.empty(), new Layout.Unknown(name));
    }

    public String name() {
        return name;
    }

    /** The type that defines it, where one is known. */
    public Optional<GoType> underlying() {
        return underlying;
    }

    @Override
    public String toString() {
        return name;
    }
}
