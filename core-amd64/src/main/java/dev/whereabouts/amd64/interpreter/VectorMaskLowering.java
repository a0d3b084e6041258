package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.amd64.instruction.Operand;
import dev.whereabouts.amd64.memory.GuestMemory;
import dev.whereabouts.amd64.semantics.Shuffles;

/** Loads and stores of those elements whose mask's sign is set, and gathers: what is masked off does not fault. */
final class VectorMaskLowering implements Lowering {

    @Override
    public Step lower(Instruction instruction) {
        return switch (instruction.operation()) {
            case MASKMOVDQU -> new Store(instruction, 1, 0, 2, 8);
            case VMASKMOVPS, VPMASKMOVD -> masked(instruction, 32);
            case VMASKMOVPD, VPMASKMOVQ -> masked(instruction, 64);
            case VGATHERDPS, VPGATHERDD -> new Gather(instruction, 32, 32);
            case VGATHERQPS, VPGATHERQD -> new Gather(instruction, 32, 64);
            case VGATHERDPD, VPGATHERDQ -> new Gather(instruction, 64, 32);
            case VGATHERQPD, VPGATHERQQ -> new Gather(instruction, 64, 64);
            default -> null;
        };
    }

    private static Step masked(Instruction instruction, int size) {
        return instruction.operand(0) instanceof Operand.Memory
                ? new Store(instruction, 1, 2, 0, size)
                : new Load(instruction, size);
    }

    private static boolean isSet(Cpu cpu, int mask, int size, int index) {
        int bit = (index + 1) * size - 1;
        return (cpu.vector[mask + bit / 64] >>> bit & 1) != 0;
    }

    private static long read(GuestMemory memory, long at, int size) {
        return size == 32 ? memory.readInt(at) & 0xffffffffL : memory.readLong(at);
    }

    private static final class Store implements Step {
        private final AddressOf address;
        private final int mask;
        private final int from;
        private final int size;
        private final int count;

        /** The operands are given by their places. */
        Store(Instruction instruction, int mask, int from, int to, int size) {
            address = AddressOf.of((Operand.Memory) instruction.operand(to), instruction);
            this.mask = VectorOperands.vector(instruction, mask);
            this.from = VectorOperands.vector(instruction, from);
            this.size = size;
            count = instruction.vectorLength() / size;
        }

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            long at = address.in(cpu);
            for (int i = 0; i < count; i++) {
                if (isSet(cpu, mask, size, i)) {
                    memory.checkWrite(at + i * size / 8, size / 8);
                }
            }
            for (int i = 0; i < count; i++) {
                if (isSet(cpu, mask, size, i)) {
                    int bit = i * size;
                    write(memory, at + bit / 8, Shuffles.extract(cpu.vector[from + bit / 64], size, bit % 64 / size));
                }
            }
        }

        private void write(GuestMemory memory, long at, long value) {
            switch (size) {
                case 8 -> memory.writeByte(at, (int) value);
                case 32 -> memory.writeInt(at, (int) value);
                default -> memory.writeLong(at, value);
            }
        }
    }

    private static final class Load implements Step {
        private final VectorTarget target;
        private final int mask;
        private final AddressOf address;
        private final int size;
        private final boolean isWide;

        Load(Instruction instruction, int size) {
            target = VectorTarget.of(instruction);
            mask = VectorOperands.vector(instruction, 1);
            address = AddressOf.of((Operand.Memory) instruction.operand(2), instruction);
            this.size = size;
            isWide = instruction.vectorLength() == 256;
        }

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            long at = address.in(cpu);
            long w0 = word(cpu, memory, at, 0);
            long w1 = word(cpu, memory, at, 1);
            if (isWide) {
                target.set(cpu, w0, w1, word(cpu, memory, at, 2), word(cpu, memory, at, 3));
            } else {
                target.set(cpu, w0, w1);
            }
        }

        private long word(Cpu cpu, GuestMemory memory, long at, int index) {
            long word = 0;
            for (int i = 0; i < 64 / size; i++) {
                int element = index * 64 / size + i;
                if (isSet(cpu, mask, size, element)) {
                    word |= read(memory, at + element * size / 8, size) << i * size;
                }
            }
            return word;
        }
    }

    /** Elements from addresses of their own. At a fault the elements before it are there and their masks are clear. */
    private static final class Gather implements Step {
        private final int target;
        private final Operand.Memory operand;
        private final AddressOf address;
        private final int indexes;
        private final int mask;
        private final int size;
        private final int indexSize;
        private final int count;

        Gather(Instruction instruction, int size, int indexSize) {
            target = VectorOperands.vector(instruction, 0);
            operand = (Operand.Memory) instruction.operand(1);
            address = AddressOf.of(operand, instruction);
            indexes = VectorOperands.vector(instruction, 2);
            mask = VectorOperands.vector(instruction, 3);
            this.size = size;
            this.indexSize = indexSize;
            count = instruction.vectorLength() / Math.max(size, indexSize);
        }

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            long[] vector = cpu.vector;
            for (int i = 0; i < count; i++) {
                int word = i * size / 64;
                int place = i % (64 / size);
                if (isSet(cpu, mask, size, i)) {
                    long element = read(memory, address(cpu, i), size);
                    vector[target + word] = Shuffles.insert(vector[target + word], size, place, element);
                }
                vector[mask + word] = Shuffles.insert(vector[mask + word], size, place, 0);
            }
            for (int i = count * size / 64; i < 4; i++) {
                vector[target + i] = 0;
                vector[mask + i] = 0;
            }
        }

        private long address(Cpu cpu, int element) {
            int bit = element * indexSize;
            long word = cpu.vector[indexes + bit / 64];
            long index = indexSize == 64 ? word : (int) (word >>> bit);
            long effective = address.effective(cpu) + index * operand.scale();
            return (operand.addressSize() == 32 ? effective & 0xffffffffL : effective) + address.segmentBase(cpu);
        }
    }
}
