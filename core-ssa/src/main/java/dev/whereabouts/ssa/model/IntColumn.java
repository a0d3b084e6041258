package dev.whereabouts.ssa.model;

import java.util.Arrays;

/** A growing array of ints. */
final class IntColumn {

    private static final int INITIAL = 64;

    private static final int MOST_KEPT = 1 << 14;

    private static final int[] NONE = {};

    private int[] items = new int[INITIAL];
    private int size;

    void add(int item) {
        if (size == items.length) {
            items = Arrays.copyOf(items, size * 2);
        }
        items[size++] = item;
    }

    void set(int index, int item) {
        items[index] = item;
    }

    int get(int index) {
        return items[index];
    }

    /** The array itself, of which the first {@link #size} items count, until the next item is added. */
    int[] array() {
        return items;
    }

    int size() {
        return size;
    }

    /** Forgets all items, and gives up an array that one unusual function made large. */
    void clear() {
        size = 0;
        if (items.length > MOST_KEPT) {
            items = new int[INITIAL];
        }
    }

    int[] toArray() {
        return size == 0 ? NONE : Arrays.copyOf(items, size);
    }
}
