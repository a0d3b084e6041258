package dev.whereabouts.ssa.json;

import dev.whereabouts.ssa.model.FunctionBuilder;
import dev.whereabouts.ssa.problem.Fault;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Limits;
import dev.whereabouts.ssa.problem.Place;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.sym.PropertyNameMatcher;

/**
 * One JSON document that is being read. A value of a wrong kind is counted as a fault at its JSON pointer and skipped, so that a reader
 * learns of several mistakes at once; {@link #end} or {@link #throwFaults} reports them.
 */
final class JsonInput implements FunctionInput, AutoCloseable {

    /** A longer field name is not repeated in a message or pointer. */
    private static final int LONGEST_NAME = 64;

    /** Digits and sign of the smallest long. */
    private static final int LONGEST_NUMBER = 20;

    private static final int HEX_DIGITS = 16;

    private final JsonParser parser;
    private final Limits limits;
    private final SymbolTable symbols;
    private final long firstLine;
    private final List<Fault> faults = new ArrayList<>();

    /** @param firstLine the number of the document's first line in what the user sees, from 1 */
    JsonInput(JsonParser parser, Limits limits, SymbolTable symbols, long firstLine) {
        this.parser = parser;
        this.limits = limits;
        this.symbols = symbols;
        this.firstLine = firstLine;
    }

    @Override
    public void close() {
        parser.close();
    }

    /** Goes to the first token. */
    void begin() {
        if (parser.nextToken() == null) {
            throw InputException.malformed(new Place.Pointer(""), "there is no JSON: the input is empty");
        }
    }

    /** Checks that nothing but white space follows, and reports all faults. */
    void end() {
        if (parser.nextToken() != null) {
            throw InputException.malformed(new Place.Pointer(""), "the JSON is complete, but more follows it at "
                    + position(parser.currentTokenLocation().getLineNr(), parser.currentTokenLocation().getColumnNr()));
        }
        throwFaults();
    }

    void throwFaults() {
        if (!faults.isEmpty()) {
            throw InputException.invalid(faults);
        }
    }

    // Structure.

    @Override
    public boolean beginObject() {
        return begins(JsonToken.START_OBJECT, "expected an object");
    }

    @Override
    public boolean beginArray() {
        return begins(JsonToken.START_ARRAY, "expected an array");
    }

    private boolean begins(JsonToken start, String expected) {
        if (parser.currentToken() == start) {
            return true;
        }
        wrong(expected);
        return false;
    }

    @Override
    public boolean isObject() {
        return parser.currentToken() == JsonToken.START_OBJECT;
    }

    @Override
    public boolean isArray() {
        return parser.currentToken() == JsonToken.START_ARRAY;
    }

    @Override
    public boolean nextElement() {
        return parser.nextToken() != JsonToken.END_ARRAY;
    }

    @Override
    public <F extends Enum<F>> F nextField(Fields<F> fields) {
        while (true) {
            int match = parser.nextNameMatch(fields.matcher());
            if (match >= 0) {
                parser.nextToken();
                return fields.at(match);
            }
            if (match == PropertyNameMatcher.MATCH_END_OBJECT) {
                return null;
            }
            String name = parser.currentName();
            fault((name.length() > LONGEST_NAME ? "unknown field" : "unknown field \"" + name + "\"")
                    + ": the fields here are " + fields.list());
            parser.nextToken();
            parser.skipChildren();
        }
    }

    // Values.

    @Override
    public int count() {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            try {
                int number = parser.getIntValue();
                if (number >= 0) {
                    return number;
                }
            } catch (InputCoercionException tooLarge) {
                // is reported below, like every number out of range
            }
        }
        return (int) number(0, Integer.MAX_VALUE);
    }

    @Override
    public long number(long min, long max) {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NUMBER_INT && parser.getStringLength() <= LONGEST_NUMBER) {
            try {
                long number = parser.getLongValue();
                if (number >= min && number <= max) {
                    return number;
                }
            } catch (InputCoercionException tooLarge) {
                // is reported below, like every number out of range
            }
        } else if (token == JsonToken.VALUE_STRING && isHex()) {
            long number = HexFormat.fromHexDigitsToLong(parser.getString(), 2, parser.getStringLength());
            if (number >= min && number <= max) {
                return number;
            }
        }
        wrong("expected a whole number from " + min + " to " + max + ", or the same as \"0x…\"");
        return 0;
    }

    private boolean isHex() {
        int length = parser.getStringLength();
        if (length <= 2 || length > 2 + HEX_DIGITS) {
            return false;
        }
        char[] text = parser.getStringCharacters();
        int from = parser.getStringOffset();
        boolean isHex = text[from] == '0' && text[from + 1] == 'x';
        for (int i = from + 2; i < from + length; i++) {
            isHex &= HexFormat.isHexDigit(text[i]);
        }
        return isHex;
    }

    @Override
    public boolean flag() {
        if (parser.currentToken() == JsonToken.VALUE_TRUE) {
            return true;
        }
        if (parser.currentToken() != JsonToken.VALUE_FALSE) {
            wrong("expected true or false");
        }
        return false;
    }

    @Override
    public Symbol symbol() {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            wrong("expected a string");
            return Symbol.EMPTY;
        }
        char[] buffer = parser.getStringCharacters();
        return symbols.of(buffer, parser.getStringOffset(), parser.getStringLength());
    }

    @Override
    public byte[] hex() {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            try {
                int from = parser.getStringOffset();
                return HexFormat.of().parseHex(parser.getStringCharacters(), from, from + parser.getStringLength());
            } catch (IllegalArgumentException noHex) {
                // is reported below, like every value of a wrong kind
            }
        }
        wrong("expected bytes, two hexadecimal digits each");
        return new byte[0];
    }

    // Faults.

    /** How many faults were counted so far. */
    int faults() {
        return faults.size();
    }

    /** The value here is of a wrong kind: counts the fault and skips the value. */
    void wrong(String expected) {
        fault(expected);
        parser.skipChildren();
    }

    @Override
    public void fault(String detail) {
        fault(pointer(), detail);
    }

    @Override
    public void faultOf(String field, String detail) {
        fault(pointer() + "/" + field, detail);
    }

    private void fault(String pointer, String detail) {
        faults.add(new Fault(new Place.Pointer(pointer), detail));
        if (faults.size() >= FunctionBuilder.MAX_FAULTS) {
            throwFaults();
        }
    }

    /**
     * The JSON pointer (RFC 6901) of the present place. It ends above a field whose name is too long to be one of ours.
     */
    String pointer() {
        Deque<TokenStreamContext> path = new ArrayDeque<>();
        for (TokenStreamContext at = parser.streamReadContext(); at != null; at = at.getParent()) {
            path.push(at);
        }
        StringBuilder pointer = new StringBuilder();
        for (TokenStreamContext at : path) {
            if (at.inArray() && at.hasCurrentIndex()) {
                pointer.append('/').append(at.getCurrentIndex());
            } else if (at.inObject() && at.currentName() != null) {
                if (at.currentName().length() > LONGEST_NAME) {
                    break;
                }
                pointer.append('/').append(Place.Pointer.escaped(at.currentName()));
            }
        }
        return pointer.toString();
    }

    /**
     * What an exception of the parser says of the input.
     *
     * @throws IOException if it says that the input could not be read at all
     */
    InputException refusal(JacksonException e) throws IOException {
        Place place = new Place.Pointer(pointer());
        if (e instanceof JacksonIOException && e.getCause() instanceof IOException cause) {
            throw cause;
        }
        if (e instanceof StreamConstraintsException) {
            boolean isTooDeep = parser.streamReadContext().getNestingDepth() > limits.jsonDepth();
            return isTooDeep
                    ? InputException.limit(place, "jsonDepth", limits.jsonDepth())
                    : InputException.limit(place, "textLength", limits.textLength());
        }
        String where = e.getLocation() == null
                ? "the beginning"
                : position(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
        return InputException.malformed(place, e instanceof UnexpectedEndOfInputException
                ? "the JSON ends at " + where + " before it is complete"
                : "this is no JSON at " + where);
    }

    private String position(int line, int column) {
        return "line " + (firstLine + Math.max(line, 1) - 1) + ", column " + Math.max(column, 1);
    }
}
