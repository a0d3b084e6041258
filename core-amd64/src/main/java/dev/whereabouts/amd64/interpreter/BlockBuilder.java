package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.FaultKind;
import dev.whereabouts.amd64.cpu.GuestFault;
import dev.whereabouts.amd64.cpu.GuestFault.Access;
import dev.whereabouts.amd64.instruction.Decoder;
import dev.whereabouts.amd64.instruction.Decoding;
import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.amd64.instruction.Operand;
import dev.whereabouts.amd64.instruction.Undecoded;
import dev.whereabouts.amd64.memory.GuestMemory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Reads instructions from memory and makes blocks of them. */
final class BlockBuilder {

    private static final int MAX_INSTRUCTIONS = 64;
    private static final int MAX_LENGTH = 15;

    private static final Step INVALID = (cpu, memory) -> {
        throw GuestFault.of(FaultKind.INVALID_OPCODE);
    };
    private static final Step TOO_LONG = (cpu, memory) -> {
        throw GuestFault.of(FaultKind.GENERAL_PROTECTION);
    };

    private final GuestMemory memory;
    private final Lowerings lowerings;
    private final Decoder decoder = new Decoder();
    private final byte[] bytes = new byte[MAX_LENGTH];

    BlockBuilder(GuestMemory memory, Lowerings lowerings) {
        this.memory = memory;
        this.lowerings = lowerings;
    }

    /**
     * Makes the block at an address. Its pages are watched from then on.
     *
     * @param stops addresses that only the first instruction may have
     * @throws GuestFault if the instruction at the address cannot be fetched
     */
    Block build(long address, Set<Long> stops) {
        List<Instruction> instructions = new ArrayList<>();
        Block.Ending ending = Block.Ending.ORDINARY;
        long at = address;
        while (instructions.size() < MAX_INSTRUCTIONS && (instructions.isEmpty() || !stops.contains(at))) {
            int fetched;
            try {
                fetched = memory.fetch(at, bytes, MAX_LENGTH);
            } catch (GuestFault e) {
                if (instructions.isEmpty()) {
                    throw e;
                }
                break;
            }
            Decoding decoding = decoder.decode(bytes, fetched, at);
            if (!(decoding instanceof Instruction instruction)) {
                if (instructions.isEmpty()) {
                    return undecoded((Undecoded) decoding, at, fetched);
                }
                break;
            }
            if (readsCount(instruction) && !instructions.isEmpty()) {
                break;
            }
            instructions.add(instruction);
            at = instruction.next();
            if (ends(instruction)) {
                ending = ending(instruction);
                break;
            }
        }
        return block(address, at, instructions, ending);
    }

    private Block undecoded(Undecoded reason, long address, int fetched) {
        Step step = switch (reason) {
            case INVALID -> INVALID;
            case TOO_LONG -> TOO_LONG;
            case TRUNCATED -> throw missing(address + fetched);
        };
        Step[] steps = {step};
        watch(address, address + fetched);
        return new Block(address, steps, steps, new short[]{0, (short) fetched}, Block.Ending.ORDINARY);
    }

    private static GuestFault missing(long address) {
        return address == GuestMemory.USER_END
                ? GuestFault.of(FaultKind.GENERAL_PROTECTION)
                : GuestFault.page(address, Access.EXECUTE);
    }

    private Block block(long start, long end, List<Instruction> instructions, Block.Ending ending) {
        int count = instructions.size();
        Step[] exact = new Step[count];
        short[] offsets = new short[count + 1];
        for (int i = 0; i < count; i++) {
            exact[i] = lowerings.lower(instructions.get(i));
            offsets[i] = (short) (instructions.get(i).address() - start);
        }
        offsets[count] = (short) (end - start);
        watch(start, end);
        return new Block(start, exact, fused(exact, instructions), offsets, ending);
    }

    /** The steps, the last two of them in one if they are a comparison and a branch on it. */
    private static Step[] fused(Step[] exact, List<Instruction> instructions) {
        int last = exact.length - 1;
        Step both = last < 1 ? null : FusedBranch.of(instructions.get(last - 1), instructions.get(last));
        if (both == null) {
            return exact;
        }
        Step[] steps = Arrays.copyOf(exact, last);
        steps[last - 1] = both;
        return steps;
    }

    private void watch(long start, long end) {
        for (long page = start & -GuestMemory.PAGE; page < end; page += GuestMemory.PAGE) {
            memory.watch(page);
        }
    }

    /** Whether the count of instructions before it must be up to date. */
    private static boolean readsCount(Instruction instruction) {
        return switch (instruction.operation()) {
            case RDTSC, RDTSCP -> true;
            default -> false;
        };
    }

    private static boolean ends(Instruction instruction) {
        return switch (instruction.operation()) {
            case JCC, JMP, CALL, RET, LOOP, LOOPE, LOOPNE, JRCXZ -> true;
            case UD0, UD1, UD2, INT3, INT, INT1, HLT, SYSCALL, POPF, RDTSC, RDTSCP -> true;
            default -> false;
        };
    }

    private static Block.Ending ending(Instruction instruction) {
        return switch (instruction.operation()) {
            case SYSCALL -> Block.Ending.SYSCALL;
            case POPF, RDTSC, RDTSCP -> Block.Ending.APART;
            default -> Block.Ending.ORDINARY;
        };
    }

    /** Whether the instruction at RIP reaches an address that is not canonical through the stack: then #SS, not #GP (SDM volume 3, 6.15). */
    boolean isOnStack(Cpu cpu) {
        int fetched;
        try {
            fetched = memory.fetch(cpu.rip, bytes, MAX_LENGTH);
        } catch (GuestFault e) {
            return false;
        }
        return decoder.decode(bytes, fetched, cpu.rip) instanceof Instruction instruction
                && (isStackOperation(instruction) && isOutside(cpu.gpr[Cpu.RSP] - 8, 16)
                        || isOutsideByOperand(cpu, instruction));
    }

    private static boolean isStackOperation(Instruction instruction) {
        return switch (instruction.operation()) {
            case PUSH, POP, PUSHF, POPF, CALL, RET, ENTER -> true;
            default -> false;
        };
    }

    private static boolean isOutsideByOperand(Cpu cpu, Instruction instruction) {
        for (Operand operand : instruction.operands()) {
            if (operand instanceof Operand.Memory reached && reached.segment() == Operand.NONE
                    && (reached.base() == Cpu.RSP || reached.base() == Cpu.RBP)) {
                long address = AddressOf.of(reached, instruction).in(cpu);
                // alignment is checked first, and what it raises is not about the stack
                boolean isAligned = (address & VectorSource.misaligned(instruction, reached.size())) == 0;
                return isAligned && isOutside(address, Math.max(1, reached.size() / 8))
                        || instruction.operands().getLast() instanceof Operand.Gpr && isBitString(instruction);
            }
        }
        return switch (instruction.operation()) {
            case LEAVE -> isOutside(cpu.gpr[Cpu.RBP], 8);
            default -> false;
        };
    }

    /** Their address depends on a register besides. */
    private static boolean isBitString(Instruction instruction) {
        return switch (instruction.operation()) {
            case BT, BTS, BTR, BTC -> true;
            default -> false;
        };
    }

    private static boolean isOutside(long address, int bytes) {
        long last = address + bytes - 1;
        return address << 16 >> 16 != address || last << 16 >> 16 != last;
    }
}
