package dev.whereabouts.debugcall.expression;

import dev.whereabouts.amd64.state.RegisterName;
import java.util.OptionalLong;

/** A word, or how to find it. Immutable. */
public sealed interface Expression {

    /** How long a text may be, in characters. */
    int MAX_LENGTH = 4096;

    /** How many words may be followed one behind the other. */
    int MAX_DEPTH = 16;

    /** A number as it is; unsigned ones above 2^63 are kept as two's complement. */
    record Number(long value) implements Expression {

        @Override
        public String toString() {
            return "0x" + Long.toHexString(value);
        }
    }

    /** What a register holds now; of a wide one the low 64 bits. */
    record Current(RegisterName register) implements Expression {

        @Override
        public String toString() {
            return register.name();
        }
    }

    /** What a register held when it was saved. */
    record Saved(RegisterName register) implements Expression {

        @Override
        public String toString() {
            return ExpressionParser.SAVED + register.name();
        }
    }

    /** The address of a function or object. */
    record Symbol(String name) implements Expression {

        @Override
        public String toString() {
            return name;
        }
    }

    /** The word that is stored at an address. */
    record WordAt(Expression address) implements Expression {

        @Override
        public String toString() {
            return "*(" + address + ")";
        }
    }

    /** So many bytes further; sums wrap around at 2^64. */
    record Sum(Expression base, long offset) implements Expression {

        @Override
        public String toString() {
            return base + (offset < 0 ? "-0x" + Long.toHexString(-offset) : "+0x" + Long.toHexString(offset));
        }
    }

    /** Where the values come from. */
    interface Context {

        /** What a register holds now; of a wide one the low 64 bits. */
        long register(RegisterName register);

        /** What a register held when it was saved, the low 64 bits of it; empty where it was not. */
        OptionalLong saved(RegisterName register);

        /** The address of a symbol; empty where the program has none such. */
        OptionalLong symbol(String name);

        /** The word at an address. @throws dev.whereabouts.amd64.cpu.GuestFault where it cannot be read */
        long load(long address);
    }

    /**
     * Reads an expression.
     *
     * @throws ExpressionException if the text is none
     */
    static Expression parse(String text) {
        return new ExpressionParser(text).parse();
    }

    /**
     * Its value.
     *
     * @throws ExpressionException                       if the program has no such symbol, or the register was not saved
     * @throws dev.whereabouts.amd64.cpu.GuestFault where a word cannot be read
     */
    default long evaluate(Context context) {
        return switch (this) {
            case Number(long value) -> value;
            case Current(RegisterName register) -> context.register(register);
            case Saved(RegisterName register) -> context.saved(register)
                    .orElseThrow(() -> new ExpressionException(register.name() + " was not saved"));
            case Symbol(String name) -> context.symbol(name)
                    .orElseThrow(() -> new ExpressionException("the program has no symbol " + name));
            case WordAt(Expression address) -> context.load(address.evaluate(context));
            case Sum(Expression base, long offset) -> base.evaluate(context) + offset;
        };
    }
}
