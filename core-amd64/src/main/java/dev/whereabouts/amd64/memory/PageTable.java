package dev.whereabouts.amd64.memory;

import java.util.Arrays;

/**
 * Pages by address, open addressing without boxed keys: a program that strides through more pages than are remembered as recent looks one up with
 * every access (a sieve of 5 MB became half as fast again).
 */
final class PageTable {

    /** A page that was touched. */
    static final class Page {
        final long address;
        final byte[] bytes;
        /** What the mapping allows. */
        int access;
        boolean isWatched;

        Page(long address, int access) {
            this(address, access, new byte[GuestMemory.PAGE]);
        }

        private Page(long address, int access, byte[] bytes) {
            this.address = address;
            this.access = access;
            this.bytes = bytes;
        }

        /** The same bytes at another address. */
        Page movedTo(long to, int itsAccess) {
            return new Page(to, itsAccess, bytes);
        }
    }

    private static final int PAGE_BITS = Integer.numberOfTrailingZeros(GuestMemory.PAGE);
    /** Makes neighbours spread: 2 to the 64 divided by the golden ratio. */
    private static final long SPREAD = 0x9e3779b97f4a7c15L;

    private Page[] slots = new Page[64];
    private int size;

    int size() {
        return size;
    }

    /** The page at its first address, or null. */
    Page get(long address) {
        int mask = slots.length - 1;
        for (int slot = home(address, mask);; slot = slot + 1 & mask) {
            Page page = slots[slot];
            if (page == null || page.address == address) {
                return page;
            }
        }
    }

    private static int home(long address, int mask) {
        return (int) ((address >>> PAGE_BITS) * SPREAD >>> 32) & mask;
    }

    /** Adds a page whose address has none. */
    void add(Page page) {
        if (size * 2 >= slots.length) {
            Page[] before = slots;
            slots = new Page[before.length * 2];
            for (Page old : before) {
                if (old != null) {
                    insert(old);
                }
            }
        }
        insert(page);
        size++;
    }

    private void insert(Page page) {
        int mask = slots.length - 1;
        int slot = home(page.address, mask);
        while (slots[slot] != null) {
            slot = slot + 1 & mask;
        }
        slots[slot] = page;
    }

    /** Removes a page that is there. Those behind it move up, so that no gap breaks their chains. */
    void remove(Page page) {
        int mask = slots.length - 1;
        int gap = home(page.address, mask);
        while (slots[gap] != page) {
            gap = gap + 1 & mask;
        }
        slots[gap] = null;
        size--;
        for (int slot = gap + 1 & mask; slots[slot] != null; slot = slot + 1 & mask) {
            int home = home(slots[slot].address, mask);
            if ((slot - home & mask) >= (slot - gap & mask)) {
                slots[gap] = slots[slot];
                slots[slot] = null;
                gap = slot;
            }
        }
    }

    /** The pages from a start to an end, in the order of their addresses. */
    Page[] within(long start, long end) {
        Page[] found = new Page[(int) Math.min(size, (end - start) / GuestMemory.PAGE)];
        int count = 0;
        if ((end - start) / GuestMemory.PAGE <= slots.length) {
            for (long address = start; address < end && count < found.length; address += GuestMemory.PAGE) {
                Page page = get(address);
                if (page != null) {
                    found[count++] = page;
                }
            }
            return Arrays.copyOf(found, count);
        }
        for (Page page : slots) {
            if (page != null && page.address >= start && page.address < end) {
                found[count++] = page;
            }
        }
        Page[] all = Arrays.copyOf(found, count);
        Arrays.sort(all, (one, other) -> Long.compare(one.address, other.address));
        return all;
    }
}
