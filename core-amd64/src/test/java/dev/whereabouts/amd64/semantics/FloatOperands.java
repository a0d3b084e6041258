package dev.whereabouts.amd64.semantics;

import java.util.random.RandomGenerator;

/** Random operands of floating-point operations, most of them near an edge. */
final class FloatOperands {

    private FloatOperands() {}

    static long next(FloatFormat format, RandomGenerator random) {
        long sign = random.nextBoolean() ? format.signBit() : 0;
        long fraction = random.nextLong() & format.fractionMask();
        int shape = random.nextInt(16);
        int maximum = (1 << format.exponentBits()) - 1;
        long digits = switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> format.fractionMask();
            case 2 -> 1L << random.nextInt(format.fractionBits());
            case 3 -> fraction & -1L << random.nextInt(format.fractionBits());
            default -> fraction;
        };
        long exponent = switch (shape) {
            case 0 -> 0;
            case 1 -> maximum;
            case 2 -> 1 + random.nextInt(3);
            case 3 -> maximum - 1 - random.nextInt(3);
            case 4, 5 -> random.nextInt(maximum);
            case 6 -> format.bias() / 2 + random.nextInt(8);
            case 7 -> format.bias() + format.bias() / 2 - random.nextInt(8);
            case 8 -> format.bias() + random.nextInt(66);
            case 9 -> format.bias() + (random.nextBoolean() ? 31 : 63);
            case 10 -> format.bias() - format.fractionBits() - random.nextInt(8);
            default -> format.bias() + random.nextInt(7) - 3;
        };
        return sign | exponent << format.fractionBits() | digits;
    }

    /** Now and then related to another operand, so that sums cancel. */
    static long near(FloatFormat format, long other, RandomGenerator random) {
        return switch (random.nextInt(6)) {
            case 0 -> other ^ format.signBit();
            case 1 -> other + random.nextInt(5) - 2 & format.signBit() * 2 - 1;
            default -> next(format, random);
        };
    }

    /** MXCSR as it can be: every rounding mode, now and then DAZ, FTZ, masks off and bits set already. */
    static int mxcsr(RandomGenerator random) {
        int value = 0x1f80 | random.nextInt(4) << 13;
        if (random.nextInt(3) == 0) {
            value &= ~(1 << 7 + random.nextInt(6));
        }
        if (random.nextInt(4) == 0) {
            value |= Mxcsr.DAZ;
        }
        if (random.nextInt(4) == 0) {
            value |= Mxcsr.FTZ;
        }
        if (random.nextInt(2) == 0) {
            value &= ~(3 << 13);
        }
        return value | (random.nextBoolean() ? Mxcsr.PE & value >> Mxcsr.MASK_SHIFT : 0);
    }
}
