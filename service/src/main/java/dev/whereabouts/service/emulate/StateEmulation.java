package dev.whereabouts.service.emulate;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.FaultKind;
import dev.whereabouts.amd64.cpu.GuestFault;
import dev.whereabouts.amd64.interpreter.Exit;
import dev.whereabouts.amd64.interpreter.FeatureLevel;
import dev.whereabouts.amd64.interpreter.Interpreter;
import dev.whereabouts.amd64.linux.signal.Signal;
import dev.whereabouts.amd64.memory.GuestMemory;
import dev.whereabouts.amd64.memory.MemoryLimitException;
import dev.whereabouts.amd64.state.RegisterName;
import dev.whereabouts.amd64.x87.RegisterStack;
import dev.whereabouts.ssa.problem.Fault;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Place;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import tools.jackson.core.JsonGenerator;

/** Executes a machine state. */
final class StateEmulation {

    /** Between two looks at whether anybody still waits. */
    private static final long SLICE = 1_000_000;
    private static final int MAX_REGIONS = 1_000;
    private static final long DEFAULT_INSTRUCTIONS = 1;

    private final Cpu cpu = new Cpu();
    private final List<Filled> regions = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private final EmulationBounds bounds;
    private final GuestMemory memory;
    private long instructions = DEFAULT_INSTRUCTIONS;
    private boolean isGivenInYmm;

    /** A region with its bytes before the start. */
    private record Filled(long address, byte[] before) {}

    /** @throws InputException if the state is none */
    StateEmulation(EmulationRequest state, EmulationBounds bounds) {
        this.bounds = bounds;
        memory = new GuestMemory(bounds.memoryBytes(), 2 * MAX_REGIONS);
        if (state.memory() != null) {
            regions(state.memory());
        }
        if (state.registers() != null) {
            registers(state.registers());
        }
        if (state.instructions() != null) {
            instructions = state.instructions();
            if (instructions < 0 || instructions > bounds.instructions()) {
                fault("/instructions", "expected a number from 0 to " + bounds.instructions());
            }
        }
        if (!faults.isEmpty()) {
            throw InputException.invalid(faults);
        }
    }

    private void regions(List<EmulationRequest.Region> given) {
        if (given.size() > MAX_REGIONS) {
            fault("/memory", "expected at most " + MAX_REGIONS + " regions");
            return;
        }
        long total = 0;
        for (int i = 0; i < given.size() && faults.isEmpty(); i++) {
            total += region(given.get(i), "/memory/" + i, bounds.memoryBytes() - total);
        }
    }

    private long region(EmulationRequest.Region region, String at, long room) {
        if (region == null) {
            return fault(at, "expected an object");
        }
        long address = address(region.address(), at + "/address");
        if ((address & GuestMemory.PAGE - 1) != 0) {
            fault(at + "/address", "expected a multiple of " + GuestMemory.PAGE);
        }
        Long given = region.size();
        if (given == null || given <= 0 || given % GuestMemory.PAGE != 0) {
            return fault(at + "/size", "expected a multiple of " + GuestMemory.PAGE + " greater than 0");
        }
        if (given > room) {
            throw InputException.limit(new Place.Pointer(at + "/size"), "guestMemoryBytes", bounds.memoryBytes());
        }
        if (address < 0 || address > GuestMemory.USER_END - given) {
            return fault(at, "expected a region below 0x" + Long.toHexString(GuestMemory.USER_END));
        }
        if (!memory.isFree(address, given)) {
            return fault(at, "overlaps a region before it");
        }
        byte[] bytes = new byte[given.intValue()];
        byte[] fill = region.fill() == null ? new byte[1] : hex(region.fill(), at + "/fill");
        if (fill.length != 1) {
            return fault(at + "/fill", "expected one byte, two hexadecimal digits");
        }
        Arrays.fill(bytes, fill[0]);
        data(region, address, bytes, at + "/data");
        memory.map(address, given, access(region.access(), at + "/access"));
        memory.poke(address, bytes, 0, bytes.length);
        regions.add(new Filled(address, bytes));
        return given;
    }

    private void data(EmulationRequest.Region region, long address, byte[] into, String at) {
        if (region.data() == null) {
            return;
        }
        for (int i = 0; i < region.data().size() && faults.isEmpty(); i++) {
            EmulationRequest.Data data = region.data().get(i);
            if (data == null) {
                fault(at + "/" + i, "expected an object");
                return;
            }
            long from = address(data.at(), at + "/" + i + "/at");
            byte[] bytes = hex(data.bytes(), at + "/" + i + "/bytes");
            if (from < address || from - address > into.length - bytes.length) {
                fault(at + "/" + i + "/at", "expected bytes within the region");
            } else {
                System.arraycopy(bytes, 0, into, (int) (from - address), bytes.length);
            }
        }
    }

    private int access(String letters, String at) {
        int access = 0;
        if (letters == null || !letters.matches("r?w?x?")) {
            fault(at, "expected letters of \"rwx\", in this order");
            return 0;
        }
        access |= letters.indexOf('r') >= 0 ? GuestMemory.READ : 0;
        access |= letters.indexOf('w') >= 0 ? GuestMemory.WRITE : 0;
        access |= letters.indexOf('x') >= 0 ? GuestMemory.EXECUTE : 0;
        return access;
    }

    private void registers(Map<String, String> given) {
        Map<String, RegisterName> known = RegisterName.byName();
        for (String name : given.keySet()) {
            if (!known.containsKey(name)) {
                fault("/registers/" + Place.Pointer.escaped(name),
                        "expected a register's name: RAX to R15, RIP, RFLAGS, XMM0 to XMM15, YMM0 to YMM15, MXCSR, FSBASE, "
                                + "GSBASE, FCW, FSW, FTW or ST0 to ST7");
                return;
            }
        }
        isGivenInYmm = given.keySet().stream().anyMatch(name -> name.startsWith("YMM"));
        // in an order of ours: the whole of a register before its half, and what says which register is ST0 before ST0
        int full = cpu.x87.full;
        for (RegisterName register : known.values()) {
            if (given.containsKey(register.name()) && !isOverridden(register.name(), given)) {
                BigInteger value = number(given.get(register.name()), "/registers/" + register.name());
                if (value.bitLength() > register.bits()) {
                    fault("/registers/" + register.name(), "expected at most " + register.bits() + " bits");
                    return;
                }
                register.write(cpu, value);
            }
        }
        if (!given.containsKey("FTW")) {
            cpu.x87.full = full;
        }
        RegisterStack.review(cpu.x87);
    }

    private static boolean isOverridden(String name, Map<String, String> given) {
        return name.startsWith("XMM") && given.containsKey("YMM" + name.substring(3));
    }

    private long address(String text, String at) {
        BigInteger value = number(text, at);
        if (value.bitLength() > 64) {
            return fault(at, "expected at most 64 bits");
        }
        return value.longValue();
    }

    private BigInteger number(String text, String at) {
        if (text == null || !text.matches("0x[0-9a-fA-F]{1,64}")) {
            fault(at, "expected a number as \"0x…\"");
            return BigInteger.ZERO;
        }
        return new BigInteger(text.substring(2), 16);
    }

    private byte[] hex(String text, String at) {
        try {
            if (text != null) {
                return HexFormat.of().parseHex(text);
            }
        } catch (IllegalArgumentException noHex) {
            // is reported below, like bytes that are missing
        }
        fault(at, "expected bytes, two hexadecimal digits each");
        return new byte[0];
    }

    private long fault(String pointer, String detail) {
        faults.add(new Fault(new Place.Pointer(pointer), detail));
        return 0;
    }

    /**
     * Executes, and writes what became of it.
     *
     * @throws CancellationException if the thread is interrupted
     */
    long run(JsonGenerator json) {
        Cpu before = new Cpu();
        before.copyFrom(cpu);
        Interpreter interpreter = new Interpreter(memory, FeatureLevel.V3, thread -> thread.executed);
        json.writeStartObject();
        try {
            Exit exit = execute(interpreter);
            json.writeStringProperty("outcome", exit == Exit.FAULT ? "faulted" : "stopped");
            if (exit == Exit.FAULT) {
                fault(interpreter.fault(), json);
            } else if (exit == Exit.SYSCALL) {
                json.writeStringProperty("reason", "a system call: a state has no system around it");
            }
        } catch (MemoryLimitException e) {
            json.writeStringProperty("outcome", "budget-exhausted");
            json.writeStringProperty("budget", "memoryBytes");
        }
        registers(before, json);
        memory(json);
        json.writeNumberProperty("instructions", cpu.executed);
        json.writeEndObject();
        return cpu.executed;
    }

    private Exit execute(Interpreter interpreter) {
        long left = instructions;
        Exit exit = Exit.BUDGET;
        while (left > 0 && exit == Exit.BUDGET) {
            if (Thread.interrupted()) {
                throw new CancellationException();
            }
            long slice = Math.min(left, SLICE);
            exit = interpreter.run(cpu, slice);
            left -= slice;
        }
        return exit;
    }

    private static void fault(GuestFault fault, JsonGenerator json) {
        json.writeObjectPropertyStart("fault");
        json.writeStringProperty("exception", fault.kind().mnemonic());
        json.writeStringProperty("signal", Signal.of(fault.kind()).name());
        if (fault.kind() == FaultKind.PAGE) {
            json.writeStringProperty("address", "0x" + Long.toHexString(fault.address()));
            json.writeStringProperty("access", fault.access().name().toLowerCase(Locale.ROOT));
        }
        json.writeEndObject();
    }

    private void registers(Cpu before, JsonGenerator json) {
        json.writeObjectPropertyStart("registers");
        for (RegisterName register : RegisterName.byName().values()) {
            BigInteger value = register.read(cpu);
            if (isShown(register.name(), before) && !value.equals(register.read(before))) {
                json.writeStringProperty(register.name(), "0x" + value.toString(16));
            }
        }
        json.writeEndObject();
    }

    /** A change is shown as one of YMM where the state was given in these, or the upper half changed; otherwise as one of XMM. */
    private boolean isShown(String name, Cpu before) {
        if (!name.startsWith("XMM") && !name.startsWith("YMM")) {
            return true;
        }
        if (isGivenInYmm) {
            return name.startsWith("YMM");
        }
        int upper = Integer.parseInt(name.substring(3)) * 4 + 2;
        boolean isUpperChanged = cpu.vector[upper] != before.vector[upper]
                || cpu.vector[upper + 1] != before.vector[upper + 1];
        return name.startsWith("YMM") == isUpperChanged;
    }

    private void memory(JsonGenerator json) {
        json.writeArrayPropertyStart("memory");
        for (Filled region : regions) {
            byte[] after = new byte[region.before().length];
            memory.peek(region.address(), after, 0, after.length);
            changes(region.address(), region.before(), after, json);
        }
        json.writeEndArray();
    }

    private static void changes(long address, byte[] before, byte[] after, JsonGenerator json) {
        int at = 0;
        while (at < after.length) {
            int skip = Arrays.mismatch(before, at, before.length, after, at, after.length);
            if (skip < 0) {
                return;
            }
            int from = at + skip;
            int to = from;
            while (to < after.length && before[to] != after[to]) {
                to++;
            }
            json.writeStartObject();
            json.writeStringProperty("at", "0x" + Long.toHexString(address + from));
            json.writeStringProperty("bytes", HexFormat.of().formatHex(after, from, to));
            json.writeEndObject();
            at = to;
        }
    }
}
