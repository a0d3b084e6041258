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
 * functions fit one page, and of their slots nine are alive at a time; so most states are nine entries in a row. Inner nodes have
 * {@value #FAN} children; all trees of a function have the same height. Every node keeps the union of its registers, so that the slots in a
 * clobbered register are found without visiting the others. Nodes lie in a few growing arrays; nothing is allocated per state.
 *
 * <p>A location is a set of registers and a stack offset, encoded as twice the offset plus one, 0 meaning "not on the stack".
 */
final class BlockStates {

    static final int EMPTY = 0;

    private static final int PAGE_BITS = 6;

    /** Slots of a page: as many as a {@code long} can have as a set. */
    static final int PAGE = 1 << PAGE_BITS;

    private static final int FAN_BITS = 3;
    private static final int FAN = 1 << FAN_BITS;

    /** Packed locations that count as one node in the limit: with what a page has besides, about 100 bytes. */
    private static final int LOCATIONS_OF_NODE = 8;

    // pages: which slots have a location, where these are packed, and the registers of them all
    private long[] pageSlots = new long[64];
    private int[] pageStart = new int[64];
    private long[] pageUnion = new long[64];
    private int pages = 1;

    // the locations of all pages
    private long[] packedRegisters = new long[PAGE * 8];
    private int[] packedStack = new int[PAGE * 8];
    private int packed;

    private int[] children = new int[FAN * 64];
    private long[] innerUnion = new long[64];
    private int inners = 1;

    private int slots;
    private int height;
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
        inners = 1;
        sealedInners = 1;
        limit = maxNodes;
        // one more than can be found, since a search writes before it decides
        if (foundSlot.length <= slots) {
            foundSlot = new int[slots * 2];
            foundRegisters = new long[slots * 2];
        }
        height = 0;
        for (long reach = PAGE; reach < slots; reach <<= FAN_BITS) {
            height++;
        }
    }

    /** From here on the trees made so far do not change; {@link #replace} copies their nodes. */
    void seal() {
        sealedInners = inners;
    }

    /** The union of the registers of all slots. */
    private long union(int node, int level) {
        return level == 0 ? pageUnion[node] : innerUnion[node];
    }

    private int findPage(int state, int number) {
        int node = state;
        for (int level = height - 1; level >= 0; level--) {
            node = children[(node << FAN_BITS) + (number >>> FAN_BITS * level & FAN - 1)];
        }
        return node;
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
        int page = pack(old, pageSlots[old] | moved, firstSlot(number), registers, stack);
        return page == old ? state : replace(state, height, number, page);
    }

    private int pack(int old, long candidates, int first, long[] registers, int[] stack) {
        int start = reserve();
        int at = start;
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
        return newPage(slots, union, at);
    }

    private int replace(int node, int level, int number, int page) {
        if (level == 0) {
            return page;
        }
        int below = level - 1;
        int position = number >>> FAN_BITS * below & FAN - 1;
        int child = replace(children[(node << FAN_BITS) + position], below, number, page);
        int own = node >= sealedInners ? node : copyInner(node);
        children[(own << FAN_BITS) + position] = child;
        return summedUp(own, level);
    }

    /** Brings an inner node's union up to date; {@link #EMPTY} where no child is left. */
    private int summedUp(int inner, int level) {
        long union = 0;
        int any = 0;
        for (int i = inner << FAN_BITS; i < inner + 1 << FAN_BITS; i++) {
            union |= union(children[i], level - 1);
            any |= children[i];
        }
        innerUnion[inner] = union;
        return any == EMPTY ? EMPTY : inner;
    }

    /**
     * What two states agree on: for every slot the registers in both, and the stack offset if it is the same. Gives {@code a} itself where
     * nothing is lost, so that a change shows in the number.
     */
    int intersect(int a, int b) {
        return intersect(a, b, height);
    }

    private int intersect(int a, int b, int level) {
        if (a == b || a == EMPTY || b == EMPTY) {
            return b == EMPTY ? EMPTY : a;
        }
        return level == 0 ? intersectPages(a, b) : intersectInners(a, b, level);
    }

    private int intersectInners(int a, int b, int level) {
        budget.spend(FAN);
        int made = EMPTY;
        for (int i = 0; i < FAN; i++) {
            int child = children[(a << FAN_BITS) + i];
            int common = intersect(child, children[(b << FAN_BITS) + i], level - 1);
            if (common != child && made == EMPTY) {
                made = copyInner(a);
            }
            if (made != EMPTY) {
                children[(made << FAN_BITS) + i] = common;
            }
        }
        return made == EMPTY ? a : summedUp(made, level);
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
        return lost == 0 ? a : newPage(slots, union, at);
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
        findDiffering(from, to, height, 0);
        return found;
    }

    private void findDiffering(int from, int to, int level, int number) {
        if (from == to || from == EMPTY) {
            return;
        }
        if (level == 0) {
            findDifferingInPage(from, to, firstSlot(number));
            return;
        }
        budget.spend(FAN);
        for (int i = 0; i < FAN; i++) {
            findDiffering(children[(from << FAN_BITS) + i], children[(to << FAN_BITS) + i], level - 1,
                    (number << FAN_BITS) + i);
        }
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
        findInRegisters(state, set, height, 0);
        return found;
    }

    private void findInRegisters(int node, long set, int level, int number) {
        if ((union(node, level) & set) == 0) {
            return;
        }
        if (level == 0) {
            findInRegistersOfPage(node, set, firstSlot(number));
            return;
        }
        budget.spend(FAN);
        for (int i = 0; i < FAN; i++) {
            findInRegisters(children[(node << FAN_BITS) + i], set, level - 1, (number << FAN_BITS) + i);
        }
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
    private int newPage(long slots, long union, int end) {
        if (slots == 0) {
            return EMPTY;
        }
        bound();
        if (pages == pageSlots.length) {
            pageSlots = Arrays.copyOf(pageSlots, pages * 2);
            pageStart = Arrays.copyOf(pageStart, pages * 2);
            pageUnion = Arrays.copyOf(pageUnion, pages * 2);
        }
        pageSlots[pages] = slots;
        pageStart[pages] = packed;
        pageUnion[pages] = union;
        packed = end;
        return pages++;
    }

    private int copyInner(int inner) {
        bound();
        int copy = inners++;
        if (inners << FAN_BITS > children.length) {
            children = Arrays.copyOf(children, children.length * 2);
            innerUnion = Arrays.copyOf(innerUnion, innerUnion.length * 2);
        }
        System.arraycopy(children, inner << FAN_BITS, children, copy << FAN_BITS, FAN);
        return copy;
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
            pageSlots = new long[64];
            pageStart = new int[64];
            pageUnion = new long[64];
        }
        if (children.length > 1 << 20) {
            children = new int[FAN * 64];
            innerUnion = new long[64];
        }
        if (foundSlot.length > 1 << 17) {
            foundSlot = new int[PAGE];
            foundRegisters = new long[PAGE];
        }
    }
}
