package dev.whereabouts.amd64.instruction;

/** Why bytes are no instruction. */
public enum Undecoded implements Decoding {
    /** No instruction is encoded so: an invalid-opcode exception (#UD). */
    INVALID,
    /** The instruction is longer than the bytes given: where no more can be fetched, a page fault behind them. */
    TRUNCATED,
    /** The instruction would be longer than 15 bytes: a general-protection exception (SDM volume 3, 6.15). */
    TOO_LONG
}
