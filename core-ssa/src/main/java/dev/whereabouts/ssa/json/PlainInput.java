package dev.whereabouts.ssa.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Reads a line that lies whole in memory, as long as it is <em>plain</em>: strings of ASCII without escapes, known fields, numbers in
 * digits, and no fault. On anything else it gives up with {@link NotPlain}, and {@link JsonInput} reads the line again from its beginning:
 * so what JSON is, and what is wrong with a line, is said in one place, by a parser that is kept well.
 *
 * <p>It is here for speed: eight bytes at a time are compared, looked up or searched, and no token, character or string is made of them.
 * Building the function included, reading takes seven tenths of the time.
 */
final class PlainInput implements FunctionInput {

    /** Bytes behind a line, the newline at its end included, that may be looked at. */
    static final int SLACK = 4 * Long.BYTES;

    /** The deepest nesting of a function: its blocks, one of them, its values, one of them, the home of that. */
    static final int DEPTH = 6;

    /** No number or name that is read here is longer, nor a string that is not asked for its length. */
    static final int LONGEST_TOKEN = SymbolTable.LONGEST;

    private static final int INT_DIGITS = 10;

    /** As many as an unsigned long has room for. */
    private static final int LONG_DIGITS = 19;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = ONES << 7;
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';
    private static final long SPACES = ONES * ' ';

    private static final int TRUE = 't' | 'r' << 8 | 'u' << 16 | 'e' << 24;
    private static final int FALSE = 'f' | 'a' << 8 | 'l' << 16 | 's' << 24;

    private final SymbolTable symbols;
    private final int textLength;
    private byte[] bytes;
    private int at;
    private boolean isFirst;

    /** The line is not plain. One instance serves all, since nobody asks where it was thrown. */
    static final class NotPlain extends RuntimeException {

        private static final long serialVersionUID = 1;

        private static final NotPlain INSTANCE = new NotPlain();

        private NotPlain() {
            super("the line is not plain", null, false, false);
        }
    }

    /** @param textLength characters of the longest string */
    PlainInput(SymbolTable symbols, int textLength) {
        this.symbols = symbols;
        this.textLength = textLength;
    }

    /** Goes to the first byte of a line. A newline ends it, and {@link #SLACK} bytes from there on are those of the array. */
    void begin(byte[] line, int from) {
        bytes = line;
        at = from;
    }

    /** Checks that nothing but white space follows. */
    void end() {
        at = afterSpace(at);
        require('\n');
    }

    // Structure.

    @Override
    public boolean beginObject() {
        return begin('{');
    }

    @Override
    public boolean beginArray() {
        return begin('[');
    }

    private boolean begin(char mark) {
        require(mark);
        at++;
        isFirst = true;
        return true;
    }

    @Override
    public boolean isObject() {
        return bytes[at] == '{';
    }

    @Override
    public boolean isArray() {
        return bytes[at] == '[';
    }

    @Override
    public boolean nextElement() {
        return next(']');
    }

    @Override
    public <F extends Enum<F>> F nextField(Fields<F> fields) {
        if (!next('}')) {
            return null;
        }
        require('"');
        long first = (long) LONGS.get(bytes, at + 1);
        long second = 0;
        int length = 0;
        long quote = zeros(first ^ QUOTES);
        if (quote == 0) {
            second = (long) LONGS.get(bytes, at + 1 + Long.BYTES);
            quote = zeros(second ^ QUOTES);
            if (quote == 0) {
                throw NotPlain.INSTANCE;
            }
            length = Long.BYTES;
            second &= upTo(quote);
        } else {
            first &= upTo(quote);
        }
        F field = fields.of(first, second);
        if (field == null) {
            throw NotPlain.INSTANCE;
        }
        at = afterSpace(at + 2 + length + index(quote));
        require(':');
        at = afterSpace(at + 1);
        return field;
    }

    /** Goes to what follows the comma, if any; false behind the closing mark. */
    private boolean next(char close) {
        int i = afterSpace(at);
        byte here = bytes[i];
        if (here == close) {
            isFirst = false;
            at = i + 1;
            return false;
        }
        if (!isFirst) {
            if (here != ',') {
                throw NotPlain.INSTANCE;
            }
            i = afterSpace(i + 1);
        }
        isFirst = false;
        at = i;
        return true;
    }

    /** The first place from here on that is no white space; a newline, which is the line's end, counts as none. */
    private int afterSpace(int from) {
        int i = from;
        while (bytes[i] == ' ' || bytes[i] == '\t' || bytes[i] == '\r') {
            i++;
        }
        return i;
    }

    private void require(char mark) {
        if (bytes[at] != mark) {
            throw NotPlain.INSTANCE;
        }
    }

    // Values.

    @Override
    public int count() {
        long number = digits(INT_DIGITS);
        if (number > Integer.MAX_VALUE) {
            throw NotPlain.INSTANCE;
        }
        return (int) number;
    }

    @Override
    public long number(long min, long max) {
        boolean isNegative = bytes[at] == '-';
        if (isNegative) {
            at++;
        }
        long magnitude = digits(LONG_DIGITS);
        long number = isNegative ? -magnitude : magnitude;
        boolean isTooLarge = number != 0 && number < 0 != isNegative;
        if (isTooLarge || number < min || number > max) {
            throw NotPlain.INSTANCE;
        }
        return number;
    }

    /** At most so many digits; where there are more, or a fraction or an exponent, what follows is not what may follow a number. */
    private long digits(int most) {
        int from = at;
        int i = from;
        int digit = bytes[i] - '0';
        long number = 0;
        while (digit >= 0 && digit <= 9 && i - from < most) {
            number = number * 10 + digit;
            digit = bytes[++i] - '0';
        }
        boolean isLeadingZero = bytes[from] == '0' && i > from + 1;
        if (i == from || isLeadingZero) {
            throw NotPlain.INSTANCE;
        }
        at = i;
        return number;
    }

    @Override
    public boolean flag() {
        int word = (int) (long) LONGS.get(bytes, at);
        if (word == TRUE) {
            at += Integer.BYTES;
            return true;
        }
        if (word != FALSE || bytes[at + Integer.BYTES] != 'e') {
            throw NotPlain.INSTANCE;
        }
        at += Integer.BYTES + 1;
        return false;
    }

    @Override
    public Symbol symbol() {
        require('"');
        int from = at + 1;
        long first = (long) LONGS.get(bytes, from);
        long stop = stops(first);
        if (stop != 0) {
            return symbol(from, index(stop), first & below(stop), 0, 0);
        }
        long second = (long) LONGS.get(bytes, from + Long.BYTES);
        stop = stops(second);
        if (stop != 0) {
            return symbol(from, Long.BYTES + index(stop), first, second & below(stop), 0);
        }
        long third = (long) LONGS.get(bytes, from + 2 * Long.BYTES);
        stop = stops(third);
        if (stop != 0) {
            return symbol(from, 2 * Long.BYTES + index(stop), first, second, third & below(stop));
        }
        return longSymbol(from);
    }

    private Symbol symbol(int from, int length, long first, long second, long third) {
        at = from + length;
        require('"');
        at++;
        return symbols.of(first, second, third, length);
    }

    private Symbol longSymbol(int from) {
        at = from + 2 * Long.BYTES;
        long stop;
        do {
            at += Long.BYTES;
            stop = stops((long) LONGS.get(bytes, at));
        } while (stop == 0);
        at += index(stop);
        require('"');
        int length = at - from;
        if (length > textLength) {
            throw NotPlain.INSTANCE;
        }
        at++;
        return length == SymbolTable.LONGEST
                ? symbols.of((long) LONGS.get(bytes, from), (long) LONGS.get(bytes, from + Long.BYTES),
                        (long) LONGS.get(bytes, from + 2 * Long.BYTES), length)
                : new Symbol(new String(bytes, from, length, StandardCharsets.ISO_8859_1));
    }

    @Override
    public byte[] hex() {
        try {
            return HexFormat.of().parseHex(text());
        } catch (IllegalArgumentException _) {
            // the other reader says what is wrong
            throw NotPlain.INSTANCE;
        }
    }

    // Eight bytes, the first of them lowest (Warren, Hacker's Delight, "Find First 0-Byte").

    /** The lowest bit that is set is the highest of the first byte that is zero. */
    private static long zeros(long word) {
        return word - ONES & ~word & HIGH_BITS;
    }

    /** The lowest bit that is set is the highest of the first byte that no plain string has inside it. */
    private static long stops(long word) {
        return zeros(word ^ QUOTES) | zeros(word ^ BACKSLASHES) | (word - SPACES & ~word | word) & HIGH_BITS;
    }

    /** How many bytes stand before the one whose highest bit is the lowest that is set. */
    private static int index(long found) {
        return Long.numberOfTrailingZeros(found) / Byte.SIZE;
    }

    /** The bits of those bytes. */
    private static long below(long found) {
        return (Long.lowestOneBit(found) >>> Byte.SIZE - 1) - 1;
    }

    /** The bits of those bytes and of this one. */
    private static long upTo(long found) {
        return found ^ found - 1;
    }

    // Faults.

    @Override
    public void fault(String detail) {
        throw NotPlain.INSTANCE;
    }

    @Override
    public void faultOf(String field, String detail) {
        throw NotPlain.INSTANCE;
    }
}
