package dev.whereabouts.amd64.linux;

import dev.whereabouts.amd64.cpu.GuestFault;

/** Why a process stopped for whoever inspects it. */
public sealed interface Pause {

    /** The process is over. */
    record Ended(Outcome outcome) implements Pause {}

    /** The current thread is before the instruction at an address to stop at. */
    record Reached(long address) implements Pause {}

    /** The current thread's instruction raised INT3's exception or a single step's, before a signal is sent for it; RIP is behind it. */
    record Trapped(GuestFault fault) implements Pause {}

    /** The instructions asked for are executed. */
    record Stepped() implements Pause {}
}
