package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.amd64.instruction.Operand;
import dev.whereabouts.amd64.memory.GuestMemory;

/**
 * The moves that programs consist of, with a step for each form: no call to find out what kind an operand is. Together with
 * {@link FrequentArithmetic} this made the interpreter half as fast again.
 */
final class FrequentMoves implements Lowering {

    private static final long LOW = 0xffffffffL;

    @Override
    public Step lower(Instruction instruction) {
        return switch (instruction.operation()) {
            case MOV -> move(instruction);
            case MOVZX -> zeroExtend(instruction);
            case MOVSXD -> signExtend(instruction);
            case LEA -> address(instruction);
            case CMOVCC -> conditional(instruction);
            default -> null;
        };
    }

    private static Step move(Instruction instruction) {
        Operand from = instruction.operand(1);
        return switch (instruction.operand(0)) {
            case Operand.Gpr to when from instanceof Operand.Gpr register -> copy(to, register);
            case Operand.Gpr to when from instanceof Operand.Immediate immediate -> constant(to, immediate.value());
            case Operand.Gpr to when from instanceof Operand.Memory memory -> load(to,
                    AddressOf.of(memory, instruction));
            case Operand.Memory to when from instanceof Operand.Gpr register -> store(AddressOf.of(to, instruction),
                    register);
            case Operand.Memory to when from instanceof Operand.Immediate immediate -> store(
                    AddressOf.of(to, instruction), to.size(), immediate.value());
            default -> null;
        };
    }

    private static Step copy(Operand.Gpr toRegister, Operand.Gpr fromRegister) {
        int to = toRegister.index();
        int from = fromRegister.index();
        return switch (toRegister.size()) {
            case 64 -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    cpu.gpr[to] = cpu.gpr[from];
                }
            };
            case 32 -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    cpu.gpr[to] = cpu.gpr[from] & LOW;
                }
            };
            default -> null;
        };
    }

    private static Step constant(Operand.Gpr register, long immediate) {
        int to = register.index();
        long value = register.size() == 32 ? immediate & LOW : immediate;
        return register.size() >= 32 ? new DirectStep() {
            @Override
            public void execute(Cpu cpu, GuestMemory memory) {
                cpu.gpr[to] = value;
            }
        } : null;
    }

    private static Step load(Operand.Gpr register, AddressOf address) {
        int to = register.index();
        return switch (register.size()) {
            case 64 -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    cpu.gpr[to] = memory.readLong(address.in(cpu));
                }
            };
            case 32 -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    cpu.gpr[to] = memory.readInt(address.in(cpu)) & LOW;
                }
            };
            default -> null;
        };
    }

    private static Step store(AddressOf address, Operand.Gpr register) {
        int from = register.index();
        return switch (register.size()) {
            case 64 -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    memory.writeLong(address.in(cpu), cpu.gpr[from]);
                }
            };
            case 32 -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    memory.writeInt(address.in(cpu), (int) cpu.gpr[from]);
                }
            };
            case 16 -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    memory.writeShort(address.in(cpu), (int) cpu.gpr[from]);
                }
            };
            default -> register.high()
                    ? null
                    : new DirectStep() {
                        @Override
                        public void execute(Cpu cpu, GuestMemory memory) {
                            memory.writeByte(address.in(cpu), (int) cpu.gpr[from]);
                        }
                    };
        };
    }

    private static Step store(AddressOf address, int size, long value) {
        int low = (int) value;
        return switch (size) {
            case 64 -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    memory.writeLong(address.in(cpu), value);
                }
            };
            case 32 -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    memory.writeInt(address.in(cpu), low);
                }
            };
            case 16 -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    memory.writeShort(address.in(cpu), low);
                }
            };
            default -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    memory.writeByte(address.in(cpu), low);
                }
            };
        };
    }

    private static Step zeroExtend(Instruction instruction) {
        if (instruction.operandSize() < 32) {
            return null;
        }
        int to = ((Operand.Gpr) instruction.operand(0)).index();
        if (instruction.operand(1) instanceof Operand.Memory operand) {
            AddressOf address = AddressOf.of(operand, instruction);
            return operand.size() == 8
                    ? new DirectStep() {
                        @Override
                        public void execute(Cpu cpu, GuestMemory memory) {
                            cpu.gpr[to] = memory.readByte(address.in(cpu));
                        }
                    }
                    : new DirectStep() {
                        @Override
                        public void execute(Cpu cpu, GuestMemory memory) {
                            cpu.gpr[to] = memory.readShort(address.in(cpu));
                        }
                    };
        }
        Operand.Gpr register = (Operand.Gpr) instruction.operand(1);
        int from = register.index();
        if (register.high()) {
            return null;
        }
        long mask = register.size() == 8 ? 0xff : 0xffff;
        return new DirectStep() {
            @Override
            public void execute(Cpu cpu, GuestMemory memory) {
                cpu.gpr[to] = cpu.gpr[from] & mask;
            }
        };
    }

    private static Step signExtend(Instruction instruction) {
        if (instruction.operandSize() != 64) {
            return null;
        }
        int to = ((Operand.Gpr) instruction.operand(0)).index();
        if (instruction.operand(1) instanceof Operand.Memory operand) {
            AddressOf address = AddressOf.of(operand, instruction);
            return new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    cpu.gpr[to] = memory.readInt(address.in(cpu));
                }
            };
        }
        int from = ((Operand.Gpr) instruction.operand(1)).index();
        return new DirectStep() {
            @Override
            public void execute(Cpu cpu, GuestMemory memory) {
                cpu.gpr[to] = (int) cpu.gpr[from];
            }
        };
    }

    private static Step address(Instruction instruction) {
        AddressOf address = AddressOf.of((Operand.Memory) instruction.operand(1), instruction);
        int to = ((Operand.Gpr) instruction.operand(0)).index();
        return switch (instruction.operandSize()) {
            case 64 -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    cpu.gpr[to] = address.effective(cpu);
                }
            };
            case 32 -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    cpu.gpr[to] = address.effective(cpu) & LOW;
                }
            };
            default -> null;
        };
    }

    private static Step conditional(Instruction instruction) {
        if (instruction.operandSize() != 64 || !(instruction.operand(1) instanceof Operand.Gpr register)) {
            return null;
        }
        int condition = instruction.condition();
        int to = ((Operand.Gpr) instruction.operand(0)).index();
        int from = register.index();
        return new DirectStep() {
            @Override
            public void execute(Cpu cpu, GuestMemory memory) {
                if (cpu.condition(condition)) {
                    cpu.gpr[to] = cpu.gpr[from];
                }
            }
        };
    }
}
