package dev.whereabouts.ssa.dwarf;

import dev.whereabouts.ssa.dwarf.Decoding.Decoded;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** The bytes of a location expression (DWARF 5 section 2.6.1). Immutable; equal where the bytes are. */
public final class LocationExpression {

    private final byte[] bytes;

    public LocationExpression(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    public int length() {
        return bytes.length;
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /**
     * Which piece of a variable is where, in order of offset.
     *
     * @param wholeSize bytes of the variable, which an expression without {@code DW_OP_piece} describes as one piece, or
     *                  {@link dev.whereabouts.ssa.model.Variable#UNKNOWN_SIZE}
     */
    public Decoding<List<PieceLocation>> decode(long wholeSize) {
        PieceCursor cursor = new PieceCursor(bytes, 0, bytes.length, wholeSize);
        List<PieceLocation> pieces = new ArrayList<>();
        while (cursor.next()) {
            pieces.add(cursor.piece());
        }
        return cursor.ok() ? new Decoded<>(List.copyOf(pieces)) : cursor.failure();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LocationExpression expression && Arrays.equals(bytes, expression.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The bytes in hex. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
