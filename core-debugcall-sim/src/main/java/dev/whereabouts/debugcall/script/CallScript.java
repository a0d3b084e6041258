package dev.whereabouts.debugcall.script;

import dev.whereabouts.debugcall.protocol.Version;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a debugger shall do with a program.
 *
 * @param protocol the version; empty: the scenario's, or what the program's runtime speaks
 * @param stop     where the first injection happens; empty: the scenario's
 * @param sequence what is done there; empty: the scenario's
 * @param then     what becomes of the program behind it; empty: the scenario's, else it stays
 * @param expect   of the whole
 */
public record CallScript(Optional<Version> protocol, ProgramChoice program, Optional<Stop> stop,
        Optional<Sequence> sequence, Optional<Ending> then, Events events, Budgets limits,
        Optional<Expectation> expect) {

    /** The same for another program. */
    public CallScript withProgram(ProgramChoice to) {
        return new CallScript(protocol, to, stop, sequence, then, events, limits, expect);
    }

    /** The same, told in more or less detail. */
    public CallScript withEvents(Events to) {
        return new CallScript(protocol, program, stop, sequence, then, to, limits, expect);
    }

    /** What becomes of the program behind the last call or step. */
    public enum Ending {
        /** It stays where it is. */
        STOP,
        /** It goes on to its end. */
        RUN
    }

    /** How much of the course is told. */
    public enum Events {
        FULL, SUMMARY
    }

    /**
     * What the program may use; empty: as much as anybody may.
     *
     * @param instructions of all threads together
     * @param memoryBytes  of touched pages
     */
    public record Budgets(OptionalLong instructions, OptionalLong memoryBytes) {}
}
