package dev.whereabouts.debugcall.binary.section;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A run of bytes. Every read outside of it throws {@link BinaryException}. Offsets are from its start.
 *
 * @param name what it is, for messages, such as {@code .gopclntab}
 */
public record Bytes(String name, byte[] file, int from, int size) {

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** All of an array. */
    public static Bytes of(String name, byte[] bytes) {
        return new Bytes(name, bytes, 0, bytes.length);
    }

    public int u8(long at) {
        return file[index(at, 1)] & 0xff;
    }

    public int u16(long at) {
        return (short) SHORT.get(file, index(at, 2)) & 0xffff;
    }

    public int i32(long at) {
        return (int) INT.get(file, index(at, 4));
    }

    public long u32(long at) {
        return Integer.toUnsignedLong(i32(at));
    }

    public long i64(long at) {
        return (long) LONG.get(file, index(at, 8));
    }

    /** A part; from an offset to the end. */
    public Bytes from(long at) {
        return part(at, size - at);
    }

    /** A part. */
    public Bytes part(long at, long length) {
        return part(name, at, length);
    }

    /** A part with a name of its own. */
    public Bytes part(String itsName, long at, long length) {
        return new Bytes(itsName, file, index(at, length), (int) length);
    }

    /** The text from an offset to the next zero byte. */
    public String text(long at) {
        int start = index(at, 0);
        int end = start;
        while (end < from + size && file[end] != 0) {
            end++;
        }
        if (end == from + size) {
            throw new BinaryException(name + " ends within a name at 0x" + Long.toHexString(at));
        }
        return new String(file, start, end - start, StandardCharsets.UTF_8);
    }

    /** The text of so many bytes. */
    public String text(long at, long length) {
        return new String(file, index(at, length), (int) length, StandardCharsets.UTF_8);
    }

    private int index(long at, long length) {
        if (at < 0 || length < 0 || at > size || length > size - at) {
            throw new BinaryException(name + " has 0x" + Integer.toHexString(size) + " bytes, and 0x"
                    + Long.toHexString(length) + " at 0x" + Long.toHexString(at) + " are not within it");
        }
        return from + (int) at;
    }
}
