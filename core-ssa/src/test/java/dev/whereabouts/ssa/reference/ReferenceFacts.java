package dev.whereabouts.ssa.reference;

import dev.whereabouts.amd64.register.GoVersion;
import dev.whereabouts.amd64.register.RegisterFile;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.model.OwnOp;
import dev.whereabouts.ssa.op.OpTable;
import java.util.HexFormat;

/** Facts of ops and registers, asked value by value, and expressions, byte by byte. */
final class ReferenceFacts {

    private ReferenceFacts() {}

    static boolean isCall(Function function, int value, GoVersion go) {
        int op = function.op(value);
        return op < 0
                ? function.ownOp(-1 - op).call()
                : (OpTable.of(go).flags(op) & OpTable.CALL) != 0;
    }

    static boolean isZeroWidth(Function function, int value, GoVersion go) {
        int op = function.op(value);
        return op < 0
                ? function.ownOp(-1 - op).zeroWidth()
                : (OpTable.of(go).flags(op) & OpTable.ZERO_WIDTH) != 0;
    }

    /** A set of register bits. */
    static long clobbers(Function function, int value, GoVersion go) {
        int op = function.op(value);
        if (op >= 0) {
            return OpTable.of(go).clobbers(op);
        }
        OwnOp own = function.ownOp(-1 - op);
        long set = 0;
        for (int id = 0; id < RegisterFile.ids(); id++) {
            if ((own.clobbers() & 1L << id) != 0 && RegisterFile.of(go).bitOf(id) != RegisterFile.NONE) {
                set |= 1L << RegisterFile.of(go).bitOf(id);
            }
        }
        return set;
    }

    /** {@code DW_OP_reg} or {@code DW_OP_regx}, in hex. */
    static String inRegister(int bit, GoVersion go) {
        int number = Math.max(0, RegisterFile.of(go).dwarfAt(bit));
        return number < 32 ? HexFormat.of().toHexDigits((byte) (0x50 + number)) : "90" + uleb(number);
    }

    /** {@code DW_OP_call_frame_cfa} or {@code DW_OP_fbreg}, in hex. */
    static String onStack(int offset) {
        return offset == 0 ? "9c" : "91" + sleb(offset);
    }

    /** {@code DW_OP_piece}, in hex. */
    static String piece(long size) {
        return "93" + uleb(size);
    }

    private static String uleb(long number) {
        String last = HexFormat.of().toHexDigits((byte) (number % 128));
        return number < 128 ? last : HexFormat.of().toHexDigits((byte) (number % 128 + 128)) + uleb(number / 128);
    }

    private static String sleb(int number) {
        int seven = Math.floorMod(number, 128);
        boolean isLast = number >= -64 && number < 64;
        return isLast
                ? HexFormat.of().toHexDigits((byte) seven)
                : HexFormat.of().toHexDigits((byte) (seven + 128)) + sleb(Math.floorDiv(number, 128));
    }
}
