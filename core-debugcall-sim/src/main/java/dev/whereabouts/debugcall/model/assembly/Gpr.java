package dev.whereabouts.debugcall.model.assembly;

/** A general-purpose register. Its ordinal is its number in encodings, and its index in {@link dev.whereabouts.amd64.cpu.Cpu#gpr}. */
public enum Gpr {
    RAX, RCX, RDX, RBX, RSP, RBP, RSI, RDI, R8, R9, R10, R11, R12, R13, R14, R15
}
