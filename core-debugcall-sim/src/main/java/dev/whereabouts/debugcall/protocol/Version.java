package dev.whereabouts.debugcall.protocol;

import dev.whereabouts.amd64.abi.CallingConvention;
import dev.whereabouts.amd64.cpu.Cpu;
import java.util.Optional;
import java.util.stream.Stream;

/** A version of the protocol: which registers it uses, and what convention calls follow. */
public enum Version {

    /** Before the register ABI (Go 1.11 to 1.16): status in RAX, context in RCX, all arguments on the stack. */
    V1(1, "runtime.debugCallV1", Cpu.RAX, Cpu.RCX, CallingConvention.ABI0),

    /** From Go 1.17 on: status in R12, context in RDX, arguments by ABIInternal. */
    V2(2, "runtime.debugCallV2", 12, Cpu.RDX, CallingConvention.ABI_INTERNAL);

    private final int number;
    private final String entrySymbol;
    private final int statusRegister;
    private final int contextRegister;
    private final CallingConvention convention;

    Version(int number, String entrySymbol, int statusRegister, int contextRegister, CallingConvention convention) {
        this.number = number;
        this.entrySymbol = entrySymbol;
        this.statusRegister = statusRegister;
        this.contextRegister = contextRegister;
        this.convention = convention;
    }

    /** The version of a number. */
    public static Optional<Version> of(long number) {
        return Stream.of(values()).filter(version -> version.number == number).findFirst();
    }

    public int number() {
        return number;
    }

    /** The function at which a debugger lets the goroutine go on. */
    public String entrySymbol() {
        return entrySymbol;
    }

    /** Index in {@link Cpu#gpr} of the register that holds the status at a trap. */
    public int statusRegister() {
        return statusRegister;
    }

    /** Index in {@link Cpu#gpr} of the register in which a function expects its closure. */
    public int contextRegister() {
        return contextRegister;
    }

    /** What Go functions of that time follow. */
    public CallingConvention convention() {
        return convention;
    }
}
