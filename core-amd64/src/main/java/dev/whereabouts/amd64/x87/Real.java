package dev.whereabouts.amd64.x87;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** Transcendental functions of decimal numbers to {@link #DIGITS} digits, three times what an extended value holds. */
final class Real {

    /** Enough that an angle near 2 to the 63, less its whole turns, keeps 40. */
    private static final int DIGITS = 64;
    static final MathContext CONTEXT = new MathContext(DIGITS, RoundingMode.HALF_EVEN);

    static final BigDecimal TWO = BigDecimal.TWO;
    static final BigDecimal PI = machinPi();
    static final BigDecimal HALF_PI = PI.divide(TWO, CONTEXT);
    static final BigDecimal LN2 = doubledHyperbolicArctangent(BigDecimal.ONE.divide(BigDecimal.valueOf(3), CONTEXT));
    static final BigDecimal LN10 = LN2.multiply(BigDecimal.valueOf(3), CONTEXT)
            .add(doubledHyperbolicArctangent(BigDecimal.ONE.divide(BigDecimal.valueOf(9), CONTEXT)), CONTEXT);

    /** 1.5, above which the logarithm's argument is halved once more. */
    private static final BigDecimal UPPER = new BigDecimal("1.5");
    private static final int HALVINGS = 3;

    private Real() {}

    /** The exact value of a number. */
    static BigDecimal of(Extended a) {
        BigDecimal magnitude = new BigDecimal(ExtendedArithmetic.unsigned(a.normalized()));
        int power = a.leadingExponent() - 63;
        BigDecimal factor = TWO.pow(Math.abs(power), new MathContext(DIGITS + 10));
        BigDecimal value = power >= 0 ? magnitude.multiply(factor) : magnitude.divide(factor, CONTEXT);
        return a.isNegative() ? value.negate() : value;
    }

    /** Rounds a number other than 0 that is not exact in binary. */
    static Result round(BigDecimal value, int control) {
        BigInteger unscaled = value.unscaledValue().abs();
        BigInteger ten = BigInteger.TEN.pow(Math.abs(value.scale()));
        BigInteger numerator = value.scale() < 0 ? unscaled.multiply(ten) : unscaled;
        BigInteger denominator = value.scale() > 0 ? ten : BigInteger.ONE;
        int shift = 129 - (numerator.bitLength() - denominator.bitLength());
        BigInteger[] quotient = shift >= 0
                ? numerator.shiftLeft(shift).divideAndRemainder(denominator)
                : numerator.divideAndRemainder(denominator.shiftLeft(-shift));
        int extra = quotient[0].bitLength() - 128;
        BigInteger bits = quotient[0].shiftRight(extra);
        boolean isMore = quotient[1].signum() != 0 || quotient[0].getLowestSetBit() < extra;
        return Rounding.fullExtended(value.signum() < 0, quotient[0].bitLength() - 1 - shift,
                bits.shiftRight(64).longValue(), bits.longValue() | (isMore ? 1 : 0), control);
    }

    /** {@code e^x - 1}, for x between -1 and 1. */
    static BigDecimal exponentialLessOne(BigDecimal x) {
        BigDecimal sum = x;
        BigDecimal term = x;
        for (int k = 2; isSeen(term, sum); k++) {
            term = term.multiply(x, CONTEXT).divide(BigDecimal.valueOf(k), CONTEXT);
            sum = sum.add(term, CONTEXT);
        }
        return sum;
    }

    /** The natural logarithm of a positive extended value other than 1. */
    static BigDecimal logarithm(Extended a) {
        int exponent = a.leadingExponent();
        BigDecimal mantissa = of(new Extended(Extended.BIAS, a.normalized()));
        if (mantissa.compareTo(UPPER) > 0) {
            mantissa = mantissa.divide(TWO, CONTEXT);
            exponent++;
        }
        BigDecimal rest = doubledHyperbolicArctangent(mantissa.subtract(BigDecimal.ONE)
                .divide(mantissa.add(BigDecimal.ONE), CONTEXT));
        return rest.add(LN2.multiply(BigDecimal.valueOf(exponent), CONTEXT), CONTEXT);
    }

    /** {@code ln(1 + x)} for x greater than -1. */
    static BigDecimal logarithmOfOnePlus(BigDecimal x) {
        return doubledHyperbolicArctangent(x.divide(x.add(TWO), CONTEXT));
    }

    /** {@code 2 artanh z}, for a z well below 1. */
    private static BigDecimal doubledHyperbolicArctangent(BigDecimal z) {
        return oddSeries(z, z.multiply(z, CONTEXT)).multiply(TWO);
    }

    /** The sum of {@code z * s^k / (2k + 1)}. */
    private static BigDecimal oddSeries(BigDecimal z, BigDecimal s) {
        BigDecimal sum = z;
        BigDecimal power = z;
        BigDecimal term = z;
        for (int k = 1; isSeen(term, sum); k++) {
            power = power.multiply(s, CONTEXT);
            term = power.divide(BigDecimal.valueOf(2L * k + 1), CONTEXT);
            sum = sum.add(term, CONTEXT);
        }
        return sum;
    }

    /** The arctangent of a positive number. */
    static BigDecimal arctangent(BigDecimal x) {
        if (x.compareTo(BigDecimal.ONE) > 0) {
            return HALF_PI.subtract(arctangent(BigDecimal.ONE.divide(x, CONTEXT)), CONTEXT);
        }
        BigDecimal reduced = x;
        for (int i = 0; i < HALVINGS; i++) {
            BigDecimal root = BigDecimal.ONE.add(reduced.multiply(reduced, CONTEXT), CONTEXT).sqrt(CONTEXT);
            reduced = reduced.divide(root.add(BigDecimal.ONE), CONTEXT);
        }
        BigDecimal series = oddSeries(reduced, reduced.multiply(reduced, CONTEXT).negate());
        return series.multiply(BigDecimal.valueOf(1L << HALVINGS), CONTEXT);
    }

    /** The sine of an angle between -1 and 1. */
    static BigDecimal sine(BigDecimal x) {
        return alternating(x, x, 2);
    }

    /** The cosine of an angle between -1 and 1. */
    static BigDecimal cosine(BigDecimal x) {
        return alternating(BigDecimal.ONE, x, 1);
    }

    private static BigDecimal alternating(BigDecimal first, BigDecimal x, int factor) {
        BigDecimal square = x.multiply(x, CONTEXT).negate();
        BigDecimal sum = first;
        BigDecimal term = first;
        for (long k = factor; isSeen(term, sum); k += 2) {
            term = term.multiply(square, CONTEXT).divide(BigDecimal.valueOf(k * (k + 1)), CONTEXT);
            sum = sum.add(term, CONTEXT);
        }
        return sum;
    }

    /** Whether a term still changes a sum. */
    private static boolean isSeen(BigDecimal term, BigDecimal sum) {
        return term.signum() != 0 && magnitude(term) > magnitude(sum) - DIGITS - 2;
    }

    private static int magnitude(BigDecimal x) {
        return x.precision() - x.scale();
    }

    /** 16 arctan(1/5) - 4 arctan(1/239). */
    private static BigDecimal machinPi() {
        BigDecimal fifth = BigDecimal.ONE.divide(BigDecimal.valueOf(5), CONTEXT);
        BigDecimal small = BigDecimal.ONE.divide(BigDecimal.valueOf(239), CONTEXT);
        BigDecimal first = oddSeries(fifth, fifth.multiply(fifth, CONTEXT).negate());
        BigDecimal second = oddSeries(small, small.multiply(small, CONTEXT).negate());
        return first.multiply(BigDecimal.valueOf(16)).subtract(second.multiply(BigDecimal.valueOf(4)), CONTEXT);
    }
}
