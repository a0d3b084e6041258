package dev.whereabouts.ssa.json;

import dev.whereabouts.amd64.register.RegisterFile;
import dev.whereabouts.ssa.op.OpTable;

/** A string that functions mention again and again (a type, an op, a register, a name), with all that it may stand for. */
final class Symbol {

    static final Symbol EMPTY = new Symbol("");

    private static final int NOT_ASKED = Integer.MIN_VALUE;

    private final String text;
    private int op = NOT_ASKED;
    private int register = NOT_ASKED;

    Symbol(String text) {
        this.text = text;
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
