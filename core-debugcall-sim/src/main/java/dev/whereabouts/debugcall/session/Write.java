package dev.whereabouts.debugcall.session;

/**
 * Memory that the debugger wrote.
 *
 * @param bytes not to be changed
 * @param what  what they are, in a few words; empty where the script does not say
 */
public record Write(long address, byte[] bytes, String what) {}
