package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.amd64.instruction.Operand;
import dev.whereabouts.amd64.instruction.Operation;
import dev.whereabouts.amd64.memory.GuestMemory;
import dev.whereabouts.amd64.semantics.Float64;
import dev.whereabouts.amd64.semantics.Mxcsr;

/**
 * The arithmetic that compiled programs do most, mainly in its older forms: ADDSD, SUBSD, MULSD, DIVSD, SQRTSD, UCOMISD, CVTSI2SD, CVTTSD2SI. A
 * class for each, since one for all of them would call through operators that HotSpot cannot inline.
 */
final class FrequentDoubles implements Lowering {

    @Override
    public Step lower(Instruction instruction) {
        Operation operation = instruction.operation();
        return switch (operation) {
            case ADDSD, SUBSD, MULSD, DIVSD, SQRTSD -> instruction.isVex() ? null : of(instruction);
            case UCOMISD -> compare(instruction);
            case CVTSI2SD -> instruction.isVex() ? null : fromInteger(instruction);
            case CVTTSD2SI -> truncate(instruction);
            default -> null;
        };
    }

    private static Step of(Instruction instruction) {
        int target = VectorOperands.vector(instruction, 0);
        return instruction.operand(1) instanceof Operand.Memory from
                ? fromMemory(instruction.operation(), target, AddressOf.of(from, instruction))
                : fromRegister(instruction.operation(), target, VectorOperands.vector(instruction, 1));
    }

    private static Step fromRegister(Operation operation, int target, int source) {
        return switch (operation) {
            case ADDSD -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    long a = cpu.vector[target];
                    long b = cpu.vector[source];
                    int mxcsr = cpu.mxcsr;
                    int exceptions = Float64.addExceptions(a, b, mxcsr);
                    set(cpu, target, mxcsr, exceptions, Float64.add(a, b, mxcsr));
                }
            };
            case SUBSD -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    long a = cpu.vector[target];
                    long b = cpu.vector[source];
                    int mxcsr = cpu.mxcsr;
                    int exceptions = Float64.subtractExceptions(a, b, mxcsr);
                    set(cpu, target, mxcsr, exceptions, Float64.subtract(a, b, mxcsr));
                }
            };
            case MULSD -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    long a = cpu.vector[target];
                    long b = cpu.vector[source];
                    int mxcsr = cpu.mxcsr;
                    int exceptions = Float64.multiplyExceptions(a, b, mxcsr);
                    set(cpu, target, mxcsr, exceptions, Float64.multiply(a, b, mxcsr));
                }
            };
            case DIVSD -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    long a = cpu.vector[target];
                    long b = cpu.vector[source];
                    int mxcsr = cpu.mxcsr;
                    int exceptions = Float64.divideExceptions(a, b, mxcsr);
                    set(cpu, target, mxcsr, exceptions, Float64.divide(a, b, mxcsr));
                }
            };
            case SQRTSD -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    long b = cpu.vector[source];
                    int mxcsr = cpu.mxcsr;
                    int exceptions = Float64.squareRootExceptions(b, mxcsr);
                    set(cpu, target, mxcsr, exceptions, Float64.squareRoot(b, mxcsr));
                }
            };
            default -> null;
        };
    }

    private static Step fromMemory(Operation operation, int target, AddressOf address) {
        return switch (operation) {
            case ADDSD -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    long a = cpu.vector[target];
                    long b = memory.readLong(address.in(cpu));
                    int mxcsr = cpu.mxcsr;
                    int exceptions = Float64.addExceptions(a, b, mxcsr);
                    set(cpu, target, mxcsr, exceptions, Float64.add(a, b, mxcsr));
                }
            };
            case SUBSD -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    long a = cpu.vector[target];
                    long b = memory.readLong(address.in(cpu));
                    int mxcsr = cpu.mxcsr;
                    int exceptions = Float64.subtractExceptions(a, b, mxcsr);
                    set(cpu, target, mxcsr, exceptions, Float64.subtract(a, b, mxcsr));
                }
            };
            case MULSD -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    long a = cpu.vector[target];
                    long b = memory.readLong(address.in(cpu));
                    int mxcsr = cpu.mxcsr;
                    int exceptions = Float64.multiplyExceptions(a, b, mxcsr);
                    set(cpu, target, mxcsr, exceptions, Float64.multiply(a, b, mxcsr));
                }
            };
            case DIVSD -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    long a = cpu.vector[target];
                    long b = memory.readLong(address.in(cpu));
                    int mxcsr = cpu.mxcsr;
                    int exceptions = Float64.divideExceptions(a, b, mxcsr);
                    set(cpu, target, mxcsr, exceptions, Float64.divide(a, b, mxcsr));
                }
            };
            case SQRTSD -> new DirectStep() {
                @Override
                public void execute(Cpu cpu, GuestMemory memory) {
                    long b = memory.readLong(address.in(cpu));
                    int mxcsr = cpu.mxcsr;
                    int exceptions = Float64.squareRootExceptions(b, mxcsr);
                    set(cpu, target, mxcsr, exceptions, Float64.squareRoot(b, mxcsr));
                }
            };
            default -> null;
        };
    }

    /** UCOMISD of registers, or null. */
    private static Step compare(Instruction instruction) {
        if (instruction.operand(1) instanceof Operand.Memory) {
            return null;
        }
        int first = VectorOperands.vector(instruction, 0);
        int second = VectorOperands.vector(instruction, 1);
        return (cpu, _) -> {
            long a = cpu.vector[first];
            long b = cpu.vector[second];
            int exceptions = Float64.compareExceptions(a, b, true, cpu.mxcsr);
            if (exceptions != 0) {
                FloatOperator.raise(cpu, exceptions);
            }
            cpu.setStatus(Float64.compare(a, b, cpu.mxcsr));
        };
    }

    /** CVTSI2SD from a register, or null. */
    private static Step fromInteger(Instruction instruction) {
        if (!(instruction.operand(1) instanceof Operand.Gpr from)) {
            return null;
        }
        int target = VectorOperands.vector(instruction, 0);
        int source = from.index();
        if (from.size() == 32) {
            return (cpu, _) -> cpu.vector[target] = Float64.fromInteger((int) cpu.gpr[source], cpu.mxcsr);
        }
        return (cpu, _) -> {
            long integer = cpu.gpr[source];
            int mxcsr = cpu.mxcsr;
            set(cpu, target, mxcsr, Float64.fromIntegerExceptions(integer, mxcsr),
                    Float64.fromInteger(integer, mxcsr));
        };
    }

    /** CVTTSD2SI from a register, or null. */
    private static Step truncate(Instruction instruction) {
        if (instruction.operand(1) instanceof Operand.Memory) {
            return null;
        }
        int source = VectorOperands.vector(instruction, 1);
        Operand.Gpr to = (Operand.Gpr) instruction.operand(0);
        int target = to.index();
        int size = to.size();
        return (cpu, _) -> {
            long value = cpu.vector[source];
            int exceptions = Float64.toIntegerExceptions(value, Mxcsr.ZERO, size, cpu.mxcsr);
            if (exceptions != 0) {
                FloatOperator.raise(cpu, exceptions);
            }
            cpu.gpr[target] = Float64.toInteger(value, Mxcsr.ZERO, size, cpu.mxcsr);
        };
    }

    private static void set(Cpu cpu, int target, int mxcsr, int exceptions, long value) {
        // most often none is new, and none unmasked
        if ((exceptions & ~(mxcsr & mxcsr >> Mxcsr.MASK_SHIFT)) != 0) {
            FloatOperator.raise(cpu, exceptions);
        }
        cpu.vector[target] = value;
    }
}
