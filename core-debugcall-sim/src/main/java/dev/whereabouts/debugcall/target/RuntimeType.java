package dev.whereabouts.debugcall.target;

import dev.whereabouts.amd64.abi.GoType;

/**
 * The type of a value in an interface.
 *
 * @param name     such as {@code *errors.errorString}
 * @param type     how it lies in memory, as far as the program says; a name alone where it does not
 * @param isDirect whether the interface's second word is the value itself (a pointer), rather than points to it
 */
public record RuntimeType(String name, GoType type, boolean isDirect) {}
