package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.X87;
import dev.whereabouts.amd64.instruction.Operation;
import dev.whereabouts.amd64.memory.GuestMemory;
import dev.whereabouts.amd64.x87.Extended;
import dev.whereabouts.amd64.x87.ExtendedConversion;
import dev.whereabouts.amd64.x87.ExtendedConversion.Stored;
import dev.whereabouts.amd64.x87.PackedDecimal;
import dev.whereabouts.amd64.x87.RegisterStack;
import dev.whereabouts.amd64.x87.Status;

/**
 * Stores of ST(0) to memory.
 *
 * @param size of the operand, in bits
 */
record X87Stores(Operation operation, AddressOf address, int size, boolean pops) implements Step {

    private static final int WIDE = 80;
    private static final int UNMASKED_STOPS = Status.OE | Status.UE;

    @Override
    public void execute(Cpu cpu, GuestMemory memory) {
        X87 unit = cpu.x87;
        RegisterStack.await(unit);
        long at = address.in(cpu);
        memory.checkWrite(at, size / 8);
        boolean isEmpty = RegisterStack.isEmpty(unit, 0);
        Extended value = isEmpty ? Extended.INDEFINITE : RegisterStack.get(unit, 0);
        Stored stored = stored(value, unit.control);
        int status = isEmpty ? Status.IE | Status.SF : stored.status();
        if (RegisterStack.raise(unit, status) || (status & UNMASKED_STOPS & ~unit.control) != 0) {
            return;
        }
        write(memory, at, value, stored);
        if (pops) {
            RegisterStack.pop(unit);
        }
    }

    private Stored stored(Extended value, int control) {
        return switch (operation) {
            case FIST, FISTP -> ExtendedConversion.toInteger(value, size, false, control);
            case FISTTP -> ExtendedConversion.toInteger(value, size, true, control);
            case FBSTP -> PackedDecimal.toInteger(value, control);
            default -> switch (size) {
                case 32 -> ExtendedConversion.toSingle(value, control);
                case 64 -> ExtendedConversion.toDouble(value, control);
                default -> new Stored(value.significand(), 0);
            };
        };
    }

    private void write(GuestMemory memory, long at, Extended value, Stored stored) {
        if (size != WIDE) {
            switch (size) {
                case 16 -> memory.writeShort(at, (int) stored.bits());
                case 32 -> memory.writeInt(at, (int) stored.bits());
                default -> memory.writeLong(at, stored.bits());
            }
        } else if (operation != Operation.FBSTP) {
            memory.writeLong(at, value.significand());
            memory.writeShort(at + 8, value.signExponent());
        } else if ((stored.status() & Status.IE) != 0) {
            memory.writeLong(at, PackedDecimal.INDEFINITE_LOW);
            memory.writeShort(at + 8, PackedDecimal.INDEFINITE_HIGH);
        } else {
            memory.writeLong(at, PackedDecimal.low(stored.bits()));
            memory.writeShort(at + 8, PackedDecimal.high(stored.bits(), value.isNegative()));
        }
    }
}
