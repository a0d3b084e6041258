package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.X87;
import dev.whereabouts.amd64.memory.GuestMemory;
import dev.whereabouts.amd64.x87.Extended;
import dev.whereabouts.amd64.x87.ExtendedFunctions.Constant;
import dev.whereabouts.amd64.x87.RegisterStack;
import dev.whereabouts.amd64.x87.Result;

/** Loads, and moves between the registers of the x87 unit. */
final class X87Moves {

    private static final Result ONE = Result.exact(Extended.ONE);
    private static final Result ZERO = Result.exact(Extended.ZERO);

    private X87Moves() {}

    /** From memory. */
    record Load(X87Source source) implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            RegisterStack.await(cpu.x87);
            RegisterStack.push(cpu.x87, source.read(cpu, memory));
        }
    }

    /** FLD ST(i). */
    record Duplicate(int from) implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            RegisterStack.await(cpu.x87);
            Result value = RegisterStack.isEmpty(cpu.x87, from)
                    ? RegisterStack.UNDERFLOW
                    : Result.exact(RegisterStack.get(cpu.x87, from));
            RegisterStack.push(cpu.x87, value);
        }
    }

    /** FLD1. */
    record One() implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            RegisterStack.await(cpu.x87);
            RegisterStack.push(cpu.x87, ONE);
        }
    }

    /** FLDZ. */
    record Zero() implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            RegisterStack.await(cpu.x87);
            RegisterStack.push(cpu.x87, ZERO);
        }
    }

    /** FLDPI and the like. */
    record Rounded(Constant constant) implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            RegisterStack.await(cpu.x87);
            RegisterStack.push(cpu.x87, Result.exact(constant.rounded(cpu.x87.control)));
        }
    }

    /** FST and FSTP to a register. */
    record Copy(int to, boolean pops) implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            X87 unit = cpu.x87;
            RegisterStack.await(unit);
            boolean isEmpty = RegisterStack.isEmpty(unit, 0);
            if (RegisterStack.raise(unit, isEmpty ? RegisterStack.UNDERFLOW.status() : 0)) {
                return;
            }
            RegisterStack.set(unit, to, isEmpty ? Extended.INDEFINITE : RegisterStack.get(unit, 0));
            if (pops) {
                RegisterStack.pop(unit);
            }
        }
    }

    /** FXCH. */
    record Exchange(int with) implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            X87 unit = cpu.x87;
            RegisterStack.await(unit);
            boolean isTopEmpty = RegisterStack.isEmpty(unit, 0);
            boolean isOtherEmpty = RegisterStack.isEmpty(unit, with);
            if (RegisterStack.raise(unit, isTopEmpty || isOtherEmpty ? RegisterStack.UNDERFLOW.status() : 0)) {
                return;
            }
            Extended top = isTopEmpty ? Extended.INDEFINITE : RegisterStack.get(unit, 0);
            Extended other = isOtherEmpty ? Extended.INDEFINITE : RegisterStack.get(unit, with);
            RegisterStack.set(unit, 0, other);
            RegisterStack.set(unit, with, top);
        }
    }

    /** FCMOV. */
    record Conditional(int condition, int from) implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            X87 unit = cpu.x87;
            RegisterStack.await(unit);
            boolean isEmpty = RegisterStack.isEmpty(unit, 0) || RegisterStack.isEmpty(unit, from);
            if (RegisterStack.raise(unit, isEmpty ? RegisterStack.UNDERFLOW.status() : 0)) {
                return;
            }
            if (isEmpty) {
                RegisterStack.set(unit, 0, Extended.INDEFINITE);
            } else if (cpu.condition(condition)) {
                RegisterStack.set(unit, 0, RegisterStack.get(unit, from));
            }
        }
    }
}
