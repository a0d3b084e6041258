package dev.whereabouts.debugcall.transcript;

/**
 * A word on a stack.
 *
 * @param place as an offset from SP at the stop where it is near that, else from SP; such as {@code sp0-0x8}
 * @param what  what it is, as far as is known; empty where nothing is
 */
public record StackWord(long address, String place, long value, String what) {}
