package dev.whereabouts.ssa.analysis;

/**
 * Brings the parts of a variable into order of offset, and those of one offset into the order that the compiler leaves them in.
 *
 * <p>The compiler sorts with its library's pattern-defeating quicksort (Orson Peters, 2021), which keeps the order of equal keys up to
 * {@value #INSERTION} items and mostly not beyond. Parts of one offset come out as separate pieces, so their order shows in the bytes; any
 * other sort gives the same only where offsets differ or parts are few. No choice of offsets makes it slower than
 * <i>n</i> log <i>n</i>.
 */
final class PartSort {

    private static final int INSERTION = 12;

    /** From here on each candidate for the pivot is the median of three neighbours. */
    private static final int NINTHER = 50;

    /** Below, an almost sorted range is not repaired pair by pair. */
    private static final int REPAIRED = 50;

    private static final int MOST_REPAIRS = 5;

    /** Exchanges of a range in descending order while its pivot is chosen: three for each of four medians. */
    private static final int ALL_EXCHANGED = 12;

    private int[] items = {};
    private long[] key = {};
    private int base;
    private int exchanges;
    private VersionRules rules;

    /** Sorts {@code indexes[from, to)} by {@code keys[index]} as a release does. */
    void sort(int[] indexes, int from, int to, long[] keys, VersionRules ofRelease) {
        rules = ofRelease;
        items = indexes;
        key = keys;
        base = from;
        int size = to - from;
        sort(0, size, Integer.SIZE - Integer.numberOfLeadingZeros(size));
    }

    private boolean less(int i, int j) {
        return key[items[base + i]] < key[items[base + j]];
    }

    private void swap(int i, int j) {
        int item = items[base + i];
        items[base + i] = items[base + j];
        items[base + j] = item;
    }

    /** @param patience how many unbalanced partitions are left before heap sort takes over; also the depth of recursion */
    private void sort(int from, int to, int patience) {
        int start = from;
        int end = to;
        int left = patience;
        boolean balanced = true;
        boolean inPlace = true;
        while (end - start > INSERTION) {
            if (left == 0) {
                heapSort(start, end);
                return;
            }
            if (!balanced) {
                scatter(start, end);
                left--;
            }
            int pivot = choosePivot(start, end);
            boolean ascending = exchanges == 0;
            if (exchanges == ALL_EXCHANGED) {
                reverse(start, end);
                pivot = end - 1 - (pivot - start);
                ascending = true;
            }
            if (balanced && inPlace && ascending && repair(start, end)) {
                return;
            }
            if (start > 0 && !less(start - 1, pivot)) {
                start = pastEqual(start, end, pivot);
                continue;
            }
            int atStart = partition(start, end, pivot);
            inPlace = atStart < 0;
            int middle = inPlace ? -1 - atStart : atStart;
            int below = middle - start;
            int above = end - middle;
            balanced = Math.min(below, above) >= (end - start) / 8;
            if (below < above) {
                sort(start, middle, left);
                start = middle + 1;
            } else {
                sort(middle + 1, end, left);
                end = middle;
            }
        }
        insertionSort(start, end);
    }

    private void insertionSort(int start, int end) {
        for (int i = start + 1; i < end; i++) {
            for (int at = i; at > start && less(at, at - 1); at--) {
                swap(at, at - 1);
            }
        }
    }

    private void heapSort(int start, int end) {
        int size = end - start;
        for (int root = (size - 1) / 2; root >= 0; root--) {
            sink(root, size, start);
        }
        for (int last = size - 1; last >= 0; last--) {
            swap(start, start + last);
            sink(0, last, start);
        }
    }

    private void sink(int from, int size, int start) {
        int root = from;
        for (int child = 2 * root + 1; child < size; child = 2 * root + 1) {
            if (child + 1 < size && less(start + child, start + child + 1)) {
                child++;
            }
            if (!less(start + root, start + child)) {
                return;
            }
            swap(start + root, start + child);
            root = child;
        }
    }

    /** Moves three items near the middle elsewhere, by numbers that depend on the range's length alone. */
    private void scatter(int start, int end) {
        int length = end - start;
        long random = length;
        int mask = (Integer.highestOneBit(length) << 1) - 1;
        int middle = start + length / 4 * 2;
        for (int i = middle - 1; i <= middle + 1; i++) {
            random ^= random << 13;
            random ^= random >>> rules.sortRight();
            random ^= random << rules.sortLeft();
            int other = (int) random & mask;
            swap(i, start + (other >= length ? other - length : other));
        }
    }

    /** Counts in {@link #exchanges} how often two of the items it looked at stood in descending order. */
    private int choosePivot(int start, int end) {
        int quarter = (end - start) / 4;
        int i = start + quarter;
        int j = i + quarter;
        int k = j + quarter;
        exchanges = 0;
        if (end - start >= NINTHER) {
            i = median(i - 1, i, i + 1);
            j = median(j - 1, j, j + 1);
            k = median(k - 1, k, k + 1);
        }
        return median(i, j, k);
    }

    private int median(int first, int second, int third) {
        int low = first;
        int middle = second;
        int high = third;
        if (less(middle, low)) {
            exchanges++;
            low = second;
            middle = first;
        }
        if (less(high, middle)) {
            exchanges++;
            high = middle;
            middle = third;
        }
        if (less(middle, low)) {
            exchanges++;
            middle = low;
        }
        return middle;
    }

    private void reverse(int start, int end) {
        for (int i = start, j = end - 1; i < j; i++, j--) {
            swap(i, j);
        }
    }

    /** Whether the range was sorted, or is after a few items were moved to their places. */
    private boolean repair(int start, int end) {
        int i = start + 1;
        for (int repairs = 0; repairs < MOST_REPAIRS; repairs++) {
            while (i < end && !less(i, i - 1)) {
                i++;
            }
            if (i == end) {
                return true;
            }
            if (end - start < REPAIRED) {
                return false;
            }
            swap(i, i - 1);
            if (i - start >= 2) {
                for (int at = i - 1; at >= 1 && less(at, at - 1); at--) {
                    swap(at, at - 1);
                }
            }
            for (int at = i + 1; at < end && less(at, at - 1); at++) {
                swap(at, at - 1);
            }
        }
        return false;
    }

    /** Brings what equals the pivot to the front of a range that holds nothing smaller, and answers where the rest begins. */
    private int pastEqual(int start, int end, int pivot) {
        swap(start, pivot);
        int i = start + 1;
        int j = end - 1;
        while (true) {
            while (i <= j && !less(start, i)) {
                i++;
            }
            while (i <= j && less(start, j)) {
                j--;
            }
            if (i > j) {
                return i;
            }
            swap(i++, j--);
        }
    }

    /** Brings what is smaller than the pivot before it; answers its place, as {@code -1 - place} where nothing had to move. */
    private int partition(int start, int end, int pivot) {
        swap(start, pivot);
        int i = start + 1;
        int j = end - 1;
        boolean moved = false;
        while (true) {
            while (i <= j && less(i, start)) {
                i++;
            }
            while (i <= j && !less(j, start)) {
                j--;
            }
            if (i > j) {
                swap(j, start);
                return moved ? j : -1 - j;
            }
            swap(i++, j--);
            moved = true;
        }
    }
}
