package dev.whereabouts.amd64.linux;

import dev.whereabouts.amd64.linux.budget.Resource;
import dev.whereabouts.amd64.linux.signal.Signal;

/** How a run ended. */
public sealed interface Outcome {

    /** The process ended by itself. @param code 0 to 255 */
    record Exited(int code) implements Outcome {}

    /** A signal ended the process. */
    record Killed(int signal) implements Outcome {

        /** Such as {@code SIGSEGV}. */
        public String signalName() {
            return Signal.nameOf(signal);
        }
    }

    /** The process needed more of a resource than its budget has. */
    record BudgetExhausted(Resource resource) implements Outcome {}

    /** Every thread waits for something that no thread, timer or input can bring. */
    record Deadlocked() implements Outcome {}
}
