package dev.whereabouts.debugcall.value;

/**
 * Bytes to be written before a call.
 *
 * @param address in memory that the program does not use
 * @param what    for the reader of a transcript
 */
public record MemoryWrite(long address, byte[] bytes, String what) {}
