package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.X87;
import dev.whereabouts.amd64.instruction.Operation;
import dev.whereabouts.amd64.memory.GuestMemory;
import dev.whereabouts.amd64.x87.Environment;
import dev.whereabouts.amd64.x87.Extended;
import dev.whereabouts.amd64.x87.RegisterStack;
import dev.whereabouts.amd64.x87.Status;

/** Control of the x87 unit (SDM volume 1, section 8.3.9). */
final class X87Control {

    private static final int CLEARED = Status.EXCEPTIONS | Status.SF | Status.ES | Status.B;

    private X87Control() {}

    private static void initialise(X87 unit) {
        unit.control = X87.CONTROL_DEFAULT;
        unit.setStatusWord(0);
        unit.full = 0;
    }

    /** Without a memory operand. */
    record Plain(Operation operation, int register) implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            X87 unit = cpu.x87;
            switch (operation) {
                case FNINIT -> initialise(unit);
                case FNCLEX -> unit.status &= ~CLEARED;
                default -> {
                    RegisterStack.await(unit);
                    move(unit);
                }
            }
        }

        private void move(X87 unit) {
            switch (operation) {
                case FDECSTP -> {
                    unit.top = unit.top - 1 & 7;
                    unit.status &= ~Status.C1;
                }
                case FINCSTP -> {
                    unit.top = unit.top + 1 & 7;
                    unit.status &= ~Status.C1;
                }
                case FFREE -> RegisterStack.free(unit, register);
                case FFREEP -> {
                    RegisterStack.free(unit, register);
                    RegisterStack.pop(unit);
                }
                default -> {
                    // FNOP and FWAIT do no more than wait
                }
            }
        }
    }

    /** FNSTSW AX. */
    record StatusToAx() implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            cpu.gpr[Cpu.RAX] = cpu.gpr[Cpu.RAX] & ~0xffffL | cpu.x87.statusWord();
        }
    }

    /** With a memory operand. @param operandSize 16 where an environment has 14 bytes, else it has 28 */
    record InMemory(Operation operation, AddressOf address, int operandSize) implements Step {

        private static final int REGISTER_BYTES = 10;
        private static final int REGISTERS = 8;

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            X87 unit = cpu.x87;
            long at = address.in(cpu);
            boolean isShort = operandSize == 16;
            int environment = Environment.bytes(isShort);
            switch (operation) {
                case FNSTCW -> memory.writeShort(at, unit.control);
                case FNSTSW -> memory.writeShort(at, unit.statusWord());
                case FLDCW -> {
                    RegisterStack.await(unit);
                    RegisterStack.setControl(unit, memory.readShort(at));
                }
                case FLDENV -> {
                    RegisterStack.await(unit);
                    Environment.load(unit, memory, at, isShort);
                }
                case FNSTENV -> {
                    memory.checkWrite(at, environment);
                    Environment.store(unit, memory, at, isShort);
                    unit.control |= Status.EXCEPTIONS;
                    RegisterStack.review(unit);
                }
                case FRSTOR -> {
                    RegisterStack.await(unit);
                    restore(unit, memory, at, environment, isShort);
                }
                default -> {
                    memory.checkWrite(at, environment + REGISTERS * REGISTER_BYTES);
                    save(unit, memory, at, environment, isShort);
                    initialise(unit);
                }
            }
        }

        private static void save(X87 unit, GuestMemory memory, long at, int environment, boolean isShort) {
            Environment.store(unit, memory, at, isShort);
            for (int i = 0; i < REGISTERS; i++) {
                Extended value = RegisterStack.get(unit, i);
                long to = at + environment + (long) i * REGISTER_BYTES;
                memory.writeLong(to, value.significand());
                memory.writeShort(to + 8, value.signExponent());
            }
        }

        private static void restore(X87 unit, GuestMemory memory, long at, int environment, boolean isShort) {
            memory.readByte(at + environment + REGISTERS * REGISTER_BYTES - 1);
            Environment.load(unit, memory, at, isShort);
            int full = unit.full;
            for (int i = 0; i < REGISTERS; i++) {
                long from = at + environment + (long) i * REGISTER_BYTES;
                RegisterStack.set(unit, i, new Extended(memory.readShort(from + 8), memory.readLong(from)));
            }
            unit.full = full;
        }
    }
}
