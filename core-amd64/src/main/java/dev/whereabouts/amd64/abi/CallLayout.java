package dev.whereabouts.amd64.abi;

import dev.whereabouts.amd64.register.GoVersion;
import java.util.List;
import java.util.Optional;

/**
 * Where everything is that a function takes and gives: which register, or where on the stack.
 *
 * @param arguments in order, the receiver first; the closure pointer, which travels in DX, is not among them
 * @param results   in order
 * @param area      the caller's part of the frame; empty where it depends on a type that is not known
 */
public record CallLayout(List<Assigned> arguments, List<Assigned> results, Optional<ArgumentArea> area) {

    /** A parameter or result and its place. */
    public record Assigned(Signature.Parameter parameter, Placement placement) {}

    /**
     * What the caller reserves at the bottom of its frame: stack-assigned arguments, then stack-assigned results, then the spill area.
     * All in bytes from the stack pointer at the call instruction; each part begins at a multiple of 8.
     *
     * @param resultsOffset where results begin
     * @param spillOffset   where the spill area of the register-assigned arguments begins
     * @param size          of the whole; the argument size in the compiler's {@code TEXT} line, and the frame size of a debug call
     */
    public record ArgumentArea(long resultsOffset, long spillOffset, long size) {}

    public CallLayout {
        arguments = List.copyOf(arguments);
        results = List.copyOf(results);
    }

    /**
     * Assigns a signature's parameters and results.
     *
     * @param version the Go version, which decides only the {@link RegisterPiece#padding}
     * @throws TypeException if what goes to the stack is as large as {@link Layout#MAX_SIZE} or larger
     */
    public static CallLayout of(Signature signature, CallingConvention convention, GoVersion version) {
        return new Assigner(convention, version).assign(signature);
    }
}
