package dev.whereabouts.amd64.abi;

/**
 * The line with which the compiler begins to print a function, such as {@code (*T).M method(*T) func(int) error}.
 *
 * @param name as printed
 */
public record FunctionHeader(String name, Signature signature) {}
