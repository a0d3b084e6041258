package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.FaultKind;
import dev.whereabouts.amd64.cpu.Flags;
import dev.whereabouts.amd64.cpu.GuestFault;
import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.amd64.instruction.Operand;
import dev.whereabouts.amd64.memory.GuestMemory;

/** Branches, calls and returns. RIP already has the address behind the branch. */
final class BranchLowering implements Lowering {

    @Override
    public Step lower(Instruction instruction) {
        return switch (instruction.operation()) {
            case JCC -> conditional(instruction);
            case JMP -> jump(instruction);
            case CALL -> call(instruction);
            case RET -> ret(instruction);
            case LOOP, LOOPE, LOOPNE -> loop(instruction);
            case JRCXZ -> ifZero(instruction);
            default -> null;
        };
    }

    private static long target(Instruction instruction) {
        return ((Operand.Target) instruction.operand(0)).address();
    }

    private static Step conditional(Instruction instruction) {
        int condition = instruction.condition();
        long target = target(instruction);
        return new DirectStep() {
            @Override
            public void execute(Cpu cpu, GuestMemory memory) {
                if (cpu.condition(condition)) {
                    cpu.rip = target;
                }
            }
        };
    }

    private static Step jump(Instruction instruction) {
        if (instruction.operand(0) instanceof Operand.Target target) {
            long address = target.address();
            return new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    cpu.rip = address;
                }
            };
        }
        Place to = Place.of(instruction, 0);
        return new DirectStep() {
            @Override
            public void execute(Cpu cpu, GuestMemory memory) {
                cpu.rip = canonical(to.read(cpu, memory));
            }
        };
    }

    private static Step call(Instruction instruction) {
        long next = instruction.next();
        if (instruction.operand(0) instanceof Operand.Target target) {
            long address = target.address();
            return new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    long top = cpu.gpr[Cpu.RSP] - 8;
                    memory.writeLong(top, next);
                    cpu.gpr[Cpu.RSP] = top;
                    cpu.rip = address;
                }
            };
        }
        Place to = Place.of(instruction, 0);
        return new DirectStep() {
            @Override
            public void execute(Cpu cpu, GuestMemory memory) {
                long address = canonical(to.read(cpu, memory));
                long top = cpu.gpr[Cpu.RSP] - 8;
                memory.writeLong(top, next);
                cpu.gpr[Cpu.RSP] = top;
                cpu.rip = address;
            }
        };
    }

    private static Step ret(Instruction instruction) {
        long release = instruction.operands().isEmpty()
                ? 8
                : 8 + (((Operand.Immediate) instruction.operand(0)).value() & 0xffff);
        return new DirectStep() {
            @Override
            public void execute(Cpu cpu, GuestMemory memory) {
                long top = cpu.gpr[Cpu.RSP];
                cpu.rip = canonical(memory.readLong(top));
                cpu.gpr[Cpu.RSP] = top + release;
            }
        };
    }

    static long canonical(long address) {
        if (address << 16 >> 16 != address) {
            throw GuestFault.of(FaultKind.GENERAL_PROTECTION);
        }
        return address;
    }

    /** The count is RCX or ECX, by the size of addresses. */
    private static Step loop(Instruction instruction) {
        long target = target(instruction);
        Place counter = Place.register(Cpu.RCX, Place.size(instruction.addressSize()));
        return switch (instruction.operation()) {
            case LOOP -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    counter.write(cpu, memory, counter.read(cpu, memory) - 1);
                    if (counter.read(cpu, memory) != 0) {
                        cpu.rip = target;
                    }
                }
            };
            case LOOPE -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    counter.write(cpu, memory, counter.read(cpu, memory) - 1);
                    if (counter.read(cpu, memory) != 0 && Flags.zero(cpu.flagKind, cpu.flagResult)) {
                        cpu.rip = target;
                    }
                }
            };
            default -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    counter.write(cpu, memory, counter.read(cpu, memory) - 1);
                    if (counter.read(cpu, memory) != 0 && !Flags.zero(cpu.flagKind, cpu.flagResult)) {
                        cpu.rip = target;
                    }
                }
            };
        };
    }

    private static Step ifZero(Instruction instruction) {
        long target = target(instruction);
        Place counter = Place.register(Cpu.RCX, Place.size(instruction.addressSize()));
        return new DirectStep() {
            @Override
            public void execute(Cpu cpu, GuestMemory memory) {
                if (counter.read(cpu, memory) == 0) {
                    cpu.rip = target;
                }
            }
        };
    }
}
