package dev.whereabouts.amd64.semantics;

/** Products of the elements of a word. */
public final class PackedProducts {

    private PackedProducts() {}

    /** The low halves of products (PMULLW, PMULLD). */
    public static long low(long a, long b, int size) {
        long result = 0;
        for (int i = 0; i < 64 / size; i++) {
            result |= Elements.at(Elements.signed(a, size, i) * Elements.signed(b, size, i), size, i);
        }
        return result;
    }

    /** The high halves of signed products of 16 bits (PMULHW). */
    public static long highSigned(long a, long b) {
        long result = 0;
        for (int i = 0; i < 4; i++) {
            result |= Elements.at(Elements.signed(a, 16, i) * Elements.signed(b, 16, i) >> 16, 16, i);
        }
        return result;
    }

    /** The high halves of unsigned products of 16 bits (PMULHUW). */
    public static long highUnsigned(long a, long b) {
        long result = 0;
        for (int i = 0; i < 4; i++) {
            result |= Elements.at(Elements.unsigned(a, 16, i) * Elements.unsigned(b, 16, i) >> 16, 16, i);
        }
        return result;
    }

    /** Products of fractions of 15 bits, rounded (PMULHRSW). */
    public static long fractions(long a, long b) {
        long result = 0;
        for (int i = 0; i < 4; i++) {
            long product = Elements.signed(a, 16, i) * Elements.signed(b, 16, i);
            result |= Elements.at((product >> 14) + 1 >> 1, 16, i);
        }
        return result;
    }

    /** The product of the low unsigned 32 bits (PMULUDQ). */
    public static long wideUnsigned(long a, long b) {
        return (a & 0xffffffffL) * (b & 0xffffffffL);
    }

    /** The product of the low signed 32 bits (PMULDQ). */
    public static long wideSigned(long a, long b) {
        return (long) (int) a * (int) b;
    }

    /** Sums of two neighbouring products of 16 bits (PMADDWD). */
    public static long sums(long a, long b) {
        long result = 0;
        for (int i = 0; i < 2; i++) {
            long sum = Elements.signed(a, 16, 2 * i) * Elements.signed(b, 16, 2 * i)
                    + Elements.signed(a, 16, 2 * i + 1) * Elements.signed(b, 16, 2 * i + 1);
            result |= Elements.at(sum, 32, i);
        }
        return result;
    }

    /** Saturated sums of two neighbouring products of the first's unsigned and the second's signed bytes (PMADDUBSW). */
    public static long sumsOfBytes(long a, long b) {
        long result = 0;
        for (int i = 0; i < 4; i++) {
            long sum = Elements.unsigned(a, 8, 2 * i) * Elements.signed(b, 8, 2 * i)
                    + Elements.unsigned(a, 8, 2 * i + 1) * Elements.signed(b, 8, 2 * i + 1);
            result |= Elements.at(Elements.saturateSigned(sum, 16), 16, i);
        }
        return result;
    }
}
