package dev.whereabouts.amd64.interpreter;

import static dev.whereabouts.amd64.cpu.Flags.ADD;
import static dev.whereabouts.amd64.cpu.Flags.B64;
import static dev.whereabouts.amd64.cpu.Flags.SUB;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.amd64.instruction.Operand;
import dev.whereabouts.amd64.instruction.Operation;
import dev.whereabouts.amd64.memory.GuestMemory;

/** How nearly every function of a compiler begins and ends, each in one step. */
final class FusedFrame {

    private FusedFrame() {}

    /** PUSH of a register, MOV of RSP to another, SUB of a constant from RSP: the step of all three, or null. */
    static Step beginning(Instruction push, Instruction move, Instruction room) {
        if (push.operation() != Operation.PUSH || push.operandSize() != 64
                || !(push.operand(0) instanceof Operand.Gpr saved)
                || move.operation() != Operation.MOV || move.operandSize() != 64
                || !(move.operand(0) instanceof Operand.Gpr frame)
                || !(move.operand(1) instanceof Operand.Gpr stack) || stack.index() != Cpu.RSP
                || frame.index() == Cpu.RSP || !isOfStack(room)) {
            return null;
        }
        int from = saved.index();
        int to = frame.index();
        long bytes = ((Operand.Immediate) room.operand(1)).value();
        return new DirectStep() {
            @Override
            public void execute(Cpu cpu, GuestMemory memory) {
                long[] gpr = cpu.gpr;
                long top = gpr[Cpu.RSP] - 8;
                if (!memory.writeLongUntold(top, gpr[from])) {
                    throw OneByOne.INSTANCE;
                }
                gpr[to] = top;
                gpr[Cpu.RSP] = top - bytes;
                cpu.flags(SUB + B64, top, bytes, top - bytes);
            }
        };
    }

    /** ADD of a constant to RSP, POP of a register, RET: the step of all three, or null. */
    static Step end(Instruction room, Instruction pop, Instruction ret) {
        if (!ret.operands().isEmpty() || pop.operation() != Operation.POP || pop.operandSize() != 64
                || !(pop.operand(0) instanceof Operand.Gpr saved) || saved.index() == Cpu.RSP
                || room.operation() != Operation.ADD || !isOfStack(room)) {
            return null;
        }
        int to = saved.index();
        long bytes = ((Operand.Immediate) room.operand(1)).value();
        return new DirectStep() {
            @Override
            public void execute(Cpu cpu, GuestMemory memory) {
                long[] gpr = cpu.gpr;
                long before = gpr[Cpu.RSP];
                long top = before + bytes;
                long value = memory.readLong(top);
                cpu.rip = BranchLowering.canonical(memory.readLong(top + 8));
                gpr[to] = value;
                gpr[Cpu.RSP] = top + 16;
                cpu.flags(ADD + B64, before, bytes, top);
            }
        };
    }

    /** Whether RSP is what an instruction with a constant changes. */
    private static boolean isOfStack(Instruction instruction) {
        return instruction.operandSize() == 64 && instruction.operand(0) instanceof Operand.Gpr stack
                && stack.index() == Cpu.RSP && instruction.operand(1) instanceof Operand.Immediate;
    }
}
