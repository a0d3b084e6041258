package dev.whereabouts.ssa.analysis;

import java.util.Arrays;

/** Sorts indexes by a key, keeping the order of equal keys, without boxing. */
final class StableSort {

    /** Up to here insertion is faster; nearly all variables have fewer parts. */
    private static final int SMALL = 24;

    private StableSort() {}

    static void byKey(int[] items, int from, int to, long[] key) {
        if (to - from <= SMALL) {
            insertion(items, from, to, key);
        } else {
            merge(Arrays.copyOfRange(items, from, to), 0, to - from, items, from, key);
        }
    }

    private static void insertion(int[] items, int from, int to, long[] key) {
        for (int i = from + 1; i < to; i++) {
            int item = items[i];
            int at = i;
            while (at > from && key[items[at - 1]] > key[item]) {
                items[at] = items[at - 1];
                at--;
            }
            items[at] = item;
        }
    }

    /** Sorts {@code source[from, to)} into {@code target} at {@code at}; both hold the same items to begin with. */
    private static void merge(int[] source, int from, int to, int[] target, int at, long[] key) {
        if (to - from <= SMALL) {
            insertion(target, at, at + to - from, key);
            return;
        }
        int middle = from + to >>> 1;
        merge(target, at, at + middle - from, source, from, key);
        merge(target, at + middle - from, at + to - from, source, middle, key);
        int left = from;
        int right = middle;
        for (int i = at; i < at + to - from; i++) {
            boolean takeLeft = right >= to || left < middle && key[source[left]] <= key[source[right]];
            target[i] = source[takeLeft ? left++ : right++];
        }
    }
}
