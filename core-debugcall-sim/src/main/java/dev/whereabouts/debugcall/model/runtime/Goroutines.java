package dev.whereabouts.debugcall.model.runtime;

import static dev.whereabouts.amd64.cpu.Cpu.RAX;
import static dev.whereabouts.amd64.cpu.Cpu.RBP;
import static dev.whereabouts.amd64.cpu.Cpu.RBX;
import static dev.whereabouts.amd64.cpu.Cpu.RDX;
import static dev.whereabouts.amd64.cpu.Cpu.RSP;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.GuestFault;
import dev.whereabouts.amd64.linux.budget.BudgetException;
import dev.whereabouts.amd64.linux.budget.Resource;
import dev.whereabouts.amd64.memory.GuestMemory;
import dev.whereabouts.debugcall.model.goroutine.Channel;
import dev.whereabouts.debugcall.model.goroutine.ModelGoroutine;
import dev.whereabouts.debugcall.model.goroutine.Scheduler;
import dev.whereabouts.debugcall.model.goroutine.Stacks;
import dev.whereabouts.debugcall.model.program.AddressMap;
import dev.whereabouts.debugcall.model.program.FunctionSymbol;
import dev.whereabouts.debugcall.model.program.Image;
import dev.whereabouts.debugcall.target.Goroutine;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** The goroutines of a process, which of them has the thread, and how it passes on. The word at FS:-8 names the one that has it. */
public final class Goroutines {

    private static final int R14 = 14;
    private static final int CURRENT = -8;
    /** Below the high end of a new stack: where the first function finds its return address. */
    private static final int FIRST_SP = 0x28;
    private static final int FIRST_SYSTEM_GOROUTINE = 2;
    private static final String[] SYSTEM_GOROUTINES = {"force gc (idle)", "GC sweep wait", "GC scavenge wait",
            "finalizer wait", "GOMAXPROCS updater (idle)"};

    private final Cpu cpu;
    private final GuestMemory memory;
    private final Image image;
    private final Crash crash;
    private final int most;
    private final Stacks stacks;
    private final Scheduler scheduler = new Scheduler();
    private final Map<Long, ModelGoroutine> byAddress = new TreeMap<>();
    private final Map<Long, ModelGoroutine> byId;
    private final Map<Long, Channel> channels = new HashMap<>();
    private final Deque<Long> freeDescriptors = new ArrayDeque<>();
    private final ModelGoroutine system = new ModelGoroutine(0, AddressMap.DESCRIPTORS, true);
    private long nextDescriptor = AddressMap.DESCRIPTORS + AddressMap.DESCRIPTOR_SIZE;
    private long nextId = 1;
    private boolean isStarted;
    /** The goroutine whose work the system stack does. */
    private Optional<ModelGoroutine> user = Optional.empty();

    /** @param byId to keep those that are in. @param most that may be at once */
    Goroutines(Cpu cpu, GuestMemory memory, Image image, Crash crash, Map<Long, ModelGoroutine> byId, int most) {
        this.cpu = cpu;
        this.memory = memory;
        this.image = image;
        this.crash = crash;
        this.byId = byId;
        this.most = Math.min(most, AddressMap.MOST_DESCRIPTORS - 1);
        int access = GuestMemory.READ | GuestMemory.WRITE;
        memory.map(AddressMap.DESCRIPTORS,
                pages(AddressMap.DESCRIPTOR_SIZE * AddressMap.MOST_DESCRIPTORS), access);
        memory.map(AddressMap.SYSTEM_STACK_LOW, AddressMap.SYSTEM_STACK_HIGH - AddressMap.SYSTEM_STACK_LOW, access);
        stacks = new Stacks(memory);
        system.stackLow = AddressMap.SYSTEM_STACK_LOW;
        system.stackHigh = AddressMap.SYSTEM_STACK_HIGH;
        system.status = 0;
    }

    private static long pages(long bytes) {
        return bytes + GuestMemory.PAGE - 1 & -GuestMemory.PAGE;
    }

    /** Whether the process is past its first instructions, so that there are goroutines and the runtime takes signals. */
    boolean isStarted() {
        return isStarted;
    }

    void start() {
        cpu.fsBase = image.address("runtime.m0");
        isStarted = true;
        byAddress.put(system.address, system);
        publish(system);
        become(system);
    }

    /** What has the thread; empty before the process has started, and where a debugger broke the word that names it. */
    public Optional<ModelGoroutine> current() {
        if (!isStarted) {
            return Optional.empty();
        }
        byte[] word = new byte[8];
        try {
            memory.peek(cpu.fsBase + CURRENT, word, 0, 8);
        } catch (GuestFault e) {
            return Optional.empty();
        }
        long address = 0;
        for (int i = 7; i >= 0; i--) {
            address = address << 8 | word[i] & 0xff;
        }
        return Optional.ofNullable(byAddress.get(address));
    }

    /** A goroutine by its id. */
    public Optional<ModelGoroutine> withId(long id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The current one, which must be no system stack. */
    ModelGoroutine user(String toDo) {
        return current().filter(goroutine -> !goroutine.isSystemStack)
                .orElseThrow(() -> crash.fatal(toDo + " on system stack", current()));
    }

    private void become(ModelGoroutine goroutine) {
        memory.writeLong(cpu.fsBase + CURRENT, goroutine.address);
        cpu.gpr[R14] = goroutine.address;
    }

    /** Gives the thread to a goroutine, which goes on where it was. */
    void resume(ModelGoroutine goroutine) {
        become(goroutine);
        goroutine.status = Goroutine.RUNNING;
        goroutine.waitReason = "";
        cpu.rip = goroutine.rip;
        cpu.gpr[RSP] = goroutine.sp;
        cpu.gpr[RBP] = goroutine.framePointer;
        cpu.gpr[RAX] = goroutine.rax;
        cpu.gpr[RBX] = goroutine.rbx;
        cpu.gpr[RDX] = goroutine.rdx;
    }

    private void resumeNext() {
        resume(scheduler.next()
                .orElseThrow(() -> crash.fatal("all goroutines are asleep - deadlock!", Optional.empty())));
    }

    private void publish(ModelGoroutine goroutine) {
        memory.writeLong(goroutine.address, goroutine.stackLow);
        memory.writeLong(goroutine.address + 8, goroutine.stackHigh);
        memory.writeLong(goroutine.address + AddressMap.STACK_BOUND, goroutine.stackLow + Stacks.RESERVE);
    }

    /** A goroutine that begins with a function when it gets the thread. */
    ModelGoroutine create(long function, long context) {
        if (byId.size() >= most) {
            throw new BudgetException(Resource.THREADS);
        }
        long low = stack(Stacks.SMALLEST);
        long address = freeDescriptors.isEmpty() ? nextDescriptor : freeDescriptors.pop();
        if (address == nextDescriptor) {
            nextDescriptor += AddressMap.DESCRIPTOR_SIZE;
        }
        ModelGoroutine goroutine = new ModelGoroutine(nextId++, address, false);
        goroutine.stackLow = low;
        goroutine.stackHigh = low + Stacks.SMALLEST;
        goroutine.sp = goroutine.stackHigh - FIRST_SP;
        goroutine.rip = function;
        goroutine.rdx = context;
        memory.writeLong(goroutine.sp, image.address("runtime.goexit") + 1);
        publish(goroutine);
        byAddress.put(address, goroutine);
        byId.put(goroutine.id, goroutine);
        return goroutine;
    }

    private long stack(long size) {
        OptionalLong low = stacks.allocate(size);
        return low.orElseThrow(() -> new BudgetException(Resource.THREADS));
    }

    void go(long function, long context) {
        scheduler.ready(create(function, context));
        if (nextId == FIRST_SYSTEM_GOROUTINE) {
            for (String reason : SYSTEM_GOROUTINES) {
                ModelGoroutine waiting = create(image.address("runtime.goexit"), 0);
                waiting.status = Goroutine.WAITING;
                waiting.waitReason = reason;
            }
        }
    }

    /** Forgets a goroutine; its stack and descriptor are used again. */
    void forget(ModelGoroutine goroutine) {
        byAddress.remove(goroutine.address);
        byId.remove(goroutine.id);
        freeDescriptors.push(goroutine.address);
        stacks.free(goroutine.stackLow, goroutine.stackHigh - goroutine.stackLow);
    }

    void end() {
        forget(user("goexit"));
        resumeNext();
    }

    /** Waits until somebody else calls {@link Scheduler#ready}. */
    private void park(ModelGoroutine goroutine, String reason) {
        goroutine.save(cpu);
        goroutine.status = Goroutine.WAITING;
        goroutine.waitReason = reason;
        resumeNext();
    }

    void sleep(long nanoseconds) {
        ModelGoroutine goroutine = user("sleep");
        goroutine.save(cpu);
        scheduler.sleep(goroutine, nanoseconds);
        resumeNext();
    }

    void toSystemStack(long function) {
        ModelGoroutine goroutine = user("mcall");
        goroutine.save(cpu);
        user = Optional.of(goroutine);
        become(system);
        cpu.gpr[RSP] = AddressMap.SYSTEM_STACK_SP;
        memory.writeLong(cpu.gpr[RSP], image.address("runtime.goexit"));
        cpu.rip = function;
        cpu.gpr[RAX] = goroutine.address;
    }

    void schedule() {
        Optional<ModelGoroutine> running = current();
        if (running.filter(goroutine -> !goroutine.isSystemStack).isPresent()) {
            running.get().save(cpu);
            user = running;
        }
        user.ifPresent(scheduler::ready);
        user = Optional.empty();
        resumeNext();
    }

    long makeChannel(long address) {
        channels.put(address, new Channel());
        return address;
    }

    private Channel channel(long address) {
        Channel channel = channels.get(address);
        if (channel == null) {
            throw GuestFault.page(address, GuestFault.Access.READ);
        }
        return channel;
    }

    void send(long address, long value) {
        Channel channel = channel(address);
        ModelGoroutine sender = user("send");
        ModelGoroutine receiver = channel.receivers.poll();
        if (receiver != null) {
            hand(receiver, value, true);
            return;
        }
        sender.rbx = value;
        channel.senders.add(sender);
        park(sender, "chan send");
    }

    void receive(long address) {
        Channel channel = channel(address);
        ModelGoroutine receiver = user("receive");
        ModelGoroutine sender = channel.senders.poll();
        if (sender != null || channel.isClosed) {
            cpu.gpr[RAX] = sender == null ? 0 : sender.rbx;
            cpu.gpr[RBX] = sender == null ? 0 : 1;
            if (sender != null) {
                scheduler.ready(sender);
            }
            return;
        }
        channel.receivers.add(receiver);
        park(receiver, "chan receive");
    }

    private void hand(ModelGoroutine receiver, long value, boolean isThere) {
        receiver.rax = value;
        receiver.rbx = isThere ? 1 : 0;
        scheduler.ready(receiver);
    }

    void close(long address) {
        Channel channel = channel(address);
        channel.isClosed = true;
        while (!channel.receivers.isEmpty()) {
            hand(channel.receivers.poll(), 0, false);
        }
    }

    /** All words of stacks that are in use, and the registers of goroutines that wait. */
    LongStream stackWords() {
        ModelGoroutine running = current().orElse(null);
        return byId.values().stream().flatMapToLong(goroutine -> {
            long sp = goroutine == running ? cpu.gpr[RSP] : goroutine.sp;
            long from = goroutine.hasOnStack(sp) ? sp + 7 & -8 : goroutine.stackHigh;
            LongStream words = LongStream.iterate(from, at -> at < goroutine.stackHigh, at -> at + 8)
                    .map(memory::readLong);
            return LongStream.concat(words, LongStream.of(goroutine.rax, goroutine.rbx, goroutine.rdx));
        });
    }

    /**
     * Moves the goroutine to a stack of twice the size, or more where the function needs it, and calls the function anew. Pointers into the
     * stack are adjusted where it is known that they are some: frame pointers and deferred calls. In frames of debug calls nothing is known.
     */
    void growStack() {
        ModelGoroutine goroutine = user("morestack");
        long sp = cpu.gpr[RSP];
        if (!goroutine.hasOnStack(sp)) {
            throw crash.fatal("runtime: split stack overflow", current());
        }
        long used = goroutine.stackHigh - sp;
        long needed = used + Stacks.RESERVE
                + image.functionAt(memory.readLong(sp)).map(FunctionSymbol::frameSize).orElse(0);
        long size = 2 * (goroutine.stackHigh - goroutine.stackLow);
        while (size < needed) {
            size *= 2;
        }
        if (size > Stacks.LARGEST) {
            throw crash.with("runtime: goroutine stack exceeds " + Stacks.LARGEST
                    + "-byte limit\nfatal error: stack overflow", current());
        }
        move(goroutine, sp, stack(size), size);
    }

    private void move(ModelGoroutine goroutine, long sp, long low, long size) {
        long oldLow = goroutine.stackLow;
        long oldHigh = goroutine.stackHigh;
        long distance = low + size - oldHigh;
        byte[] contents = new byte[(int) (oldHigh - sp)];
        memory.read(sp, contents, 0, contents.length);
        memory.write(sp + distance, contents, 0, contents.length);
        adjustFramePointers(goroutine, distance);
        goroutine.deferred.forEach(deferred -> {
            deferred.sp += distance;
            deferred.framePointer = adjusted(goroutine, deferred.framePointer, distance);
            deferred.context = adjusted(goroutine, deferred.context, distance);
        });
        goroutine.panics.forEach(panic -> {
            panic.sp += distance;
            if (panic.running != null && !goroutine.deferred.contains(panic.running)) {
                panic.running.sp += distance;
                panic.running.framePointer = adjusted(goroutine, panic.running.framePointer, distance);
            }
        });
        cpu.gpr[RSP] = sp + distance;
        cpu.gpr[RBP] = adjusted(goroutine, cpu.gpr[RBP], distance);
        goroutine.stackLow = low;
        goroutine.stackHigh = low + size;
        publish(goroutine);
        stacks.free(oldLow, oldHigh - oldLow);
    }

    private void adjustFramePointers(ModelGoroutine goroutine, long distance) {
        long frame = cpu.gpr[RBP];
        while (goroutine.hasOnStack(frame)) {
            long caller = memory.readLong(frame);
            memory.writeLong(frame + distance, adjusted(goroutine, caller, distance));
            if (Long.compareUnsigned(caller, frame) <= 0) {
                return;
            }
            frame = caller;
        }
    }

    private static long adjusted(ModelGoroutine goroutine, long pointer, long distance) {
        return goroutine.hasOnStack(pointer) ? pointer + distance : pointer;
    }
}
