package dev.whereabouts.amd64.semantics;

import dev.whereabouts.amd64.cpu.Flags;

/** Searching, counting and moving single bits: BSF, POPCNT, BMI1, BMI2, CRC32. */
public final class Bits {

    /** The Castagnoli polynomial, bits reversed (SDM volume 2, CRC32). */
    private static final int CASTAGNOLI = 0x82f63b78;

    private Bits() {}

    /** The index of the lowest bit that is set, or the size in bits if none is. */
    public static long trailingZeros(int size, long value) {
        return Math.min(Long.numberOfTrailingZeros(value), Integers.bits(size));
    }

    /** How many of the highest bits are 0. */
    public static long leadingZeros(int size, long value) {
        return Long.numberOfLeadingZeros(Integers.unsigned(size, value)) - (64 - Integers.bits(size));
    }

    /** The index of the highest bit that is set, -1 if none is. */
    public static long highest(int size, long value) {
        return 63 - Long.numberOfLeadingZeros(Integers.unsigned(size, value));
    }

    public static long population(int size, long value) {
        return Long.bitCount(Integers.unsigned(size, value));
    }

    /** Of LZCNT and TZCNT: CF if the operand is 0, ZF if the count is. */
    public static int countStatus(int size, long count) {
        return (count == Integers.bits(size) ? Flags.CF : 0) | (count == 0 ? Flags.ZF : 0);
    }

    /** ZF alone. */
    public static int zeroStatus(long value) {
        return value == 0 ? Flags.ZF : 0;
    }

    /** ZF and SF of a value, and a carry. */
    public static int status(long value, boolean carry) {
        return zeroStatus(value) | (value < 0 ? Flags.SF : 0) | (carry ? Flags.CF : 0);
    }

    /** BEXTR: bits from a start on, zero-extended. @param control the start in bits 0 to 7, the length in bits 8 to 15 */
    public static long extract(int size, long value, long control) {
        int start = (int) control & 0xff;
        int length = (int) control >>> 8 & 0xff;
        long from = start > 63 ? 0 : Integers.unsigned(size, value) >>> start;
        return Integers.signed(size, length > 63 ? from : from & (1L << length) - 1);
    }

    /** BZHI: the bits below an index. */
    public static long below(int size, long value, long index) {
        int count = (int) index & 0xff;
        return count >= Integers.bits(size) ? value : Integers.signed(size, value & (1L << count) - 1);
    }

    /** CF of BZHI: whether the index is beyond the size. */
    public static boolean isBeyond(int size, long index) {
        return ((int) index & 0xff) > Integers.bits(size) - 1;
    }

    /** PDEP. */
    public static long deposit(int size, long value, long mask) {
        return Integers.signed(size, Long.expand(value, Integers.unsigned(size, mask)));
    }

    /** PEXT. */
    public static long gather(int size, long value, long mask) {
        return Integers.signed(size, Long.compress(value, Integers.unsigned(size, mask)));
    }

    /** CRC32 of the operand's bytes, the lowest first. */
    public static int crc32(int size, int start, long value) {
        int crc = start;
        for (int byteIndex = 0; byteIndex < 1 << size; byteIndex++) {
            crc ^= (int) (value >>> 8 * byteIndex) & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                crc = crc >>> 1 ^ CASTAGNOLI & -(crc & 1);
            }
        }
        return crc;
    }
}
