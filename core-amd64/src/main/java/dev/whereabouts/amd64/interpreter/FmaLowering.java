package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.amd64.memory.GuestMemory;
import dev.whereabouts.amd64.semantics.Float32;
import dev.whereabouts.amd64.semantics.Float64;

/**
 * Fused multiplication and addition. The digits of a name say which operands are multiplied and which is added: 132 is first × third ± second,
 * 213 second × first ± third, 231 second × third ± first.
 */
final class FmaLowering implements Lowering {

    /** Signs of the product and of the addend, in elements with even and with odd index. */
    private enum Signs {
        FMADD(false, false, false), FMSUB(false, true, true), FNMADD(true, false, false), FNMSUB(true, true,
                true), FMADDSUB(false, true, false), FMSUBADD(false, false, true);

        private final boolean negatesProduct;
        private final boolean negatesEven;
        private final boolean negatesOdd;

        Signs(boolean negatesProduct, boolean negatesEven, boolean negatesOdd) {
            this.negatesProduct = negatesProduct;
            this.negatesEven = negatesEven;
            this.negatesOdd = negatesOdd;
        }

        boolean negatesAddend(int element) {
            return (element & 1) == 0 ? negatesEven : negatesOdd;
        }
    }

    @Override
    public Step lower(Instruction instruction) {
        String name = instruction.operation().name();
        if (!name.startsWith("VFM") && !name.startsWith("VFNM")) {
            return null;
        }
        int digits = name.length() - 5;
        Signs signs = Signs.valueOf(name.substring(1, digits));
        int order = Integer.parseInt(name.substring(digits, digits + 3));
        VectorOperands operands = VectorOperands.binary(instruction);
        boolean isDouble = name.endsWith("D");
        return name.charAt(digits + 3) == 'S'
                ? new Scalar(operands, signs, order, isDouble)
                : new Packed(operands, signs, order, isDouble);
    }

    private static long value(boolean isDouble, Signs signs, int element, int order, long first, long second,
            long third, int mxcsr) {
        long a = order == 132 ? first : second;
        long b = order == 213 ? first : third;
        long c = order == 132 ? second : order == 213 ? third : first;
        return isDouble
                ? Float64.multiplyAdd(a, b, c, signs.negatesProduct, signs.negatesAddend(element), mxcsr)
                : Float32.multiplyAdd(a, b, c, signs.negatesProduct, signs.negatesAddend(element), mxcsr);
    }

    private static int exceptions(boolean isDouble, Signs signs, int element, int order, long first, long second,
            long third, int mxcsr) {
        long a = order == 132 ? first : second;
        long b = order == 213 ? first : third;
        long c = order == 132 ? second : order == 213 ? third : first;
        return isDouble
                ? Float64.multiplyAddExceptions(a, b, c, signs.negatesProduct, signs.negatesAddend(element), mxcsr)
                : Float32.multiplyAddExceptions(a, b, c, signs.negatesProduct, signs.negatesAddend(element), mxcsr);
    }

    /** The second operand is {@link VectorOperands#first}: the target is read too. */
    private record Scalar(VectorOperands operands, Signs signs, int order, boolean isDouble) implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            long mask = isDouble ? -1 : 0xffffffffL;
            long third = operands.second().scalar(cpu, memory) & mask;
            long second = cpu.vector[operands.first()] & mask;
            int target = operands.target().first;
            long word = cpu.vector[target];
            long first = word & mask;
            int mxcsr = cpu.mxcsr;
            FloatOperator.raise(cpu, exceptions(isDouble, signs, 0, order, first, second, third, mxcsr));
            long result = value(isDouble, signs, 0, order, first, second, third, mxcsr);
            operands.target().set(cpu, word & ~mask | result, cpu.vector[target + 1]);
        }
    }

    private record Packed(VectorOperands operands, Signs signs, int order, boolean isDouble) implements Step {

        @Override
        public void execute(Cpu cpu, GuestMemory memory) {
            VectorSource source = operands.second();
            long at = source.at(cpu);
            long b0 = source.word(cpu, memory, at, 0);
            long b1 = source.word(cpu, memory, at, 1);
            int mxcsr = cpu.mxcsr;
            int exceptions = wordExceptions(cpu, 0, b0, mxcsr) | wordExceptions(cpu, 1, b1, mxcsr);
            if (operands.isWide()) {
                long b2 = source.word(cpu, memory, at, 2);
                long b3 = source.word(cpu, memory, at, 3);
                FloatOperator.raise(cpu,
                        exceptions | wordExceptions(cpu, 2, b2, mxcsr) | wordExceptions(cpu, 3, b3, mxcsr));
                operands.target().set(cpu, word(cpu, 0, b0, mxcsr), word(cpu, 1, b1, mxcsr), word(cpu, 2, b2, mxcsr),
                        word(cpu, 3, b3, mxcsr));
            } else {
                FloatOperator.raise(cpu, exceptions);
                operands.target().set(cpu, word(cpu, 0, b0, mxcsr), word(cpu, 1, b1, mxcsr));
            }
        }

        private long word(Cpu cpu, int index, long third, int mxcsr) {
            long first = cpu.vector[operands.target().first + index];
            long second = cpu.vector[operands.first() + index];
            if (isDouble) {
                return value(true, signs, index, order, first, second, third, mxcsr);
            }
            long low = value(false, signs, 0, order, first & 0xffffffffL, second & 0xffffffffL, third & 0xffffffffL,
                    mxcsr);
            return low | value(false, signs, 1, order, first >>> 32, second >>> 32, third >>> 32, mxcsr) << 32;
        }

        private int wordExceptions(Cpu cpu, int index, long third, int mxcsr) {
            long first = cpu.vector[operands.target().first + index];
            long second = cpu.vector[operands.first() + index];
            if (isDouble) {
                return exceptions(true, signs, index, order, first, second, third, mxcsr);
            }
            return exceptions(false, signs, 0, order, first & 0xffffffffL, second & 0xffffffffL, third & 0xffffffffL,
                    mxcsr) | exceptions(false, signs, 1, order, first >>> 32, second >>> 32, third >>> 32, mxcsr);
        }
    }
}
