package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.Flags;
import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.amd64.instruction.Operand;
import dev.whereabouts.amd64.memory.GuestMemory;

/** PUSH, POP, PUSHF, POPF, ENTER, LEAVE. The stack pointer changes last, so that a fault leaves it alone. */
final class StackLowering implements Lowering {

    @Override
    public Step lower(Instruction instruction) {
        int size = Place.size(Math.max(16, instruction.operandSize()));
        return switch (instruction.operation()) {
            case PUSH -> push(instruction, size);
            case POP -> pop(instruction, size);
            case PUSHF -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    push(cpu, memory, size, cpu.rflags());
                }
            };
            case POPF -> popFlags(size);
            case ENTER -> enter(instruction, size);
            case LEAVE -> leave(size);
            default -> null;
        };
    }

    private static void push(Cpu cpu, GuestMemory memory, int size, long value) {
        long top = cpu.gpr[Cpu.RSP] - (1 << size);
        Place.write(memory, top, size, value);
        cpu.gpr[Cpu.RSP] = top;
    }

    private static Step push(Instruction instruction, int size) {
        if (size == Flags.B64 && instruction.operand(0) instanceof Operand.Gpr register) {
            int from = register.index();
            return new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    long top = cpu.gpr[Cpu.RSP] - 8;
                    memory.writeLong(top, cpu.gpr[from]);
                    cpu.gpr[Cpu.RSP] = top;
                }
            };
        }
        Place from = Place.of(instruction, 0);
        return new DirectStep() {
            @Override
            public void execute(Cpu cpu, GuestMemory memory) {
                push(cpu, memory, size, from.read(cpu, memory));
            }
        };
    }

    private static Step pop(Instruction instruction, int size) {
        Place to = Place.of(instruction, 0);
        return switch (instruction.operand(0)) {
            case Operand.Gpr register when size == Flags.B64 -> {
                int index = register.index();
                yield new DirectStep() {
                    @Override
                    public void execute(Cpu cpu, GuestMemory memory) {
                        long top = cpu.gpr[Cpu.RSP];
                        long value = memory.readLong(top);
                        cpu.gpr[Cpu.RSP] = top + 8;
                        cpu.gpr[index] = value;
                    }
                };
            }
            case Operand.Segment segment -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    MoveLowering.checkSelector(Place.read(memory, cpu.gpr[Cpu.RSP], size));
                    cpu.gpr[Cpu.RSP] += 1 << size;
                }
            };
            default -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    long top = cpu.gpr[Cpu.RSP];
                    long value = Place.read(memory, top, size);
                    // an address that depends on RSP has it as it is afterwards (SDM volume 2, POP)
                    cpu.gpr[Cpu.RSP] = top + (1 << size);
                    boolean isDone = false;
                    try {
                        to.write(cpu, memory, value);
                        isDone = true;
                    } finally {
                        if (!isDone) {
                            cpu.gpr[Cpu.RSP] = top;
                        }
                    }
                }
            };
        };
    }

    private static Step popFlags(int size) {
        return new DirectStep() {
            @Override
            public void execute(Cpu cpu, GuestMemory memory) {
                long top = cpu.gpr[Cpu.RSP];
                long value = Place.read(memory, top, size);
                cpu.gpr[Cpu.RSP] = top + (1 << size);
                cpu.setRflags(size == Flags.B16 ? cpu.rflags() & ~0xffffL | value & 0xffff : value);
            }
        };
    }

    /** The frame's links are written from the top down; all of them before a register changes. */
    private static Step enter(Instruction instruction, int size) {
        long room = ((Operand.Immediate) instruction.operand(0)).value() & 0xffff;
        int level = (int) ((Operand.Immediate) instruction.operand(1)).value() & 31;
        int bytes = 1 << size;
        return new DirectStep() {
            @Override
            public void execute(Cpu cpu, GuestMemory memory) {
                long frame = cpu.gpr[Cpu.RBP];
                long top = cpu.gpr[Cpu.RSP] - bytes;
                Place.write(memory, top, size, frame);
                long newFrame = top;
                for (int i = 1; i < level; i++) {
                    top -= bytes;
                    Place.write(memory, top, size, Place.read(memory, frame - (long) i * bytes, size));
                }
                if (level > 0) {
                    top -= bytes;
                    Place.write(memory, top, size, newFrame);
                }
                // the new top must be writable, although nothing is written there (SDM volume 2, ENTER)
                memory.checkWrite(top - room, bytes);
                cpu.gpr[Cpu.RSP] = top - room;
                cpu.gpr[Cpu.RBP] = size == Flags.B16 ? frame & ~0xffffL | newFrame & 0xffff : newFrame;
            }
        };
    }

    private static Step leave(int size) {
        Place frame = Place.register(Cpu.RBP, size);
        return new DirectStep() {
            @Override
            public void execute(Cpu cpu, GuestMemory memory) {
                long top = cpu.gpr[Cpu.RBP];
                long value = Place.read(memory, top, size);
                frame.write(cpu, memory, value);
                cpu.gpr[Cpu.RSP] = top + (1 << size);
            }
        };
    }
}
