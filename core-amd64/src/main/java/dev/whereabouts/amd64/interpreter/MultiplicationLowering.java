package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.Flags;
import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.amd64.semantics.Multiplication;

/** Multiplication and division. */
final class MultiplicationLowering implements Lowering {

    @Override
    public Step lower(Instruction instruction) {
        return switch (instruction.operation()) {
            case MUL -> unsignedProduct(instruction);
            case IMUL -> instruction.operands().size() == 1 ? signedProduct(instruction) : truncated(instruction);
            case MULX -> flagless(instruction);
            case DIV -> quotient(instruction, false);
            case IDIV -> quotient(instruction, true);
            default -> null;
        };
    }

    /** The upper half of a number of double size: RDX, or AH where the halves are bytes. */
    private static Place upper(int size) {
        return size == Flags.B8 ? Place.high(Cpu.RAX) : Place.register(Cpu.RDX, size);
    }

    private static Step unsignedProduct(Instruction instruction) {
        int size = Place.size(instruction.operandSize());
        Place from = Place.of(instruction, 0);
        Place lower = Place.register(Cpu.RAX, size);
        Place upper = upper(size);
        return (cpu, memory) -> {
            long b = from.read(cpu, memory);
            long a = lower.read(cpu, memory);
            long high = Multiplication.unsignedHigh(size, a, b);
            lower.write(cpu, memory, Multiplication.low(size, a, b));
            upper.write(cpu, memory, high);
            cpu.setStatus(Multiplication.unsignedStatus(high));
        };
    }

    private static Step signedProduct(Instruction instruction) {
        int size = Place.size(instruction.operandSize());
        Place from = Place.of(instruction, 0);
        Place lower = Place.register(Cpu.RAX, size);
        Place upper = upper(size);
        return (cpu, memory) -> {
            long b = from.read(cpu, memory);
            long a = lower.read(cpu, memory);
            long high = Multiplication.signedHigh(size, a, b);
            long low = Multiplication.low(size, a, b);
            lower.write(cpu, memory, low);
            upper.write(cpu, memory, high);
            cpu.setStatus(Multiplication.signedStatus(high, low));
        };
    }

    /** IMUL with two or three operands. */
    private static Step truncated(Instruction instruction) {
        int size = Place.size(instruction.operandSize());
        int last = instruction.operands().size() - 1;
        Place to = Place.of(instruction, 0);
        Place first = Place.of(instruction, last - 1);
        Place second = Place.of(instruction, last);
        return (cpu, memory) -> {
            long a = first.read(cpu, memory);
            long b = second.read(cpu, memory);
            long low = Multiplication.low(size, a, b);
            to.write(cpu, memory, low);
            cpu.setStatus(Multiplication.signedStatus(Multiplication.signedHigh(size, a, b), low));
        };
    }

    /** MULX: where both destinations are the same register, it has the upper half. */
    private static Step flagless(Instruction instruction) {
        int size = Place.size(instruction.operandSize());
        Place upper = Place.of(instruction, 0);
        Place lower = Place.of(instruction, 1);
        Place from = Place.of(instruction, 2);
        Place implied = Place.register(Cpu.RDX, size);
        return (cpu, memory) -> {
            long b = from.read(cpu, memory);
            long a = implied.read(cpu, memory);
            lower.write(cpu, memory, Multiplication.low(size, a, b));
            upper.write(cpu, memory, Multiplication.unsignedHigh(size, a, b));
        };
    }

    private static Step quotient(Instruction instruction, boolean isSigned) {
        int size = Place.size(instruction.operandSize());
        Place from = Place.of(instruction, 0);
        Place lower = Place.register(Cpu.RAX, size);
        Place upper = upper(size);
        return (cpu, memory) -> {
            long divisor = from.read(cpu, memory);
            long low = lower.read(cpu, memory);
            long high = upper.read(cpu, memory);
            long quotient = isSigned
                    ? Multiplication.signedQuotient(size, high, low, divisor)
                    : Multiplication.unsignedQuotient(size, high, low, divisor);
            lower.write(cpu, memory, quotient);
            upper.write(cpu, memory, Multiplication.remainder(size, low, divisor, quotient));
        };
    }
}
