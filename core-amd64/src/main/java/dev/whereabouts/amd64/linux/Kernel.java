package dev.whereabouts.amd64.linux;

import dev.whereabouts.amd64.linux.abi.Errno;
import dev.whereabouts.amd64.linux.abi.Failure;
import dev.whereabouts.amd64.linux.budget.Budget;
import dev.whereabouts.amd64.linux.file.Descriptors;
import dev.whereabouts.amd64.linux.file.FileSystem;
import dev.whereabouts.amd64.linux.file.Output;
import dev.whereabouts.amd64.linux.file.RandomBytes;
import dev.whereabouts.amd64.linux.signal.SignalFrame;
import dev.whereabouts.amd64.memory.GuestMemory;
import java.util.function.LongSupplier;

/** What the system calls of one process share. */
final class Kernel {

    /** Instead of a result: the call has set the registers itself, or there is no thread any more to tell. */
    static final long NO_RESULT = Long.MIN_VALUE + 1;

    final Program program;
    final Budget budget;
    final GuestMemory memory;
    final AddressSpace space;
    final RandomBytes random;
    final FileSystem files;
    final Output output;
    final Descriptors descriptors;
    final VirtualClock clock = new VirtualClock();
    final Threads threads;
    final Futexes futexes;
    final Signals signals;
    final Timers timers;

    private Outcome outcome;

    Kernel(Program program, Budget budget, GuestMemory memory, boolean hasAvx, String name) {
        this.program = program;
        this.budget = budget;
        this.memory = memory;
        space = new AddressSpace(memory, budget.mappedBytes());
        random = new RandomBytes(program.random());
        files = new FileSystem(budget.fileSystemBytes(), random);
        output = new Output(budget.outputBytes());
        descriptors = new Descriptors(budget.openFiles(), program.input().get(), output);
        threads = new Threads(budget.threads(), name);
        futexes = new Futexes(memory);
        signals = new Signals(memory, threads, new SignalFrame(memory, hasAvx));
        timers = new Timers(clock, signals);
    }

    /** How the process ended, or null while it runs. */
    Outcome outcome() {
        return outcome;
    }

    /** Ends the process, unless it has ended already. @param how null: it goes on */
    void end(Outcome how) {
        if (outcome == null) {
            outcome = how;
        }
    }

    /** Makes a thread wait, unless the call can be done at once or its deadline is over. */
    long await(GuestThread thread, Wait wait) {
        long result = wait.attempt().getAsLong();
        if (result == Wait.PENDING) {
            if (wait.deadline() <= clock.now()) {
                wait.abandon().run();
                return wait.timedOut();
            }
            thread.wait = wait;
        }
        return result;
    }

    /** What a call that may wait makes of EAGAIN: it is pending. */
    static long pendingIfAgain(LongSupplier call) {
        try {
            return call.getAsLong();
        } catch (Failure e) {
            if (e.errno() == Errno.EAGAIN) {
                return Wait.PENDING;
            }
            throw e;
        }
    }
}
