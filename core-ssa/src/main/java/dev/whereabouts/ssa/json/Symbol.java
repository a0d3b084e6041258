package dev.whereabouts.ssa.json;

import dev.whereabouts.amd64.register.RegisterFile;
import dev.whereabouts.ssa.op.OpTable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A string that functions mention again and again (a type, an op, a register, a name), with all that it may stand for. */
final class Symbol {

    static final Symbol EMPTY = new Symbol("");

    private static final int NOT_ASKED = Integer.MIN_VALUE;

    /** The characters, eight in each; 0 where the table does not hold the symbol. */
    final long first;
    final long second;
    final long third;

    private final int length;
    private final String text;
    private int op = NOT_ASKED;
    private int register = NOT_ASKED;

    /** A symbol that no table holds. */
    Symbol(String text) {
        first = 0;
        second = 0;
        third = 0;
        this.text = text;
        length = text.length();
    }

    /** A symbol whose characters are those of a key, the first of them lowest. */
    Symbol(long first, long second, long third, int length) {
        this.first = first;
        this.second = second;
        this.third = third;
        this.length = length;
        byte[] characters = new byte[3 * Long.BYTES];
        ByteBuffer.wrap(characters).order(ByteOrder.LITTLE_ENDIAN).putLong(first).putLong(second).putLong(third);
        text = new String(characters, 0, length, StandardCharsets.ISO_8859_1);
    }

    boolean is(long itsFirst, long itsSecond, long itsThird, int itsLength) {
        return first == itsFirst && second == itsSecond && third == itsThird && length == itsLength;
    }

    String text() {
        return text;
    }

    /** The op id of this name, or {@link OpTable#NONE}. */
    int op() {
        if (op == NOT_ASKED) {
            op = OpTable.idOf(text);
        }
        return op;
    }

    /** The register id of this name, or {@link RegisterFile#NONE}. */
    int register() {
        if (register == NOT_ASKED) {
            register = RegisterFile.idOf(text);
        }
        return register;
    }
}
