package dev.whereabouts.amd64.x87;

/** FPREM and FPREM1 of two numbers. */
final class Remainder {

    /** Exponents this far apart, or further, take more than one step. */
    private static final int ONE_STEP = 64;

    /** A step that does not complete leaves exponents a multiple of this apart, as AMD's processors do; 32 to 63 bits at once are allowed. */
    private static final int PARTIAL = 32;

    private static final int EVERY_EXCEPTION_MASKED = 0x37f;

    private Remainder() {}

    static Result of(Extended a, Extended b, boolean isNearest) {
        int distance = a.leadingExponent() - b.leadingExponent();
        if (distance >= ONE_STEP) {
            int bits = PARTIAL + distance % PARTIAL;
            Division step = Division.of(a.normalized(), b.normalized(), bits);
            return pack(a.isNegative(), a.leadingExponent() - bits, step.rest(), Status.C2);
        }
        if (distance >= 0) {
            Division whole = Division.of(a.normalized(), b.normalized(), distance);
            long other = b.normalized() - whole.rest();
            int order = Long.compareUnsigned(whole.rest(), other);
            boolean isOver = isNearest && (order > 0 || order == 0 && (whole.quotient() & 1) != 0);
            return isOver
                    ? pack(!a.isNegative(), b.leadingExponent(), other, lastBits(whole.quotient() + 1))
                    : pack(a.isNegative(), b.leadingExponent(), whole.rest(), lastBits(whole.quotient()));
        }
        if (isNearest && distance == -1 && Long.compareUnsigned(a.normalized(), b.normalized()) > 0) {
            // more than half of b, counted in units of a's last bit
            return pack(!a.isNegative(), a.leadingExponent(), 2 * b.normalized() - a.normalized(), lastBits(1));
        }
        return pack(a.isNegative(), a.leadingExponent(), a.normalized(), 0);
    }

    /** {@code a * 2^steps / b}; of the quotient the last 64 bits. */
    private record Division(long quotient, long rest) {

        static Division of(long a, long b, int steps) {
            long rest = a;
            long quotient = 0;
            boolean isCarry = false;
            for (int step = 0; step <= steps; step++) {
                boolean isOne = isCarry || Long.compareUnsigned(rest, b) >= 0;
                if (isOne) {
                    rest -= b;
                }
                quotient = quotient << 1 | (isOne ? 1 : 0);
                if (step < steps) {
                    isCarry = rest < 0;
                    rest <<= 1;
                }
            }
            return new Division(quotient, rest);
        }
    }

    private static int lastBits(long quotient) {
        return ((quotient & 1) != 0 ? Status.C1 : 0) | ((quotient & 2) != 0 ? Status.C3 : 0)
                | ((quotient & 4) != 0 ? Status.C0 : 0);
    }

    /** Exact: the rest has no bit below the last of the operands. */
    private static Result pack(boolean isNegative, int exponentOfBit63, long rest, int status) {
        if (rest == 0) {
            return new Result(Extended.zero(isNegative), status);
        }
        int zeros = Long.numberOfLeadingZeros(rest);
        Result exact = Rounding.fullExtended(isNegative, exponentOfBit63 - zeros, rest << zeros, 0,
                EVERY_EXCEPTION_MASKED);
        return new Result(exact.value(), status);
    }
}
