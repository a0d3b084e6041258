package dev.whereabouts.amd64.abi;

import dev.whereabouts.amd64.register.GoVersion;
import dev.whereabouts.amd64.register.RegisterFile;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The registers of a Go version and what each is for.
 *
 * <p>Source of the rule: Go's internal ABI document, "amd64 architecture"; the compiler's register table.
 *
 * @param registers        by bit
 * @param integerArguments names of the registers that take integer arguments and results, in the order of assignment
 * @param floatArguments   the same for floating point
 */
public record RegisterModel(GoVersion version, List<Register> registers, List<String> integerArguments,
        List<String> floatArguments) {

    /**
     * A register.
     *
     * @param bit         position in the compiler's register sets
     * @param name        in Go's assembler
     * @param sdmName     in Intel's manual
     * @param dwarfNumber empty for a register that debug information cannot name
     * @param callerSaved whether a call may leave anything in it: so for every register without a fixed meaning, Go has no others
     */
    public record Register(int bit, String name, String sdmName, OptionalInt dwarfNumber, RegisterRole role,
            boolean callerSaved) {}

    public RegisterModel {
        registers = List.copyOf(registers);
        integerArguments = List.copyOf(integerArguments);
        floatArguments = List.copyOf(floatArguments);
    }

    public static RegisterModel of(GoVersion version) {
        RegisterFile file = RegisterFile.of(version);
        CallingConvention convention = CallingConvention.ABI_INTERNAL;
        return new RegisterModel(version,
                IntStream.range(0, file.size()).mapToObj(bit -> register(file, bit, convention)).toList(),
                convention.integerRegisters().stream().map(RegisterFile::nameOf).toList(),
                convention.floatRegisters().stream().map(RegisterFile::nameOf).toList());
    }

    private static Register register(RegisterFile file, int bit, CallingConvention convention) {
        int dwarf = file.dwarfAt(bit);
        RegisterRole role = role(file.idAt(bit), convention);
        return new Register(bit, file.nameAt(bit), file.sdmNameAt(bit),
                dwarf == RegisterFile.NONE ? OptionalInt.empty() : OptionalInt.of(dwarf), role, isCallerSaved(role));
    }

    private static RegisterRole role(int id, CallingConvention convention) {
        if (convention.integerRegisters().contains(id)) {
            return RegisterRole.INTEGER_ARGUMENT;
        }
        if (convention.floatRegisters().contains(id)) {
            return RegisterRole.FLOAT_ARGUMENT;
        }
        return switch (RegisterFile.nameOf(id)) {
            case "SP" -> RegisterRole.STACK_POINTER;
            case "BP" -> RegisterRole.FRAME_POINTER;
            case "DX" -> RegisterRole.CLOSURE_CONTEXT;
            case "g" -> RegisterRole.GOROUTINE;
            case "R15" -> RegisterRole.GLOBAL_OFFSET_TABLE;
            case "X15" -> RegisterRole.ZERO;
            case "SB" -> RegisterRole.STATIC_BASE;
            default -> RegisterRole.SCRATCH;
        };
    }

    private static boolean isCallerSaved(RegisterRole role) {
        return switch (role) {
            case STACK_POINTER, FRAME_POINTER, GOROUTINE, ZERO, STATIC_BASE -> false;
            case CLOSURE_CONTEXT, GLOBAL_OFFSET_TABLE, INTEGER_ARGUMENT, FLOAT_ARGUMENT, SCRATCH -> true;
        };
    }
}
