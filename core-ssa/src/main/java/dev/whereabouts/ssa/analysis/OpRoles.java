package dev.whereabouts.ssa.analysis;

import dev.whereabouts.amd64.register.GoVersion;
import dev.whereabouts.amd64.register.RegisterFile;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.model.OwnOp;
import dev.whereabouts.ssa.model.Piece;
import dev.whereabouts.ssa.op.OpTable;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Place;
import java.util.Arrays;
import java.util.List;

/**
 * What the analysis must know of an op, in one int: its flags and the one role that it may play, plus its clobbers. Ops that bring their
 * own facts are appended behind those of the table.
 */
final class OpRoles {

    static final int CALL = OpTable.CALL;
    static final int ZERO_WIDTH = OpTable.ZERO_WIDTH;

    /** The value is there from its block's start: {@code Phi}, arguments in registers, the closure pointer. */
    static final int FROM_BLOCK_START = 8;

    static final int ARG = 16;
    static final int ARG_REGISTER = 32;
    static final int PHI = 64;
    static final int INIT_MEM = 128;
    static final int LOAD_REG = 256;
    static final int STORE_REG = 512;
    static final int VAR_DEF = 1024;
    static final int STACK_POINTER = 2048;
    static final int CLOSURE_POINTER = 4096;

    private static final int[] ROLE_OF_OP = new int[OpTable.ids()];

    static {
        role("Phi", PHI | FROM_BLOCK_START);
        role("LoweredGetClosurePtr", CLOSURE_POINTER | FROM_BLOCK_START);
        role("ArgIntReg", ARG_REGISTER | FROM_BLOCK_START);
        role("ArgFloatReg", ARG_REGISTER | FROM_BLOCK_START);
        role("Arg", ARG);
        role("InitMem", INIT_MEM);
        role("LoadReg", LOAD_REG);
        role("StoreReg", STORE_REG);
        role("VarDef", VAR_DEF);
        role("SP", STACK_POINTER);
    }

    private final OpTable table;
    private final RegisterFile registers;
    private final int[] traits = new int[OpTable.ids()];
    private int[] ownTraits = {};
    private long[] ownClobbers = {};
    private int own;

    OpRoles(GoVersion version) {
        table = OpTable.of(version);
        registers = RegisterFile.of(version);
        for (int op = 0; op < traits.length; op++) {
            traits[op] = table.flags(op) == 0 ? 0 : table.flags(op) | ROLE_OF_OP[op];
        }
    }

    private static void role(String op, int bits) {
        ROLE_OF_OP[OpTable.idOf(op)] = bits;
    }

    /** Takes in a function's own ops. */
    void prepare(Function function) {
        own = function.ownOps();
        if (own > ownTraits.length) {
            ownTraits = new int[own];
            ownClobbers = new long[own];
        }
        for (int i = 0; i < own; i++) {
            OwnOp op = function.ownOp(i);
            int role = op.op() == OpTable.NONE ? 0 : ROLE_OF_OP[op.op()];
            ownTraits[i] = !op.hasFacts()
                    ? 0
                    : OpTable.KNOWN | role | (op.zeroWidth() ? ZERO_WIDTH : 0) | (op.call() ? CALL : 0);
            ownClobbers[i] = bits(op.clobbers());
        }
    }

    private long bits(long registerIds) {
        long set = 0;
        for (long rest = registerIds; rest != 0; rest &= rest - 1) {
            int bit = registers.bitOf(Long.numberOfTrailingZeros(rest));
            if (bit != RegisterFile.NONE) {
                set |= 1L << bit;
            }
        }
        return set;
    }

    /** Flags and role of an op as {@link Function#op} gives it; 0 for an op that the version lacks. */
    int traits(int op) {
        return op >= 0 ? traits[op] : ownTraits[-1 - op];
    }

    /** The registers that an op clobbers, in the version's bits. */
    long clobbers(int op) {
        return op >= 0 ? table.clobbers(op) : ownClobbers[-1 - op];
    }

    RegisterFile registers() {
        return registers;
    }

    /** @throws InputException if the version lacks an op or a register of the function */
    void check(Function function, GoVersion version) {
        for (int v = 0; v < function.values(); v++) {
            if (traits(function.op(v)) == 0) {
                throw InputException.invalid(new Place.Pointer(pointer(function, v, "op")),
                        "Go " + version + " has no op \""
                                + excerpt(function.opName(v))
                                + "\": give the value its own zeroWidth and clobbers, or another version");
            }
            int home = function.home(v);
            if (home >= 0 && registers.bitOf(home) == RegisterFile.NONE) {
                throw noRegister(pointer(function, v, "home"), version, home);
            }
        }
        for (int p = 0; p < function.parameters().size(); p++) {
            List<Piece> pieces = function.parameters().get(p).pieces();
            for (int i = 0; i < pieces.size(); i++) {
                int register = pieces.get(i).register();
                if (registers.bitOf(register) == RegisterFile.NONE) {
                    throw noRegister("/params/" + p + "/pieces/" + i + "/register", version, register);
                }
            }
        }
    }

    private static InputException noRegister(String pointer, GoVersion version, int register) {
        return InputException.invalid(new Place.Pointer(pointer),
                "Go " + version + " has no register " + RegisterFile.nameOf(register));
    }

    private static String excerpt(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }

    /** The JSON pointer, relative to the function, of a field of a value. */
    static String pointer(Function function, int value, String field) {
        int block = 0;
        while (block + 1 < function.blocks() && function.firstValue(block + 1) <= value) {
            block++;
        }
        return "/blocks/" + block + "/values/" + (value - function.firstValue(block)) + "/" + field;
    }

    /** Forgets a large function's arrays. */
    void shrink() {
        if (own > 1 << 12) {
            ownTraits = Arrays.copyOf(ownTraits, 0);
            ownClobbers = Arrays.copyOf(ownClobbers, 0);
            own = 0;
        }
    }
}
