package dev.whereabouts.amd64.instruction;

/** What bytes decode to. */
public sealed interface Decoding permits Instruction, Undecoded {}
