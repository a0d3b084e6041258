package dev.whereabouts.debugcall.model.runtime;

import java.math.BigDecimal;

/** Numbers as Go's fmt prints them by {@code %v}. */
final class GoFormat {

    private static final int LEAST_EXPONENT = -4;
    private static final int EXPONENT_BOUND = 21;

    private GoFormat() {}

    /** The shortest decimal that reads back as the same number; with an exponent below -4 and from 21 on (package strconv, format 'g'). */
    static String of(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (exponent >= LEAST_EXPONENT && exponent < EXPONENT_BOUND) {
            return shortest.toPlainString();
        }
        String digits = shortest.unscaledValue().abs().toString();
        String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
        String sign = exponent < 0 ? "-" : "+";
        String size = (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
        return (value < 0 ? "-" : "") + digits.charAt(0) + fraction + "e" + sign + size;
    }
}
