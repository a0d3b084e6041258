package dev.whereabouts.debugcall.transcript;

import dev.whereabouts.debugcall.protocol.FrameClass;
import dev.whereabouts.debugcall.protocol.Status;
import dev.whereabouts.debugcall.session.Change;
import dev.whereabouts.debugcall.session.Write;
import java.util.List;
import java.util.Optional;

/**
 * Something that happened.
 *
 * @param seq          its number, from 0
 * @param depth        how many calls are open around the one it belongs to
 * @param instructions that the program had executed by then
 * @param note         a sentence for a reader
 */
public record Event(int seq, int depth, long instructions, Detail detail, String note) {

    /** What it was. */
    public sealed interface Detail {

        /** As answers write it. */
        String kind();
    }

    /**
     * The program came to a place by itself: where the session begins, at an INT3 of its own, or after single steps.
     *
     * @param variables of the function it is in; none where the program does not tell them
     */
    public record Stopped(Site site, List<ShownVariable> variables) implements Detail {

        public Stopped {
            variables = List.copyOf(variables);
        }

        @Override
        public String kind() {
            return "stop";
        }
    }

    /** The debugger let it go on at the runtime's entry. */
    public record Injected(String entry, long frameSize, Optional<FrameClass> frameClass, List<Write> writes,
            List<Change> set) implements Detail {

        @Override
        public String kind() {
            return "inject";
        }
    }

    /** The runtime spoke. @param status empty where the number is none of the protocol's */
    public record Trapped(Site site, long number, Optional<Status> status,
            Optional<Finding> finding) implements Detail {

        @Override
        public String kind() {
            return "trap";
        }
    }

    /** The debugger let it go on in a function. */
    public record Called(String function, List<Write> writes, List<Change> set) implements Detail {

        @Override
        public String kind() {
            return "call";
        }
    }

    /** The debugger let it go on. */
    public record Resumed(String at, List<Write> writes, List<Change> set) implements Detail {

        @Override
        public String kind() {
            return "resume";
        }
    }

    /** The debugger let it go on at status 16. @param registers that were given back their values, by name */
    public record Restored(List<String> registers, List<Write> writes, List<Change> set) implements Detail {

        @Override
        public String kind() {
            return "restore";
        }
    }

    /**
     * The pushed PC was reached.
     *
     * @param steps      instructions since status 16
     * @param stackDelta RSP against the stop, bytes
     * @param changes    of registers against the stop
     */
    public record Back(Site site, long steps, long stackDelta, List<Change> changes) implements Detail {

        @Override
        public String kind() {
            return "restored";
        }
    }

    /** The program ended. */
    public record Ended(ProcessState state) implements Detail {

        @Override
        public String kind() {
            return "exit";
        }
    }
}
