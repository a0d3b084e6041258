package dev.whereabouts.ssa.dwarf;

import dev.whereabouts.ssa.dwarf.PieceLocation.Absent;
import dev.whereabouts.ssa.dwarf.PieceLocation.InRegister;
import dev.whereabouts.ssa.dwarf.PieceLocation.OnStack;
import java.util.List;

/**
 * Walks the pieces of a location expression (DWARF 5 section 2.6.1) without making an object of each.
 *
 * <p>It reads what a Go compiler writes: a register, an offset from the CFA, which is the frame base of every Go function, or pieces of
 * these. Any other operation is a failure, never a guess.
 */
public final class PieceCursor {

    /** What holds a piece. */
    public enum Holder {
        REGISTER, STACK, NOTHING
    }

    private static final int DW_OP_REG0 = 0x50;
    private static final int DW_OP_REG31 = 0x6F;
    private static final int DW_OP_REGX = 0x90;
    private static final int DW_OP_FBREG = 0x91;
    private static final int DW_OP_PIECE = 0x93;
    private static final int DW_OP_CALL_FRAME_CFA = 0x9C;

    private final ByteReader reader;
    private final long wholeSize;
    private boolean whole;
    private boolean started;
    private Holder holder;
    private long where;
    private long offset;
    private long size;

    /**
     * @param from      of the expression's first byte
     * @param length    bytes of the expression
     * @param wholeSize bytes of the variable, or {@link dev.whereabouts.ssa.model.Variable#UNKNOWN_SIZE}
     */
    public PieceCursor(byte[] bytes, int from, int length, long wholeSize) {
        this.reader = new ByteReader(bytes, from, from + length);
        this.wholeSize = wholeSize;
    }

    /** Goes to the next piece; false after the last one, and at a failure. */
    public boolean next() {
        if (whole || !reader.ok() || started && reader.atEnd()) {
            return false;
        }
        offset += size;
        holder = Holder.NOTHING;
        int start = reader.at();
        if (!reader.atEnd() && reader.peek() != DW_OP_PIECE) {
            readHolder();
        }
        if (!started && reader.atEnd()) {
            whole = true;
            size = wholeSize;
        } else {
            started = true;
            readPiece(start);
        }
        return reader.ok();
    }

    private void readHolder() {
        int start = reader.at();
        int operation = reader.u8("an operation");
        holder = Holder.REGISTER;
        if (operation >= DW_OP_REG0 && operation <= DW_OP_REG31) {
            where = operation - DW_OP_REG0;
        } else if (operation == DW_OP_REGX) {
            where = reader.uleb("the register of DW_OP_regx");
            if (where < 0 || where > Integer.MAX_VALUE) {
                reader.fail(start, "no machine has a register " + Long.toUnsignedString(where));
            }
        } else if (operation == DW_OP_FBREG) {
            holder = Holder.STACK;
            where = reader.sleb("the offset of DW_OP_fbreg");
        } else if (operation == DW_OP_CALL_FRAME_CFA) {
            holder = Holder.STACK;
            where = 0;
        } else {
            reader.fail(start, "operation 0x%02x is none of DW_OP_reg0 to reg31, regx, fbreg, call_frame_cfa and piece"
                    .formatted(operation));
        }
    }

    private void readPiece(int start) {
        if (reader.ok() && reader.atEnd()) {
            reader.fail(start, "a location follows the last DW_OP_piece");
        }
        int at = reader.at();
        if (reader.ok() && reader.u8("an operation") != DW_OP_PIECE) {
            reader.fail(at, "DW_OP_piece or the end has to follow a location");
        }
        size = reader.uleb("the size of DW_OP_piece");
        if (size < 0 || offset > Long.MAX_VALUE - size) {
            reader.fail(at, "the pieces have more than 2^63 bytes");
        }
    }

    public boolean ok() {
        return reader.ok();
    }

    /** What is wrong, where {@link #ok} is false; the offset counts in the array given to the constructor. */
    public Decoding.Malformed<List<PieceLocation>> failure() {
        return reader.malformed();
    }

    /** Whether the expression has no {@code DW_OP_piece}: then there is one piece, the whole. */
    public boolean whole() {
        return whole;
    }

    public Holder holder() {
        return holder;
    }

    /** The DWARF number of the register that holds the piece. */
    public int register() {
        return (int) where;
    }

    /** Bytes from the CFA to the piece. */
    public long cfaOffset() {
        return where;
    }

    /** Bytes from the start of the variable. */
    public long offset() {
        return offset;
    }

    public long size() {
        return size;
    }

    /** The piece as a value. */
    public PieceLocation piece() {
        return switch (holder) {
            case REGISTER -> new InRegister(offset, size, register());
            case STACK -> new OnStack(offset, size, cfaOffset());
            case NOTHING -> new Absent(offset, size);
        };
    }
}
