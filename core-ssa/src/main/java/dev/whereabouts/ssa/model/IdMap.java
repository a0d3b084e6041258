package dev.whereabouts.ssa.model;

import java.util.Arrays;

/**
 * Ids to indexes: a plain array where ids are dense, as the compiler's are, else a sorted one. Neither can be made slow by choosing ids.
 */
final class IdMap {

    static final int NOT_DEFINED = -1;

    private static final int DENSE_SLACK = 1024;

    private static final int DENSE_FACTOR = 8;

    private final int[] dense;
    private final long[] sorted;

    private IdMap(int[] dense, long[] sorted) {
        this.dense = dense;
        this.sorted = sorted;
    }

    /** Told of an id that occurs again: where, and where first. */
    @FunctionalInterface
    interface Duplicate {
        void at(int index, int first);
    }

    /** Maps each of the first {@code size} ids to its index; ids below zero have none. */
    static IdMap of(int[] ids, int size, Duplicate duplicate) {
        int max = 0;
        for (int i = 0; i < size; i++) {
            max = Math.max(max, ids[i]);
        }
        return max < DENSE_SLACK + (long) DENSE_FACTOR * size
                ? dense(ids, size, max, duplicate)
                : sorted(ids, size, duplicate);
    }

    private static IdMap dense(int[] ids, int size, int max, Duplicate duplicate) {
        int[] index = new int[max + 1];
        Arrays.fill(index, NOT_DEFINED);
        for (int i = 0; i < size; i++) {
            int id = ids[i];
            if (id >= 0 && index[id] == NOT_DEFINED) {
                index[id] = i;
            } else if (id >= 0) {
                duplicate.at(i, index[id]);
            }
        }
        return new IdMap(index, null);
    }

    private static IdMap sorted(int[] ids, int size, Duplicate duplicate) {
        long[] sorted = new long[size];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = (long) ids[i] << Integer.SIZE | i;
        }
        Arrays.sort(sorted);
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] >= 0 && sorted[i] >> Integer.SIZE == sorted[i - 1] >> Integer.SIZE) {
                duplicate.at((int) sorted[i], (int) sorted[i - 1]);
            }
        }
        return new IdMap(null, sorted);
    }

    /** The index of an id, or {@link #NOT_DEFINED}. */
    int get(int id) {
        if (id < 0) {
            return NOT_DEFINED;
        }
        if (dense != null) {
            return id < dense.length ? dense[id] : NOT_DEFINED;
        }
        int found = Arrays.binarySearch(sorted, (long) id << Integer.SIZE);
        int first = found >= 0 ? found : -1 - found;
        boolean isThere = first < sorted.length && sorted[first] >> Integer.SIZE == id;
        return isThere ? (int) sorted[first] : NOT_DEFINED;
    }
}
