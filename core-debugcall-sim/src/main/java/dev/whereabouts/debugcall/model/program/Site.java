package dev.whereabouts.debugcall.model.program;

import java.util.Optional;
import java.util.stream.Stream;

/** One of the things that the program's main function can do. */
public enum Site {
    /** A loop without calls, in which every instruction is a safe point. */
    SAFE("safe"),
    /** A loop in a function that is no safe point anywhere. */
    UNSAFE("unsafe"),
    /** A loop with a call. */
    AFTER_CALL("aftercall"),
    /** Code that belongs to no function. */
    FOREIGN("jit"),
    /** A loop in an assembly function. */
    ASSEMBLY("asm"),
    /** Yields and allocates. */
    RUNTIME("runtime"), TIME("time"),
    /** Calls itself. */
    DEEP("deep"), SYSTEM_CALL("sys"), INITIALIZED("init"),
    /** Starts another goroutine that yields and spins, and yields itself. */
    WORKERS("workers");

    private final String label;

    Site(String label) {
        this.label = label;
    }

    /** As the program's argument would be, and as its output says it. */
    public String label() {
        return label;
    }

    /** The site of a label. */
    public static Optional<Site> labelled(String label) {
        return Stream.of(values()).filter(site -> site.label.equals(label)).findFirst();
    }
}
