package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.X87;
import dev.whereabouts.amd64.instruction.Operation;
import dev.whereabouts.amd64.memory.GuestMemory;
import dev.whereabouts.amd64.x87.Extended;
import dev.whereabouts.amd64.x87.ExtendedArithmetic;
import dev.whereabouts.amd64.x87.RegisterStack;
import dev.whereabouts.amd64.x87.Result;
import dev.whereabouts.amd64.x87.Status;

/** Addition, subtraction, multiplication and division of the x87 unit. */
final class X87Arithmetic {

    enum Kind {
        ADD, MULTIPLY, SUBTRACT, SUBTRACT_REVERSED, DIVIDE, DIVIDE_REVERSED;

        static Kind of(Operation operation) {
            return switch (operation) {
                case FADD, FADDP, FIADD -> ADD;
                case FMUL, FMULP, FIMUL -> MULTIPLY;
                case FSUB, FSUBP, FISUB -> SUBTRACT;
                case FSUBR, FSUBRP, FISUBR -> SUBTRACT_REVERSED;
                case FDIV, FDIVP, FIDIV -> DIVIDE;
                default -> DIVIDE_REVERSED;
            };
        }

        Result of(Extended destination, Extended source, int control) {
            return switch (this) {
                case ADD -> ExtendedArithmetic.add(destination, source, control);
                case MULTIPLY -> ExtendedArithmetic.multiply(destination, source, control);
                case SUBTRACT -> ExtendedArithmetic.subtract(destination, source, control);
                case SUBTRACT_REVERSED -> ExtendedArithmetic.subtract(source, destination, control);
                case DIVIDE -> ExtendedArithmetic.divide(destination, source, control);
                case DIVIDE_REVERSED -> ExtendedArithmetic.divide(source, destination, control);
            };
        }
    }

    private X87Arithmetic() {}

    /** Of two registers. */
    record OfRegisters(Kind kind, int destination, int source, boolean pops) implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            X87 unit = cpu.x87;
            RegisterStack.await(unit);
            Result result = RegisterStack.isEmpty(unit, destination) || RegisterStack.isEmpty(unit, source)
                    ? RegisterStack.UNDERFLOW
                    : kind.of(RegisterStack.get(unit, destination), RegisterStack.get(unit, source), unit.control);
            if (!RegisterStack.raise(unit, result.status())) {
                RegisterStack.set(unit, destination, result.value());
                if (pops) {
                    RegisterStack.pop(unit);
                }
            }
        }
    }

    /** Of ST(0) and memory. */
    record WithMemory(Kind kind, X87Source source) implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            X87 unit = cpu.x87;
            RegisterStack.await(unit);
            Result operand = source.read(cpu, memory);
            Result result = RegisterStack.isEmpty(unit, 0)
                    ? RegisterStack.UNDERFLOW
                    : kind.of(RegisterStack.get(unit, 0), operand.value(), unit.control);
            // an operand that was no number raises IE although it is quiet by now
            if (!RegisterStack.raise(unit, result.status() | raisedBy(operand, result))) {
                RegisterStack.set(unit, 0, result.value());
            }
        }

        private static int raisedBy(Result operand, Result result) {
            return (result.status() & Status.SF) != 0 ? 0 : operand.status();
        }
    }
}
