package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.Flags;
import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.amd64.instruction.Instruction.Repeat;
import dev.whereabouts.amd64.instruction.Operand;
import dev.whereabouts.amd64.instruction.Operation;
import dev.whereabouts.amd64.memory.GuestMemory;
import dev.whereabouts.amd64.semantics.Integers;

/** The string instructions, and their repetition: registers advance with each element, so that a fault in the midst leaves the rest to do. */
final class StringLowering implements Lowering {

    @Override
    public Step lower(Instruction instruction) {
        return switch (instruction.operation()) {
            case MOVS, CMPS, SCAS, LODS, STOS -> new StringStep(instruction);
            default -> null;
        };
    }

    /** The segment override of the operand that may have one, {@link Operand#NONE} if it has none. */
    static int segment(Instruction instruction) {
        for (Operand operand : instruction.operands()) {
            if (operand instanceof Operand.Memory memory && memory.segment() != Operand.NONE) {
                return memory.segment();
            }
        }
        return Operand.NONE;
    }

    /** One instruction, repeated or not. */
    private static final class StringStep implements Step {
        private final Operation operation;
        private final Repeat repeat;
        private final int size;
        private final int segment;
        /** What of a register counts as an address or as the count. */
        private final long reach;

        StringStep(Instruction instruction) {
            operation = instruction.operation();
            repeat = instruction.repeat();
            size = Place.size(instruction.operandSize());
            segment = segment(instruction);
            reach = instruction.addressSize() == 32 ? 0xffffffffL : -1;
        }

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            if (repeat == Repeat.NONE) {
                element(cpu, memory);
                return;
            }
            while ((cpu.gpr[Cpu.RCX] & reach) != 0) {
                long done = reach == -1 && (cpu.otherFlags & Flags.DF) == 0 ? several(cpu, memory) : 0;
                if (done == 0) {
                    element(cpu, memory);
                    done = 1;
                }
                cpu.gpr[Cpu.RCX] = cpu.gpr[Cpu.RCX] - done & reach;
                if (ends(cpu)) {
                    return;
                }
            }
        }

        /** Elements that can be moved or stored at once. @return how many were: 0 if the next is to be done by itself */
        private long several(Cpu cpu, GuestMemory memory) {
            long from = source(cpu);
            long to = cpu.gpr[Cpu.RDI];
            long room = Math.min(GuestMemory.PAGE - (to & GuestMemory.PAGE - 1),
                    operation == Operation.MOVS ? GuestMemory.PAGE - (from & GuestMemory.PAGE - 1) : GuestMemory.PAGE);
            long count = room >> size;
            if (Long.compareUnsigned(cpu.gpr[Cpu.RCX], count) < 0) {
                count = cpu.gpr[Cpu.RCX];
            }
            long bytes = count << size;
            if (count == 0) {
                return 0;
            }
            return switch (operation) {
                case MOVS -> {
                    // a destination within the source would repeat what was just written
                    if (Long.compareUnsigned(to - from, bytes) < 0) {
                        yield 0;
                    }
                    memory.copyWithinPages(to, from, (int) bytes);
                    cpu.gpr[Cpu.RSI] += bytes;
                    cpu.gpr[Cpu.RDI] += bytes;
                    yield count;
                }
                case STOS -> {
                    long value = Integers.signed(size, cpu.gpr[Cpu.RAX]);
                    if (value != (byte) value || value != 0 && value != -1 && size != Flags.B8) {
                        yield 0;
                    }
                    memory.fillWithinPage(to, (byte) value, (int) bytes);
                    cpu.gpr[Cpu.RDI] += bytes;
                    yield count;
                }
                default -> 0;
            };
        }

        private boolean ends(Cpu cpu) {
            return switch (operation) {
                case CMPS, SCAS -> Flags.zero(cpu.flagKind, cpu.flagResult) != (repeat == Repeat.REPEAT);
                default -> false;
            };
        }

        private void element(Cpu cpu, GuestMemory memory) {
            long step = (cpu.otherFlags & Flags.DF) == 0 ? 1L << size : -1L << size;
            switch (operation) {
                case MOVS -> {
                    Place.write(memory, destination(cpu), size, Place.read(memory, source(cpu), size));
                    advance(cpu, Cpu.RSI, step);
                    advance(cpu, Cpu.RDI, step);
                }
                case CMPS -> {
                    compare(cpu, Place.read(memory, source(cpu), size), Place.read(memory, destination(cpu), size));
                    advance(cpu, Cpu.RSI, step);
                    advance(cpu, Cpu.RDI, step);
                }
                case SCAS -> {
                    compare(cpu, Integers.signed(size, cpu.gpr[Cpu.RAX]), Place.read(memory, destination(cpu), size));
                    advance(cpu, Cpu.RDI, step);
                }
                case LODS -> {
                    long value = Place.read(memory, source(cpu), size);
                    cpu.gpr[Cpu.RAX] = switch (size) {
                        case Flags.B8 -> cpu.gpr[Cpu.RAX] & ~0xffL | value & 0xff;
                        case Flags.B16 -> cpu.gpr[Cpu.RAX] & ~0xffffL | value & 0xffff;
                        default -> Integers.unsigned(size, value);
                    };
                    advance(cpu, Cpu.RSI, step);
                }
                default -> {
                    Place.write(memory, destination(cpu), size, cpu.gpr[Cpu.RAX]);
                    advance(cpu, Cpu.RDI, step);
                }
            }
        }

        private long source(Cpu cpu) {
            return (cpu.gpr[Cpu.RSI] & reach) + switch (segment) {
                case Operand.FS -> cpu.fsBase;
                case Operand.GS -> cpu.gsBase;
                default -> 0;
            };
        }

        private long destination(Cpu cpu) {
            return cpu.gpr[Cpu.RDI] & reach;
        }

        private void advance(Cpu cpu, int register, long step) {
            cpu.gpr[register] = cpu.gpr[register] + step & reach;
        }

        private void compare(Cpu cpu, long a, long b) {
            cpu.flags(Flags.SUB + size, a, b, Integers.signed(size, a - b));
        }
    }
}
