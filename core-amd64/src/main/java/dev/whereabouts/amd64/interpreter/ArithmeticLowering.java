package dev.whereabouts.amd64.interpreter;

import static dev.whereabouts.amd64.cpu.Flags.ADD;
import static dev.whereabouts.amd64.cpu.Flags.DEC;
import static dev.whereabouts.amd64.cpu.Flags.INC;
import static dev.whereabouts.amd64.cpu.Flags.LOGIC;
import static dev.whereabouts.amd64.cpu.Flags.SUB;
import static dev.whereabouts.amd64.semantics.Integers.signed;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.Flags;
import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.amd64.instruction.Operand;
import dev.whereabouts.amd64.instruction.Operation;

/** Addition, subtraction, comparison and logic, of all forms. */
final class ArithmeticLowering implements Lowering {

    @Override
    public Step lower(Instruction instruction) {
        return switch (instruction.operation()) {
            case ADD, OR, ADC, SBB, AND, SUB, XOR -> binary(instruction);
            case CMP, TEST -> comparison(instruction);
            case INC, DEC, NEG, NOT -> unary(instruction);
            case XADD -> exchangeAdd(instruction);
            case CMPXCHG -> compareExchange(instruction);
            case ADCX -> addCarry(instruction, Flags.CF);
            case ADOX -> addCarry(instruction, Flags.OF);
            default -> null;
        };
    }

    private static Step binary(Instruction instruction) {
        Operation operation = instruction.operation();
        int size = Place.size(instruction.operandSize());
        Place to = Place.of(instruction, 0);
        Place from = Place.of(instruction, 1);
        return switch (operation) {
            case ADD -> (cpu, memory) -> {
                long b = from.read(cpu, memory);
                long a = to.readToWrite(cpu, memory);
                long result = signed(size, a + b);
                to.write(cpu, memory, result);
                cpu.flags(ADD + size, a, b, result);
            };
            case SUB -> (cpu, memory) -> {
                long b = from.read(cpu, memory);
                long a = to.readToWrite(cpu, memory);
                long result = signed(size, a - b);
                to.write(cpu, memory, result);
                cpu.flags(SUB + size, a, b, result);
            };
            case ADC -> (cpu, memory) -> {
                long b = from.read(cpu, memory);
                long a = to.readToWrite(cpu, memory);
                long result = signed(size, a + b + (cpu.carry() ? 1 : 0));
                to.write(cpu, memory, result);
                cpu.flags(ADD + size, a, b, result);
            };
            case SBB -> (cpu, memory) -> {
                long b = from.read(cpu, memory);
                long a = to.readToWrite(cpu, memory);
                long result = signed(size, a - b - (cpu.carry() ? 1 : 0));
                to.write(cpu, memory, result);
                cpu.flags(SUB + size, a, b, result);
            };
            case AND -> (cpu, memory) -> {
                long result = from.read(cpu, memory) & to.readToWrite(cpu, memory);
                to.write(cpu, memory, result);
                cpu.flags(LOGIC + size, 0, 0, result);
            };
            case OR -> (cpu, memory) -> {
                long result = from.read(cpu, memory) | to.readToWrite(cpu, memory);
                to.write(cpu, memory, result);
                cpu.flags(LOGIC + size, 0, 0, result);
            };
            default -> (cpu, memory) -> {
                long result = from.read(cpu, memory) ^ to.readToWrite(cpu, memory);
                to.write(cpu, memory, result);
                cpu.flags(LOGIC + size, 0, 0, result);
            };
        };
    }

    private static Step comparison(Instruction instruction) {
        int size = Place.size(instruction.operandSize());
        Place first = Place.of(instruction, 0);
        Place second = Place.of(instruction, 1);
        if (instruction.operation() == Operation.CMP) {
            return (cpu, memory) -> {
                long b = second.read(cpu, memory);
                long a = first.read(cpu, memory);
                cpu.flags(SUB + size, a, b, signed(size, a - b));
            };
        }
        return (cpu, memory) -> cpu.flags(LOGIC + size, 0, 0, first.read(cpu, memory) & second.read(cpu, memory));
    }

    private static Step unary(Instruction instruction) {
        int size = Place.size(instruction.operandSize());
        Place to = Place.of(instruction, 0);
        return switch (instruction.operation()) {
            case INC -> (cpu, memory) -> {
                long before = to.readToWrite(cpu, memory);
                long result = signed(size, before + 1);
                to.write(cpu, memory, result);
                cpu.flags(INC + size, cpu.carry() ? 1 : 0, before, result);
            };
            case DEC -> (cpu, memory) -> {
                long before = to.readToWrite(cpu, memory);
                long result = signed(size, before - 1);
                to.write(cpu, memory, result);
                cpu.flags(DEC + size, cpu.carry() ? 1 : 0, before, result);
            };
            case NEG -> (cpu, memory) -> {
                long before = to.readToWrite(cpu, memory);
                long result = signed(size, -before);
                to.write(cpu, memory, result);
                cpu.flags(SUB + size, 0, before, result);
            };
            default -> (cpu, memory) -> to.write(cpu, memory, ~to.readToWrite(cpu, memory));
        };
    }

    private static Step exchangeAdd(Instruction instruction) {
        int size = Place.size(instruction.operandSize());
        Place to = Place.of(instruction, 0);
        Place with = Place.of(instruction, 1);
        if (instruction.operand(0) instanceof Operand.Memory) {
            // the address may depend on the register, so that memory comes first
            return (cpu, memory) -> {
                long b = with.read(cpu, memory);
                long a = to.readToWrite(cpu, memory);
                long result = signed(size, a + b);
                to.write(cpu, memory, result);
                with.write(cpu, memory, a);
                cpu.flags(ADD + size, a, b, result);
            };
        }
        // both may be the same register, which then has the sum
        return (cpu, memory) -> {
            long b = with.read(cpu, memory);
            long a = to.read(cpu, memory);
            long result = signed(size, a + b);
            with.write(cpu, memory, a);
            to.write(cpu, memory, result);
            cpu.flags(ADD + size, a, b, result);
        };
    }

    /** The destination is written even if it is not equal: with what it holds, so that it must be writable. */
    private static Step compareExchange(Instruction instruction) {
        int size = Place.size(instruction.operandSize());
        Place to = Place.of(instruction, 0);
        Place with = Place.of(instruction, 1);
        Place accumulator = Place.register(Cpu.RAX, size);
        return (cpu, memory) -> {
            long expected = accumulator.read(cpu, memory);
            long found = to.readToWrite(cpu, memory);
            if (found == expected) {
                to.write(cpu, memory, with.read(cpu, memory));
            } else {
                accumulator.write(cpu, memory, found);
            }
            cpu.flags(SUB + size, expected, found, signed(size, expected - found));
        };
    }

    /** ADCX and ADOX: one flag is both the carry in and the carry out, the others stay. */
    private static Step addCarry(Instruction instruction, int flag) {
        int size = Place.size(instruction.operandSize());
        Place to = Place.of(instruction, 0);
        Place from = Place.of(instruction, 1);
        return (cpu, memory) -> {
            long b = from.read(cpu, memory);
            long a = to.read(cpu, memory);
            int status = cpu.status();
            long result = signed(size, a + b + ((status & flag) != 0 ? 1 : 0));
            to.write(cpu, memory, result);
            cpu.setStatus(status & ~flag | (Flags.carry(ADD + size, a, b, result) ? flag : 0));
        };
    }
}
