package dev.whereabouts.amd64.interpreter;

import static dev.whereabouts.amd64.cpu.Flags.B32;
import static dev.whereabouts.amd64.cpu.Flags.B64;
import static dev.whereabouts.amd64.cpu.Flags.B8;
import static dev.whereabouts.amd64.cpu.Flags.LOGIC;
import static dev.whereabouts.amd64.cpu.Flags.SUB;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.Flags;
import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.amd64.instruction.Operand;
import dev.whereabouts.amd64.instruction.Operation;
import dev.whereabouts.amd64.memory.GuestMemory;

/**
 * A comparison and the conditional branch behind it in one step, which saves a dispatch and working out the flags from what was kept of them: a third
 * on loops of few instructions. Only the comparison can fault.
 */
final class FusedBranch {

    private FusedBranch() {}

    /** The step of both, or null where there is none. */
    static Step of(Instruction comparison, Instruction branch) {
        boolean isComparison = comparison.operation() == Operation.CMP || comparison.operation() == Operation.TEST;
        if (!isComparison || branch.operation() != Operation.JCC || comparison.operandSize() == 16) {
            return null;
        }
        if (comparison.operandSize() == 8) {
            return bytes(comparison, branch.condition(), ((Operand.Target) branch.operand(0)).address());
        }
        boolean isWide = comparison.operandSize() == 64;
        int condition = branch.condition();
        long target = ((Operand.Target) branch.operand(0)).address();
        if (comparison.operation() == Operation.TEST) {
            return test(comparison, isWide, condition, target);
        }
        return isWide ? wide(comparison, condition, target) : narrow(comparison, condition, target);
    }

    /** The step of a sum, a comparison of registers of 64 bits or of one with a constant, and a branch, as loops end; or null. Nothing faults. */
    static Step of(Sum sum, Instruction comparison, Instruction branch) {
        if (comparison.operation() != Operation.CMP || comparison.operandSize() != 64
                || !(comparison.operand(0) instanceof Operand.Gpr register)) {
            return null;
        }
        int condition = branch.condition();
        long target = ((Operand.Target) branch.operand(0)).address();
        int to = sum.to();
        int base = sum.base();
        int index = sum.index();
        int shift = sum.shift();
        long constant = sum.constant();
        int first = register.index();
        return switch (comparison.operand(1)) {
            case Operand.Gpr other -> {
                int with = other.index();
                yield new DirectStep() {
                    @Override
                    public void execute(Cpu cpu, GuestMemory memory) {
                        long[] gpr = cpu.gpr;
                        gpr[to] = gpr[base] + (gpr[index] << shift) + constant;
                        long a = gpr[first];
                        long b = gpr[with];
                        cpu.flags(SUB + B64, a, b, a - b);
                        branch(cpu, condition, target, a, b);
                    }
                };
            }
            case Operand.Immediate immediate -> {
                long b = immediate.value();
                yield new DirectStep() {
                    @Override
                    public void execute(Cpu cpu, GuestMemory memory) {
                        long[] gpr = cpu.gpr;
                        gpr[to] = gpr[base] + (gpr[index] << shift) + constant;
                        long a = gpr[first];
                        cpu.flags(SUB + B64, a, b, a - b);
                        branch(cpu, condition, target, a, b);
                    }
                };
            }
            default -> null;
        };
    }

    /** The step of a branch that only branches stand before since a comparison: that left its operands behind. */
    static Step behindComparison(Instruction branch) {
        int condition = branch.condition();
        long target = ((Operand.Target) branch.operand(0)).address();
        return new DirectStep() {
            @Override
            public void execute(Cpu cpu, GuestMemory memory) {
                branch(cpu, condition, target, cpu.flagA, cpu.flagB);
            }
        };
    }

    private static void branch(Cpu cpu, int condition, long target, long a, long b) {
        boolean holds = switch (condition) {
            case 2 -> Long.compareUnsigned(a, b) < 0;
            case 3 -> Long.compareUnsigned(a, b) >= 0;
            case 4 -> a == b;
            case 5 -> a != b;
            case 6 -> Long.compareUnsigned(a, b) <= 0;
            case 7 -> Long.compareUnsigned(a, b) > 0;
            case 12 -> a < b;
            case 13 -> a >= b;
            case 14 -> a <= b;
            case 15 -> a > b;
            default -> cpu.condition(condition);
        };
        if (holds) {
            cpu.rip = target;
        }
    }

    private static void branchOnResult(Cpu cpu, int condition, long target, long result) {
        boolean holds = switch (condition) {
            case 4, 6 -> result == 0;
            case 5, 7 -> result != 0;
            case 8, 12 -> result < 0;
            case 9, 13 -> result >= 0;
            case 14 -> result <= 0;
            case 15 -> result > 0;
            default -> Flags.condition(condition, LOGIC, 0, 0, result);
        };
        if (holds) {
            cpu.rip = target;
        }
    }

    private static Step wide(Instruction comparison, int condition, long target) {
        Operand second = comparison.operand(1);
        return switch (comparison.operand(0)) {
            case Operand.Gpr register when second instanceof Operand.Gpr other -> {
                int first = register.index();
                int with = other.index();
                yield new DirectStep() {
                    @Override
                    public void execute(Cpu cpu, GuestMemory memory) {
                        long a = cpu.gpr[first];
                        long b = cpu.gpr[with];
                        cpu.flags(SUB + B64, a, b, a - b);
                        branch(cpu, condition, target, a, b);
                    }
                };
            }
            case Operand.Gpr register when second instanceof Operand.Immediate immediate -> {
                int first = register.index();
                long b = immediate.value();
                yield new DirectStep() {
                    @Override
                    public void execute(Cpu cpu, GuestMemory memory) {
                        long a = cpu.gpr[first];
                        cpu.flags(SUB + B64, a, b, a - b);
                        branch(cpu, condition, target, a, b);
                    }
                };
            }
            case Operand.Gpr register when second instanceof Operand.Memory operand -> {
                int first = register.index();
                AddressOf address = AddressOf.of(operand, comparison);
                yield new DirectStep() {
                    @Override
                    public void execute(Cpu cpu, GuestMemory memory) {
                        long b = memory.readLong(address.in(cpu));
                        long a = cpu.gpr[first];
                        cpu.flags(SUB + B64, a, b, a - b);
                        branch(cpu, condition, target, a, b);
                    }
                };
            }
            case Operand.Memory operand when second instanceof Operand.Immediate immediate -> {
                AddressOf address = AddressOf.of(operand, comparison);
                long b = immediate.value();
                yield new DirectStep() {
                    @Override
                    public void execute(Cpu cpu, GuestMemory memory) {
                        long a = memory.readLong(address.in(cpu));
                        cpu.flags(SUB + B64, a, b, a - b);
                        branch(cpu, condition, target, a, b);
                    }
                };
            }
            default -> null;
        };
    }

    private static Step narrow(Instruction comparison, int condition, long target) {
        Operand second = comparison.operand(1);
        return switch (comparison.operand(0)) {
            case Operand.Gpr register when second instanceof Operand.Gpr other -> {
                int first = register.index();
                int with = other.index();
                yield new DirectStep() {
                    @Override
                    public void execute(Cpu cpu, GuestMemory memory) {
                        int a = (int) cpu.gpr[first];
                        int b = (int) cpu.gpr[with];
                        cpu.flags(SUB + B32, a, b, a - b);
                        branch(cpu, condition, target, a, b);
                    }
                };
            }
            case Operand.Gpr register when second instanceof Operand.Immediate immediate -> {
                int first = register.index();
                int b = (int) immediate.value();
                yield new DirectStep() {
                    @Override
                    public void execute(Cpu cpu, GuestMemory memory) {
                        int a = (int) cpu.gpr[first];
                        cpu.flags(SUB + B32, a, b, a - b);
                        branch(cpu, condition, target, a, b);
                    }
                };
            }
            case Operand.Memory operand when second instanceof Operand.Immediate immediate -> {
                AddressOf address = AddressOf.of(operand, comparison);
                int b = (int) immediate.value();
                yield new DirectStep() {
                    @Override
                    public void execute(Cpu cpu, GuestMemory memory) {
                        int a = memory.readInt(address.in(cpu));
                        cpu.flags(SUB + B32, a, b, a - b);
                        branch(cpu, condition, target, a, b);
                    }
                };
            }
            default -> null;
        };
    }

    /** TEST of a low byte with itself, CMP of a byte in memory with a constant. */
    private static Step bytes(Instruction comparison, int condition, long target) {
        Operand second = comparison.operand(1);
        return switch (comparison.operand(0)) {
            case Operand.Gpr register when comparison.operation() == Operation.TEST && register.equals(second)
                    && !register.high() -> {
                int index = register.index();
                yield new DirectStep() {
                    @Override
                    public void execute(Cpu cpu, GuestMemory memory) {
                        int result = (byte) cpu.gpr[index];
                        cpu.logicFlags(LOGIC + B8, result);
                        branchOnResult(cpu, condition, target, result);
                    }
                };
            }
            case Operand.Memory operand when comparison.operation() == Operation.CMP
                    && second instanceof Operand.Immediate immediate -> {
                AddressOf address = AddressOf.of(operand, comparison);
                int b = (byte) immediate.value();
                yield new DirectStep() {
                    @Override
                    public void execute(Cpu cpu, GuestMemory memory) {
                        int a = (byte) memory.readByte(address.in(cpu));
                        cpu.flags(SUB + B8, a, b, (byte) (a - b));
                        branch(cpu, condition, target, a, b);
                    }
                };
            }
            default -> null;
        };
    }

    private static Step test(Instruction comparison, boolean isWide, int condition, long target) {
        if (!(comparison.operand(0) instanceof Operand.Gpr register)
                || !(comparison.operand(1) instanceof Operand.Gpr other)) {
            return null;
        }
        int first = register.index();
        int with = other.index();
        if (isWide) {
            return new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    long result = cpu.gpr[first] & cpu.gpr[with];
                    cpu.logicFlags(LOGIC + B64, result);
                    branchOnResult(cpu, condition, target, result);
                }
            };
        }
        return new DirectStep() {
            @Override
            public void execute(Cpu cpu, GuestMemory memory) {
                int result = (int) (cpu.gpr[first] & cpu.gpr[with]);
                cpu.logicFlags(LOGIC + B32, result);
                branchOnResult(cpu, condition, target, result);
            }
        };
    }
}
