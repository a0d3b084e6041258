package dev.whereabouts.ssa.analysis;

import java.util.Arrays;

/** A set of indexes that is cleared at once and remembers the order of adding. */
final class IndexSet {

    private int[] stamps = new int[16];
    private int[] items = new int[16];
    private int size;
    private int stamp = 1;

    /** Empties the set and makes room for indexes below {@code capacity}. */
    void reset(int capacity) {
        if (stamps.length < capacity || stamps.length > 1 << 18) {
            stamps = new int[Math.max(16, capacity * 2)];
            items = new int[stamps.length];
        } else {
            Arrays.fill(stamps, 0, capacity, 0);
        }
        stamp = 1;
        size = 0;
    }

    void clear() {
        size = 0;
        stamp++;
    }

    void add(int index) {
        if (stamps[index] != stamp) {
            stamps[index] = stamp;
            items[size++] = index;
        }
    }

    int size() {
        return size;
    }

    int get(int position) {
        return items[position];
    }
}
