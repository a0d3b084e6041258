package dev.whereabouts.debugcall.session;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.linux.Outcome;
import dev.whereabouts.debugcall.protocol.Status;
import java.util.Optional;

/** Why the program stopped again. */
public sealed interface Arrival {

    /**
     * At a trap of the protocol.
     *
     * @param number what the status register holds
     * @param status empty where the protocol has no such status
     */
    record Trapped(long number, Optional<Status> status) implements Arrival {}

    /** At an INT3 that is none of the protocol's. */
    record ForeignTrap() implements Arrival {}

    /**
     * At the pushed PC again: the call is over.
     *
     * @param call  the call
     * @param steps instructions since the last resumption
     */
    record Returned(OpenCall call, long steps) implements Arrival {

        /** How far RSP is from where it was: 0 if all went well. */
        public long stackDelta(long rsp) {
            return rsp - call.stop().gpr[Cpu.RSP];
        }
    }

    /** At an address that the debugger let the program go on to, with no call open. */
    record AtStop() implements Arrival {}

    /** So many single steps were made. */
    record Stepped(long instructions) implements Arrival {}

    /** The program is over. @param faulted whether an exception of an instruction led to it */
    record Ended(Outcome outcome, boolean faulted) implements Arrival {}
}
