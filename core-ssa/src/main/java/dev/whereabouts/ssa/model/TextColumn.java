package dev.whereabouts.ssa.model;

import java.util.Arrays;

/** A growing array of strings. */
final class TextColumn {

    private static final int INITIAL = 64;

    private static final int MOST_KEPT = 1 << 14;

    private static final String[] NONE = {};

    private String[] items = new String[INITIAL];
    private int size;

    void add(String item) {
        if (size == items.length) {
            items = Arrays.copyOf(items, size * 2);
        }
        items[size++] = item;
    }

    void set(int index, String item) {
        items[index] = item;
    }

    String get(int index) {
        return items[index];
    }

    int size() {
        return size;
    }

    /** Forgets all items, and gives up an array that one unusual function made large. */
    void clear() {
        Arrays.fill(items, 0, size, null);
        size = 0;
        if (items.length > MOST_KEPT) {
            items = new String[INITIAL];
        }
    }

    String[] toArray() {
        return size == 0 ? NONE : Arrays.copyOf(items, size);
    }
}
