package dev.whereabouts.ssa.gossafunc.printed;

import java.util.List;

/** Where register allocation put a value. */
public sealed interface PrintedHome {

    PrintedHome NOWHERE = new Nowhere();

    /** No home: not allocated yet, or a value that needs none. */
    record Nowhere() implements PrintedHome {}

    /** @param name in Go's assembler, such as {@code AX} */
    record Register(String name) implements PrintedHome {}

    record Stack(PrintedSlot slot) implements PrintedHome {}

    /** Several places, one for each result of an op. */
    record Tuple(List<PrintedHome> parts) implements PrintedHome {}
}
