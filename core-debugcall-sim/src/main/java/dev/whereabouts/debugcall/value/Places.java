package dev.whereabouts.debugcall.value;

import dev.whereabouts.amd64.cpu.GuestFault;
import dev.whereabouts.amd64.state.RegisterName;
import dev.whereabouts.debugcall.expression.Expression;
import dev.whereabouts.debugcall.expression.ExpressionException;
import dev.whereabouts.debugcall.target.Target;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/** Addresses in arguments: numbers, symbols and the words stored there. */
final class Places {

    private static final int WORD = 8;

    private final Target target;
    private final Expression.Context context;

    Places(Target target) {
        this.target = target;
        this.context = new Expression.Context() {

            @Override
            public long register(RegisterName register) {
                return register.read(target.cpu()).longValue();
            }

            @Override
            public OptionalLong saved(RegisterName register) {
                return OptionalLong.empty();
            }

            @Override
            public OptionalLong symbol(String name) {
                return target.addressOf(name);
            }

            @Override
            public long load(long address) {
                return Image.word(bytes(address, WORD), 0);
            }
        };
    }

    /** @param what whose address it is */
    long address(JsonNode value, String what, String pointer) {
        if (value.isNull()) {
            return 0;
        }
        if (value.isIntegralNumber()) {
            return Numbers.integer(value, WORD, false, what, pointer);
        }
        if (!value.isString()) {
            throw new ValueException(pointer, "expected null, \"0x…\" or a symbol for " + what);
        }
        return evaluate(value.stringValue(), pointer);
    }

    /** The bytes of a value that stands in the program. @param text {@code *(…)} */
    byte[] copied(String text, long size, String pointer) {
        Expression expression = parse(text, pointer);
        if (!(expression instanceof Expression.WordAt(Expression address))) {
            throw new ValueException(pointer, "expected *(…) alone for a value that stands in the program");
        }
        try {
            return bytes(address.evaluate(context), (int) size);
        } catch (GuestFault | ExpressionException e) {
            throw refused(e, pointer);
        }
    }

    private long evaluate(String text, String pointer) {
        Expression expression = parse(text, pointer);
        try {
            return expression.evaluate(context);
        } catch (GuestFault | ExpressionException e) {
            throw refused(e, pointer);
        }
    }

    private static Expression parse(String text, String pointer) {
        try {
            return Expression.parse(text);
        } catch (ExpressionException e) {
            throw refused(e, pointer);
        }
    }

    private static ValueException refused(RuntimeException e, String pointer) {
        String detail = e instanceof GuestFault fault
                ? "the program has no memory at " + Image.hex(fault.address())
                : e.getMessage();
        return new ValueException(pointer, detail);
    }

    private byte[] bytes(long address, int size) {
        byte[] bytes = new byte[size];
        target.memory().peek(address, bytes, 0, size);
        return bytes;
    }
}
