package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.X87;
import dev.whereabouts.amd64.instruction.Operation;
import dev.whereabouts.amd64.memory.GuestMemory;
import dev.whereabouts.amd64.x87.Extended;
import dev.whereabouts.amd64.x87.ExtendedArithmetic;
import dev.whereabouts.amd64.x87.ExtendedFunctions;
import dev.whereabouts.amd64.x87.RegisterStack;
import dev.whereabouts.amd64.x87.Result;
import dev.whereabouts.amd64.x87.Status;

/** Instructions of the x87 unit on the top of the stack. */
final class X87Functions {

    private X87Functions() {}

    private static void replaceTop(X87 unit, Result result) {
        if (!RegisterStack.raise(unit, result.status())) {
            RegisterStack.set(unit, 0, result.value());
        }
    }

    /** Of ST(0). */
    record OfOne(Operation operation) implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            X87 unit = cpu.x87;
            RegisterStack.await(unit);
            boolean isEmpty = RegisterStack.isEmpty(unit, 0);
            Extended value = RegisterStack.get(unit, 0);
            switch (operation) {
                case FCHS -> replaceTop(unit, isEmpty ? RegisterStack.UNDERFLOW : Result.exact(value.negate()));
                case FABS -> replaceTop(unit, isEmpty ? RegisterStack.UNDERFLOW : Result.exact(value.absolute()));
                case FSQRT -> replaceTop(unit,
                        isEmpty ? RegisterStack.UNDERFLOW : ExtendedArithmetic.squareRoot(value, unit.control));
                case FRNDINT -> replaceTop(unit,
                        isEmpty ? RegisterStack.UNDERFLOW : ExtendedArithmetic.roundToInteger(value, unit.control));
                case F2XM1 -> replaceTop(unit,
                        isEmpty ? RegisterStack.UNDERFLOW : ExtendedFunctions.powerOfTwoLessOne(value, unit.control));
                case FXTRACT -> pushSecond(unit, isEmpty, ExtendedArithmetic::exponentOf,
                        ExtendedArithmetic::significandOf);
                default -> ofAngle(unit, isEmpty, value);
            }
        }

        private void ofAngle(X87 unit, boolean isEmpty, Extended angle) {
            if (!isEmpty && ExtendedFunctions.isOutOfRange(angle)) {
                unit.status = unit.status & ~Status.C1 | Status.C2;
                return;
            }
            unit.status &= ~Status.C2;
            switch (operation) {
                case FSIN -> replaceTop(unit,
                        isEmpty ? RegisterStack.UNDERFLOW : ExtendedFunctions.sine(angle, unit.control));
                case FCOS -> replaceTop(unit,
                        isEmpty ? RegisterStack.UNDERFLOW : ExtendedFunctions.cosine(angle, unit.control));
                case FSINCOS -> pushSecond(unit, isEmpty, value -> ExtendedFunctions.sine(value, unit.control),
                        value -> ExtendedFunctions.cosine(value, unit.control));
                default -> pushSecond(unit, isEmpty, value -> ExtendedFunctions.tangent(value, unit.control),
                        value -> value.isNaN() || value.isInfinity()
                                ? ExtendedFunctions.tangent(value, unit.control)
                                : Result.exact(Extended.ONE));
            }
        }

        /** Replaces ST(0) by one function of it, and pushes another. */
        private static void pushSecond(X87 unit, boolean isEmpty, OfExtended replacing, OfExtended pushed) {
            Extended value = RegisterStack.get(unit, 0);
            Result first = isEmpty ? RegisterStack.UNDERFLOW : replacing.apply(value);
            Result second = isEmpty ? RegisterStack.UNDERFLOW : pushed.apply(value);
            if (!isEmpty && !RegisterStack.isEmpty(unit, 7)) {
                first = RegisterStack.OVERFLOW;
                second = RegisterStack.OVERFLOW;
            }
            if (!RegisterStack.raise(unit, first.status() | second.status())) {
                RegisterStack.set(unit, 0, first.value());
                unit.top = unit.top - 1 & 7;
                RegisterStack.set(unit, 0, second.value());
            }
        }
    }

    @FunctionalInterface
    private interface OfExtended {
        Result apply(Extended value);
    }

    /** Of ST(0) and ST(1). */
    record OfTwo(Operation operation) implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            X87 unit = cpu.x87;
            RegisterStack.await(unit);
            boolean isEmpty = RegisterStack.isEmpty(unit, 0) || RegisterStack.isEmpty(unit, 1);
            Extended top = RegisterStack.get(unit, 0);
            Extended next = RegisterStack.get(unit, 1);
            switch (operation) {
                case FSCALE -> replaceTop(unit,
                        isEmpty ? RegisterStack.UNDERFLOW : ExtendedArithmetic.scale(top, next, unit.control));
                case FPREM, FPREM1 -> {
                    Result rest = isEmpty
                            ? RegisterStack.UNDERFLOW
                            : ExtendedArithmetic.remainder(top, next, operation == Operation.FPREM1);
                    if (!RegisterStack.raise(unit, rest.status())) {
                        RegisterStack.setConditions(unit, rest.status());
                        RegisterStack.set(unit, 0, rest.value());
                    }
                }
                default -> {
                    Result result = isEmpty ? RegisterStack.UNDERFLOW : popping(top, next, unit.control);
                    if (!RegisterStack.raise(unit, result.status())) {
                        RegisterStack.set(unit, 1, result.value());
                        RegisterStack.pop(unit);
                    }
                }
            }
        }

        private Result popping(Extended top, Extended next, int control) {
            return switch (operation) {
                case FYL2X -> ExtendedFunctions.timesLogarithm(next, top, control);
                case FYL2XP1 -> ExtendedFunctions.timesLogarithmOfOnePlus(next, top, control);
                default -> ExtendedFunctions.arctangent(next, top, control);
            };
        }
    }
}
