package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.Flags;
import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.amd64.instruction.Operand;
import dev.whereabouts.amd64.instruction.Operation;
import dev.whereabouts.amd64.memory.GuestMemory;
import dev.whereabouts.amd64.semantics.Bits;
import dev.whereabouts.amd64.semantics.Integers;

/** Single bits: testing, searching, counting, and BMI1 and BMI2. */
final class BitLowering implements Lowering {

    @Override
    public Step lower(Instruction instruction) {
        return switch (instruction.operation()) {
            case BT, BTS, BTR, BTC -> test(instruction);
            case BSF, BSR -> scan(instruction);
            case POPCNT, LZCNT, TZCNT -> count(instruction);
            case BLSI, BLSMSK, BLSR -> lowest(instruction);
            case ANDN, BEXTR, BZHI, PDEP, PEXT -> select(instruction);
            case CRC32 -> checksum(instruction);
            default -> null;
        };
    }

    private static Step test(Instruction instruction) {
        Operation operation = instruction.operation();
        int size = Place.size(instruction.operandSize());
        Place index = Place.of(instruction, 1);
        if (instruction.operand(0) instanceof Operand.Memory operand
                && instruction.operand(1) instanceof Operand.Gpr) {
            AddressOf string = AddressOf.of(operand, instruction);
            return (cpu, memory) -> testInString(cpu, memory, operation, size, string, index.read(cpu, memory));
        }
        int mask = Integers.bits(size) - 1;
        Place to = Place.of(instruction, 0);
        if (operation == Operation.BT) {
            return (cpu, memory) -> setCarry(cpu, to.read(cpu, memory), (int) index.read(cpu, memory) & mask);
        }
        return (cpu, memory) -> {
            int bit = (int) index.read(cpu, memory) & mask;
            long value = to.readToWrite(cpu, memory);
            to.write(cpu, memory, changed(operation, value, bit));
            setCarry(cpu, value, bit);
        };
    }

    /** A register as index reaches beyond the operand, in both directions (SDM volume 2, BT). */
    private static void testInString(Cpu cpu, GuestMemory memory, Operation operation, int size, AddressOf string,
            long index) {
        int bit = (int) index & Integers.bits(size) - 1;
        long address = string.plus(cpu, index >> size + 3 << size);
        if (operation != Operation.BT) {
            memory.checkWrite(address, 1 << size);
        }
        long value = Place.read(memory, address, size);
        if (operation != Operation.BT) {
            Place.write(memory, address, size, changed(operation, value, bit));
        }
        setCarry(cpu, value, bit);
    }

    private static long changed(Operation operation, long value, int bit) {
        return switch (operation) {
            case BTS -> value | 1L << bit;
            case BTR -> value & ~(1L << bit);
            default -> value ^ 1L << bit;
        };
    }

    /** Of the other flags ZF stays, and the rest is undefined. */
    private static void setCarry(Cpu cpu, long value, int bit) {
        cpu.setStatus(cpu.status() & ~Flags.CF | (int) (value >>> bit) & 1);
    }

    /** With nothing found the destination stays, as hardware does it. */
    private static Step scan(Instruction instruction) {
        int size = Place.size(instruction.operandSize());
        Place to = Place.of(instruction, 0);
        Place from = Place.of(instruction, 1);
        boolean isForward = instruction.operation() == Operation.BSF;
        return (cpu, memory) -> {
            long value = from.read(cpu, memory);
            if (value != 0) {
                to.write(cpu, memory, isForward ? Bits.trailingZeros(size, value) : Bits.highest(size, value));
            }
            cpu.setStatus(Bits.zeroStatus(value));
        };
    }

    private static Step count(Instruction instruction) {
        int size = Place.size(instruction.operandSize());
        Place to = Place.of(instruction, 0);
        Place from = Place.of(instruction, 1);
        return switch (instruction.operation()) {
            case POPCNT -> (cpu, memory) -> {
                long count = Bits.population(size, from.read(cpu, memory));
                to.write(cpu, memory, count);
                cpu.setStatus(Bits.zeroStatus(count));
            };
            case LZCNT -> (cpu, memory) -> {
                long count = Bits.leadingZeros(size, from.read(cpu, memory));
                to.write(cpu, memory, count);
                cpu.setStatus(Bits.countStatus(size, count));
            };
            default -> (cpu, memory) -> {
                long count = Bits.trailingZeros(size, from.read(cpu, memory));
                to.write(cpu, memory, count);
                cpu.setStatus(Bits.countStatus(size, count));
            };
        };
    }

    private static Step lowest(Instruction instruction) {
        Place to = Place.of(instruction, 0);
        Place from = Place.of(instruction, 1);
        return switch (instruction.operation()) {
            case BLSI -> (cpu, memory) -> {
                long value = from.read(cpu, memory);
                long result = value & -value;
                to.write(cpu, memory, result);
                cpu.setStatus(Bits.status(result, value != 0));
            };
            case BLSR -> (cpu, memory) -> {
                long value = from.read(cpu, memory);
                long result = value & value - 1;
                to.write(cpu, memory, result);
                cpu.setStatus(Bits.status(result, value == 0));
            };
            default -> (cpu, memory) -> {
                long value = from.read(cpu, memory);
                long result = value ^ value - 1;
                to.write(cpu, memory, result);
                cpu.setStatus(Bits.status(result, value == 0));
            };
        };
    }

    private static Step select(Instruction instruction) {
        int size = Place.size(instruction.operandSize());
        Place to = Place.of(instruction, 0);
        Place first = Place.of(instruction, 1);
        Place second = Place.of(instruction, 2);
        return switch (instruction.operation()) {
            case ANDN -> (cpu, memory) -> {
                long result = ~first.read(cpu, memory) & second.read(cpu, memory);
                to.write(cpu, memory, result);
                cpu.setStatus(Bits.status(result, false));
            };
            case BEXTR -> (cpu, memory) -> {
                long result = Bits.extract(size, first.read(cpu, memory), second.read(cpu, memory));
                to.write(cpu, memory, result);
                cpu.setStatus(Bits.zeroStatus(result));
            };
            case BZHI -> (cpu, memory) -> {
                long index = second.read(cpu, memory);
                long result = Bits.below(size, first.read(cpu, memory), index);
                to.write(cpu, memory, result);
                cpu.setStatus(Bits.status(result, Bits.isBeyond(size, index)));
            };
            case PDEP -> (cpu, memory) -> to.write(cpu, memory,
                    Bits.deposit(size, first.read(cpu, memory), second.read(cpu, memory)));
            default -> (cpu, memory) -> to.write(cpu, memory,
                    Bits.gather(size, first.read(cpu, memory), second.read(cpu, memory)));
        };
    }

    private static Step checksum(Instruction instruction) {
        Place to = Place.of(instruction, 0);
        Place from = Place.of(instruction, 1);
        int size = switch (instruction.operand(1)) {
            case Operand.Memory operand -> Place.size(operand.size());
            case Operand.Gpr register -> Place.size(register.size());
            default -> throw new IllegalArgumentException("CRC32 of " + instruction.operand(1));
        };
        return (cpu, memory) -> to.write(cpu, memory,
                Bits.crc32(size, (int) to.read(cpu, memory), from.read(cpu, memory)) & 0xffffffffL);
    }
}
