package dev.whereabouts.amd64.x87;

import dev.whereabouts.amd64.x87.Rounding.Format;
import dev.whereabouts.amd64.x87.Rounding.Rounded;

/** Between extended values and the formats in memory (SDM volume 1, section 4.2). */
public final class ExtendedConversion {

    private static final long DOUBLE_FRACTION = (1L << 52) - 1;
    private static final int SINGLE_FRACTION = (1 << 23) - 1;

    /**
     * Bits to store.
     *
     * @param bits   of the masked response
     * @param status what it adds to the status word
     */
    public record Stored(long bits, int status) {}

    private ExtendedConversion() {}

    /** From the bits of a double. */
    public static Result ofDouble(long bits) {
        return widen(bits < 0, (int) (bits >>> 52) & 0x7ff, 0x7ff, 1023, (bits & DOUBLE_FRACTION) << 11);
    }

    /** From the bits of a float. */
    public static Result ofSingle(int bits) {
        return widen(bits < 0, bits >>> 23 & 0xff, 0xff, 127, (long) (bits & SINGLE_FRACTION) << 40);
    }

    /** @param fraction left-aligned behind the integer bit */
    private static Result widen(boolean isNegative, int exponent, int maxExponent, int bias, long fraction) {
        int sign = isNegative ? 0x8000 : 0;
        if (exponent == maxExponent) {
            Extended value = new Extended(sign | Extended.MAX_EXPONENT, Extended.INTEGER_BIT | fraction);
            return value.isSignalling() ? new Result(value.quiet(), Status.IE) : Result.exact(value);
        }
        if (exponent != 0) {
            return Result.exact(
                    new Extended(sign | exponent - bias + Extended.BIAS, Extended.INTEGER_BIT | fraction));
        }
        if (fraction == 0) {
            return Result.exact(Extended.zero(isNegative));
        }
        int zeros = Long.numberOfLeadingZeros(fraction);
        return new Result(new Extended(sign | 1 - bias + Extended.BIAS - zeros, fraction << zeros), Status.DE);
    }

    /** From a signed integer, exactly. */
    public static Extended ofLong(long value) {
        return ExtendedArithmetic.fromMagnitude(value < 0, Math.abs(value));
    }

    /** To the bits of a double. */
    public static Stored toDouble(Extended a, int control) {
        return narrow(a, Format.DOUBLE, 11, 52, control);
    }

    /** To the bits of a float, in the low half. */
    public static Stored toSingle(Extended a, int control) {
        return narrow(a, Format.SINGLE, 8, 23, control);
    }

    private static Stored narrow(Extended a, Format format, int exponentBits, int fractionBits, int control) {
        long sign = a.isNegative() ? 1L << exponentBits + fractionBits : 0;
        long maxExponent = (1L << exponentBits) - 1 << fractionBits;
        long fractionMask = (1L << fractionBits) - 1;
        if (a.isUnsupported()) {
            return new Stored(1L << exponentBits + fractionBits | maxExponent | 1L << fractionBits - 1, Status.IE);
        }
        if (a.isNaN()) {
            long fraction = a.quiet().significand() >>> 63 - fractionBits & fractionMask;
            return new Stored(sign | maxExponent | fraction, a.isSignalling() ? Status.IE : 0);
        }
        if (a.isInfinity()) {
            return new Stored(sign | maxExponent, 0);
        }
        if (a.isZero()) {
            return new Stored(sign, 0);
        }
        Rounded rounded = Rounding.round(format, format.precision, a.isNegative(), a.leadingExponent(),
                a.normalized(), 0, control);
        int status = rounded.status();
        if (rounded.isInfinity()) {
            return new Stored(sign | maxExponent, status);
        }
        long exponent = rounded.significand() < 0 ? rounded.exponent() - format.minExponent + 1 : 0;
        long fraction = rounded.significand() >>> 63 - fractionBits & fractionMask;
        return new Stored(sign | exponent << fractionBits | fraction, status);
    }

    /**
     * To a signed integer.
     *
     * @param size     16, 32 or 64 bits
     * @param truncate whether towards zero whatever the control word says
     * @return the smallest integer, and IE, where the number does not fit
     */
    public static Stored toInteger(Extended a, int size, boolean truncate, int control) {
        long indefinite = 1L << size - 1;
        if (a.exponent() == Extended.MAX_EXPONENT || a.isUnsupported()) {
            return new Stored(indefinite, Status.IE);
        }
        Integral integral = Integral.of(a, truncate ? Integral.TRUNCATE : control >> 10 & 3);
        long most = a.isNegative() ? indefinite : indefinite - 1;
        if (integral.isBeyond() || Long.compareUnsigned(integral.magnitude(), most) > 0) {
            return new Stored(indefinite, Status.IE);
        }
        long value = a.isNegative() ? -integral.magnitude() : integral.magnitude();
        int status = (integral.isExact() ? 0 : Status.PE) | (integral.isUp() ? Status.C1 : 0);
        return new Stored(value, status);
    }
}
