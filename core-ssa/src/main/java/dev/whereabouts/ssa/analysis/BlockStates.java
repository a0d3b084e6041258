package dev.whereabouts.ssa.analysis;

import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Place;
import java.util.Arrays;

/**
 * Block states: for every slot its location, in trees that share what they have in common.
 *
 * <p>A state is the number of a tree's root; {@link #EMPTY} is the state in which every slot is absent, and no other tree says that. Trees
 * are never changed once a block is done, so taking a state over costs nothing, and two states are compared, intersected or searched only
 * where their trees differ. With blocks times slots in one array each, a hostile function of 100,000 blocks and 2,000 variables would take
 * gigabytes; here it takes what changes from block to block.
 *
 * <p>A leaf is a page of {@value #PAGE} slots: the set of those that have a location, and the locations of these, packed. Nearly all
 * functions fit one page, and of their slots nine are alive at a time; so most states are nine entries in a row. Above the pages stands a
 * Patricia tree over their numbers (Okasaki and Gill, "Fast Mergeable Integer Maps", 1998): an inner node stands where two pages that have
 * locations part ways, and nowhere else, so a state costs what is alive in it, however many slots the function has. Every node keeps the
 * union of its registers, so that the slots in a clobbered register are found without visiting the others. Nodes lie in a few growing
 * arrays; nothing is allocated per state. Pages are numbered from 1, inner nodes downwards from -1.
 *
 * <p>A location is a set of registers and a stack offset, encoded as twice the offset plus one, 0 meaning "not on the stack".
 */
final class BlockStates {

    static final int EMPTY = 0;

    private static final int PAGE_BITS = 6;

    /** Slots of a page: as many as a {@code long} can have as a set. */
    static final int PAGE = 1 << PAGE_BITS;

    /** Packed locations that count as one node in the limit: with what a page has besides, about 100 bytes. */
    private static final int LOCATIONS_OF_NODE = 8;

    // pages: their numbers, which slots have a location, where these are packed, and the registers of them all
    private int[] pageNumber = new int[64];
    private long[] pageSlots = new long[64];
    private int[] pageStart = new int[64];
    private long[] pageUnion = new long[64];
    private int pages = 1;

    // the locations of all pages
    private long[] packedRegisters = new long[PAGE * 8];
    private int[] packedStack = new int[PAGE * 8];
    private int packed;

    // inner nodes: the bit by which the numbers of the pages below differ, what is above that bit, and those without and with the bit
    private int[] bit = new int[64];
    private int[] prefix = new int[64];
    private int[] without = new int[64];
    private int[] with = new int[64];
    private long[] innerUnion = new long[64];
    private int inners;

    private int slots;
    private int sealedInners;
    private int limit;

    private final WorkBudget budget;

    // what a search found
    private int found;
    private int[] foundSlot = new int[PAGE];
    private long[] foundRegisters = new long[PAGE];

    BlockStates(WorkBudget budget) {
        this.budget = budget;
    }

    /** The number of a slot's page. */
    static int pageOf(int slot) {
        return slot >>> PAGE_BITS;
    }

    /** The first slot of a page. */
    static int firstSlot(int page) {
        return page << PAGE_BITS;
    }

    /** Forgets all states and makes room for those of a function with so many slots. */
    void reset(int slotsOfFunction, int maxNodes) {
        slots = slotsOfFunction;
        pages = 1;
        packed = 0;
        inners = 0;
        sealedInners = 0;
        limit = maxNodes;
        // one more than can be found, since a search writes before it decides
        if (foundSlot.length <= slots) {
            foundSlot = new int[slots * 2];
            foundRegisters = new long[slots * 2];
        }
    }

    /** From here on the trees made so far do not change; {@link #replace} copies their nodes. */
    void seal() {
        sealedInners = inners;
    }

    /** The union of the registers of all slots. */
    private long union(int node) {
        return node >= 0 ? pageUnion[node] : innerUnion[~node];
    }

    /** A page of a state, or {@link #EMPTY} where no slot of it has a location. */
    private int findPage(int state, int number) {
        int node = state;
        while (node < 0) {
            node = (number & bit[~node]) == 0 ? without[~node] : with[~node];
        }
        return pageNumber[node] == number ? node : EMPTY;
    }

    /** The registers of a slot in a state. */
    long registers(int state, int slot) {
        int page = findPage(state, pageOf(slot));
        return (pageSlots[page] & 1L << slot) == 0 ? 0 : packedRegisters[position(page, slot)];
    }

    /** The encoded stack offset of a slot in a state. */
    int stack(int state, int slot) {
        int page = findPage(state, pageOf(slot));
        return (pageSlots[page] & 1L << slot) == 0 ? 0 : packedStack[position(page, slot)];
    }

    /** Where a slot of a page is packed, if it is; shifts count modulo 64, so the slot may be given as it is. */
    private int position(int page, int slot) {
        return pageStart[page] + Long.bitCount(pageSlots[page] & (1L << slot) - 1);
    }

    /** Unpacks one page of a state into arrays by slot; a slot without a location gets 0. */
    void load(int state, int number, long[] registers, int[] stack) {
        int first = firstSlot(number);
        int end = Math.min(first + PAGE, slots);
        Arrays.fill(registers, first, end, 0);
        Arrays.fill(stack, first, end, 0);
        int page = findPage(state, number);
        int at = pageStart[page];
        for (long rest = pageSlots[page]; rest != 0; rest &= rest - 1) {
            int slot = first + Long.numberOfTrailingZeros(rest);
            registers[slot] = packedRegisters[at];
            stack[slot] = packedStack[at++];
        }
        budget.spend(1 + at - pageStart[page]);
    }

    /**
     * The state that differs in one page.
     *
     * @param moved the slots of the page, as a set, whose locations may have changed to what the arrays say
     */
    int replace(int state, int number, long moved, long[] registers, int[] stack) {
        int old = findPage(state, number);
        int page = pack(old, pageSlots[old] | moved, number, registers, stack);
        return page == old ? state : replaceBelow(state, number, page);
    }

    private int pack(int old, long candidates, int number, long[] registers, int[] stack) {
        int first = firstSlot(number);
        int at = reserve();
        int atOld = pageStart[old];
        long slots = 0;
        long union = 0;
        long difference = 0;
        for (long rest = candidates; rest != 0; rest &= rest - 1) {
            int slot = first + Long.numberOfTrailingZeros(rest);
            packedRegisters[at] = registers[slot];
            packedStack[at] = stack[slot];
            difference |= registers[slot] ^ packedRegisters[atOld] | stack[slot] ^ packedStack[atOld];
            int present = any(registers[slot] | stack[slot]);
            slots |= (long) present << slot;
            union |= registers[slot];
            at += present;
            atOld += present;
        }
        budget.spend(Long.bitCount(candidates));
        if (slots == pageSlots[old] && difference == 0) {
            return old;
        }
        return newPage(number, slots, union, at);
    }

    private int replaceBelow(int node, int number, int page) {
        if (node < 0 && isBelow(number, ~node)) {
            int inner = ~node;
            return (number & bit[inner]) == 0
                    ? updated(inner, replaceBelow(without[inner], number, page), with[inner])
                    : updated(inner, without[inner], replaceBelow(with[inner], number, page));
        }
        if (node == EMPTY || node > 0 && pageNumber[node] == number) {
            return page;
        }
        return page == EMPTY ? node : parted(node, number, page);
    }

    /** Whether an inner node is where a page of this number would be. */
    private boolean isBelow(int number, int inner) {
        return (number & -bit[inner] << 1) == prefix[inner];
    }

    /** A node and a page that is not below it, under a new inner node. */
    private int parted(int node, int number, int page) {
        int other = node < 0 ? prefix[~node] : pageNumber[node];
        int top = Integer.highestOneBit(other ^ number);
        int inner = newInner(top, number & -top << 1);
        return (number & top) == 0 ? updated(inner, page, node) : updated(inner, node, page);
    }

    /** The node with these two below it: itself as long as no block's state has it, a copy, or the only one that is not empty. */
    private int updated(int inner, int newWithout, int newWith) {
        if (newWithout == EMPTY || newWith == EMPTY) {
            return newWithout | newWith;
        }
        int own = inner >= sealedInners ? inner : newInner(bit[inner], prefix[inner]);
        without[own] = newWithout;
        with[own] = newWith;
        innerUnion[own] = union(newWithout) | union(newWith);
        return ~own;
    }

    /**
     * What two states agree on: for every slot the registers in both, and the stack offset if it is the same. Gives {@code a} itself where
     * nothing is lost, so that a change shows in the number.
     */
    int intersect(int a, int b) {
        seal();
        return common(a, b);
    }

    private int common(int a, int b) {
        if (a == b || a == EMPTY || b == EMPTY) {
            return b == EMPTY ? EMPTY : a;
        }
        budget.spend(1);
        if (a > 0) {
            int page = findPage(b, pageNumber[a]);
            return page == a ? a : intersectPages(a, page);
        }
        if (b > 0) {
            int page = findPage(a, pageNumber[b]);
            return page == b ? b : intersectPages(page, b);
        }
        return intersectInners(~a, ~b);
    }

    private int intersectInners(int a, int b) {
        if (bit[a] < bit[b]) {
            return isBelow(prefix[a], b) ? common(~a, (prefix[a] & bit[b]) == 0 ? without[b] : with[b]) : EMPTY;
        }
        if (bit[a] > bit[b]) {
            return isBelow(prefix[b], a) ? common((prefix[b] & bit[a]) == 0 ? without[a] : with[a], ~b) : EMPTY;
        }
        if (prefix[a] != prefix[b]) {
            return EMPTY;
        }
        int commonWithout = common(without[a], without[b]);
        int commonWith = common(with[a], with[b]);
        return commonWithout == without[a] && commonWith == with[a] ? ~a : updated(a, commonWithout, commonWith);
    }

    private int intersectPages(int a, int b) {
        int at = reserve();
        long slotsOfA = pageSlots[a];
        long slotsOfB = pageSlots[b];
        long slots = 0;
        long union = 0;
        long lost = slotsOfA & ~slotsOfB;
        for (long rest = slotsOfA & slotsOfB; rest != 0; rest &= rest - 1) {
            int slot = Long.numberOfTrailingZeros(rest);
            long below = (1L << slot) - 1;
            int inA = pageStart[a] + Long.bitCount(slotsOfA & below);
            int inB = pageStart[b] + Long.bitCount(slotsOfB & below);
            long registers = packedRegisters[inA] & packedRegisters[inB];
            int stack = packedStack[inA] & ~differs(packedStack[inA], packedStack[inB]);
            lost |= registers ^ packedRegisters[inA] | stack ^ packedStack[inA];
            packedRegisters[at] = registers;
            packedStack[at] = stack;
            int present = any(registers | stack);
            slots |= (long) present << slot;
            union |= registers;
            at += present;
        }
        budget.spend(Long.bitCount(slotsOfA));
        return lost == 0 ? a : newPage(pageNumber[a], slots, union, at);
    }

    // What loops over a page decide, they decide without branches: whether a slot has changed or is in a register cannot be predicted, and
    // a branch for it costs more than the rest of the step. An entry is written first, and then kept by moving on or not.

    /** All bits where two stack offsets differ, else none. */
    private static int differs(int a, int b) {
        int difference = a ^ b;
        return (difference | -difference) >> 31;
    }

    /** 1 for a set with any bit, else 0. */
    private static int any(long set) {
        return (int) ((set | -set) >>> 63);
    }

    /**
     * Finds the slots that have a location in {@code from} and another one, or none, in {@code to}; with {@code from}'s registers.
     *
     * @return how many were found: {@link #foundSlot}, in order
     */
    int findDiffering(int from, int to) {
        found = 0;
        findDifferingBelow(from, to);
        return found;
    }

    private void findDifferingBelow(int from, int to) {
        if (from == to || from == EMPTY) {
            return;
        }
        budget.spend(1);
        if (from > 0) {
            int page = findPage(to, pageNumber[from]);
            if (page != from) {
                findDifferingInPage(from, page, firstSlot(pageNumber[from]));
            }
            return;
        }
        int inner = ~from;
        boolean isSplit = to < 0 && bit[~to] == bit[inner] && prefix[~to] == prefix[inner];
        findDifferingBelow(without[inner], isSplit ? without[~to] : to);
        findDifferingBelow(with[inner], isSplit ? with[~to] : to);
    }

    private void findDifferingInPage(int from, int to, int first) {
        int at = pageStart[from];
        long slotsOfTo = pageSlots[to];
        for (long rest = pageSlots[from]; rest != 0; rest &= rest - 1) {
            int slot = Long.numberOfTrailingZeros(rest);
            // where the slot is not in the other page this is some other place, and what it holds does not matter
            int inTo = pageStart[to] + Long.bitCount(slotsOfTo & (1L << slot) - 1);
            long difference = packedRegisters[at] ^ packedRegisters[inTo] | packedStack[at] ^ packedStack[inTo]
                    | ~slotsOfTo & 1L << slot;
            foundSlot[found] = first + slot;
            foundRegisters[found] = packedRegisters[at++];
            found += any(difference);
        }
        budget.spend(at - pageStart[from]);
    }

    /**
     * Finds the slots of a state that are in at least one register of a set.
     *
     * @return how many were found: {@link #foundSlot}, in order
     */
    int findInRegisters(int state, long set) {
        found = 0;
        findInRegistersBelow(state, set);
        return found;
    }

    private void findInRegistersBelow(int node, long set) {
        if ((union(node) & set) == 0) {
            return;
        }
        if (node > 0) {
            findInRegistersOfPage(node, set, firstSlot(pageNumber[node]));
            return;
        }
        budget.spend(1);
        findInRegistersBelow(without[~node], set);
        findInRegistersBelow(with[~node], set);
    }

    private void findInRegistersOfPage(int page, long set, int first) {
        int at = pageStart[page];
        for (long rest = pageSlots[page]; rest != 0; rest &= rest - 1) {
            long registers = packedRegisters[at++];
            foundSlot[found] = first + Long.numberOfTrailingZeros(rest);
            foundRegisters[found] = registers;
            found += any(registers & set);
        }
        budget.spend(at - pageStart[page]);
    }

    /** A slot that the last search found. */
    int foundSlot(int index) {
        return foundSlot[index];
    }

    /** The registers of that slot in the state that was searched. */
    long foundRegisters(int index) {
        return foundRegisters[index];
    }

    /** Makes room for a page's locations, and says where they go. */
    private int reserve() {
        if (packed + PAGE >= packedStack.length) {
            packedRegisters = Arrays.copyOf(packedRegisters, packedRegisters.length * 2);
            packedStack = Arrays.copyOf(packedStack, packedStack.length * 2);
        }
        return packed;
    }

    /** Keeps the locations packed since {@link #reserve} as a page. */
    private int newPage(int number, long slots, long union, int end) {
        if (slots == 0) {
            return EMPTY;
        }
        bound();
        if (pages == pageSlots.length) {
            pageNumber = Arrays.copyOf(pageNumber, pages * 2);
            pageSlots = Arrays.copyOf(pageSlots, pages * 2);
            pageStart = Arrays.copyOf(pageStart, pages * 2);
            pageUnion = Arrays.copyOf(pageUnion, pages * 2);
        }
        pageNumber[pages] = number;
        pageSlots[pages] = slots;
        pageStart[pages] = packed;
        pageUnion[pages] = union;
        packed = end;
        return pages++;
    }

    private int newInner(int ofBit, int ofPrefix) {
        bound();
        if (inners == bit.length) {
            bit = Arrays.copyOf(bit, inners * 2);
            prefix = Arrays.copyOf(prefix, inners * 2);
            without = Arrays.copyOf(without, inners * 2);
            with = Arrays.copyOf(with, inners * 2);
            innerUnion = Arrays.copyOf(innerUnion, inners * 2);
        }
        bit[inners] = ofBit;
        prefix[inners] = ofPrefix;
        return inners++;
    }

    private void bound() {
        if (pages + inners + packed / LOCATIONS_OF_NODE > limit) {
            throw InputException.limit(new Place.Pointer(""), "stateNodes", limit);
        }
    }

    /** Forgets a large function's arrays. */
    void shrink() {
        if (packedStack.length > 1 << 20) {
            packedRegisters = new long[PAGE * 8];
            packedStack = new int[PAGE * 8];
        }
        if (pageSlots.length > 1 << 17) {
            pageNumber = new int[64];
            pageSlots = new long[64];
            pageStart = new int[64];
            pageUnion = new long[64];
        }
        if (bit.length > 1 << 17) {
            bit = new int[64];
            prefix = new int[64];
            without = new int[64];
            with = new int[64];
            innerUnion = new long[64];
        }
        if (foundSlot.length > 1 << 17) {
            foundSlot = new int[PAGE];
            foundRegisters = new long[PAGE];
        }
    }
}
