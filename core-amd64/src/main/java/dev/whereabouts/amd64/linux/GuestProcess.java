package dev.whereabouts.amd64.linux;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.FaultKind;
import dev.whereabouts.amd64.cpu.GuestFault;
import dev.whereabouts.amd64.image.Symbol;
import dev.whereabouts.amd64.interpreter.Exit;
import dev.whereabouts.amd64.interpreter.FeatureLevel;
import dev.whereabouts.amd64.interpreter.Interpreter;
import dev.whereabouts.amd64.linux.budget.Budget;
import dev.whereabouts.amd64.linux.budget.BudgetException;
import dev.whereabouts.amd64.linux.budget.Resource;
import dev.whereabouts.amd64.linux.file.Output;
import dev.whereabouts.amd64.memory.GuestMemory;
import dev.whereabouts.amd64.memory.MemoryLimitException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A process: made from a program, run to its end or from stop to stop. The same program with the same budget runs the same way, instruction by
 * instruction, however often it is stopped on the way. Used by one thread of the host at a time.
 */
public final class GuestProcess {

    private static final long MILLISECOND = 1_000_000;

    private final Kernel kernel;
    private final Interpreter interpreter;
    private final SystemCalls calls;
    private final long bias;
    private final TraceHash trace = new TraceHash();
    private long hostNanoseconds;
    private boolean stopsAtTraps;
    private long faults;

    /**
     * Loads a program; nothing of it is executed yet.
     *
     * @throws ProgramException if the program cannot be loaded with what it is given
     */
    public GuestProcess(Program program, Budget budget, FeatureLevel level) {
        GuestMemory memory = new GuestMemory(budget.memoryBytes(), budget.mappings());
        String path = ProcessFiles.programPath(program);
        try {
            kernel = new Kernel(program, budget, memory, level == FeatureLevel.V3,
                    path.substring(path.lastIndexOf('/') + 1));
            Loader loader = new Loader(kernel.space, memory, program);
            bias = loader.bias();
            loader.load(kernel.threads.first().cpu, path);
            new ProcessFiles(kernel.files).place(program, path, kernel.space,
                    bias + program.image().segments().getFirst().address(), kernel.threads);
        } catch (BudgetException e) {
            throw tooSmall(e.resource());
        } catch (MemoryLimitException e) {
            throw tooSmall(resource(e));
        }
        VirtualClock clock = kernel.clock;
        interpreter = new Interpreter(memory, level, cpu -> clock.at(cpu.executed));
        calls = new SystemCalls(kernel);
    }

    private static ProgramException tooSmall(Resource resource) {
        return new ProgramException("the program cannot start: its budget of " + resource.label() + " is too small");
    }

    private static Resource resource(MemoryLimitException e) {
        return switch (e.limit()) {
            case BYTES -> Resource.MEMORY_BYTES;
            case MAPPINGS -> Resource.MAPPINGS;
        };
    }

    /**
     * Runs to the end, past all stops.
     *
     * @throws InterruptedException if the host's thread is interrupted; the process can go on
     */
    public Outcome run() throws InterruptedException {
        while (true) {
            if (resume() instanceof Pause.Ended(Outcome outcome)) {
                return outcome;
            }
        }
    }

    /** Runs to the next stop, or to the end. */
    public Pause resume() throws InterruptedException {
        return run(Long.MAX_VALUE);
    }

    /** Executes one instruction, of whichever thread's turn it is. */
    public Pause step() throws InterruptedException {
        GuestThread thread = kernel.threads.current();
        thread.toldStop = thread.cpu.rip;
        return run(1);
    }

    /**
     * Executes one instruction of the current thread, even where its turn is over. Where it waits, the others run until it does not.
     *
     * @return what else stopped the run, if that came first
     */
    public Pause stepThread() throws InterruptedException {
        GuestThread thread = kernel.threads.current();
        long before = thread.executed;
        kernel.threads.prolong();
        while (true) {
            Pause pause = step();
            if (!(pause instanceof Pause.Stepped) || thread.executed != before || thread.isOver) {
                return pause;
            }
        }
    }

    /**
     * Runs until an address is reached for the k-th time from now on.
     *
     * @return what else ended the run, if that came first
     */
    public Pause runTo(long address, long hits) throws InterruptedException {
        boolean wasStop = interpreter.isStop(address);
        interpreter.stopAt(address);
        try {
            for (long left = hits;;) {
                Pause pause = resume();
                if (!(pause instanceof Pause.Reached(long reached))) {
                    return pause;
                }
                if (reached == address ? --left == 0 : true) {
                    return pause;
                }
            }
        } finally {
            if (!wasStop) {
                interpreter.removeStop(address);
            }
        }
    }

    /** From now on a run stops before the instruction at an address, whichever thread comes there. */
    public void stopAt(long address) {
        interpreter.stopAt(address);
    }

    public void removeStop(long address) {
        interpreter.removeStop(address);
    }

    /** Whether INT3 and single steps stop a run, as they do for a debugger, rather than being sent to the process as signals. */
    public void stopAtTraps(boolean stops) {
        stopsAtTraps = stops;
    }

    /** Executes at most so many instructions. */
    public Pause run(long most) throws InterruptedException {
        long start = System.nanoTime();
        long before = hostNanoseconds;
        long end = most == Long.MAX_VALUE ? most : kernel.clock.executed() + most;
        try {
            while (kernel.outcome() == null) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("the run of a guest is cancelled");
                }
                hostNanoseconds = before + System.nanoTime() - start;
                Pause pause = turn(end);
                if (pause != null) {
                    return pause;
                }
            }
            return new Pause.Ended(kernel.outcome());
        } finally {
            hostNanoseconds = before + System.nanoTime() - start;
        }
    }

    /** Lets one thread execute until something is to be done for it. @return what stops the run, or null */
    private Pause turn(long end) {
        try {
            if (hostNanoseconds / MILLISECOND >= kernel.budget.wallMilliseconds()) {
                throw new BudgetException(Resource.WALL_MILLISECONDS);
            }
            long executed = kernel.clock.executed();
            if (executed >= end) {
                // before the next thread's turn: whoever steps wants to see the thread that stepped
                return new Pause.Stepped();
            }
            GuestThread thread = ready();
            if (thread == null) {
                return null;
            }
            if (interpreter.isStop(thread.cpu.rip) && thread.toldStop != thread.cpu.rip) {
                thread.toldStop = thread.cpu.rip;
                return new Pause.Reached(thread.cpu.rip);
            }
            long left = kernel.budget.instructions() - executed;
            if (left <= 0) {
                throw new BudgetException(Resource.INSTRUCTIONS);
            }
            return execute(thread, Math.min(Math.min(end - executed, left), kernel.threads.left()));
        } catch (BudgetException e) {
            kernel.end(new Outcome.BudgetExhausted(e.resource()));
        } catch (MemoryLimitException e) {
            kernel.end(new Outcome.BudgetExhausted(resource(e)));
        }
        return null;
    }

    private Pause execute(GuestThread thread, long most) {
        Cpu cpu = thread.cpu;
        long before = kernel.clock.executed();
        cpu.executed = before;
        thread.toldStop = GuestThread.NO_STOP;
        Exit exit;
        try {
            exit = interpreter.run(cpu, most);
        } finally {
            long executed = cpu.executed - before;
            kernel.clock.count(executed);
            kernel.threads.use(executed);
            thread.executed += executed;
        }
        switch (exit) {
            case BUDGET, STOP -> {
            }
            case SYSCALL -> {
                trace.add(cpu, thread.id);
                calls.call(thread);
            }
            case FAULT -> {
                GuestFault fault = interpreter.fault();
                trace.add(cpu, thread.id);
                if (stopsAtTraps && (fault.kind() == FaultKind.BREAKPOINT || fault.kind() == FaultKind.DEBUG)) {
                    return new Pause.Trapped(fault);
                }
                faults++;
                kernel.end(kernel.signals.raise(thread, fault));
            }
        }
        return null;
    }

    /** A thread that can execute; null if the process is over or time has to pass first. */
    private GuestThread ready() {
        if (kernel.timers.next() <= kernel.clock.now()) {
            kernel.timers.fire();
        }
        Threads threads = kernel.threads;
        if (threads.left() <= 0) {
            trace.add(threads.current().cpu, threads.current().id);
            threads.next();
        }
        for (int i = 0; i < threads.alive(); i++) {
            GuestThread thread = threads.current();
            if (isReady(thread)) {
                return kernel.outcome() == null ? thread : null;
            }
            if (kernel.outcome() != null) {
                return null;
            }
            threads.next();
        }
        skip();
        return null;
    }

    private boolean isReady(GuestThread thread) {
        Wait wait = thread.wait;
        if (wait != null) {
            long result = SystemCalls.guarded(wait.attempt());
            if (result != Wait.PENDING) {
                thread.complete(result);
            } else if (wait.deadline() <= kernel.clock.now()) {
                thread.abandon(wait.timedOut());
            }
        }
        kernel.end(kernel.signals.deliver(thread));
        if (thread.wait != null) {
            return false;
        }
        if (thread.maskToRestore != null) {
            thread.mask = thread.maskToRestore;
            thread.maskToRestore = null;
        }
        return true;
    }

    /** All threads wait: time passes to the next deadline. */
    private void skip() {
        long next = kernel.timers.next();
        for (GuestThread thread : kernel.threads.all()) {
            next = Math.min(next, thread.wait == null ? Wait.NEVER : thread.wait.deadline());
        }
        if (next == Wait.NEVER) {
            kernel.end(new Outcome.Deadlocked());
        } else {
            kernel.clock.skipBehind(next);
        }
    }

    /** The registers of the thread whose turn it is. */
    public Cpu cpu() {
        return kernel.threads.current().cpu;
    }

    /** The id of the thread whose turn it is. */
    public int threadId() {
        return kernel.threads.current().id;
    }

    public GuestMemory memory() {
        return kernel.memory;
    }

    /** What is added to the addresses of the file. */
    public long bias() {
        return bias;
    }

    /**
     * Maps memory that the program does not know of, for a debugger's own data.
     *
     * @return its address
     * @throws ProgramException if the budget does not allow it
     */
    public long reserve(long bytes) {
        try {
            return kernel.space.reserve(bytes);
        } catch (BudgetException e) {
            throw new ProgramException(
                    "a debugger's memory does not fit: the budget of " + e.resource().label() + " is too small");
        } catch (MemoryLimitException e) {
            throw new ProgramException(
                    "a debugger's memory does not fit: the budget of " + resource(e).label() + " is too small");
        }
    }

    /** How the process ended; empty while it runs. */
    public Optional<Outcome> outcome() {
        return Optional.ofNullable(kernel.outcome());
    }

    public Output output() {
        return kernel.output;
    }

    /** Instructions that all threads executed. */
    public long instructions() {
        return kernel.clock.executed();
    }

    /** How many threads there ever were. */
    public int threads() {
        return kernel.threads.started();
    }

    /** How many exceptions of instructions were sent to the process as signals. */
    public long faults() {
        return faults;
    }

    /** How often system calls were made that are not known, by name. */
    public Map<String, Long> unknownCalls() {
        return calls.unknown();
    }

    /** A hash of all registers at every system call, exception and change of threads so far: equal for equal runs. */
    public long traceHash() {
        return trace.value();
    }

    /** The symbol that an address in memory belongs to; its own address is that of the file. */
    public Optional<Symbol> symbolAt(long address) {
        return kernel.program.image().symbols().at(address - bias);
    }

    /** The address of a symbol in memory. */
    public OptionalLong addressOf(String symbol) {
        return kernel.program.image().symbols().named(symbol).map(found -> OptionalLong.of(found.address() + bias))
                .orElse(OptionalLong.empty());
    }
}
