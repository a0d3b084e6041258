package dev.whereabouts.ssa.json;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Finds fields by the bytes of their names, two longs at most, in a table without collisions: one comparison, which nearly always succeeds,
 * where trying one name after the other is guesswork to the processor.
 *
 * @param <F> the enum of the fields
 */
final class PlainNames<F extends Enum<F>> {

    private static final int SIZE = 64;

    private static final int SHIFT = Long.SIZE - Integer.numberOfTrailingZeros(SIZE);

    /** A name that does not leave room for the quote behind it is not found. */
    private static final int LONGEST = 2 * Long.BYTES - 1;

    private final long[] firsts = new long[SIZE];
    private final long[] seconds = new long[SIZE];
    private final F[] found;
    private long multiplier = 0x9e3779b97f4a7c15L;

    PlainNames(F[] fields, List<String> names) {
        found = Arrays.copyOf(fields, SIZE);
        while (!isFilled(fields, names)) {
            multiplier += 2;
        }
    }

    private boolean isFilled(F[] fields, List<String> names) {
        Arrays.fill(found, null);
        for (int i = 0; i < fields.length; i++) {
            if (names.get(i).length() > LONGEST) {
                continue;
            }
            byte[] name = (names.get(i) + '"').getBytes(StandardCharsets.US_ASCII);
            ByteBuffer key = ByteBuffer.wrap(Arrays.copyOf(name, 2 * Long.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
            long first = key.getLong();
            long second = key.getLong();
            int slot = slot(first, second);
            if (found[slot] != null) {
                return false;
            }
            found[slot] = fields[i];
            firsts[slot] = first;
            seconds[slot] = second;
        }
        return true;
    }

    /**
     * The field of a name, or null.
     *
     * @param first  the first eight bytes of the name with the quote behind it, the first of them lowest; 0 beyond the quote
     * @param second the others
     */
    F of(long first, long second) {
        int slot = slot(first, second);
        return firsts[slot] == first && seconds[slot] == second ? found[slot] : null;
    }

    private int slot(long first, long second) {
        return (int) ((first * multiplier + second) * multiplier >>> SHIFT);
    }
}
