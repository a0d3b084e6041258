package dev.whereabouts.amd64.x87;

/** Rounds once, to any of the formats (SDM volume 1, sections 4.8.4, 4.9.1.4 and 4.9.1.5). */
final class Rounding {

    /** How the exponent of an unmasked overflow or underflow comes back into range. */
    private static final int SCALE = 24_576;

    private static final int NEAREST = 0;
    private static final int DOWN = 1;
    private static final int UP = 2;

    /** Where the bits of a format end. */
    enum Format {
        EXTENDED(64, -16_382, 16_383), DOUBLE(53, -1_022, 1_023), SINGLE(24, -126, 127);

        final int precision;
        final int minExponent;
        final int maxExponent;

        Format(int precision, int minExponent, int maxExponent) {
            this.precision = precision;
            this.minExponent = minExponent;
            this.maxExponent = maxExponent;
        }
    }

    /**
     * A rounded number.
     *
     * @param exponent    of the leading bit of the format, that is the least one for denormal numbers
     * @param significand left-aligned; without its leading one where the number is denormal; 0 for infinity
     */
    record Rounded(int exponent, long significand, boolean isInfinity, int status) {}

    private Rounding() {}

    /** Rounds to an extended value, in the precision that the control word asks for. */
    static Result extended(boolean isNegative, int exponent, long high, long low, int control) {
        int precision = switch (control >> 8 & 3) {
            case 0 -> 24;
            case 2 -> 53;
            default -> 64;
        };
        return extended(precision, isNegative, exponent, high, low, control);
    }

    /** Rounds to an extended value of all 64 bits, as the transcendental instructions and constants are. */
    static Result fullExtended(boolean isNegative, int exponent, long high, long low, int control) {
        return extended(64, isNegative, exponent, high, low, control);
    }

    private static Result extended(int precision, boolean isNegative, int exponent, long high, long low,
            int control) {
        Rounded rounded = round(Format.EXTENDED, precision, isNegative, exponent, high, low, control);
        return new Result(pack(isNegative, rounded), rounded.status());
    }

    private static Extended pack(boolean isNegative, Rounded rounded) {
        if (rounded.isInfinity()) {
            return Extended.infinity(isNegative);
        }
        int biased = rounded.significand() < 0 ? rounded.exponent() + Extended.BIAS : 0;
        return new Extended(biased | (isNegative ? 0x8000 : 0), rounded.significand());
    }

    /**
     * Rounds a number other than 0.
     *
     * @param exponent of the leading one
     * @param high     the leading 64 bits, of which the first is one
     * @param low      the next 64 bits, the last of which also stands for all that follow
     */
    static Rounded round(Format format, int precision, boolean isNegative, int exponent, long high, long low,
            int control) {
        int mode = control >> 10 & 3;
        long unit = 1L << 64 - precision;
        boolean isUp = goesUp(high, low, unit, isNegative, mode);
        long kept = high & -unit;
        long significand = isUp ? kept + unit : kept;
        boolean isCarry = isUp && significand == 0;
        boolean isInexact = high != kept || low != 0;
        int reached = isCarry ? exponent + 1 : exponent;
        int status = (isInexact ? Status.PE : 0) | (isUp ? Status.C1 : 0);
        if (isCarry) {
            significand = Extended.INTEGER_BIT;
        }
        if (reached > format.maxExponent) {
            return overflow(format, isNegative, reached, significand, status, unit, mode, control);
        }
        if (exponent < format.minExponent) {
            boolean isTiny = reached < format.minExponent;
            if (isTiny && (control & Status.UE) == 0) {
                return new Rounded(reached + SCALE, significand, false, status | Status.UE);
            }
            return denormal(format, isTiny, isNegative, exponent, high, low, unit, mode);
        }
        return new Rounded(reached, significand, false, status);
    }

    private static Rounded overflow(Format format, boolean isNegative, int reached, long significand, int status,
            long unit, int mode, int control) {
        if ((control & Status.OE) == 0) {
            return new Rounded(reached - SCALE, significand, false, status | Status.OE);
        }
        boolean isInfinity = switch (mode) {
            case NEAREST -> true;
            case DOWN -> isNegative;
            case UP -> !isNegative;
            default -> false;
        };
        int raised = Status.OE | Status.PE;
        return isInfinity
                ? new Rounded(0, 0, true, raised | Status.C1)
                : new Rounded(format.maxExponent, -unit, false, raised);
    }

    private static Rounded denormal(Format format, boolean isTiny, boolean isNegative, int exponent, long high,
            long low, long unit, int mode) {
        int shift = format.minExponent - exponent;
        long movedHigh = shift < 64 ? high >>> shift : 0;
        long movedLow = shiftSticky(high, low, shift);
        boolean isUp = goesUp(movedHigh, movedLow, unit, isNegative, mode);
        long kept = movedHigh & -unit;
        boolean isInexact = movedHigh != kept || movedLow != 0;
        int status = isInexact ? Status.PE | (isTiny ? Status.UE : 0) | (isUp ? Status.C1 : 0) : 0;
        return new Rounded(format.minExponent, isUp ? kept + unit : kept, false, status);
    }

    /** The lower half of a 128-bit number shifted right; its last bit stands for all that were shifted out. */
    static long shiftSticky(long high, long low, int shift) {
        if (shift == 0) {
            return low;
        }
        if (shift < 64) {
            return high << 64 - shift | low >>> shift | (low << 64 - shift != 0 ? 1 : 0);
        }
        if (shift == 64) {
            return high | (low != 0 ? 1 : 0);
        }
        if (shift < 128) {
            return high >>> shift - 64 | (high << 128 - shift != 0 || low != 0 ? 1 : 0);
        }
        return (high | low) != 0 ? 1 : 0;
    }

    private static boolean goesUp(long high, long low, long unit, boolean isNegative, int mode) {
        long rest = high & unit - 1;
        boolean isExact = rest == 0 && low == 0;
        return switch (mode) {
            case NEAREST -> {
                // the first bit left out, and whether any follows it
                boolean half = unit == 1 ? low < 0 : (rest & unit >> 1) != 0;
                boolean more = unit == 1 ? low << 1 != 0 : (rest & (unit >> 1) - 1) != 0 || low != 0;
                yield half && (more || (high & unit) != 0);
            }
            case DOWN -> !isExact && isNegative;
            case UP -> !isExact && !isNegative;
            default -> false;
        };
    }
}
