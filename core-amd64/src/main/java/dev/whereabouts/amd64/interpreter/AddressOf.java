package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.amd64.instruction.Operand;

/** The address of a memory operand. The usual forms have a class each, since nearly every instruction that reads or writes memory computes one. */
abstract sealed class AddressOf {

    /** The effective address plus the segment's base. */
    abstract long in(Cpu cpu);

    static AddressOf of(Operand.Memory operand, Instruction instruction) {
        if (operand.segment() != Operand.NONE || operand.addressSize() == 32) {
            return new Any(operand, instruction.next());
        }
        if (operand.base() == Operand.RIP) {
            return new Fixed(instruction.next() + operand.displacement());
        }
        if (operand.index() == Operand.NONE) {
            return operand.base() == Operand.NONE
                    ? new Fixed(operand.displacement())
                    : new Base(operand.base(), operand.displacement());
        }
        int shift = Integer.numberOfTrailingZeros(operand.scale());
        return operand.base() == Operand.NONE
                ? new Any(operand, instruction.next())
                : new BaseIndex(operand.base(), operand.index(), shift, operand.displacement());
    }

    private static final class Fixed extends AddressOf {
        private final long address;

        Fixed(long address) {
            this.address = address;
        }

        @Override
        long in(Cpu cpu) {
            return address;
        }
    }

    private static final class Base extends AddressOf {
        private final int base;
        private final long displacement;

        Base(int base, long displacement) {
            this.base = base;
            this.displacement = displacement;
        }

        @Override
        long in(Cpu cpu) {
            return cpu.gpr[base] + displacement;
        }
    }

    private static final class BaseIndex extends AddressOf {
        private final int base;
        private final int index;
        private final int shift;
        private final long displacement;

        BaseIndex(int base, int index, int shift, long displacement) {
            this.base = base;
            this.index = index;
            this.shift = shift;
            this.displacement = displacement;
        }

        @Override
        long in(Cpu cpu) {
            return cpu.gpr[base] + (cpu.gpr[index] << shift) + displacement;
        }
    }

    private static final class Any extends AddressOf {
        private final Operand.Memory operand;
        private final long next;

        Any(Operand.Memory operand, long next) {
            this.operand = operand;
            this.next = next;
        }

        @Override
        long in(Cpu cpu) {
            long address = operand.displacement();
            if (operand.base() == Operand.RIP) {
                address += next;
            } else if (operand.base() != Operand.NONE) {
                address += cpu.gpr[operand.base()];
            }
            if (operand.index() != Operand.NONE) {
                address += cpu.gpr[operand.index()] * operand.scale();
            }
            if (operand.addressSize() == 32) {
                address &= 0xffffffffL;
            }
            return address + switch (operand.segment()) {
                case Operand.FS -> cpu.fsBase;
                case Operand.GS -> cpu.gsBase;
                default -> 0;
            };
        }
    }
}
