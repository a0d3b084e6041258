package dev.whereabouts.amd64.interpreter;

/** Why execution came back. */
public enum Exit {
    /** The instructions asked for are executed. */
    BUDGET,
    /** SYSCALL was executed: RCX and R11 are set, RIP is behind it. */
    SYSCALL,
    /** An instruction raised an exception; RIP is at it, or behind it for a trap. */
    FAULT,
    /** RIP is at an address to stop at, and the instruction there is not executed yet. */
    STOP
}
