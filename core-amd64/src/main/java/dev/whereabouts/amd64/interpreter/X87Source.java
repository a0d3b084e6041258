package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.amd64.instruction.Operand;
import dev.whereabouts.amd64.instruction.Operation;
import dev.whereabouts.amd64.memory.GuestMemory;
import dev.whereabouts.amd64.x87.Extended;
import dev.whereabouts.amd64.x87.ExtendedConversion;
import dev.whereabouts.amd64.x87.PackedDecimal;
import dev.whereabouts.amd64.x87.Result;

/** A memory operand of the x87 unit, and what it takes for an extended value. */
final class X87Source {

    private final AddressOf address;
    private final Format format;

    private enum Format {
        SINGLE, DOUBLE, EXTENDED, WORD, DOUBLEWORD, QUADWORD, DECIMAL
    }

    private X87Source(AddressOf address, Format format) {
        this.address = address;
        this.format = format;
    }

    static X87Source of(Instruction instruction, boolean isInteger) {
        Operand.Memory memory = (Operand.Memory) instruction.operands().getLast();
        Format format;
        if (instruction.operation() == Operation.FBLD) {
            format = Format.DECIMAL;
        } else {
            format = switch (memory.size()) {
                case 16 -> Format.WORD;
                case 32 -> isInteger ? Format.DOUBLEWORD : Format.SINGLE;
                case 64 -> isInteger ? Format.QUADWORD : Format.DOUBLE;
                default -> Format.EXTENDED;
            };
        }
        return new X87Source(AddressOf.of(memory, instruction), format);
    }

    /** Reads it. A conversion may raise an exception, which the result says. */
    Result read(Cpu cpu, GuestMemory memory) {
        long at = address.in(cpu);
        return switch (format) {
            case SINGLE -> ExtendedConversion.ofSingle(memory.readInt(at));
            case DOUBLE -> ExtendedConversion.ofDouble(memory.readLong(at));
            case EXTENDED -> {
                long significand = memory.readLong(at);
                yield Result.exact(new Extended(memory.readShort(at + 8), significand));
            }
            case WORD -> Result.exact(ExtendedConversion.ofLong((short) memory.readShort(at)));
            case DOUBLEWORD -> Result.exact(ExtendedConversion.ofLong(memory.readInt(at)));
            case QUADWORD -> Result.exact(ExtendedConversion.ofLong(memory.readLong(at)));
            case DECIMAL -> {
                long low = memory.readLong(at);
                yield Result.exact(PackedDecimal.read(low, memory.readShort(at + 8)));
            }
        };
    }
}
