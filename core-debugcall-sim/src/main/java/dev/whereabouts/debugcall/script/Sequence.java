package dev.whereabouts.debugcall.script;

import java.util.List;

/** What is done at the stop. */
public sealed interface Sequence {

    /** Calls, which the injector makes one after another. */
    record Calls(List<Call> calls) implements Sequence {

        public Calls {
            calls = List.copyOf(calls);
        }
    }

    /** The debugger's own sequence. */
    record Steps(List<Step> steps) implements Sequence {

        public Steps {
            steps = List.copyOf(steps);
        }
    }
}
