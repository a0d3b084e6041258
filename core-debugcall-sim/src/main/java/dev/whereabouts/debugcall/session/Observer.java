package dev.whereabouts.debugcall.session;

import dev.whereabouts.amd64.state.RegisterName;
import java.util.Set;

/** Is told what the debugger does and what comes of it, in order. What it is not interested in it leaves out. */
public interface Observer {

    /** The debugger keeps the values of registers. */
    default void saved(Set<RegisterName> registers) {}

    /** The debugger asks for a value that it did not keep. */
    default void notSaved(RegisterName register) {}

    /** The debugger reads memory. */
    default void read(long address, int length) {}

    /** The debugger reads registers. */
    default void read(Set<RegisterName> registers) {}

    /** The debugger tried to read or write memory that the program itself could not. */
    default void outOfReach(long address, int length) {}

    /** The debugger takes the value of a register for the status. */
    default void readStatus(RegisterName register) {}

    /** The debugger is about to let the program go on; registers and memory are as it leaves them. */
    default void resuming(Resumption resumption) {}

    /** The program has stopped again, or has ended. */
    default void arrived(Arrival arrival) {}

    /** The debugger does nothing more; calls may be open. */
    default void finished() {}
}
