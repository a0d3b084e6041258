package dev.whereabouts.ssa.dwarf;

import dev.whereabouts.ssa.analysis.LocationLists;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Place;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A growing buffer of little-endian bytes, to be cleared and used again. Not thread-safe. */
public final class ByteWriter {

    /** The most bytes that one buffer holds: what a Java array can. */
    public static final int MAX_BYTES = Integer.MAX_VALUE - 8;

    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class,
            ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int MAX_LEB128 = 10;

    private byte[] bytes = new byte[256];
    private int size;

    /** Forgets the content and keeps the memory. */
    public void clear() {
        size = 0;
    }

    public int size() {
        return size;
    }

    /** The buffer itself, of which the first {@link #size} bytes count, until the next write. */
    public byte[] array() {
        return bytes;
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    /** Drops what was written after the size was this. */
    public void truncate(int toSize) {
        size = Math.min(size, toSize);
    }

    public void u8(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    public void u16(int value) {
        reserve(2);
        SHORTS.set(bytes, size, (short) value);
        size += 2;
    }

    public void u32(int value) {
        reserve(4);
        INTS.set(bytes, size, value);
        size += 4;
    }

    public void u64(long value) {
        reserve(8);
        LONGS.set(bytes, size, value);
        size += 8;
    }

    /** A word of 4 or 8 bytes; with 4, the low half. */
    public void word(long value, int wordSize) {
        if (wordSize == 8) {
            u64(value);
        } else {
            u32((int) value);
        }
    }

    /** An unsigned LEB128. */
    public void uleb(long value) {
        reserve(MAX_LEB128);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** A signed LEB128. */
    public void sleb(long value) {
        reserve(MAX_LEB128);
        long rest = value;
        // one group is enough when all further bits repeat its sign bit
        while (rest >> 6 != 0 && rest >> 6 != -1) {
            bytes[size++] = (byte) (rest & 0x7F | 0x80);
            rest >>= 7;
        }
        bytes[size++] = (byte) (rest & 0x7F);
    }

    public void bytes(byte[] source) {
        bytes(source, 0, source.length);
    }

    public void bytes(byte[] source, int from, int length) {
        reserve(length);
        System.arraycopy(source, from, bytes, size, length);
        size += length;
    }

    /** The same byte again and again. */
    public void fill(int value, int count) {
        reserve(count);
        Arrays.fill(bytes, size, size + count, (byte) value);
        size += count;
    }

    /** Overwrites four bytes written before. */
    public void setU32(int at, int value) {
        INTS.set(bytes, at, value);
    }

    /** The expression of an entry. */
    void expression(LocationLists lists, int entry) {
        reserve(lists.expressionLength(entry));
        size += lists.copyExpression(entry, bytes, size);
    }

    private void reserve(int more) {
        if (more > bytes.length - size) {
            grow(more);
        }
    }

    private void grow(int more) {
        if (more > MAX_BYTES - size) {
            throw InputException.limit(new Place.Pointer(""), "bytes of one output", MAX_BYTES);
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(MAX_BYTES, Math.max(2L * bytes.length, (long) size + more)));
    }
}
