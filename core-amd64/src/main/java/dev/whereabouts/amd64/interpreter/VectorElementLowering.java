package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.amd64.instruction.Operand;
import dev.whereabouts.amd64.memory.GuestMemory;
import dev.whereabouts.amd64.semantics.PackedIntegers;
import dev.whereabouts.amd64.semantics.Shuffles;

/** Single elements in and out of vectors, signs gathered in a register, elements widened and repeated. */
final class VectorElementLowering implements Lowering {

    @Override
    public Step lower(Instruction instruction) {
        if (VectorOperands.isMmx(instruction)) {
            return null;
        }
        return switch (instruction.operation()) {
            case PMOVMSKB -> new Signs(instruction, 8);
            case MOVMSKPS -> new Signs(instruction, 32);
            case MOVMSKPD -> new Signs(instruction, 64);
            case PEXTRB -> extract(instruction, 8);
            case PEXTRW -> extract(instruction, 16);
            case PEXTRD, EXTRACTPS -> extract(instruction, 32);
            case PEXTRQ -> extract(instruction, 64);
            case PINSRB -> new Insert(VectorOperands.binary(instruction), 8);
            case PINSRW -> new Insert(VectorOperands.binary(instruction), 16);
            case PINSRD -> new Insert(VectorOperands.binary(instruction), 32);
            case PINSRQ -> new Insert(VectorOperands.binary(instruction), 64);
            case INSERTPS -> new InsertSingle(VectorOperands.binary(instruction));
            case PMOVSXBW -> new Extend(VectorOperands.unary(instruction), true, 8, 16);
            case PMOVSXBD -> new Extend(VectorOperands.unary(instruction), true, 8, 32);
            case PMOVSXBQ -> new Extend(VectorOperands.unary(instruction), true, 8, 64);
            case PMOVSXWD -> new Extend(VectorOperands.unary(instruction), true, 16, 32);
            case PMOVSXWQ -> new Extend(VectorOperands.unary(instruction), true, 16, 64);
            case PMOVSXDQ -> new Extend(VectorOperands.unary(instruction), true, 32, 64);
            case PMOVZXBW -> new Extend(VectorOperands.unary(instruction), false, 8, 16);
            case PMOVZXBD -> new Extend(VectorOperands.unary(instruction), false, 8, 32);
            case PMOVZXBQ -> new Extend(VectorOperands.unary(instruction), false, 8, 64);
            case PMOVZXWD -> new Extend(VectorOperands.unary(instruction), false, 16, 32);
            case PMOVZXWQ -> new Extend(VectorOperands.unary(instruction), false, 16, 64);
            case PMOVZXDQ -> new Extend(VectorOperands.unary(instruction), false, 32, 64);
            case VPBROADCASTB -> new Broadcast(VectorOperands.unary(instruction), 8);
            case VPBROADCASTW -> new Broadcast(VectorOperands.unary(instruction), 16);
            case VPBROADCASTD, VBROADCASTSS -> new Broadcast(VectorOperands.unary(instruction), 32);
            case VPBROADCASTQ, VBROADCASTSD -> new Broadcast(VectorOperands.unary(instruction), 64);
            default -> null;
        };
    }

    /** PMOVMSKB, MOVMSKPS, MOVMSKPD. */
    private static final class Signs implements Step {
        private final int to;
        private final int from;
        private final int words;
        private final int size;

        Signs(Instruction instruction, int size) {
            to = ((Operand.Gpr) instruction.operand(0)).index();
            from = VectorOperands.vector(instruction, 1);
            words = ((Operand.Vector) instruction.operand(1)).size() / 64;
            this.size = size;
        }

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            long signs = 0;
            for (int i = 0; i < words; i++) {
                long word = cpu.vector[from + i];
                int bits = size == 8 ? PackedIntegers.highestBitsOfBytes(word) : PackedIntegers.highestBits(word, size);
                signs |= (long) bits << 64 / size * i;
            }
            cpu.gpr[to] = signs;
        }
    }

    private static Step extract(Instruction instruction, int size) {
        int bit = VectorOperands.immediate(instruction) * size & 127;
        int word = VectorOperands.vector(instruction, 1) + bit / 64;
        int index = bit % 64 / size;
        return instruction.operand(0) instanceof Operand.Memory to
                ? new ExtractToMemory(AddressOf.of(to, instruction), word, size, index)
                : new Extract(((Operand.Gpr) instruction.operand(0)).index(), word, size, index);
    }

    private record Extract(int to, int word, int size, int index) implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            cpu.gpr[to] = Shuffles.extract(cpu.vector[word], size, index);
        }
    }

    private record ExtractToMemory(AddressOf address, int word, int size, int index) implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            long at = address.in(cpu);
            long value = Shuffles.extract(cpu.vector[word], size, index);
            switch (size) {
                case 8 -> memory.writeByte(at, (int) value);
                case 16 -> memory.writeShort(at, (int) value);
                case 32 -> memory.writeInt(at, (int) value);
                default -> memory.writeLong(at, value);
            }
        }
    }

    /** PINSRB to PINSRQ. */
    private record Insert(VectorOperands operands, int size) implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            long element = operands.second().scalar(cpu, memory);
            int bit = operands.immediate() * size & 127;
            long low = cpu.vector[operands.first()];
            long high = cpu.vector[operands.first() + 1];
            if (bit < 64) {
                low = Shuffles.insert(low, size, bit / size, element);
            } else {
                high = Shuffles.insert(high, size, (bit - 64) / size, element);
            }
            operands.target().set(cpu, low, high);
        }
    }

    /** INSERTPS: an element of a register, or memory, in another's place; then some elements become zero. */
    private record InsertSingle(VectorOperands operands) implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            VectorSource second = operands.second();
            int immediate = operands.immediate();
            long element;
            if (second.isMemory()) {
                element = second.scalar(cpu, memory);
            } else {
                element = Shuffles.element32(second.word(cpu, memory, 0, 0), second.word(cpu, memory, 0, 1),
                        immediate >> 6);
            }
            int to = immediate >> 4 & 3;
            long low = cpu.vector[operands.first()];
            long high = cpu.vector[operands.first() + 1];
            if (to < 2) {
                low = Shuffles.insert(low, 32, to, element);
            } else {
                high = Shuffles.insert(high, 32, to - 2, element);
            }
            operands.target().set(cpu, Shuffles.blend(low, 0, 32, immediate),
                    Shuffles.blend(high, 0, 32, immediate >> 2));
        }
    }

    /** PMOVSX and PMOVZX. */
    private record Extend(VectorOperands operands, boolean isSigned, int from, int to) implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            VectorSource source = operands.second();
            long at = source.at(cpu);
            long low = source.word(cpu, memory, at, 0);
            long high = source.word(cpu, memory, at, 1);
            if (operands.isWide()) {
                operands.target().set(cpu, word(low, high, 0), word(low, high, 1), word(low, high, 2),
                        word(low, high, 3));
            } else {
                operands.target().set(cpu, word(low, high, 0), word(low, high, 1));
            }
        }

        private long word(long low, long high, int index) {
            return isSigned
                    ? Shuffles.extendSigned(low, high, from, to, index)
                    : Shuffles.extendUnsigned(low, high, from, to, index);
        }
    }

    /** VBROADCASTSS, VBROADCASTSD, VPBROADCASTB to VPBROADCASTQ. */
    private record Broadcast(VectorOperands operands, int size) implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            long word = Shuffles.broadcast(operands.second().scalar(cpu, memory), size);
            if (operands.isWide()) {
                operands.target().set(cpu, word, word, word, word);
            } else {
                operands.target().set(cpu, word, word);
            }
        }
    }
}
