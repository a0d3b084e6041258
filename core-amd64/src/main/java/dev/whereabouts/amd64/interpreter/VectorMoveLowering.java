package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.amd64.instruction.Operand;
import dev.whereabouts.amd64.memory.GuestMemory;

/** Moves of whole registers, of their halves and of scalars. */
final class VectorMoveLowering implements Lowering {

    @Override
    public Step lower(Instruction instruction) {
        if (VectorOperands.isMmx(instruction)) {
            return null;
        }
        return switch (instruction.operation()) {
            case MOVAPS, MOVAPD, MOVUPS, MOVUPD, MOVDQA, MOVDQU, LDDQU, MOVNTDQA, MOVNTPS, MOVNTPD, MOVNTDQ ->
                instruction.operand(0) instanceof Operand.Memory to ? store(instruction, to) : load(instruction);
            case MOVSS -> scalar(instruction, 32);
            case MOVSD -> scalar(instruction, 64);
            case MOVD, MOVQ -> zeroExtended(instruction);
            case MOVLPS, MOVLPD -> half(instruction, 0);
            case MOVHPS, MOVHPD -> half(instruction, 1);
            case MOVNTI -> new StoreScalar(address(instruction), VectorSource.of(instruction, 1),
                    ((Operand.Memory) instruction.operand(0)).size());
            default -> null;
        };
    }

    private static AddressOf address(Instruction instruction) {
        return AddressOf.of((Operand.Memory) instruction.operand(0), instruction);
    }

    private static Step load(Instruction instruction) {
        VectorTarget target = VectorTarget.of(instruction);
        boolean isWide = instruction.vectorLength() == 256;
        if (!isWide && !instruction.isVex()) {
            return instruction.operand(1) instanceof Operand.Memory from
                    ? new Load(target.first, AddressOf.of(from, instruction),
                            VectorSource.misaligned(instruction, from.size()))
                    : new Copy(target.first, VectorOperands.vector(instruction, 1));
        }
        VectorOperands operands = VectorOperands.unary(instruction);
        return VectorSteps.wordwise(operands, (_, b) -> b);
    }

    private static Step store(Instruction instruction, Operand.Memory to) {
        int from = VectorOperands.vector(instruction, 1);
        int misaligned = VectorSource.misaligned(instruction, to.size());
        return to.size() == 256
                ? new StoreWide(address(instruction), misaligned, from)
                : new Store(address(instruction), misaligned, from);
    }

    private record Copy(int to, int from) implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            long[] vector = cpu.vector;
            vector[to] = vector[from];
            vector[to + 1] = vector[from + 1];
        }
    }

    private record Load(int to, AddressOf address, int misaligned) implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            long at = VectorSource.aligned(address.in(cpu), misaligned);
            long low = memory.readLong(at);
            cpu.vector[to + 1] = memory.readLong(at + 8);
            cpu.vector[to] = low;
        }
    }

    private record Store(AddressOf address, int misaligned, int from) implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            long at = VectorSource.aligned(address.in(cpu), misaligned);
            if ((at & GuestMemory.PAGE - 1) > GuestMemory.PAGE - 16) {
                memory.checkWrite(at, 16);
            }
            memory.writeLong(at, cpu.vector[from]);
            memory.writeLong(at + 8, cpu.vector[from + 1]);
        }
    }

    private record StoreWide(AddressOf address, int misaligned, int from) implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            long at = VectorSource.aligned(address.in(cpu), misaligned);
            memory.checkWrite(at, 32);
            for (int i = 0; i < 4; i++) {
                memory.writeLong(at + 8 * i, cpu.vector[from + i]);
            }
        }
    }

    /** MOVSS and MOVSD: from memory zero-extended; from a register only the lowest element changes. */
    private static Step scalar(Instruction instruction, int size) {
        int last = instruction.operands().size() - 1;
        if (instruction.operand(0) instanceof Operand.Memory) {
            return size == 64
                    ? new StoreHalf(address(instruction), VectorOperands.vector(instruction, 1))
                    : new StoreScalar(address(instruction), VectorSource.of(instruction, 1), size);
        }
        if (instruction.operand(last) instanceof Operand.Memory from) {
            return size == 64 && !instruction.isVex()
                    ? new LoadDouble(VectorOperands.vector(instruction, 0), AddressOf.of(from, instruction))
                    : zeroExtended(instruction);
        }
        VectorTarget target = VectorTarget.of(instruction);
        int first = VectorOperands.vector(instruction, last - 1);
        int second = VectorOperands.vector(instruction, last);
        return new Merge(target, first, second, size == 64 ? 0 : 0xffffffffL << 32);
    }

    private record LoadDouble(int to, AddressOf address) implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            long value = memory.readLong(address.in(cpu));
            cpu.vector[to] = value;
            cpu.vector[to + 1] = 0;
        }
    }

    /** The upper part of one register and the lowest element of another. */
    private record Merge(VectorTarget target, int first, int second, long kept) implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            long[] vector = cpu.vector;
            target.set(cpu, vector[first] & kept | vector[second] & ~kept, vector[first + 1]);
        }
    }

    /** MOVD and MOVQ, and loads of scalars: what is above the element becomes zero. */
    private static Step zeroExtended(Instruction instruction) {
        VectorSource source = VectorSource.of(instruction, 1);
        return switch (instruction.operand(0)) {
            case Operand.Memory to -> new StoreScalar(AddressOf.of(to, instruction), source, to.size());
            case Operand.Gpr to -> new ToGpr(to.index(), to.size() == 32 ? 0xffffffffL : -1, source);
            default -> new LoadScalar(VectorTarget.of(instruction), source,
                    instruction.operand(1) instanceof Operand.Gpr from && from.size() == 32 ? 0xffffffffL : -1);
        };
    }

    private record LoadScalar(VectorTarget target, VectorSource source, long mask) implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            target.set(cpu, source.scalar(cpu, memory) & mask, 0);
        }
    }

    private record ToGpr(int to, long mask, VectorSource source) implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            cpu.gpr[to] = source.scalar(cpu, memory) & mask;
        }
    }

    private record StoreScalar(AddressOf address, VectorSource source, int size) implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            long value = source.scalar(cpu, memory);
            if (size == 64) {
                memory.writeLong(address.in(cpu), value);
            } else {
                memory.writeInt(address.in(cpu), (int) value);
            }
        }
    }

    /** MOVLPS, MOVLPD, MOVHPS, MOVHPD: one word from or to memory, the other from the first source. @param which 0 for the low word */
    private static Step half(Instruction instruction, int which) {
        if (instruction.operand(0) instanceof Operand.Memory) {
            int from = VectorOperands.vector(instruction, 1);
            return new StoreHalf(address(instruction), from + which);
        }
        VectorOperands operands = VectorOperands.binary(instruction);
        return which == 0
                ? new LoadLow(operands.target(), operands.first(), operands.second())
                : new LoadHigh(operands.target(), operands.first(), operands.second());
    }

    private record StoreHalf(AddressOf address, int word) implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            memory.writeLong(address.in(cpu), cpu.vector[word]);
        }
    }

    private record LoadLow(VectorTarget target, int first, VectorSource second) implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            target.set(cpu, second.scalar(cpu, memory), cpu.vector[first + 1]);
        }
    }

    private record LoadHigh(VectorTarget target, int first, VectorSource second) implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            target.set(cpu, cpu.vector[first], second.scalar(cpu, memory));
        }
    }
}
