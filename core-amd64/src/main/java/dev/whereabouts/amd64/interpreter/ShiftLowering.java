package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.Flags;
import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.amd64.semantics.Shifts;

/** Shifts and rotations. */
final class ShiftLowering implements Lowering {

    @Override
    public Step lower(Instruction instruction) {
        return switch (instruction.operation()) {
            case SHL, SHR, SAR, ROL, ROR, RCL, RCR -> single(instruction);
            case SHLD, SHRD -> twofold(instruction);
            case SHLX, SHRX, SARX, RORX -> flagless(instruction);
            default -> null;
        };
    }

    /** A count of 0 leaves the flags alone; a 32-bit register is extended all the same. */
    private static Step single(Instruction instruction) {
        int size = Place.size(instruction.operandSize());
        Place to = Place.of(instruction, 0);
        Place by = Place.of(instruction, 1);
        return switch (instruction.operation()) {
            case SHL -> (cpu, memory) -> {
                int count = Shifts.count(size, by.read(cpu, memory));
                long value = to.readToWrite(cpu, memory);
                long result = Shifts.left(size, value, count);
                to.write(cpu, memory, result);
                if (count != 0) {
                    cpu.flags(Flags.LEFT + size, value, count, result);
                }
            };
            case SHR -> (cpu, memory) -> {
                int count = Shifts.count(size, by.read(cpu, memory));
                long value = to.readToWrite(cpu, memory);
                long result = Shifts.right(size, value, count);
                to.write(cpu, memory, result);
                if (count != 0) {
                    cpu.flags(Flags.RIGHT + size, value, count, result);
                }
            };
            case SAR -> (cpu, memory) -> {
                int count = Shifts.count(size, by.read(cpu, memory));
                long value = to.readToWrite(cpu, memory);
                long result = value >> count;
                to.write(cpu, memory, result);
                if (count != 0) {
                    cpu.flags(Flags.RIGHT + size, value, count, result);
                }
            };
            case ROL -> (cpu, memory) -> {
                int count = Shifts.count(size, by.read(cpu, memory));
                long result = Shifts.rotateLeft(size, to.readToWrite(cpu, memory), count);
                to.write(cpu, memory, result);
                if (count != 0) {
                    cpu.setStatus(Shifts.rotateLeftStatus(cpu.status(), result));
                }
            };
            case ROR -> (cpu, memory) -> {
                int count = Shifts.count(size, by.read(cpu, memory));
                long result = Shifts.rotateRight(size, to.readToWrite(cpu, memory), count);
                to.write(cpu, memory, result);
                if (count != 0) {
                    cpu.setStatus(Shifts.rotateRightStatus(cpu.status(), size, result));
                }
            };
            case RCL -> (cpu, memory) -> {
                int count = Shifts.count(size, by.read(cpu, memory));
                long value = to.readToWrite(cpu, memory);
                long result = Shifts.rotateLeftCarry(size, value, count, cpu.carry());
                to.write(cpu, memory, result);
                if (count != 0) {
                    cpu.setStatus(Shifts.rotateLeftCarryStatus(cpu.status(), size, value, count, result));
                }
            };
            default -> (cpu, memory) -> {
                int count = Shifts.count(size, by.read(cpu, memory));
                long value = to.readToWrite(cpu, memory);
                long result = Shifts.rotateRightCarry(size, value, count, cpu.carry());
                to.write(cpu, memory, result);
                if (count != 0) {
                    cpu.setStatus(Shifts.rotateRightCarryStatus(cpu.status(), size, value, count, result));
                }
            };
        };
    }

    /** SHLD and SHRD. */
    private static Step twofold(Instruction instruction) {
        int size = Place.size(instruction.operandSize());
        Place to = Place.of(instruction, 0);
        Place from = Place.of(instruction, 1);
        Place by = instruction.operands().size() == 3
                ? Place.of(instruction, 2)
                : Place.register(Cpu.RCX, Flags.B8);
        return switch (instruction.operation()) {
            case SHLD -> (cpu, memory) -> {
                int count = Shifts.count(size, by.read(cpu, memory));
                long value = to.readToWrite(cpu, memory);
                if (count == 0) {
                    to.write(cpu, memory, value);
                    return;
                }
                long result = Shifts.leftDouble(size, value, from.read(cpu, memory), count);
                to.write(cpu, memory, result);
                cpu.flags(Flags.LEFT + size, value, count, result);
            };
            default -> (cpu, memory) -> {
                int count = Shifts.count(size, by.read(cpu, memory));
                long value = to.readToWrite(cpu, memory);
                if (count == 0) {
                    to.write(cpu, memory, value);
                    return;
                }
                long result = Shifts.rightDouble(size, value, from.read(cpu, memory), count);
                to.write(cpu, memory, result);
                cpu.flags(Flags.RIGHT + size, value, count, result);
            };
        };
    }

    private static Step flagless(Instruction instruction) {
        int size = Place.size(instruction.operandSize());
        Place to = Place.of(instruction, 0);
        Place from = Place.of(instruction, 1);
        Place by = Place.of(instruction, 2);
        return switch (instruction.operation()) {
            case SHLX -> (cpu, memory) -> to.write(cpu, memory,
                    Shifts.left(size, from.read(cpu, memory), Shifts.count(size, by.read(cpu, memory))));
            case SHRX -> (cpu, memory) -> to.write(cpu, memory,
                    Shifts.right(size, from.read(cpu, memory), Shifts.count(size, by.read(cpu, memory))));
            case SARX -> (cpu, memory) -> to.write(cpu, memory,
                    from.read(cpu, memory) >> Shifts.count(size, by.read(cpu, memory)));
            default -> (cpu, memory) -> to.write(cpu, memory,
                    Shifts.rotateRight(size, from.read(cpu, memory), Shifts.count(size, by.read(cpu, memory))));
        };
    }
}
