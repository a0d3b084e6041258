package dev.whereabouts.ssa.gossafunc.type;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of an op proves about the types of its result and of its first argument.
 *
 * <p>Only generic ops prove a width: after lowering, a load may be merged with the extension of what it loads and then has the wider type.
 *
 * @param resultBytes   width of the result, or {@link #NOTHING}
 * @param argumentBytes width of the first argument, or {@link #NOTHING}
 * @param isFloat       whether the proven widths are of floating-point types
 */
record OpEvidence(int resultBytes, int argumentBytes, boolean isFloat) {

    static final int NOTHING = 0;

    static final OpEvidence NONE = new OpEvidence(NOTHING, NOTHING, false);

    private static final Pattern SAME_WIDTH = Pattern.compile(
            "(?:Const|Add|Sub|Mul|Div|Mod|And|Or|Xor|Neg|Com)(8|16|32|64)(F|u)?|(?:Lsh|Rsh)(8|16|32|64)U?x(?:8|16|32|64)");

    private static final Pattern COMPARISON = Pattern.compile("(?:Eq|Neq|Less|Leq)(8|16|32|64)(F|U)?");

    private static final Pattern CONVERSION = Pattern.compile("(?:Trunc|ZeroExt|SignExt)(8|16|32|64)to(8|16|32|64)");

    static OpEvidence of(String op) {
        Matcher same = SAME_WIDTH.matcher(op);
        if (same.matches()) {
            int bytes = bytes(same.group(1) == null ? same.group(3) : same.group(1));
            boolean isConstant = op.startsWith("Const");
            return new OpEvidence(bytes, isConstant ? NOTHING : bytes, "F".equals(same.group(2)));
        }
        Matcher comparison = COMPARISON.matcher(op);
        if (comparison.matches()) {
            return new OpEvidence(NOTHING, bytes(comparison.group(1)), "F".equals(comparison.group(2)));
        }
        Matcher conversion = CONVERSION.matcher(op);
        if (conversion.matches()) {
            return new OpEvidence(bytes(conversion.group(2)), bytes(conversion.group(1)), false);
        }
        return switch (op) {
            case "ConstBool", "AndB", "OrB", "EqB", "NeqB", "Not" -> new OpEvidence(1, NOTHING, false);
            case "ConstNil", "AddPtr", "OffPtr" -> new OpEvidence(8, NOTHING, false);
            default -> NONE;
        };
    }

    private static int bytes(String bits) {
        return Integer.parseInt(bits) / 8;
    }
}
