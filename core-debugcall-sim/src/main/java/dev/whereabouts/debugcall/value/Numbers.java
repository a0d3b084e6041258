package dev.whereabouts.debugcall.value;

import java.math.BigInteger;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Numbers between JSON and images. */
final class Numbers {

    private static final Pattern HEX = Pattern.compile("0x[0-9a-fA-F]{1,16}");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Numbers() {}

    /** A whole number that a type has, or its bits as {@code "0x…"}. @param size bytes */
    static long integer(JsonNode value, int size, boolean isSigned, String name, String pointer) {
        int bits = 8 * size;
        BigInteger least = isSigned ? BigInteger.ONE.shiftLeft(bits - 1).negate() : BigInteger.ZERO;
        BigInteger most = BigInteger.ONE.shiftLeft(isSigned ? bits - 1 : bits).subtract(BigInteger.ONE);
        if (value.isIntegralNumber()) {
            BigInteger number = value.bigIntegerValue();
            if (number.compareTo(least) >= 0 && number.compareTo(most) <= 0) {
                return number.longValue();
            }
        }
        if (value.isString() && HEX.matcher(value.stringValue()).matches()) {
            BigInteger pattern = new BigInteger(value.stringValue().substring(2), 16);
            if (pattern.bitLength() <= bits) {
                return pattern.longValue();
            }
        }
        throw new ValueException(pointer, "expected a whole number from " + least + " to " + most + " for " + name);
    }

    /** @param size 4 or 8 */
    static void putFloat(byte[] image, int at, int size, JsonNode value, String name, String pointer) {
        double number = number(value, name, pointer);
        if (size == Float.BYTES) {
            float rounded = (float) number;
            if (Float.isInfinite(rounded) && !Double.isInfinite(number)) {
                throw new ValueException(pointer, "the number is beyond the range of " + name);
            }
            Image.put(image, at, size, Float.floatToIntBits(rounded));
        } else {
            Image.put(image, at, size, Double.doubleToLongBits(number));
        }
    }

    private static double number(JsonNode value, String name, String pointer) {
        if (value.isNumber()) {
            double number = value.isIntegralNumber()
                    ? value.bigIntegerValue().doubleValue()
                    : value.isBigDecimal() ? value.decimalValue().doubleValue() : value.doubleValue();
            if (Double.isFinite(number)) {
                return number;
            }
            throw new ValueException(pointer, "the number is beyond the range of " + name);
        }
        return switch (value.isString() ? value.stringValue() : "") {
            case "NaN" -> Double.NaN;
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default ->
                throw new ValueException(pointer, "expected a number, \"NaN\", \"+Inf\" or \"-Inf\" for " + name);
        };
    }

    /** @param size 4 or 8 */
    static JsonNode floating(byte[] image, int at, int size) {
        long bits = Image.unsigned(image, at, size);
        return size == Float.BYTES ? shown(Float.intBitsToFloat((int) bits)) : shown(Double.longBitsToDouble(bits));
    }

    private static JsonNode shown(double value) {
        return Double.isFinite(value) ? NODES.numberNode(value) : NODES.stringNode(name(value));
    }

    private static JsonNode shown(float value) {
        return Float.isFinite(value) ? NODES.numberNode(value) : NODES.stringNode(name(value));
    }

    private static String name(double value) {
        return Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
    }
}
