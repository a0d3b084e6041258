package dev.whereabouts.debugcall.model;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.FaultKind;
import dev.whereabouts.amd64.cpu.GuestFault;
import dev.whereabouts.amd64.interpreter.Exit;
import dev.whereabouts.amd64.interpreter.Interpreter;
import dev.whereabouts.amd64.linux.Outcome;
import dev.whereabouts.amd64.linux.Pause;
import dev.whereabouts.amd64.linux.budget.Budget;
import dev.whereabouts.amd64.linux.budget.BudgetException;
import dev.whereabouts.amd64.linux.budget.Resource;
import dev.whereabouts.amd64.memory.GuestMemory;
import dev.whereabouts.amd64.memory.MemoryLimitException;
import dev.whereabouts.debugcall.model.goroutine.ModelGoroutine;
import dev.whereabouts.debugcall.model.program.AddressMap;
import dev.whereabouts.debugcall.model.program.Image;
import dev.whereabouts.debugcall.model.program.Site;
import dev.whereabouts.debugcall.model.runtime.ModelRuntime;
import dev.whereabouts.debugcall.model.runtime.ProcessEnd;
import dev.whereabouts.debugcall.protocol.Version;
import dev.whereabouts.debugcall.target.Callee;
import dev.whereabouts.debugcall.target.CodePlace;
import dev.whereabouts.debugcall.target.Goroutine;
import dev.whereabouts.debugcall.target.RuntimeType;
import dev.whereabouts.debugcall.target.Target;
import dev.whereabouts.debugcall.target.Variable;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** A process of the model program, stopped before its first instruction. */
public final class ModelTarget implements Target {

    private static final int THREAD = 1;
    /** The host's clock is looked at between so many instructions. */
    private static final long SLICE = 4_000_000;

    private final Image image;
    private final Budget budget;
    private final Cpu cpu = new Cpu();
    private final GuestMemory memory;
    private final Interpreter interpreter;
    private final ModelRuntime runtime;
    private final long started = System.nanoTime();
    private long reserved;
    private long faults;
    private Optional<Outcome> outcome = Optional.empty();

    /** @param site what the program's main function does */
    public ModelTarget(Version version, Site site, Budget budget) {
        this.budget = budget;
        image = Image.of(version);
        memory = new GuestMemory(budget.memoryBytes(), budget.mappings());
        interpreter = new Interpreter(memory);
        image.load(memory);
        memory.map(AddressMap.DEBUGGER_AREA, AddressMap.DEBUGGER_AREA_SIZE, GuestMemory.READ | GuestMemory.WRITE);
        runtime = new ModelRuntime(cpu, memory, image, budget);
        memory.writeLong(image.address("main.site"), site.ordinal());
        cpu.gpr[Cpu.RSP] = AddressMap.FIRST_SP;
        cpu.rip = image.address("_rt0_amd64_linux");
    }

    @Override
    public Version protocol() {
        return image.version();
    }

    @Override
    public Cpu cpu() {
        return cpu;
    }

    @Override
    public GuestMemory memory() {
        return memory;
    }

    @Override
    public int threadId() {
        return THREAD;
    }

    @Override
    public Optional<Goroutine> goroutine() {
        return runtime.goroutines().current().map(ModelGoroutine::described);
    }

    @Override
    public Optional<Goroutine> goroutine(long id) {
        return runtime.goroutines().withId(id).map(ModelGoroutine::described);
    }

    @Override
    public Pause resume() throws InterruptedException {
        return run(Long.MAX_VALUE);
    }

    @Override
    public Pause run(long instructions) throws InterruptedException {
        return run(instructions, 0, 0);
    }

    @Override
    public Pause step() throws InterruptedException {
        return run(1);
    }

    @Override
    public Pause runTo(long address, long hits) throws InterruptedException {
        interpreter.stopAt(address);
        try {
            return run(Long.MAX_VALUE, address, hits);
        } finally {
            interpreter.removeStop(address);
        }
    }

    /** @param hits of a stop to pass, the last one included; 0 where there is none */
    private Pause run(long instructions, long stop, long hits) throws InterruptedException {
        if (outcome.isPresent()) {
            return new Pause.Ended(outcome.get());
        }
        try {
            return runUntilPaused(instructions, stop, hits);
        } catch (ProcessEnd e) {
            return end(e.outcome());
        } catch (BudgetException e) {
            return end(new Outcome.BudgetExhausted(e.resource()));
        } catch (MemoryLimitException e) {
            return end(new Outcome.BudgetExhausted(
                    e.limit() == MemoryLimitException.Limit.BYTES ? Resource.MEMORY_BYTES : Resource.MAPPINGS));
        }
    }

    private Pause end(Outcome with) {
        outcome = Optional.of(with);
        return new Pause.Ended(with);
    }

    private Pause runUntilPaused(long instructions, long stop, long hits) throws InterruptedException {
        long last = instructions < Long.MAX_VALUE - cpu.executed ? cpu.executed + instructions : Long.MAX_VALUE;
        long hitsLeft = hits;
        while (cpu.executed < last) {
            checkBudget();
            long slice = Math.min(SLICE, Math.min(last, budget.instructions()) - cpu.executed);
            Exit exit = interpreter.run(cpu, slice);
            if (exit == Exit.FAULT && isTrap(interpreter.fault())) {
                return new Pause.Trapped(interpreter.fault());
            }
            if (exit == Exit.FAULT) {
                faults++;
                runtime.fault(interpreter.fault());
            } else if (exit == Exit.SYSCALL) {
                runtime.serve();
            }
            boolean hasArrived = exit == Exit.STOP || exit != Exit.BUDGET && interpreter.isStop(cpu.rip);
            if (hits > 0 && hasArrived && cpu.rip == stop && --hitsLeft <= 0) {
                return new Pause.Reached(stop);
            }
        }
        return new Pause.Stepped();
    }

    private static boolean isTrap(GuestFault fault) {
        return fault.kind() == FaultKind.BREAKPOINT || fault.kind() == FaultKind.DEBUG;
    }

    private void checkBudget() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (cpu.executed >= budget.instructions()) {
            throw new BudgetException(Resource.INSTRUCTIONS);
        }
        if (System.nanoTime() - started > TimeUnit.MILLISECONDS.toNanos(budget.wallMilliseconds())) {
            throw new BudgetException(Resource.WALL_MILLISECONDS);
        }
    }

    @Override
    public long instructions() {
        return cpu.executed;
    }

    @Override
    public long faults() {
        return faults;
    }

    @Override
    public OptionalLong addressOf(String symbol) {
        return image.addressOf(symbol);
    }

    /** Always empty: the program is machine code from the start. */
    @Override
    public OptionalLong addressOf(String file, int line) {
        return OptionalLong.empty();
    }

    @Override
    public Optional<CodePlace> placeOf(long address) {
        return image.placeOf(address);
    }

    @Override
    public Optional<Callee> calleeAt(long entry) {
        return image.functionAt(entry).filter(function -> function.start() == entry)
                .map(function -> new Callee(function.name(), entry, function.signature(), function.convention(),
                        function.isClosure()));
    }

    @Override
    public Optional<RuntimeType> typeAt(long typeWord) {
        return image.typeAt(typeWord);
    }

    @Override
    public OptionalLong typeWordOf(String name) {
        return image.typeWordOf(name);
    }

    @Override
    public long reserve(int bytes) {
        long address = AddressMap.DEBUGGER_AREA + reserved;
        reserved = reserved + bytes + 15 & -16;
        if (reserved > AddressMap.DEBUGGER_AREA_SIZE) {
            throw new BudgetException(Resource.MEMORY_BYTES);
        }
        return address;
    }

    /** None: the model program has no debug information. */
    @Override
    public List<Variable> variables() {
        return List.of();
    }

    @Override
    public OptionalLong collections() {
        return OptionalLong.of(runtime.heap().collections());
    }

    @Override
    public boolean isCollected(long address) {
        return runtime.heap().isCollected(address);
    }

    @Override
    public byte[] output() {
        return runtime.output();
    }
}
