package dev.whereabouts.amd64.semantics;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arithmetic in every rounding mode is exact arithmetic rounded once, and the exceptions are those of that one rounding. */
class ExactArithmeticTest {

    private static final int CASES = 3_000;

    /** Of a quotient: more than decide any rounding; a digit behind them stands for the rest. */
    private static final int BITS = 200;
    private static final RoundingMode[] MODES = {RoundingMode.HALF_EVEN, RoundingMode.FLOOR, RoundingMode.CEILING,
            RoundingMode.DOWN};
    private static final BigDecimal TWO = BigDecimal.TWO;

    private enum Kind {
        ADD, SUBTRACT, MULTIPLY, DIVIDE, ROOT, FUSED, CONVERT
    }

    private record Rounded(BigDecimal value, int exceptions) {}

    @ParameterizedTest
    @CsvSource({"ADD, 23", "ADD, 52", "SUBTRACT, 23", "SUBTRACT, 52", "MULTIPLY, 23", "MULTIPLY, 52", "DIVIDE, 23",
            "DIVIDE, 52", "ROOT, 23", "ROOT, 52", "FUSED, 23", "FUSED, 52", "CONVERT, 52"})
    void isExactArithmeticRoundedOnce(Kind kind, int fractionBits) {
        FloatFormat format = fractionBits == 23 ? FloatFormat.SINGLE : FloatFormat.DOUBLE;
        FloatFormat to = kind == Kind.CONVERT ? FloatFormat.SINGLE : format;
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(kind.ordinal());
        int compared = 0;
        while (compared < CASES) {
            long a = FloatOperands.next(format, random);
            long b = FloatOperands.near(format, a, random);
            long c = FloatOperands.near(format, b, random);
            if (isOutside(format, a) || isOutside(format, b) || isOutside(format, c)
                    || kind == Kind.DIVIDE && format.isZero(b) || kind == Kind.ROOT && format.isNegative(a)) {
                continue;
            }
            BigDecimal exact = exact(kind, number(format, a), number(format, b), number(format, c));
            if (exact.signum() == 0) {
                continue;
            }
            compared++;
            for (int mode = 0; mode < 4; mode++) {
                int mxcsr = 0x1f80 | mode << 13;
                Rounded expected = round(to, exact, MODES[mode]);
                long value = value(kind, format, a, b, c, mxcsr, false);
                String what = "%s of %x %x %x in mode %d".formatted(kind, a, b, c, mode);
                if (expected.value == null) {
                    assertThat(to.magnitude(value)).as(what).isIn(to.infinity(), to.infinity() - 1);
                } else {
                    assertThat(number(to, value)).as(what).isEqualByComparingTo(expected.value);
                    assertThat(to.isNegative(value)).as(what).isEqualTo(exact.signum() < 0);
                }
                assertThat(value(kind, format, a, b, c, mxcsr, true) & ~Mxcsr.DE).as(what)
                        .isEqualTo(expected.exceptions);
                assertThat(face(kind, format, a, b, c, mxcsr)).as(what).isEqualTo(value);
                assertThat(faceExceptions(kind, format, a, b, c, mxcsr) & ~Mxcsr.DE).as(what)
                        .isEqualTo(expected.exceptions);
            }
        }
    }

    private static boolean isOutside(FloatFormat format, long value) {
        return format.isNan(value) || format.isInfinite(value);
    }

    private static BigDecimal number(FloatFormat format, long value) {
        if (format.isZero(value)) {
            return BigDecimal.ZERO;
        }
        int exponent = format.exponent(value) - 63;
        BigDecimal significand = new BigDecimal(new BigInteger(Long.toUnsignedString(format.significand(value))));
        BigDecimal magnitude = significand.multiply(power(exponent));
        return format.isNegative(value) ? magnitude.negate() : magnitude;
    }

    private static BigDecimal power(int exponent) {
        return exponent >= 0
                ? TWO.pow(exponent)
                : new BigDecimal(BigInteger.valueOf(5).pow(-exponent), -exponent);
    }

    private static BigDecimal exact(Kind kind, BigDecimal a, BigDecimal b, BigDecimal c) {
        return switch (kind) {
            case ADD -> a.add(b);
            case SUBTRACT -> a.subtract(b);
            case MULTIPLY -> a.multiply(b);
            case FUSED -> a.multiply(b).add(c);
            case CONVERT -> a;
            case DIVIDE -> {
                if (a.signum() == 0) {
                    yield a;
                }
                int shift = BITS + exponent(b) - exponent(a);
                BigDecimal dividend = a.multiply(power(shift));
                BigDecimal quotient = dividend.divideToIntegralValue(b);
                yield withRest(quotient, quotient.multiply(b).compareTo(dividend) != 0).multiply(power(-shift));
            }
            case ROOT -> {
                int scale = Math.max(200, a.scale() + 200) & ~1;
                BigInteger root = a.setScale(scale, RoundingMode.DOWN).unscaledValue().sqrt();
                BigDecimal found = new BigDecimal(root, scale / 2);
                yield withRest(found, found.multiply(found).compareTo(a) != 0);
            }
        };
    }

    private static BigDecimal withRest(BigDecimal value, boolean hasRest) {
        return hasRest
                ? value.add(value.ulp().movePointLeft(1).multiply(BigDecimal.valueOf(value.signum())))
                : value;
    }

    /** What is too great for the format has no value here. */
    private static Rounded round(FloatFormat format, BigDecimal exact, RoundingMode mode) {
        BigDecimal unbounded = roundTo(exact, exponent(exact) - format.fractionBits(), mode);
        if (unbounded.abs().compareTo(power(format.bias() + 1)) >= 0) {
            return new Rounded(null, Mxcsr.OE | Mxcsr.PE);
        }
        boolean isTiny = unbounded.abs().compareTo(power(format.minExponent())) < 0;
        BigDecimal value = isTiny ? roundTo(exact, format.minExponent() - format.fractionBits(), mode) : unbounded;
        boolean isInexact = value.compareTo(exact) != 0;
        return new Rounded(value, (isInexact ? Mxcsr.PE : 0) | (isInexact && isTiny ? Mxcsr.UE : 0));
    }

    private static BigDecimal roundTo(BigDecimal exact, int exponent, RoundingMode mode) {
        return exact.multiply(power(-exponent)).setScale(0, mode).multiply(power(exponent));
    }

    /** Of the greatest power of two that is not greater. */
    private static int exponent(BigDecimal exact) {
        BigDecimal magnitude = exact.abs();
        int estimate = (int) Math.floor((magnitude.precision() - magnitude.scale()) * 3.32192809488736);
        while (power(estimate).compareTo(magnitude) > 0) {
            estimate--;
        }
        while (power(estimate + 1).compareTo(magnitude) <= 0) {
            estimate++;
        }
        return estimate;
    }

    private static long value(Kind kind, FloatFormat format, long a, long b, long c, int mxcsr,
            boolean wantExceptions) {
        return switch (kind) {
            case ADD -> IeeeArithmetic.add(format, a, b, mxcsr, wantExceptions);
            case SUBTRACT -> IeeeArithmetic.subtract(format, a, b, mxcsr, wantExceptions);
            case MULTIPLY -> IeeeArithmetic.multiply(format, a, b, mxcsr, wantExceptions);
            case DIVIDE -> IeeeArithmetic.divide(format, a, b, mxcsr, wantExceptions);
            case ROOT -> IeeeArithmetic.squareRoot(format, a, mxcsr, wantExceptions);
            case FUSED -> IeeeArithmetic.multiplyAdd(format, a, b, c, false, false, mxcsr, wantExceptions);
            case CONVERT -> IeeeConversion.convert(format, FloatFormat.SINGLE, a, mxcsr, wantExceptions);
        };
    }

    private static long face(Kind kind, FloatFormat format, long a, long b, long c, int mxcsr) {
        boolean isSingle = format == FloatFormat.SINGLE;
        return switch (kind) {
            case ADD -> isSingle ? Float32.add(a, b, mxcsr) : Float64.add(a, b, mxcsr);
            case SUBTRACT -> isSingle ? Float32.subtract(a, b, mxcsr) : Float64.subtract(a, b, mxcsr);
            case MULTIPLY -> isSingle ? Float32.multiply(a, b, mxcsr) : Float64.multiply(a, b, mxcsr);
            case DIVIDE -> isSingle ? Float32.divide(a, b, mxcsr) : Float64.divide(a, b, mxcsr);
            case ROOT -> isSingle ? Float32.squareRoot(a, mxcsr) : Float64.squareRoot(a, mxcsr);
            case FUSED -> isSingle
                    ? Float32.multiplyAdd(a, b, c, false, false, mxcsr)
                    : Float64.multiplyAdd(a, b, c, false, false, mxcsr);
            case CONVERT -> Float64.narrow(a, mxcsr);
        };
    }

    private static int faceExceptions(Kind kind, FloatFormat format, long a, long b, long c, int mxcsr) {
        boolean isSingle = format == FloatFormat.SINGLE;
        return switch (kind) {
            case ADD -> isSingle ? Float32.addExceptions(a, b, mxcsr) : Float64.addExceptions(a, b, mxcsr);
            case SUBTRACT -> isSingle
                    ? Float32.subtractExceptions(a, b, mxcsr)
                    : Float64.subtractExceptions(a, b, mxcsr);
            case MULTIPLY -> isSingle
                    ? Float32.multiplyExceptions(a, b, mxcsr)
                    : Float64.multiplyExceptions(a, b, mxcsr);
            case DIVIDE -> isSingle ? Float32.divideExceptions(a, b, mxcsr) : Float64.divideExceptions(a, b, mxcsr);
            case ROOT -> isSingle ? Float32.squareRootExceptions(a, mxcsr) : Float64.squareRootExceptions(a, mxcsr);
            case FUSED -> isSingle
                    ? Float32.multiplyAddExceptions(a, b, c, false, false, mxcsr)
                    : Float64.multiplyAddExceptions(a, b, c, false, false, mxcsr);
            case CONVERT -> Float64.narrowExceptions(a, mxcsr);
        };
    }
}
