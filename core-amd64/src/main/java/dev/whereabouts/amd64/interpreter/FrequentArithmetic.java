package dev.whereabouts.amd64.interpreter;

import static dev.whereabouts.amd64.cpu.Flags.ADD;
import static dev.whereabouts.amd64.cpu.Flags.B32;
import static dev.whereabouts.amd64.cpu.Flags.B64;
import static dev.whereabouts.amd64.cpu.Flags.DEC;
import static dev.whereabouts.amd64.cpu.Flags.INC;
import static dev.whereabouts.amd64.cpu.Flags.LEFT;
import static dev.whereabouts.amd64.cpu.Flags.LOGIC;
import static dev.whereabouts.amd64.cpu.Flags.RIGHT;
import static dev.whereabouts.amd64.cpu.Flags.SUB;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.amd64.instruction.Operand;
import dev.whereabouts.amd64.instruction.Operation;
import dev.whereabouts.amd64.memory.GuestMemory;
import dev.whereabouts.amd64.semantics.Multiplication;
import dev.whereabouts.amd64.semantics.Shifts;

/** The arithmetic of 32 and 64 bits that programs consist of, with a step for each operation and form. */
final class FrequentArithmetic implements Lowering {

    private static final long LOW = 0xffffffffL;

    @Override
    public Step lower(Instruction instruction) {
        int size = instruction.operandSize();
        if (size < 32) {
            return null;
        }
        return switch (instruction.operation()) {
            case ADD, SUB, AND, OR, XOR, CMP, TEST -> size == 64 ? wide(instruction) : narrow(instruction);
            case SHL, SHR, SAR -> size == 64 ? wideShift(instruction) : narrowShift(instruction);
            case INC, DEC -> step(instruction);
            case ROL -> rotation(instruction);
            case IMUL -> product(instruction);
            default -> null;
        };
    }

    private static Step wide(Instruction instruction) {
        Operand from = instruction.operand(1);
        return switch (instruction.operand(0)) {
            case Operand.Gpr to when from instanceof Operand.Gpr register -> wide(instruction, to.index(),
                    register.index());
            case Operand.Gpr to when from instanceof Operand.Immediate immediate -> wideConstant(instruction,
                    to.index(), immediate.value());
            case Operand.Gpr to when from instanceof Operand.Memory memory -> wideMemory(instruction, to.index(),
                    AddressOf.of(memory, instruction));
            default -> null;
        };
    }

    private static Step narrow(Instruction instruction) {
        Operand from = instruction.operand(1);
        return switch (instruction.operand(0)) {
            case Operand.Gpr to when from instanceof Operand.Gpr register -> narrow(instruction, to.index(),
                    register.index());
            case Operand.Gpr to when from instanceof Operand.Immediate immediate -> narrowConstant(instruction,
                    to.index(), (int) immediate.value());
            case Operand.Gpr to when from instanceof Operand.Memory memory -> narrowMemory(instruction, to.index(),
                    AddressOf.of(memory, instruction));
            default -> null;
        };
    }

    private static Step wide(Instruction instruction, int to, int from) {
        return switch (instruction.operation()) {
            case ADD -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    long b = cpu.gpr[from];
                    long a = cpu.gpr[to];
                    long result = a + b;
                    cpu.gpr[to] = result;
                    cpu.flags(ADD + B64, a, b, result);
                }
            };
            case SUB -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    long b = cpu.gpr[from];
                    long a = cpu.gpr[to];
                    long result = a - b;
                    cpu.gpr[to] = result;
                    cpu.flags(SUB + B64, a, b, result);
                }
            };
            case AND -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    long result = cpu.gpr[to] & cpu.gpr[from];
                    cpu.gpr[to] = result;
                    cpu.logicFlags(LOGIC + B64, result);
                }
            };
            case OR -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    long result = cpu.gpr[to] | cpu.gpr[from];
                    cpu.gpr[to] = result;
                    cpu.logicFlags(LOGIC + B64, result);
                }
            };
            case XOR -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    long result = cpu.gpr[to] ^ cpu.gpr[from];
                    cpu.gpr[to] = result;
                    cpu.logicFlags(LOGIC + B64, result);
                }
            };
            case CMP -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    long b = cpu.gpr[from];
                    long a = cpu.gpr[to];
                    long result = a - b;
                    cpu.flags(SUB + B64, a, b, result);
                }
            };
            default -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    long result = cpu.gpr[to] & cpu.gpr[from];
                    cpu.logicFlags(LOGIC + B64, result);
                }
            };
        };
    }

    private static Step wideConstant(Instruction instruction, int to, long b) {
        return switch (instruction.operation()) {
            case ADD -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    long a = cpu.gpr[to];
                    long result = a + b;
                    cpu.gpr[to] = result;
                    cpu.flags(ADD + B64, a, b, result);
                }
            };
            case SUB -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    long a = cpu.gpr[to];
                    long result = a - b;
                    cpu.gpr[to] = result;
                    cpu.flags(SUB + B64, a, b, result);
                }
            };
            case AND -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    long result = cpu.gpr[to] & b;
                    cpu.gpr[to] = result;
                    cpu.logicFlags(LOGIC + B64, result);
                }
            };
            case OR -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    long result = cpu.gpr[to] | b;
                    cpu.gpr[to] = result;
                    cpu.logicFlags(LOGIC + B64, result);
                }
            };
            case XOR -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    long result = cpu.gpr[to] ^ b;
                    cpu.gpr[to] = result;
                    cpu.logicFlags(LOGIC + B64, result);
                }
            };
            case CMP -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    long a = cpu.gpr[to];
                    long result = a - b;
                    cpu.flags(SUB + B64, a, b, result);
                }
            };
            default -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    long result = cpu.gpr[to] & b;
                    cpu.logicFlags(LOGIC + B64, result);
                }
            };
        };
    }

    private static Step wideMemory(Instruction instruction, int to, AddressOf from) {
        return switch (instruction.operation()) {
            case ADD -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    long b = memory.readLong(from.in(cpu));
                    long a = cpu.gpr[to];
                    long result = a + b;
                    cpu.gpr[to] = result;
                    cpu.flags(ADD + B64, a, b, result);
                }
            };
            case SUB -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    long b = memory.readLong(from.in(cpu));
                    long a = cpu.gpr[to];
                    long result = a - b;
                    cpu.gpr[to] = result;
                    cpu.flags(SUB + B64, a, b, result);
                }
            };
            case AND -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    long result = cpu.gpr[to] & memory.readLong(from.in(cpu));
                    cpu.gpr[to] = result;
                    cpu.logicFlags(LOGIC + B64, result);
                }
            };
            case OR -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    long result = cpu.gpr[to] | memory.readLong(from.in(cpu));
                    cpu.gpr[to] = result;
                    cpu.logicFlags(LOGIC + B64, result);
                }
            };
            case XOR -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    long result = cpu.gpr[to] ^ memory.readLong(from.in(cpu));
                    cpu.gpr[to] = result;
                    cpu.logicFlags(LOGIC + B64, result);
                }
            };
            case CMP -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    long b = memory.readLong(from.in(cpu));
                    long a = cpu.gpr[to];
                    long result = a - b;
                    cpu.flags(SUB + B64, a, b, result);
                }
            };
            default -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    long result = cpu.gpr[to] & memory.readLong(from.in(cpu));
                    cpu.logicFlags(LOGIC + B64, result);
                }
            };
        };
    }

    private static Step narrow(Instruction instruction, int to, int from) {
        return switch (instruction.operation()) {
            case ADD -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    int b = (int) cpu.gpr[from];
                    int a = (int) cpu.gpr[to];
                    int result = a + b;
                    cpu.gpr[to] = result & LOW;
                    cpu.flags(ADD + B32, a, b, result);
                }
            };
            case SUB -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    int b = (int) cpu.gpr[from];
                    int a = (int) cpu.gpr[to];
                    int result = a - b;
                    cpu.gpr[to] = result & LOW;
                    cpu.flags(SUB + B32, a, b, result);
                }
            };
            case AND -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    int result = (int) cpu.gpr[to] & (int) cpu.gpr[from];
                    cpu.gpr[to] = result & LOW;
                    cpu.logicFlags(LOGIC + B32, result);
                }
            };
            case OR -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    int result = (int) cpu.gpr[to] | (int) cpu.gpr[from];
                    cpu.gpr[to] = result & LOW;
                    cpu.logicFlags(LOGIC + B32, result);
                }
            };
            case XOR -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    int result = (int) cpu.gpr[to] ^ (int) cpu.gpr[from];
                    cpu.gpr[to] = result & LOW;
                    cpu.logicFlags(LOGIC + B32, result);
                }
            };
            case CMP -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    int b = (int) cpu.gpr[from];
                    int a = (int) cpu.gpr[to];
                    int result = a - b;
                    cpu.flags(SUB + B32, a, b, result);
                }
            };
            default -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    int result = (int) cpu.gpr[to] & (int) cpu.gpr[from];
                    cpu.logicFlags(LOGIC + B32, result);
                }
            };
        };
    }

    private static Step narrowConstant(Instruction instruction, int to, int b) {
        return switch (instruction.operation()) {
            case ADD -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    int a = (int) cpu.gpr[to];
                    int result = a + b;
                    cpu.gpr[to] = result & LOW;
                    cpu.flags(ADD + B32, a, b, result);
                }
            };
            case SUB -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    int a = (int) cpu.gpr[to];
                    int result = a - b;
                    cpu.gpr[to] = result & LOW;
                    cpu.flags(SUB + B32, a, b, result);
                }
            };
            case AND -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    int result = (int) cpu.gpr[to] & b;
                    cpu.gpr[to] = result & LOW;
                    cpu.logicFlags(LOGIC + B32, result);
                }
            };
            case OR -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    int result = (int) cpu.gpr[to] | b;
                    cpu.gpr[to] = result & LOW;
                    cpu.logicFlags(LOGIC + B32, result);
                }
            };
            case XOR -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    int result = (int) cpu.gpr[to] ^ b;
                    cpu.gpr[to] = result & LOW;
                    cpu.logicFlags(LOGIC + B32, result);
                }
            };
            case CMP -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    int a = (int) cpu.gpr[to];
                    int result = a - b;
                    cpu.flags(SUB + B32, a, b, result);
                }
            };
            default -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    int result = (int) cpu.gpr[to] & b;
                    cpu.logicFlags(LOGIC + B32, result);
                }
            };
        };
    }

    private static Step narrowMemory(Instruction instruction, int to, AddressOf from) {
        return switch (instruction.operation()) {
            case ADD -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    int b = memory.readInt(from.in(cpu));
                    int a = (int) cpu.gpr[to];
                    int result = a + b;
                    cpu.gpr[to] = result & LOW;
                    cpu.flags(ADD + B32, a, b, result);
                }
            };
            case SUB -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    int b = memory.readInt(from.in(cpu));
                    int a = (int) cpu.gpr[to];
                    int result = a - b;
                    cpu.gpr[to] = result & LOW;
                    cpu.flags(SUB + B32, a, b, result);
                }
            };
            case AND -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    int result = (int) cpu.gpr[to] & memory.readInt(from.in(cpu));
                    cpu.gpr[to] = result & LOW;
                    cpu.logicFlags(LOGIC + B32, result);
                }
            };
            case OR -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    int result = (int) cpu.gpr[to] | memory.readInt(from.in(cpu));
                    cpu.gpr[to] = result & LOW;
                    cpu.logicFlags(LOGIC + B32, result);
                }
            };
            case XOR -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    int result = (int) cpu.gpr[to] ^ memory.readInt(from.in(cpu));
                    cpu.gpr[to] = result & LOW;
                    cpu.logicFlags(LOGIC + B32, result);
                }
            };
            case CMP -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    int b = memory.readInt(from.in(cpu));
                    int a = (int) cpu.gpr[to];
                    int result = a - b;
                    cpu.flags(SUB + B32, a, b, result);
                }
            };
            default -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    int result = (int) cpu.gpr[to] & memory.readInt(from.in(cpu));
                    cpu.logicFlags(LOGIC + B32, result);
                }
            };
        };
    }

    /** By a constant that is not 0. */
    private static Step wideShift(Instruction instruction) {
        if (!(instruction.operand(0) instanceof Operand.Gpr register)
                || !(instruction.operand(1) instanceof Operand.Immediate immediate)) {
            return null;
        }
        int to = register.index();
        int count = (int) immediate.value() & 63;
        if (count == 0) {
            return null;
        }
        return switch (instruction.operation()) {
            case SHL -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    long a = cpu.gpr[to];
                    long result = a << count;
                    cpu.gpr[to] = result;
                    cpu.flags(LEFT + B64, a, count, result);
                }
            };
            case SHR -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    long a = cpu.gpr[to];
                    long result = a >>> count;
                    cpu.gpr[to] = result;
                    cpu.flags(RIGHT + B64, a, count, result);
                }
            };
            default -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    long a = cpu.gpr[to];
                    long result = a >> count;
                    cpu.gpr[to] = result;
                    cpu.flags(RIGHT + B64, a, count, result);
                }
            };
        };
    }

    /** By a constant that is not 0. */
    private static Step narrowShift(Instruction instruction) {
        if (!(instruction.operand(0) instanceof Operand.Gpr register)
                || !(instruction.operand(1) instanceof Operand.Immediate immediate)) {
            return null;
        }
        int to = register.index();
        int count = (int) immediate.value() & 31;
        if (count == 0) {
            return null;
        }
        return switch (instruction.operation()) {
            case SHL -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    int a = (int) cpu.gpr[to];
                    int result = a << count;
                    cpu.gpr[to] = result & LOW;
                    cpu.flags(LEFT + B32, a, count, result);
                }
            };
            case SHR -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    int a = (int) cpu.gpr[to];
                    int result = a >>> count;
                    cpu.gpr[to] = result & LOW;
                    cpu.flags(RIGHT + B32, a, count, result);
                }
            };
            default -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    int a = (int) cpu.gpr[to];
                    int result = a >> count;
                    cpu.gpr[to] = result & LOW;
                    cpu.flags(RIGHT + B32, a, count, result);
                }
            };
        };
    }

    /** INC and DEC of a register. */
    private static Step step(Instruction instruction) {
        if (!(instruction.operand(0) instanceof Operand.Gpr register)) {
            return null;
        }
        int to = register.index();
        boolean isUp = instruction.operation() == Operation.INC;
        int by = isUp ? 1 : -1;
        int kind = isUp ? INC : DEC;
        if (register.size() == 64) {
            return new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    long before = cpu.gpr[to];
                    long result = before + by;
                    cpu.gpr[to] = result;
                    cpu.flags(kind + B64, cpu.carry() ? 1 : 0, before, result);
                }
            };
        }
        return new DirectStep() {
            @Override
            public void execute(Cpu cpu, GuestMemory memory) {
                int before = (int) cpu.gpr[to];
                int result = before + by;
                cpu.gpr[to] = result & LOW;
                cpu.flags(kind + B32, cpu.carry() ? 1 : 0, before, result);
            }
        };
    }

    /** ROL of a register by a constant that is not 0. */
    private static Step rotation(Instruction instruction) {
        if (!(instruction.operand(0) instanceof Operand.Gpr register)
                || !(instruction.operand(1) instanceof Operand.Immediate immediate)) {
            return null;
        }
        int to = register.index();
        int count = (int) immediate.value() & register.size() - 1;
        if (count == 0) {
            return null;
        }
        if (register.size() == 64) {
            return new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    long result = Long.rotateLeft(cpu.gpr[to], count);
                    cpu.gpr[to] = result;
                    cpu.setStatus(Shifts.rotateLeftStatus(cpu.status(), result));
                }
            };
        }
        return new DirectStep() {
            @Override
            public void execute(Cpu cpu, GuestMemory memory) {
                int result = Integer.rotateLeft((int) cpu.gpr[to], count);
                cpu.gpr[to] = result & LOW;
                cpu.setStatus(Shifts.rotateLeftStatus(cpu.status(), result));
            }
        };
    }

    /** IMUL of two registers. */
    private static Step product(Instruction instruction) {
        if (instruction.operands().size() != 2 || !(instruction.operand(1) instanceof Operand.Gpr other)) {
            return null;
        }
        int to = ((Operand.Gpr) instruction.operand(0)).index();
        int from = other.index();
        if (other.size() == 64) {
            return new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    long a = cpu.gpr[to];
                    long b = cpu.gpr[from];
                    long result = a * b;
                    cpu.gpr[to] = result;
                    cpu.setStatus(Multiplication.signedStatus(Math.multiplyHigh(a, b), result));
                }
            };
        }
        return new DirectStep() {
            @Override
            public void execute(Cpu cpu, GuestMemory memory) {
                long whole = (long) (int) cpu.gpr[to] * (int) cpu.gpr[from];
                cpu.gpr[to] = whole & LOW;
                cpu.setStatus(Multiplication.signedStatus(whole >> 32, (int) whole));
            }
        };
    }
}
