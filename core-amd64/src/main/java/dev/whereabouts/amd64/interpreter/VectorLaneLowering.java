package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.amd64.instruction.Operand;
import dev.whereabouts.amd64.memory.GuestMemory;
import dev.whereabouts.amd64.semantics.Shuffles;

/** What moves lanes, or elements from one lane to the other: AVX and AVX2 only. */
final class VectorLaneLowering implements Lowering {

    @Override
    public Step lower(Instruction instruction) {
        return switch (instruction.operation()) {
            case VBROADCASTF128, VBROADCASTI128 -> new Broadcast(VectorOperands.unary(instruction));
            case VEXTRACTF128, VEXTRACTI128 -> extract(instruction);
            case VINSERTF128, VINSERTI128 -> new Insert(VectorOperands.binary(instruction));
            case VPERM2F128, VPERM2I128 -> new PermuteLanes(VectorOperands.binary(instruction));
            case VPERMQ, VPERMPD -> new PermuteWords(VectorOperands.unary(instruction));
            case VPERMD, VPERMPS -> new PermuteElements(VectorOperands.binary(instruction));
            default -> null;
        };
    }

    private record Broadcast(VectorOperands operands) implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            long at = operands.second().at(cpu);
            long low = operands.second().word(cpu, memory, at, 0);
            long high = operands.second().word(cpu, memory, at, 1);
            operands.target().set(cpu, low, high, low, high);
        }
    }

    private static Step extract(Instruction instruction) {
        int from = VectorOperands.vector(instruction, 1) + 2 * (VectorOperands.immediate(instruction) & 1);
        return instruction.operand(0) instanceof Operand.Memory to
                ? new StoreLane(AddressOf.of(to, instruction), from)
                : new Extract(VectorTarget.of(instruction), from);
    }

    private record StoreLane(AddressOf address, int from) implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            long at = address.in(cpu);
            memory.checkWrite(at, 16);
            memory.writeLong(at, cpu.vector[from]);
            memory.writeLong(at + 8, cpu.vector[from + 1]);
        }
    }

    private record Extract(VectorTarget target, int from) implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            target.set(cpu, cpu.vector[from], cpu.vector[from + 1]);
        }
    }

    private record Insert(VectorOperands operands) implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            long at = operands.second().at(cpu);
            long low = operands.second().word(cpu, memory, at, 0);
            long high = operands.second().word(cpu, memory, at, 1);
            long[] vector = cpu.vector;
            int first = operands.first();
            if ((operands.immediate() & 1) == 0) {
                operands.target().set(cpu, low, high, vector[first + 2], vector[first + 3]);
            } else {
                operands.target().set(cpu, vector[first], vector[first + 1], low, high);
            }
        }
    }

    /** VPERM2F128 and VPERM2I128. */
    private record PermuteLanes(VectorOperands operands) implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            long at = operands.second().at(cpu);
            long b0 = operands.second().word(cpu, memory, at, 0);
            long b1 = operands.second().word(cpu, memory, at, 1);
            long b2 = operands.second().word(cpu, memory, at, 2);
            long b3 = operands.second().word(cpu, memory, at, 3);
            long[] vector = cpu.vector;
            int first = operands.first();
            long a0 = vector[first];
            long a1 = vector[first + 1];
            long a2 = vector[first + 2];
            long a3 = vector[first + 3];
            int low = operands.immediate();
            int high = low >> 4;
            operands.target().set(cpu, word(low, a0, a2, b0, b2), word(low, a1, a3, b1, b3),
                    word(high, a0, a2, b0, b2), word(high, a1, a3, b1, b3));
        }

        private static long word(int selector, long a, long aHigh, long b, long bHigh) {
            return switch (selector & 0b1011) {
                case 0 -> a;
                case 1 -> aHigh;
                case 2 -> b;
                case 3 -> bHigh;
                default -> 0;
            };
        }
    }

    /** VPERMQ and VPERMPD. */
    private record PermuteWords(VectorOperands operands) implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            VectorSource source = operands.second();
            long at = source.at(cpu);
            // all are read, though some may not be selected
            long b0 = source.word(cpu, memory, at, 0);
            long b1 = source.word(cpu, memory, at, 1);
            long b2 = source.word(cpu, memory, at, 2);
            long b3 = source.word(cpu, memory, at, 3);
            int selectors = operands.immediate();
            operands.target().set(cpu, word(selectors, b0, b1, b2, b3), word(selectors >> 2, b0, b1, b2, b3),
                    word(selectors >> 4, b0, b1, b2, b3), word(selectors >> 6, b0, b1, b2, b3));
        }

        private static long word(int selector, long b0, long b1, long b2, long b3) {
            return switch (selector & 3) {
                case 0 -> b0;
                case 1 -> b1;
                case 2 -> b2;
                default -> b3;
            };
        }
    }

    /** VPERMD and VPERMPS: the first source says which elements of the second. */
    private record PermuteElements(VectorOperands operands) implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            VectorSource source = operands.second();
            long at = source.at(cpu);
            long b0 = source.word(cpu, memory, at, 0);
            long b1 = source.word(cpu, memory, at, 1);
            long b2 = source.word(cpu, memory, at, 2);
            long b3 = source.word(cpu, memory, at, 3);
            long[] vector = cpu.vector;
            int first = operands.first();
            operands.target().set(cpu, pair(vector[first], b0, b1, b2, b3), pair(vector[first + 1], b0, b1, b2, b3),
                    pair(vector[first + 2], b0, b1, b2, b3), pair(vector[first + 3], b0, b1, b2, b3));
        }

        private static long pair(long indexes, long b0, long b1, long b2, long b3) {
            return element((int) indexes, b0, b1, b2, b3) | element((int) (indexes >>> 32), b0, b1, b2, b3) << 32;
        }

        private static long element(int index, long b0, long b1, long b2, long b3) {
            return (index & 4) == 0 ? Shuffles.element32(b0, b1, index) : Shuffles.element32(b2, b3, index);
        }
    }
}
