package dev.whereabouts.ssa.model;

import java.util.Arrays;

/** A growing array of longs. */
final class LongColumn {

    private static final int INITIAL = 64;

    private static final int MOST_KEPT = 1 << 14;

    private static final long[] NONE = {};

    private long[] items = new long[INITIAL];
    private int size;

    void add(long item) {
        if (size == items.length) {
            items = Arrays.copyOf(items, size * 2);
        }
        items[size++] = item;
    }

    void set(int index, long item) {
        items[index] = item;
    }

    long get(int index) {
        return items[index];
    }

    int size() {
        return size;
    }

    /** Forgets all items, and gives up an array that one unusual function made large. */
    void clear() {
        size = 0;
        if (items.length > MOST_KEPT) {
            items = new long[INITIAL];
        }
    }

    long[] toArray() {
        return size == 0 ? NONE : Arrays.copyOf(items, size);
    }
}
