package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.FaultKind;
import dev.whereabouts.amd64.cpu.Flags;
import dev.whereabouts.amd64.cpu.GuestFault;
import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.amd64.instruction.Operand;
import dev.whereabouts.amd64.semantics.Integers;

/** Moves, conversions between sizes, addresses and conditional moves, of all forms. */
final class MoveLowering implements Lowering {

    @Override
    public Step lower(Instruction instruction) {
        return switch (instruction.operation()) {
            case MOV -> move(instruction);
            case MOVZX -> zeroExtend(instruction);
            case MOVSX, MOVSXD -> copy(instruction);
            case LEA -> address(instruction);
            case XCHG -> exchange(instruction);
            case BSWAP -> swapBytes(instruction);
            case MOVBE -> moveSwapped(instruction);
            case CMOVCC -> conditional(instruction);
            case SETCC -> set(instruction);
            case CBW -> widen(instruction);
            case CWD -> sign(instruction);
            case XLAT -> lookUp(instruction);
            case LAHF -> (cpu, memory) -> cpu.gpr[Cpu.RAX] = cpu.gpr[Cpu.RAX] & ~0xff00L
                    | (cpu.status() & 0xff | 2) << 8;
            case SAHF -> (cpu, memory) -> {
                int low = (int) (cpu.gpr[Cpu.RAX] >>> 8) & 0xff;
                cpu.setStatus(cpu.status() & Flags.OF | low & Flags.ARITHMETIC);
            };
            case CLC -> (cpu, memory) -> cpu.setStatus(cpu.status() & ~Flags.CF);
            case STC -> (cpu, memory) -> cpu.setStatus(cpu.status() | Flags.CF);
            case CMC -> (cpu, memory) -> cpu.setStatus(cpu.status() ^ Flags.CF);
            case CLD -> (cpu, memory) -> cpu.otherFlags &= ~Flags.DF;
            case STD -> (cpu, memory) -> cpu.otherFlags |= Flags.DF;
            default -> null;
        };
    }

    private static Step move(Instruction instruction) {
        if (instruction.operand(0) instanceof Operand.Segment) {
            Place from = Place.of(instruction, 1);
            return (cpu, memory) -> checkSelector(from.read(cpu, memory));
        }
        return copy(instruction);
    }

    private static Step copy(Instruction instruction) {
        Place to = Place.of(instruction, 0);
        Place from = Place.of(instruction, 1);
        return (cpu, memory) -> to.write(cpu, memory, from.read(cpu, memory));
    }

    /** A segment register takes only the null selector: it changes nothing that 64-bit code can see. */
    static void checkSelector(long selector) {
        if ((selector & 0xfffc) != 0) {
            throw GuestFault.of(FaultKind.GENERAL_PROTECTION);
        }
    }

    private static Step zeroExtend(Instruction instruction) {
        Place to = Place.of(instruction, 0);
        Place from = Place.of(instruction, 1);
        int size = switch (instruction.operand(1)) {
            case Operand.Gpr register -> Place.size(register.size());
            case Operand.Memory operand -> Place.size(operand.size());
            default -> Flags.B64;
        };
        return (cpu, memory) -> to.write(cpu, memory, Integers.unsigned(size, from.read(cpu, memory)));
    }

    private static Step address(Instruction instruction) {
        Place to = Place.of(instruction, 0);
        AddressOf address = AddressOf.of((Operand.Memory) instruction.operand(1), instruction);
        return (cpu, memory) -> to.write(cpu, memory, address.effective(cpu));
    }

    private static Step exchange(Instruction instruction) {
        Place first = Place.of(instruction, 0);
        Place second = Place.of(instruction, 1);
        if (instruction.operand(1) instanceof Operand.Memory) {
            return exchange(second, first);
        }
        return exchange(first, second);
    }

    /** Memory, if any, is written before a register that its address may depend on. */
    private static Step exchange(Place first, Place second) {
        return (cpu, memory) -> {
            long a = first.readToWrite(cpu, memory);
            long b = second.read(cpu, memory);
            first.write(cpu, memory, b);
            second.write(cpu, memory, a);
        };
    }

    /** Of a 16-bit register the result is undefined; hardware makes it 0. */
    private static Step swapBytes(Instruction instruction) {
        int size = Place.size(instruction.operandSize());
        Place register = Place.of(instruction, 0);
        if (size == Flags.B16) {
            return (cpu, memory) -> register.write(cpu, memory, 0);
        }
        return (cpu, memory) -> register.write(cpu, memory, Integers.swapped(size, register.read(cpu, memory)));
    }

    private static Step moveSwapped(Instruction instruction) {
        int size = Place.size(instruction.operandSize());
        Place to = Place.of(instruction, 0);
        Place from = Place.of(instruction, 1);
        return (cpu, memory) -> to.write(cpu, memory, Integers.swapped(size, from.read(cpu, memory)));
    }

    /** The source is read, and a 32-bit destination extended, whether or not the condition holds. */
    private static Step conditional(Instruction instruction) {
        int condition = instruction.condition();
        Place to = Place.of(instruction, 0);
        Place from = Place.of(instruction, 1);
        return (cpu, memory) -> {
            long value = from.read(cpu, memory);
            to.write(cpu, memory, cpu.condition(condition) ? value : to.read(cpu, memory));
        };
    }

    private static Step set(Instruction instruction) {
        int condition = instruction.condition();
        Place to = Place.of(instruction, 0);
        return (cpu, memory) -> to.write(cpu, memory, cpu.condition(condition) ? 1 : 0);
    }

    /** CBW, CWDE, CDQE: RAX from its lower half. */
    private static Step widen(Instruction instruction) {
        int size = Place.size(instruction.operandSize());
        Place half = Place.register(Cpu.RAX, size - 1);
        Place whole = Place.register(Cpu.RAX, size);
        return (cpu, memory) -> whole.write(cpu, memory, half.read(cpu, memory));
    }

    /** CWD, CDQ, CQO: the sign of RAX all over RDX. */
    private static Step sign(Instruction instruction) {
        int size = Place.size(instruction.operandSize());
        Place accumulator = Place.register(Cpu.RAX, size);
        Place upper = Place.register(Cpu.RDX, size);
        return (cpu, memory) -> upper.write(cpu, memory, accumulator.read(cpu, memory) >> 63);
    }

    private static Step lookUp(Instruction instruction) {
        int segment = StringLowering.segment(instruction);
        AddressOf table = AddressOf.of(new Operand.Memory(segment, Cpu.RBX, Operand.NONE, 1, 0,
                instruction.addressSize(), 8), instruction);
        return (cpu, memory) -> {
            long address = table.plus(cpu, cpu.gpr[Cpu.RAX] & 0xff);
            cpu.gpr[Cpu.RAX] = cpu.gpr[Cpu.RAX] & ~0xffL | memory.readByte(address);
        };
    }
}
