package dev.whereabouts.debugcall.expression;

import dev.whereabouts.amd64.state.RegisterName;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads expressions. A symbol may hold nearly every character, so what follows it is found from the end: as many signed numbers as there are.
 */
final class ExpressionParser {

    static final String SAVED = "saved.";

    private static final String DIGITS = "(?:0x[0-9a-fA-F]+|[0-9]+)";
    private static final Pattern NUMBER = Pattern.compile("-?" + DIGITS);
    private static final Pattern LAST_OFFSET = Pattern.compile("[+-]" + DIGITS + "$");
    private static final BigInteger SMALLEST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final int WORD_BITS = 64;
    /** As many characters as a number may have: more than any of 64 bits needs, so that reading one stays cheap. */
    private static final int NUMBER_LENGTH = 80;
    /** Behind the last sign that may begin an offset. */
    private static final int TAIL = NUMBER_LENGTH + 1;

    private final String text;

    ExpressionParser(String text) {
        this.text = text;
    }

    Expression parse() {
        if (text.length() > Expression.MAX_LENGTH) {
            throw new ExpressionException("an expression is longer than " + Expression.MAX_LENGTH + " characters");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new ExpressionException("an expression holds a control character");
        }
        return sum(text.strip(), 1);
    }

    private static Expression sum(String text, int depth) {
        String base = text;
        long offset = 0;
        while (!NUMBER.matcher(base).matches()) {
            int from = Math.max(0, base.length() - TAIL);
            Matcher last = LAST_OFFSET.matcher(base).region(from, base.length());
            if (!last.find()) {
                break;
            }
            offset += number(last.group().startsWith("+") ? last.group().substring(1) : last.group());
            base = base.substring(0, last.start()).stripTrailing();
        }
        Expression value = single(base, depth);
        return offset == 0 ? value : new Expression.Sum(value, offset);
    }

    private static Expression single(String text, int depth) {
        if (text.isEmpty()) {
            throw new ExpressionException("expected a number, a register or a symbol");
        }
        if (NUMBER.matcher(text).matches()) {
            return new Expression.Number(number(text));
        }
        if (text.startsWith("*")) {
            return wordAt(text, depth);
        }
        RegisterName register = RegisterName.byName().get(text);
        if (register != null) {
            return new Expression.Current(register);
        }
        RegisterName saved = text.startsWith(SAVED) ? RegisterName.byName().get(text.substring(SAVED.length())) : null;
        if (saved != null) {
            return new Expression.Saved(saved);
        }
        char first = text.charAt(0);
        if (first >= '0' && first <= '9' || first == '+' || first == '-') {
            throw new ExpressionException("\"" + text + "\" is no number");
        }
        return new Expression.Symbol(text);
    }

    private static Expression wordAt(String text, int depth) {
        if (!text.startsWith("*(") || !text.endsWith(")")) {
            throw new ExpressionException("expected *(…) for the word that is stored at an address");
        }
        if (depth >= Expression.MAX_DEPTH) {
            throw new ExpressionException("more than " + Expression.MAX_DEPTH + " words are followed");
        }
        return new Expression.WordAt(sum(text.substring(2, text.length() - 1).strip(), depth + 1));
    }

    private static long number(String text) {
        boolean isNegative = text.startsWith("-");
        String digits = isNegative ? text.substring(1) : text;
        boolean isHex = digits.startsWith("0x");
        if (digits.length() <= NUMBER_LENGTH) {
            BigInteger value = new BigInteger(isHex ? digits.substring(2) : digits, isHex ? 16 : 10);
            BigInteger signed = isNegative ? value.negate() : value;
            if (value.bitLength() <= WORD_BITS && signed.compareTo(SMALLEST) >= 0) {
                return signed.longValue();
            }
        }
        throw new ExpressionException("a number has more than 64 bits");
    }
}
