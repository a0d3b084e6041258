package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.FaultKind;
import dev.whereabouts.amd64.cpu.GuestFault;
import dev.whereabouts.amd64.cpu.GuestFault.Access;
import dev.whereabouts.amd64.instruction.Decoder;
import dev.whereabouts.amd64.instruction.Decoding;
import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.amd64.instruction.Operand;
import dev.whereabouts.amd64.instruction.Operation;
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
    /** Branches in a block that are not its last instruction. What is behind them may also be in a block of its own. */
    private static final int MAX_SIDE_EXITS = 3;

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
        int sideExits = 0;
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
            if (isForward(instruction) && sideExits < MAX_SIDE_EXITS) {
                sideExits++;
            } else if (ends(instruction)) {
                break;
            }
        }
        cut(instructions);
        return block(instructions);
    }

    /** Cuts a block behind a branch so that no branch within it leads to its end, and so that what ends apart has none within it. */
    private static void cut(List<Instruction> instructions) {
        boolean isApart = ending(instructions.getLast()) != Block.Ending.ORDINARY;
        for (int i = instructions.size() - 2; i >= 0; i--) {
            Instruction branch = instructions.get(i);
            if (branch.operation() == Operation.JCC
                    && (isApart || target(branch) == instructions.getLast().next())) {
                instructions.subList(i + 1, instructions.size()).clear();
                isApart = false;
            }
        }
    }

    private static boolean isForward(Instruction instruction) {
        return instruction.operation() == Operation.JCC && target(instruction) >= instruction.next();
    }

    private static long target(Instruction branch) {
        return ((Operand.Target) branch.operand(0)).address();
    }

    private Block undecoded(Undecoded reason, long address, int fetched) {
        Step step = switch (reason) {
            case INVALID -> INVALID;
            case TOO_LONG -> TOO_LONG;
            case TRUNCATED -> throw missing(address + fetched);
        };
        Step[] steps = {step};
        watch(address, address + fetched);
        return new Block(address, steps, new DirectStep[]{DirectStep.of(step)}, new byte[]{0, 1},
                new short[]{0, (short) fetched},
                Block.Ending.ORDINARY);
    }

    private static GuestFault missing(long address) {
        return address == GuestMemory.USER_END
                ? GuestFault.of(FaultKind.GENERAL_PROTECTION)
                : GuestFault.page(address, Access.EXECUTE);
    }

    private Block block(List<Instruction> instructions) {
        long start = instructions.getFirst().address();
        long end = instructions.getLast().next();
        int count = instructions.size();
        Step[] exact = new Step[count];
        short[] offsets = new short[count + 1];
        for (int i = 0; i < count; i++) {
            exact[i] = lowerings.lower(instructions.get(i));
            offsets[i] = (short) (instructions.get(i).address() - start);
        }
        offsets[count] = (short) (end - start);
        watch(start, end);
        return fused(start, instructions, exact, offsets);
    }

    /** A block with fewer steps than instructions where there is one for several. */
    private static Block fused(long start, List<Instruction> instructions, Step[] exact, short[] offsets) {
        DirectStep[] steps = new DirectStep[exact.length];
        byte[] before = new byte[exact.length + 1];
        int count = 0;
        for (int at = 0; at < exact.length; count++) {
            FusedStep fused = FusedStep.of(instructions, at);
            steps[count] = DirectStep.of(fused == null ? exact[at] : fused.step());
            at += fused == null ? 1 : fused.instructions();
            before[count + 1] = (byte) at;
        }
        return new Block(start, exact, Arrays.copyOf(steps, count), Arrays.copyOf(before, count + 1), offsets,
                ending(instructions.getLast()));
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
