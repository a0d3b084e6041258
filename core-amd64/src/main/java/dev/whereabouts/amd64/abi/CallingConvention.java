package dev.whereabouts.amd64.abi;

import dev.whereabouts.amd64.register.RegisterFile;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which registers carry arguments and results. Lists hold register ids (see {@link RegisterFile#idOf}), in the order of assignment.
 *
 * <p>Source of the rule: Go's internal ABI document, "amd64 architecture". The sequences have not changed since Go 1.17.
 */
public enum CallingConvention {

    /** Everything on the stack; what assembly follows, and what Go followed before 1.17. */
    ABI0(List.of(), List.of()),

    /** What Go functions follow. */
    ABI_INTERNAL(List.of("AX", "BX", "CX", "DI", "SI", "R8", "R9", "R10", "R11"),
            IntStream.range(0, 15).mapToObj(n -> "X" + n).toList());

    private final List<Integer> integerRegisters;
    private final List<Integer> floatRegisters;

    CallingConvention(List<String> integers, List<String> floats) {
        this.integerRegisters = integers.stream().map(RegisterFile::idOf).toList();
        this.floatRegisters = floats.stream().map(RegisterFile::idOf).toList();
    }

    public List<Integer> integerRegisters() {
        return integerRegisters;
    }

    public List<Integer> floatRegisters() {
        return floatRegisters;
    }
}
