package dev.whereabouts.debugcall.model.runtime;

import static dev.whereabouts.amd64.cpu.Cpu.RAX;
import static dev.whereabouts.amd64.cpu.Cpu.RBX;
import static dev.whereabouts.amd64.cpu.Cpu.RDX;
import static dev.whereabouts.amd64.cpu.Cpu.RSI;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.GuestFault;
import dev.whereabouts.amd64.linux.Outcome;
import dev.whereabouts.amd64.linux.budget.Budget;
import dev.whereabouts.amd64.linux.budget.BudgetException;
import dev.whereabouts.amd64.memory.GuestMemory;
import dev.whereabouts.amd64.memory.MemoryLimitException;
import dev.whereabouts.debugcall.model.goroutine.ModelGoroutine;
import dev.whereabouts.debugcall.model.heap.Heap;
import dev.whereabouts.debugcall.model.program.AddressMap;
import dev.whereabouts.debugcall.model.program.Image;
import dev.whereabouts.debugcall.model.program.ReportKind;
import dev.whereabouts.debugcall.model.program.Service;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * The runtime of one process: takes the requests of its machine code, and the faults.
 *
 * <p>Every method may throw {@link ProcessEnd}, {@link BudgetException} or {@link MemoryLimitException}: then the process is over.
 */
public final class ModelRuntime {

    private static final int EXIT_MASK = 0xff;
    private static final int CHANNEL_SIZE = 96;
    private static final int MOST_REPORTED = 8;
    /** Where foreign code traps by itself, for a debugger to be there. */
    private static final int FOREIGN_TRAP = 4;

    private final Cpu cpu;
    private final GuestMemory memory;
    private final Image image;
    private final ProcessOutput output;
    private final Heap heap;
    private final Crash crash;
    private final GoStrings strings;
    private final Goroutines goroutines;
    private final Panics panics;
    private final DebugCalls debugCalls;
    private final Faults faults;

    public ModelRuntime(Cpu cpu, GuestMemory memory, Image image, Budget budget) {
        this.cpu = cpu;
        this.memory = memory;
        this.image = image;
        output = new ProcessOutput(budget.outputBytes());
        memory.map(AddressMap.HEAP, AddressMap.HEAP_SIZE, GuestMemory.READ | GuestMemory.WRITE);
        heap = new Heap(memory, AddressMap.HEAP, AddressMap.HEAP_SIZE);
        Map<Long, ModelGoroutine> byId = new TreeMap<>();
        crash = new Crash(cpu, memory, image, output, byId);
        strings = new GoStrings(memory, image);
        goroutines = new Goroutines(cpu, memory, image, crash, byId, budget.threads());
        panics = new Panics(cpu, goroutines, image, heap, crash, strings);
        debugCalls = new DebugCalls(cpu, memory, image, goroutines, crash);
        faults = new Faults(cpu, memory, image, goroutines, crash);
    }

    public Goroutines goroutines() {
        return goroutines;
    }

    public Heap heap() {
        return heap;
    }

    /** What the process has written so far. */
    public byte[] output() {
        return output.bytes();
    }

    /** An instruction raised an exception that no debugger takes. */
    public void fault(GuestFault fault) {
        faults.raise(fault);
    }

    /** SYSCALL was executed; RIP is behind it. */
    public void serve() {
        Service service = Service.of(cpu.gpr[13]);
        try {
            serve(service);
        } catch (GuestFault e) {
            faults.raise(e);
        }
    }

    private void serve(Service service) {
        long[] gpr = cpu.gpr;
        switch (service) {
            case NONE -> throw fatal("no service " + gpr[13]);
            case START -> goroutines.start();
            case CHECK_SAFE_POINT -> debugCalls.check();
            case WRAP -> debugCalls.wrap();
            case WRAP_OPERAND -> debugCalls.operand();
            case WRAP_RETURN -> debugCalls.unwrap();
            case GROW_STACK -> goroutines.growStack();
            case ALLOCATE -> gpr[RAX] = allocate(gpr[RAX]);
            case COLLECT -> heap.collect(LongStream.concat(globals(), goroutines.stackWords()));
            case PANIC -> panics.begin(gpr[RAX], gpr[RBX]);
            case GOEXIT -> panics.beginGoexit();
            case NEXT_DEFERRED -> panics.next();
            case RECOVER -> panics.recover();
            case DEFER -> panics.defer(gpr[RAX], gpr[RDX], gpr[RBX]);
            case END_DEFER -> panics.endDefer();
            case GO -> goroutines.go(gpr[RAX], gpr[RDX]);
            case END_GOROUTINE -> goroutines.end();
            case TO_SYSTEM_STACK -> goroutines.toSystemStack(gpr[RAX]);
            case SCHEDULE -> goroutines.schedule();
            case MAKE_CHANNEL -> gpr[RAX] = goroutines.makeChannel(allocate(CHANNEL_SIZE));
            case SEND -> goroutines.send(gpr[RAX], gpr[RBX]);
            case RECEIVE -> goroutines.receive(gpr[RAX]);
            case CLOSE -> goroutines.close(gpr[RAX]);
            case SLEEP -> goroutines.sleep(gpr[RAX]);
            case PRINT -> print(gpr[RAX], gpr[RBX]);
            case REPORT -> report(gpr[RAX], gpr[RSI], gpr[RBX], gpr[RDX]);
            case EXIT -> throw new ProcessEnd(new Outcome.Exited((int) gpr[RAX] & EXIT_MASK));
            case THROW -> throw fatal(new String(strings.bytes(gpr[RAX], gpr[RBX]), StandardCharsets.UTF_8));
            case FORMAT -> result(strings.typeAndValue(gpr[RAX], gpr[RBX]));
            case FORMAT_NUMBER -> result("boom " + gpr[RAX]);
            case LOCK_THREAD -> goroutines.current().ifPresent(goroutine -> goroutine.isLocked = true);
            case MAP_FOREIGN_CODE -> mapForeignCode();
        }
    }

    private ProcessEnd fatal(String reason) {
        return crash.fatal(reason, goroutines.current());
    }

    private long allocate(long bytes) {
        OptionalLong address = heap.allocate(bytes);
        if (address.isEmpty()) {
            throw fatal("runtime: out of memory: cannot allocate " + Long.toUnsignedString(bytes) + "-byte block");
        }
        return address.getAsLong();
    }

    private LongStream globals() {
        return image.pointers().stream().mapToLong(memory::readLong);
    }

    private void result(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        long address = allocate(bytes.length);
        memory.write(address, bytes, 0, bytes.length);
        cpu.gpr[RAX] = address;
        cpu.gpr[RBX] = bytes.length;
    }

    private void print(long address, long length) {
        output.checkRoom(length);
        output.write(strings.bytes(address, length));
    }

    private void report(long site, long siteLength, long values, long count) {
        StringBuilder line = new StringBuilder("fixture ")
                .append(new String(strings.bytes(site, siteLength), StandardCharsets.UTF_8));
        for (long at = values; at < values + 16 * Math.min(count, MOST_REPORTED); at += 16) {
            line.append(' ').append(reported(memory.readLong(at), memory.readLong(at + 8)));
        }
        output.write(line.append('\n').toString());
    }

    private static String reported(long kind, long value) {
        if (kind == ReportKind.FLOAT.ordinal()) {
            return GoFormat.of(Double.longBitsToDouble(value));
        }
        return kind == ReportKind.BOOLEAN.ordinal() ? Boolean.toString(value != 0) : Long.toString(value);
    }

    private void mapForeignCode() {
        memory.map(AddressMap.FOREIGN_CODE, AddressMap.FOREIGN_CODE_SIZE,
                GuestMemory.READ | GuestMemory.WRITE | GuestMemory.EXECUTE);
        byte[] code = new byte[32];
        Arrays.fill(code, (byte) 0x90);
        code[FOREIGN_TRAP] = (byte) 0xcc;
        code[code.length - 1] = (byte) 0xc3;
        memory.write(AddressMap.FOREIGN_CODE, code, 0, code.length);
    }
}
