package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.Flags;
import dev.whereabouts.amd64.cpu.X87;
import dev.whereabouts.amd64.memory.GuestMemory;
import dev.whereabouts.amd64.x87.Extended;
import dev.whereabouts.amd64.x87.ExtendedComparison;
import dev.whereabouts.amd64.x87.RegisterStack;
import dev.whereabouts.amd64.x87.Result;
import dev.whereabouts.amd64.x87.Status;

/** Comparisons of the x87 unit. Their exceptions leave the order open, and a stack fault does too. */
final class X87Comparisons {

    private static final int UNORDERED_BY_UNDERFLOW = Status.C3 | Status.C2 | Status.C0
            | RegisterStack.UNDERFLOW.status();

    private X87Comparisons() {}

    private static int compare(X87 unit, int other, boolean isQuiet) {
        if (RegisterStack.isEmpty(unit, 0) || RegisterStack.isEmpty(unit, other)) {
            return UNORDERED_BY_UNDERFLOW;
        }
        return ExtendedComparison.compare(RegisterStack.get(unit, 0), RegisterStack.get(unit, other), isQuiet);
    }

    /** @return whether an unmasked exception stops the instruction */
    private static boolean settle(X87 unit, int compared) {
        boolean isStopped = RegisterStack.raise(unit, compared);
        if (!isStopped) {
            RegisterStack.setConditions(unit, compared);
        }
        return isStopped;
    }

    private static void pop(X87 unit, int times) {
        for (int i = 0; i < times; i++) {
            RegisterStack.pop(unit);
        }
    }

    /** ST(0) with another register. */
    record OfRegisters(int other, boolean isQuiet, int pops) implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            RegisterStack.await(cpu.x87);
            if (!settle(cpu.x87, compare(cpu.x87, other, isQuiet))) {
                pop(cpu.x87, pops);
            }
        }
    }

    /** ST(0) with memory. */
    record WithMemory(X87Source source, int pops) implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            RegisterStack.await(cpu.x87);
            Result operand = source.read(cpu, memory);
            int compared = RegisterStack.isEmpty(cpu.x87, 0)
                    ? UNORDERED_BY_UNDERFLOW
                    : ExtendedComparison.compare(RegisterStack.get(cpu.x87, 0), operand.value(), false)
                            | operand.status();
            if (!settle(cpu.x87, compared)) {
                pop(cpu.x87, pops);
            }
        }
    }

    /** ST(0) with another register, into ZF, PF and CF. */
    record ToFlags(int other, boolean isQuiet, boolean pops) implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            RegisterStack.await(cpu.x87);
            int compared = compare(cpu.x87, other, isQuiet);
            if (RegisterStack.raise(cpu.x87, compared)) {
                return;
            }
            cpu.setStatus(((compared & Status.C3) != 0 ? Flags.ZF : 0) | ((compared & Status.C2) != 0 ? Flags.PF : 0)
                    | ((compared & Status.C0) != 0 ? Flags.CF : 0));
            if (pops) {
                RegisterStack.pop(cpu.x87);
            }
        }
    }

    /** FTST. */
    record WithZero() implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            RegisterStack.await(cpu.x87);
            settle(cpu.x87, RegisterStack.isEmpty(cpu.x87, 0)
                    ? UNORDERED_BY_UNDERFLOW
                    : ExtendedComparison.compare(RegisterStack.get(cpu.x87, 0), Extended.ZERO, false));
        }
    }

    /** FXAM. */
    record Examine() implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            RegisterStack.await(cpu.x87);
            Extended value = RegisterStack.get(cpu.x87, 0);
            int sign = value.isNegative() ? Status.C1 : 0;
            RegisterStack.setConditions(cpu.x87, RegisterStack.isEmpty(cpu.x87, 0)
                    ? Status.C3 | Status.C0 | sign
                    : ExtendedComparison.classify(value));
        }
    }
}
