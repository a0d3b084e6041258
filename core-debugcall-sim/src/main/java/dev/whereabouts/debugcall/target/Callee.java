package dev.whereabouts.debugcall.target;

import dev.whereabouts.amd64.abi.CallingConvention;
import dev.whereabouts.amd64.abi.Signature;
import java.util.Optional;

/**
 * A function that can be called.
 *
 * @param entry      the address of its first instruction
 * @param signature  what it takes and gives; empty where the program does not say
 * @param convention what it follows
 * @param isClosure  whether it needs a context; false where the program does not say
 */
public record Callee(String name, long entry, Optional<Signature> signature, CallingConvention convention,
        boolean isClosure) {}
