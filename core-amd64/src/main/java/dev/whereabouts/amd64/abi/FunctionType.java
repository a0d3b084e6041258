package dev.whereabouts.amd64.abi;

/** {@code func(…) …}: a pointer to a closure object. */
public final class FunctionType extends GoType {

    private final Signature signature;

    public FunctionType(Signature signature) {
        super(pointers(1), signature.types(), true);
        this.signature = signature;
    }

    public Signature signature() {
        return signature;
    }

    @Override
    public String toString() {
        return signature.toString();
    }
}
