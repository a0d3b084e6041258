package dev.whereabouts.service.emulate;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.FaultKind;
import dev.whereabouts.amd64.cpu.GuestFault;
import dev.whereabouts.amd64.interpreter.Exit;
import dev.whereabouts.amd64.interpreter.FeatureLevel;
import dev.whereabouts.amd64.interpreter.Interpreter;
import dev.whereabouts.amd64.linux.signal.Signal;
import dev.whereabouts.amd64.memory.MemoryLimitException;
import dev.whereabouts.amd64.state.RegisterName;
import dev.whereabouts.amd64.x87.RegisterStack;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Place;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import tools.jackson.core.JsonGenerator;

/** Executes a machine state. */
final class StateEmulation {

    /** Between two looks at whether anybody still waits. */
    private static final long SLICE = 1_000_000;
    private static final long DEFAULT_INSTRUCTIONS = 1;

    private final Cpu cpu = new Cpu();
    private final EmulationBounds bounds;
    private final StateMemory memory;
    private long instructions = DEFAULT_INSTRUCTIONS;
    private boolean isGivenInYmm;

    /** @throws InputException if the state is none */
    StateEmulation(EmulationRequest state, EmulationBounds bounds) {
        this.bounds = bounds;
        StateValues values = new StateValues();
        memory = new StateMemory(bounds.memoryBytes(), values);
        if (state.memory() != null) {
            memory.regions(state.memory());
        }
        if (state.registers() != null) {
            registers(state.registers(), values);
        }
        if (state.instructions() != null) {
            instructions = state.instructions();
            if (instructions < 0 || instructions > bounds.instructions()) {
                values.fault("/instructions", "expected a number from 0 to " + bounds.instructions());
            }
        }
        values.check();
    }

    private void registers(Map<String, String> given, StateValues values) {
        Map<String, RegisterName> known = RegisterName.byName();
        for (String name : given.keySet()) {
            if (!known.containsKey(name)) {
                values.fault("/registers/" + Place.Pointer.escaped(name),
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
                BigInteger value = values.number(given.get(register.name()), "/registers/" + register.name());
                if (value.bitLength() > register.bits()) {
                    values.fault("/registers/" + register.name(), "expected at most " + register.bits() + " bits");
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

    /**
     * Executes, and writes what became of it.
     *
     * @throws CancellationException if the thread is interrupted
     */
    long run(JsonGenerator json) {
        Cpu before = new Cpu();
        before.copyFrom(cpu);
        Interpreter interpreter = new Interpreter(memory.guest(), FeatureLevel.V3, thread -> thread.executed);
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
        memory.writeChanges(json);
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
}
