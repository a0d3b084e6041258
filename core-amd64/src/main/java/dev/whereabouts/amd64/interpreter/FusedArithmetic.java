package dev.whereabouts.amd64.interpreter;

import static dev.whereabouts.amd64.cpu.Flags.ADD;
import static dev.whereabouts.amd64.cpu.Flags.B32;
import static dev.whereabouts.amd64.cpu.Flags.B64;
import static dev.whereabouts.amd64.cpu.Flags.LOGIC;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.amd64.instruction.Operand;
import dev.whereabouts.amd64.instruction.Operation;
import dev.whereabouts.amd64.memory.GuestMemory;

/** Instructions on registers of which the last replaces all flags, so that those of the others need not be kept. None can fault. */
final class FusedArithmetic {

    private static final long LOW = 0xffffffffL;

    private FusedArithmetic() {}

    /**
     * A sum and AND of it with a constant, as of an index: the step of both, or null.
     *
     * @param earlier a sum before both, or null: often the next index
     */
    static Step masked(Sum earlier, Sum sum, Instruction mask) {
        if (mask.operandSize() < 32 || !(mask.operand(0) instanceof Operand.Gpr target) || target.index() != sum.to()
                || !(mask.operand(1) instanceof Operand.Immediate immediate)) {
            return null;
        }
        boolean isWide = mask.operandSize() == 64;
        if (earlier == null) {
            return isWide ? wideMasked(sum, immediate.value()) : masked(sum, (int) immediate.value());
        }
        return isWide ? null : masked(earlier, sum, (int) immediate.value());
    }

    private static Step wideMasked(Sum sum, long mask) {
        int to = sum.to();
        int base = sum.base();
        int index = sum.index();
        int shift = sum.shift();
        long constant = sum.constant();
        return new DirectStep() {
            @Override
            public void execute(Cpu cpu, GuestMemory memory) {
                long[] gpr = cpu.gpr;
                long result = gpr[base] + (gpr[index] << shift) + constant & mask;
                gpr[to] = result;
                cpu.logicFlags(LOGIC + B64, result);
            }
        };
    }

    private static Step masked(Sum sum, int mask) {
        int to = sum.to();
        int base = sum.base();
        int index = sum.index();
        int shift = sum.shift();
        long constant = sum.constant();
        return new DirectStep() {
            @Override
            public void execute(Cpu cpu, GuestMemory memory) {
                long[] gpr = cpu.gpr;
                int result = (int) (gpr[base] + (gpr[index] << shift) + constant) & mask;
                gpr[to] = result & LOW;
                cpu.logicFlags(LOGIC + B32, result);
            }
        };
    }

    private static Step masked(Sum earlier, Sum sum, int mask) {
        int earlierTo = earlier.to();
        int earlierBase = earlier.base();
        int earlierIndex = earlier.index();
        int earlierShift = earlier.shift();
        long earlierConstant = earlier.constant();
        int to = sum.to();
        int base = sum.base();
        int index = sum.index();
        int shift = sum.shift();
        long constant = sum.constant();
        return new DirectStep() {
            @Override
            public void execute(Cpu cpu, GuestMemory memory) {
                long[] gpr = cpu.gpr;
                gpr[earlierTo] = gpr[earlierBase] + (gpr[earlierIndex] << earlierShift) + earlierConstant;
                int result = (int) (gpr[base] + (gpr[index] << shift) + constant) & mask;
                gpr[to] = result & LOW;
                cpu.logicFlags(LOGIC + B32, result);
            }
        };
    }

    /** IMUL of two registers and ADD of a register to the product, of 64 bits: the step of both, or null. */
    static Step productAndSum(Instruction product, Instruction sum) {
        if (product.operation() != Operation.IMUL || product.operandSize() != 64 || product.operands().size() != 2
                || !(product.operand(1) instanceof Operand.Gpr factor) || sum.operandSize() != 64
                || !sum.operand(0).equals(product.operand(0)) || !(sum.operand(1) instanceof Operand.Gpr addend)) {
            return null;
        }
        int to = ((Operand.Gpr) product.operand(0)).index();
        int by = factor.index();
        int plus = addend.index();
        return new DirectStep() {
            @Override
            public void execute(Cpu cpu, GuestMemory memory) {
                long[] gpr = cpu.gpr;
                long a = gpr[to] * gpr[by];
                // the addend may be the product
                gpr[to] = a;
                long b = gpr[plus];
                long result = a + b;
                gpr[to] = result;
                cpu.flags(ADD + B64, a, b, result);
            }
        };
    }

    /** ROL of a register of 32 bits by a constant and XOR of two such registers: the step of both, or null. */
    static Step rotatedXor(Instruction rotation, Instruction xor) {
        if (rotation.operation() != Operation.ROL || rotation.operandSize() != 32
                || !(rotation.operand(0) instanceof Operand.Gpr rotated)
                || !(rotation.operand(1) instanceof Operand.Immediate immediate) || xor.operandSize() != 32
                || !(xor.operand(0) instanceof Operand.Gpr target) || !(xor.operand(1) instanceof Operand.Gpr other)) {
            return null;
        }
        int turned = rotated.index();
        int count = (int) immediate.value();
        int to = target.index();
        int from = other.index();
        return new DirectStep() {
            @Override
            public void execute(Cpu cpu, GuestMemory memory) {
                long[] gpr = cpu.gpr;
                gpr[turned] = Integer.rotateLeft((int) gpr[turned], count) & LOW;
                int result = (int) gpr[to] ^ (int) gpr[from];
                gpr[to] = result & LOW;
                cpu.logicFlags(LOGIC + B32, result);
            }
        };
    }
}
