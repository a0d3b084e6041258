package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.Flags;
import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.amd64.instruction.Operand;
import dev.whereabouts.amd64.memory.GuestMemory;

/** An integer operand of whatever kind, for the forms that are not frequent enough for steps of their own. Values are sign-extended. */
abstract sealed class Place {

    abstract long read(Cpu cpu, GuestMemory memory);

    /** As {@link #read}, but throws what the write that follows would. */
    long readToWrite(Cpu cpu, GuestMemory memory) {
        return read(cpu, memory);
    }

    abstract void write(Cpu cpu, GuestMemory memory, long value);

    static Place of(Instruction instruction, int index) {
        return switch (instruction.operand(index)) {
            case Operand.Gpr register -> register(register);
            case Operand.Memory operand -> memory(AddressOf.of(operand, instruction), size(operand.size()));
            case Operand.Immediate immediate -> new Constant(immediate.value());
            case Operand.Target target -> new Constant(target.address());
            case Operand.Segment segment -> new Constant(selector(segment.index()));
            case Operand.Vector vector -> throw notInteger(vector);
            case Operand.Mmx register -> throw notInteger(register);
            case Operand.Stack register -> throw notInteger(register);
        };
    }

    private static IllegalArgumentException notInteger(Operand operand) {
        return new IllegalArgumentException("not an integer operand: " + operand);
    }

    /** The size code of a number of bits. */
    static int size(int bits) {
        return switch (bits) {
            case 8 -> Flags.B8;
            case 16 -> Flags.B16;
            case 32 -> Flags.B32;
            case 64 -> Flags.B64;
            default -> throw new IllegalArgumentException(bits + " bits");
        };
    }

    static Place register(int index, int size) {
        return switch (size) {
            case Flags.B8 -> new Register8(index, 0);
            case Flags.B16 -> new Register16(index);
            case Flags.B32 -> new Register32(index);
            default -> new Register64(index);
        };
    }

    /** Memory at an address that a step works out itself. */
    static long read(GuestMemory memory, long address, int size) {
        return switch (size) {
            case Flags.B8 -> (byte) memory.readByte(address);
            case Flags.B16 -> (short) memory.readShort(address);
            case Flags.B32 -> memory.readInt(address);
            default -> memory.readLong(address);
        };
    }

    static void write(GuestMemory memory, long address, int size, long value) {
        switch (size) {
            case Flags.B8 -> memory.writeByte(address, (int) value);
            case Flags.B16 -> memory.writeShort(address, (int) value);
            case Flags.B32 -> memory.writeInt(address, (int) value);
            default -> memory.writeLong(address, value);
        }
    }

    /** AH, CH, DH or BH. */
    static Place high(int index) {
        return new Register8(index, 8);
    }

    private static Place register(Operand.Gpr register) {
        return register.high() ? high(register.index() & 3) : register(register.index(), size(register.size()));
    }

    static Place memory(AddressOf address, int size) {
        return switch (size) {
            case Flags.B8 -> new Memory8(address);
            case Flags.B16 -> new Memory16(address);
            case Flags.B32 -> new Memory32(address);
            default -> new Memory64(address);
        };
    }

    /** What Linux has in the segment registers of a 64-bit process. */
    private static int selector(int segment) {
        return switch (segment) {
            case 1 -> 0x33;
            case 2 -> 0x2b;
            default -> 0;
        };
    }

    private static final class Register64 extends Place {
        private final int index;

        Register64(int index) {
            this.index = index;
        }

        @Override
        long read(Cpu cpu, GuestMemory memory) {
            return cpu.gpr[index];
        }

        @Override
        void write(Cpu cpu, GuestMemory memory, long value) {
            cpu.gpr[index] = value;
        }
    }

    private static final class Register32 extends Place {
        private final int index;

        Register32(int index) {
            this.index = index;
        }

        @Override
        long read(Cpu cpu, GuestMemory memory) {
            return (int) cpu.gpr[index];
        }

        @Override
        void write(Cpu cpu, GuestMemory memory, long value) {
            cpu.gpr[index] = value & 0xffffffffL;
        }
    }

    private static final class Register16 extends Place {
        private final int index;

        Register16(int index) {
            this.index = index;
        }

        @Override
        long read(Cpu cpu, GuestMemory memory) {
            return (short) cpu.gpr[index];
        }

        @Override
        void write(Cpu cpu, GuestMemory memory, long value) {
            cpu.gpr[index] = cpu.gpr[index] & ~0xffffL | value & 0xffff;
        }
    }

    private static final class Register8 extends Place {
        private final int index;
        private final int shift;

        Register8(int index, int shift) {
            this.index = index;
            this.shift = shift;
        }

        @Override
        long read(Cpu cpu, GuestMemory memory) {
            return (byte) (cpu.gpr[index] >>> shift);
        }

        @Override
        void write(Cpu cpu, GuestMemory memory, long value) {
            cpu.gpr[index] = cpu.gpr[index] & ~(0xffL << shift) | (value & 0xff) << shift;
        }
    }

    private static final class Memory64 extends Place {
        private final AddressOf address;

        Memory64(AddressOf address) {
            this.address = address;
        }

        @Override
        long read(Cpu cpu, GuestMemory memory) {
            return memory.readLong(address.in(cpu));
        }

        @Override
        long readToWrite(Cpu cpu, GuestMemory memory) {
            return memory.readLongToWrite(address.in(cpu));
        }

        @Override
        void write(Cpu cpu, GuestMemory memory, long value) {
            memory.writeLong(address.in(cpu), value);
        }
    }

    private static final class Memory32 extends Place {
        private final AddressOf address;

        Memory32(AddressOf address) {
            this.address = address;
        }

        @Override
        long read(Cpu cpu, GuestMemory memory) {
            return memory.readInt(address.in(cpu));
        }

        @Override
        long readToWrite(Cpu cpu, GuestMemory memory) {
            return memory.readIntToWrite(address.in(cpu));
        }

        @Override
        void write(Cpu cpu, GuestMemory memory, long value) {
            memory.writeInt(address.in(cpu), (int) value);
        }
    }

    private static final class Memory16 extends Place {
        private final AddressOf address;

        Memory16(AddressOf address) {
            this.address = address;
        }

        @Override
        long read(Cpu cpu, GuestMemory memory) {
            return (short) memory.readShort(address.in(cpu));
        }

        @Override
        long readToWrite(Cpu cpu, GuestMemory memory) {
            return (short) memory.readShortToWrite(address.in(cpu));
        }

        @Override
        void write(Cpu cpu, GuestMemory memory, long value) {
            memory.writeShort(address.in(cpu), (int) value);
        }
    }

    private static final class Memory8 extends Place {
        private final AddressOf address;

        Memory8(AddressOf address) {
            this.address = address;
        }

        @Override
        long read(Cpu cpu, GuestMemory memory) {
            return (byte) memory.readByte(address.in(cpu));
        }

        @Override
        long readToWrite(Cpu cpu, GuestMemory memory) {
            return (byte) memory.readByteToWrite(address.in(cpu));
        }

        @Override
        void write(Cpu cpu, GuestMemory memory, long value) {
            memory.writeByte(address.in(cpu), (int) value);
        }
    }

    private static final class Constant extends Place {
        private final long value;

        Constant(long value) {
            this.value = value;
        }

        @Override
        long read(Cpu cpu, GuestMemory memory) {
            return value;
        }

        @Override
        void write(Cpu cpu, GuestMemory memory, long unused) {
            throw new IllegalStateException("a constant is no destination");
        }
    }
}
