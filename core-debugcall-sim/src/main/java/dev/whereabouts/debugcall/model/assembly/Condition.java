package dev.whereabouts.debugcall.model.assembly;

/** A condition of branches and SETcc, in the order of its code in the opcode's low four bits (SDM volume 1, appendix B). */
public enum Condition {
    OVERFLOW, NO_OVERFLOW, BELOW, NOT_BELOW, EQUAL, NOT_EQUAL, NOT_ABOVE, ABOVE, SIGN, NO_SIGN, PARITY, NO_PARITY, LESS, NOT_LESS, NOT_GREATER, GREATER
}
