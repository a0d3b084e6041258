package dev.whereabouts.debugcall.model.assembly;

/** A place in code or data. It is placed once; its address is known when the code is laid out. */
public final class Label {

    private static final int NOWHERE = -1;

    private final String name;
    private int fragment = NOWHERE;
    private int offset;
    private long address;
    private boolean isResolved;

    /** @param name for messages */
    public Label(String name) {
        this.name = name;
    }

    /** A place that is known, such as one in data. */
    public static Label at(String name, long address) {
        Label label = new Label(name);
        label.resolve(address);
        return label;
    }

    void place(int inFragment, int atOffset) {
        if (isPlaced()) {
            throw new IllegalStateException(name + " is placed twice");
        }
        fragment = inFragment;
        offset = atOffset;
    }

    void resolve(long to) {
        address = to;
        isResolved = true;
    }

    boolean isPlaced() {
        return fragment != NOWHERE || isResolved;
    }

    boolean isInCode() {
        return fragment != NOWHERE;
    }

    int fragment() {
        return fragment;
    }

    int offset() {
        return offset;
    }

    /** @throws IllegalStateException before the code is laid out */
    public long address() {
        if (!isResolved) {
            throw new IllegalStateException("it is not known where " + name + " is");
        }
        return address;
    }

    @Override
    public String toString() {
        return name;
    }
}
