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
 * What the analysis must know of each value, in one int: the flags of its op, the one role that the op may play, and the register that the
 * value is in.
 *
 * <p>Every stage looks at every value, some several times; one int in one array spares each of them the ways from the value to its op, to
 * the op's facts and to the register's bit.
 */
final class ValueTraits {

    static final int CALL = OpTable.CALL;
    static final int ZERO_WIDTH = OpTable.ZERO_WIDTH;

    /** The value is there from its block's start: {@code Phi}, arguments in registers, the closure pointer. */
    static final int FROM_BLOCK_START = 1 << 3;

    static final int ARG = 1 << 4;
    static final int ARG_REGISTER = 1 << 5;
    static final int PHI = 1 << 6;
    static final int INIT_MEM = 1 << 7;
    static final int LOAD_REG = 1 << 8;
    static final int STORE_REG = 1 << 9;
    static final int VAR_DEF = 1 << 10;
    static final int STACK_POINTER = 1 << 11;
    static final int CLOSURE_POINTER = 1 << 12;

    /** The op clobbers registers. */
    static final int CLOBBERS = 1 << 13;

    /** The value is in a register, {@link #register}. */
    static final int IN_REGISTER = 1 << 14;

    private static final int REGISTER_SHIFT = 24;

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

    private final GoVersion version;
    private final OpTable table;
    private final RegisterFile registers;
    private final int[] ofOp = new int[OpTable.ids()];
    private int[] ofOwnOp = {};
    private long[] ownClobbers = {};
    private Function function;
    private int[] ofValue = new int[64];
    private int all;

    ValueTraits(GoVersion version) {
        this.version = version;
        table = OpTable.of(version);
        registers = RegisterFile.of(version);
        for (int op = 0; op < ofOp.length; op++) {
            if (table.flags(op) != 0) {
                ofOp[op] = table.flags(op) | ROLE_OF_OP[op] | (table.clobbers(op) == 0 ? 0 : CLOBBERS);
            }
        }
    }

    private static void role(String op, int bits) {
        ROLE_OF_OP[OpTable.idOf(op)] = bits;
    }

    GoVersion version() {
        return version;
    }

    RegisterFile registers() {
        return registers;
    }

    /** @throws InputException if the version lacks an op or a register of the function */
    void prepare(Function f) {
        function = f;
        prepareOwnOps();
        int values = f.values();
        if (ofValue.length < values) {
            ofValue = new int[values + values / 2];
        }
        all = 0;
        for (int value = 0; value < values; value++) {
            int op = f.op(value);
            int traits = op >= 0 ? ofOp[op] : ofOwnOp[-1 - op];
            if (traits == 0) {
                throw unknownOp(value);
            }
            int home = f.home(value);
            if (home >= 0) {
                int register = registers.bitOf(home);
                if (register == RegisterFile.NONE) {
                    throw unknownRegister(pointer(f, value, "home"), home);
                }
                traits |= IN_REGISTER | register << REGISTER_SHIFT;
            }
            ofValue[value] = traits;
            all |= traits;
        }
        checkParameters();
    }

    private void checkParameters() {
        for (int p = 0; p < function.parameters().size(); p++) {
            List<Piece> pieces = function.parameters().get(p).pieces();
            for (int i = 0; i < pieces.size(); i++) {
                int register = pieces.get(i).register();
                if (registers.bitOf(register) == RegisterFile.NONE) {
                    throw unknownRegister("/params/" + p + "/pieces/" + i + "/register", register);
                }
            }
        }
    }

    private void prepareOwnOps() {
        int own = function.ownOps();
        if (own > ofOwnOp.length) {
            ofOwnOp = new int[own];
            ownClobbers = new long[own];
        }
        for (int i = 0; i < own; i++) {
            OwnOp op = function.ownOp(i);
            int role = op.op() == OpTable.NONE ? 0 : ROLE_OF_OP[op.op()];
            ownClobbers[i] = bits(op.clobbers());
            ofOwnOp[i] = !op.hasFacts()
                    ? 0
                    : OpTable.KNOWN | role | (op.zeroWidth() ? ZERO_WIDTH : 0) | (op.call() ? CALL : 0)
                            | (ownClobbers[i] == 0 ? 0 : CLOBBERS);
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

    /** The traits of a value. */
    int of(int value) {
        return ofValue[value];
    }

    /** Whether any value of the function has any of these traits. */
    boolean any(int traits) {
        return (all & traits) != 0;
    }

    /** The bit of the register that a value is in; only where its traits say {@link #IN_REGISTER}. */
    static int register(int traits) {
        return traits >>> REGISTER_SHIFT;
    }

    /** The registers that a value's op clobbers. */
    long clobbers(int value) {
        int op = function.op(value);
        return op >= 0 ? table.clobbers(op) : ownClobbers[-1 - op];
    }

    private InputException unknownOp(int value) {
        return InputException.invalid(new Place.Pointer(pointer(function, value, "op")), "Go " + version
                + " has no op \"" + excerpt(function.opName(value))
                + "\": give the value its own zeroWidth and clobbers, or another version");
    }

    private InputException unknownRegister(String pointer, int register) {
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

    /** Forgets the function, and arrays that a large one made large. */
    void shrink() {
        function = null;
        if (ofValue.length > 1 << 20) {
            ofValue = new int[64];
        }
        if (ofOwnOp.length > 1 << 12) {
            ofOwnOp = Arrays.copyOf(ofOwnOp, 0);
            ownClobbers = Arrays.copyOf(ownClobbers, 0);
        }
    }
}
