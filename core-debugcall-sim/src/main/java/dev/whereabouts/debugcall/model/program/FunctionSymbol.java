package dev.whereabouts.debugcall.model.program;

import dev.whereabouts.amd64.abi.CallingConvention;
import dev.whereabouts.amd64.abi.Signature;
import java.util.List;
import java.util.Optional;

/**
 * A function of the program.
 *
 * @param frameSize    bytes that it takes below its return address
 * @param unsafeRanges instructions at which no call can be injected, as addresses
 * @param signature    empty for what is no Go function
 * @param isClosure    whether it needs a context
 */
public record FunctionSymbol(String name, long start, long end, int frameSize, List<Range> unsafeRanges,
        Optional<Signature> signature, CallingConvention convention, boolean isClosure) {

    /** Addresses from one, to another, exclusive. */
    public record Range(long from, long to) {

        boolean holds(long address) {
            return address >= from && address < to;
        }
    }

    public FunctionSymbol {
        unsafeRanges = List.copyOf(unsafeRanges);
    }

    public boolean holds(long address) {
        return address >= start && address < end;
    }

    /**
     * Whether a call can be injected before the instruction at an address. A PC is taken for a return address, so that the byte before it
     * decides; but not at the function's start.
     */
    public boolean isSafe(long pc) {
        long decisive = pc == start ? pc : pc - 1;
        return unsafeRanges.stream().noneMatch(range -> range.holds(decisive));
    }

    /** Whether it belongs to the runtime, other than the functions of the protocol. */
    public boolean isRuntime() {
        return name.startsWith("runtime.");
    }
}
