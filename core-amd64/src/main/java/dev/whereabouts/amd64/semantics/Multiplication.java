package dev.whereabouts.amd64.semantics;

import dev.whereabouts.amd64.cpu.FaultKind;
import dev.whereabouts.amd64.cpu.Flags;
import dev.whereabouts.amd64.cpu.GuestFault;

/** Products of double size and their inverse. A number of double size is in two values: high and low. */
public final class Multiplication {

    private static final long LOW = 0xffffffffL;

    private Multiplication() {}

    /** The upper half of an unsigned product. */
    public static long unsignedHigh(int size, long a, long b) {
        if (size == Flags.B64) {
            return Math.unsignedMultiplyHigh(a, b);
        }
        return Integers.signed(size, Integers.unsigned(size, a) * Integers.unsigned(size, b) >>> Integers.bits(size));
    }

    /** The upper half of a signed product. */
    public static long signedHigh(int size, long a, long b) {
        if (size == Flags.B64) {
            return Math.multiplyHigh(a, b);
        }
        return Integers.signed(size, a * b >> Integers.bits(size));
    }

    /** The lower half of either. */
    public static long low(int size, long a, long b) {
        return Integers.signed(size, a * b);
    }

    /** CF and OF: whether the product needs the upper half. The others are undefined; here 0. */
    public static int unsignedStatus(long high) {
        return high == 0 ? 0 : Flags.CF | Flags.OF;
    }

    /** CF and OF: whether the product needs the upper half. The others are undefined; here 0. */
    public static int signedStatus(long high, long low) {
        return high == low >> 63 ? 0 : Flags.CF | Flags.OF;
    }

    /**
     * The unsigned quotient.
     *
     * @throws GuestFault divide error, if it is too large or the divisor is 0
     */
    public static long unsignedQuotient(int size, long high, long low, long divisor) {
        long by = Integers.unsigned(size, divisor);
        if (Long.compareUnsigned(Integers.unsigned(size, high), by) >= 0) {
            throw GuestFault.of(FaultKind.DIVIDE_ERROR);
        }
        if (size == Flags.B64) {
            return high == 0 ? Long.divideUnsigned(low, by) : divide(high, low, by);
        }
        return Integers.signed(size, Long.divideUnsigned(joined(size, Integers.unsigned(size, high), low), by));
    }

    private static long joined(int size, long high, long low) {
        return high << Integers.bits(size) | Integers.unsigned(size, low);
    }

    /** What is left of a dividend of either sign. */
    public static long remainder(int size, long low, long divisor, long quotient) {
        return Integers.signed(size, low - quotient * divisor);
    }

    /**
     * The signed quotient, rounded towards 0.
     *
     * @throws GuestFault divide error, if it is out of range or the divisor is 0
     */
    public static long signedQuotient(int size, long high, long low, long divisor) {
        if (divisor == 0) {
            throw GuestFault.of(FaultKind.DIVIDE_ERROR);
        }
        if (size != Flags.B64) {
            long dividend = joined(size, high, low);
            // of the 64-bit quotients only this one overflows in itself
            if (dividend == Long.MIN_VALUE && divisor == -1) {
                throw GuestFault.of(FaultKind.DIVIDE_ERROR);
            }
            return checked(size, dividend / divisor);
        }
        if (high == low >> 63 && !(low == Long.MIN_VALUE && divisor == -1)) {
            return low / divisor;
        }
        boolean isNegative = (high ^ divisor) < 0;
        long absoluteLow = high < 0 ? -low : low;
        long absoluteHigh = high < 0 ? ~high + (low == 0 ? 1 : 0) : high;
        long by = Math.abs(divisor);
        if (Long.compareUnsigned(absoluteHigh, by) >= 0) {
            throw GuestFault.of(FaultKind.DIVIDE_ERROR);
        }
        long quotient = divide(absoluteHigh, absoluteLow, by);
        long result = isNegative ? -quotient : quotient;
        if (quotient < 0 && !(isNegative && quotient == Long.MIN_VALUE)) {
            throw GuestFault.of(FaultKind.DIVIDE_ERROR);
        }
        return result;
    }

    private static long checked(int size, long quotient) {
        if (Integers.signed(size, quotient) != quotient) {
            throw GuestFault.of(FaultKind.DIVIDE_ERROR);
        }
        return quotient;
    }

    /** 128 by 64 bits, the quotient known to fit: schoolbook division with digits of 32 bits (Knuth, volume 2, algorithm D). */
    private static long divide(long high, long low, long divisor) {
        int shift = Long.numberOfLeadingZeros(divisor);
        long by = divisor << shift;
        long upper = high << shift | low >>> 1 >>> 63 - shift;
        long lower = low << shift;
        long first = digit(upper, lower >>> 32, by);
        long rest = (upper << 32 | lower >>> 32) - first * by;
        return first << 32 | digit(rest, lower & LOW, by);
    }

    /** The quotient of 96 bits (upper and next) by 64 bits with the highest bit set; at most 32 bits. */
    private static long digit(long upper, long next, long by) {
        long byHigh = by >>> 32;
        long byLow = by & LOW;
        long guess = Long.divideUnsigned(upper, byHigh);
        long rest = upper - guess * byHigh;
        while (guess > LOW || Long.compareUnsigned(guess * byLow, rest << 32 | next) > 0) {
            guess--;
            rest += byHigh;
            if (rest > LOW) {
                break;
            }
        }
        return guess;
    }
}
