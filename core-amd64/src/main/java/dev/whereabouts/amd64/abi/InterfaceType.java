package dev.whereabouts.amd64.abi;

import java.util.List;

/**
 * An interface: a pointer to what describes the dynamic type (the type itself where the interface is empty, else its method table), and
 * a pointer to the data.
 */
public final class InterfaceType extends GoType {

    /** {@code interface {}}. */
    public static final InterfaceType EMPTY = new InterfaceType(List.of());

    private final List<String> methods;

    /**
     * @param methods each as printed, such as {@code Read([]uint8) (int, error)}: no method changes how an interface is passed
     */
    public InterfaceType(List<String> methods) {
        super(pointers(2), List.of(), true);
        this.methods = List.copyOf(methods);
    }

    public List<String> methods() {
        return methods;
    }

    @Override
    public String toString() {
        return methods.isEmpty() ? "interface {}" : "interface { " + String.join("; ", methods) + " }";
    }
}
