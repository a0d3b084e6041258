package dev.whereabouts.amd64.linux;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.linux.signal.AlternateStack;
import dev.whereabouts.amd64.linux.signal.PendingSignals;
import dev.whereabouts.amd64.linux.signal.SignalFrame;

/** A thread of the guest: its registers, and what the kernel keeps for it. */
final class GuestThread {

    /** No address of an instruction. */
    static final long NO_STOP = -1;

    final int id;
    final Cpu cpu = new Cpu();
    final PendingSignals pending = new PendingSignals();

    /** The signals that are blocked. */
    long mask;
    /** To be the mask again after the next handler or without one: what {@code rt_sigsuspend} replaced. */
    Long maskToRestore;
    AlternateStack alternateStack = AlternateStack.NONE;
    SignalFrame.LastTrap lastTrap = SignalFrame.LastTrap.NONE;
    /** Cleared and woken when the thread ends; 0 for none. */
    long clearOnExit;
    /** Of the list of robust futexes; 0 for none. */
    long robustList;
    String name;
    /** The number of the system call that the thread made last. */
    long call;
    /** Null while the thread can run. */
    Wait wait;
    boolean isOver;
    /** Instructions that this thread executed. */
    long executed;
    /** The address of the stop that was told already, unless the thread has moved since. */
    long toldStop = NO_STOP;

    GuestThread(int id, String name) {
        this.id = id;
        this.name = name;
    }

    /** Ends the wait with the result of the call that waits. */
    void complete(long result) {
        wait = null;
        cpu.gpr[Cpu.RAX] = result;
    }

    /** Ends the wait without success. */
    void abandon(long result) {
        wait.abandon().run();
        complete(result);
    }
}
