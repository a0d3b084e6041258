package dev.whereabouts.amd64.abi;

import java.util.List;

/**
 * A Go type, as far as the ABI cares: how it lies in memory and which base values it is made of. Immutable.
 *
 * <p>What depends on the parts is computed once, when the type is built, so that neither deep nor widely shared types cost more than
 * their own parts. {@link #toString} prints a type as the compiler does.
 */
public abstract sealed class GoType
        permits BasicType, PointerType, SliceType, ArrayType, MapType, ChannelType, FunctionType,
        InterfaceType, StructType, NamedType {

    /** How deep types may nest. */
    public static final int MAX_DEPTH = 200;

    /** How many types a type may be written with, itself included. */
    public static final int MAX_PARTS = 1 << 16;

    static final int POINTER_SIZE = 8;

    private final Layout layout;
    private final int depth;
    private final int parts;

    /**
     * @param components the types that this one is written with
     * @param written    whether its text holds theirs, or only a name
     */
    GoType(Layout layout, List<? extends GoType> components, boolean written) {
        int deepest = 0;
        long total = 1;
        for (GoType component : components) {
            deepest = Math.max(deepest, component.depth);
            total += written ? component.parts : 0;
        }
        if (deepest >= MAX_DEPTH) {
            throw new TypeException("types nest deeper than " + MAX_DEPTH);
        }
        if (total > MAX_PARTS) {
            throw new TypeException("a type is made of more than " + MAX_PARTS + " types");
        }
        this.layout = layout;
        this.depth = deepest + 1;
        this.parts = (int) total;
    }

    /** Size, alignment and registers, or the name that they wait for. */
    public final Layout layout() {
        return layout;
    }

    static Layout pointers(int count) {
        return new Layout.Known((long) count * POINTER_SIZE, POINTER_SIZE, new RegisterDemand.Registers(count, 0));
    }
}
