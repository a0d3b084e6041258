package dev.whereabouts.ssa.analysis;

import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Place;
import java.util.Arrays;

/**
 * Block states: for every slot its location, in trees that share what they have in common.
 *
 * <p>A state is the number of a tree's root; 0 is the state in which every slot is absent. Trees are never changed once a block is done,
 * so taking a state over costs nothing, and two states are compared, intersected or searched only where their trees differ. With blocks
 * times slots in one array each, a hostile function of 100,000 blocks and 2,000 variables would take gigabytes; here it takes what
 * changes from block to block.
 *
 * <p>A leaf holds {@value #FAN} slots, an inner node {@value #FAN} children; all trees of a function have the same height. Every node
 * keeps the union of its registers, so that the slots in a clobbered register are found without visiting the others. Nodes lie in a few
 * growing arrays; nothing is allocated per state.
 *
 * <p>A location is a set of registers and a stack offset, encoded as twice the offset plus one, 0 meaning "not on the stack".
 */
final class BlockStates {

    static final int EMPTY = 0;

    private static final int BITS = 3;
    private static final int FAN = 1 << BITS;

    private long[] leafRegisters = new long[FAN * 64];
    private int[] leafStack = new int[FAN * 64];
    private long[] leafUnion = new long[64];
    private int leaves = 1;

    private int[] children = new int[FAN * 64];
    private long[] innerUnion = new long[64];
    private int inners = 1;

    private int height;
    private int sealedLeaves;
    private int sealedInners;
    private int limit;
    private final WorkBudget budget;

    BlockStates(WorkBudget budget) {
        this.budget = budget;
    }

    /** Receives slots that a search found. */
    @FunctionalInterface
    interface SlotVisitor {
        void visit(int slot, long registers);
    }

    /** Forgets all states and makes room for those of a function with so many slots. */
    void reset(int slots, int maxNodes) {
        leaves = 1;
        inners = 1;
        sealedLeaves = 1;
        sealedInners = 1;
        limit = maxNodes;
        height = 0;
        for (long reach = FAN; reach < slots; reach <<= BITS) {
            height++;
        }
    }

    /** From here on the trees made so far do not change; {@link #with} copies their nodes. */
    void seal() {
        sealedLeaves = leaves;
        sealedInners = inners;
    }

    /** The position for {@link #registers} and {@link #stack} of a slot in a state. */
    int find(int state, int slot) {
        int node = state;
        for (int level = height; level > 0; level--) {
            node = children[(node << BITS) + (slot >>> BITS * level & FAN - 1)];
        }
        return (node << BITS) + (slot & FAN - 1);
    }

    long registers(int position) {
        return leafRegisters[position];
    }

    int stack(int position) {
        return leafStack[position];
    }

    /** The union of the registers of all slots. */
    long union(int state) {
        return height == 0 ? leafUnion[state] : innerUnion[state];
    }

    /**
     * The state that differs in one slot. Changes a tree in place where it was made since {@link #seal}.
     *
     * <p>Removing a slot leaves its bits in the unions of the tree: a union may be too large, never too small.
     */
    int with(int state, int slot, long registers, int stack) {
        return with(state, height, slot, registers, stack);
    }

    private int with(int node, int level, int slot, long registers, int stack) {
        budget.spend(1);
        if (level == 0) {
            int own = node >= sealedLeaves ? node : copyLeaf(node);
            int position = (own << BITS) + (slot & FAN - 1);
            leafRegisters[position] = registers;
            leafStack[position] = stack;
            leafUnion[own] |= registers;
            return own;
        }
        int own = node >= sealedInners ? node : copyInner(node);
        int position = (own << BITS) + (slot >>> BITS * level & FAN - 1);
        int child = with(children[position], level - 1, slot, registers, stack);
        children[position] = child;
        innerUnion[own] |= registers;
        return own;
    }

    /** What two states agree on: for every slot the registers in both, and the stack offset if it is the same. Gives {@code a} itself
     * where nothing is lost, so that a change shows in the number. */
    int intersect(int a, int b) {
        return intersect(a, b, height);
    }

    private int intersect(int a, int b, int level) {
        if (a == b || a == EMPTY) {
            return a;
        }
        budget.spend(1);
        if (b == EMPTY) {
            // a tree whose slots were all removed is as empty as EMPTY, but must count as unchanged
            return isEmpty(a, level) ? a : EMPTY;
        }
        return level == 0 ? intersectLeaves(a, b) : intersectInners(a, b, level);
    }

    private int intersectInners(int a, int b, int level) {
        int made = EMPTY;
        for (int i = 0; i < FAN; i++) {
            int child = children[(a << BITS) + i];
            int common = intersect(child, children[(b << BITS) + i], level - 1);
            if (common != child && made == EMPTY) {
                made = copyInner(a);
            }
            if (made != EMPTY) {
                children[(made << BITS) + i] = common;
            }
        }
        if (made == EMPTY) {
            return a;
        }
        long union = 0;
        boolean any = false;
        for (int i = 0; i < FAN; i++) {
            int child = children[(made << BITS) + i];
            any |= child != EMPTY;
            union |= level == 1 ? leafUnion[child] : innerUnion[child];
        }
        innerUnion[made] = union;
        return any ? made : EMPTY;
    }

    private int intersectLeaves(int a, int b) {
        int made = EMPTY;
        int atA = a << BITS;
        int atB = b << BITS;
        for (int i = 0; i < FAN; i++) {
            long registers = leafRegisters[atA + i] & leafRegisters[atB + i];
            int stack = leafStack[atA + i] == leafStack[atB + i] ? leafStack[atA + i] : 0;
            if (registers != leafRegisters[atA + i] || stack != leafStack[atA + i]) {
                if (made == EMPTY) {
                    made = copyLeaf(a);
                }
                leafRegisters[(made << BITS) + i] = registers;
                leafStack[(made << BITS) + i] = stack;
            }
        }
        if (made == EMPTY) {
            return a;
        }
        long union = 0;
        boolean any = false;
        for (int i = made << BITS; i < made + 1 << BITS; i++) {
            union |= leafRegisters[i];
            any |= leafRegisters[i] != 0 || leafStack[i] != 0;
        }
        leafUnion[made] = union;
        return any ? made : EMPTY;
    }

    private boolean isEmpty(int node, int level) {
        budget.spend(1);
        for (int i = node << BITS; i < node + 1 << BITS; i++) {
            if (level == 0
                    ? leafRegisters[i] != 0 || leafStack[i] != 0
                    : children[i] != EMPTY && !isEmpty(children[i], level - 1)) {
                return false;
            }
        }
        return true;
    }

    /** Visits the slots that have a location in {@code from} and another one, or none, in {@code to}; with {@code from}'s registers. */
    void differing(int from, int to, SlotVisitor visitor) {
        differing(from, to, height, 0, visitor);
    }

    private void differing(int from, int to, int level, int base, SlotVisitor visitor) {
        if (from == to || from == EMPTY) {
            return;
        }
        budget.spend(1);
        for (int i = 0; i < FAN; i++) {
            int f = (from << BITS) + i;
            int t = (to << BITS) + i;
            if (level > 0) {
                differing(children[f], children[t], level - 1, base + i << BITS, visitor);
            } else if ((leafRegisters[f] != leafRegisters[t] || leafStack[f] != leafStack[t])
                    && (leafRegisters[f] != 0 || leafStack[f] != 0)) {
                visitor.visit(base + i, leafRegisters[f]);
            }
        }
    }

    /** Visits the slots of a state that are in at least one register of a set. */
    void inRegisters(int state, long set, SlotVisitor visitor) {
        inRegisters(state, set, height, 0, visitor);
    }

    private void inRegisters(int node, long set, int level, int base, SlotVisitor visitor) {
        budget.spend(1);
        if (((level == 0 ? leafUnion[node] : innerUnion[node]) & set) == 0) {
            return;
        }
        for (int i = 0; i < FAN; i++) {
            if (level > 0) {
                int child = children[(node << BITS) + i];
                if (child != EMPTY) {
                    inRegisters(child, set, level - 1, base + i << BITS, visitor);
                }
            } else if ((leafRegisters[(node << BITS) + i] & set) != 0) {
                visitor.visit(base + i, leafRegisters[(node << BITS) + i]);
            }
        }
    }

    private int copyLeaf(int leaf) {
        bound();
        int copy = leaves++;
        if (leaves << BITS > leafStack.length) {
            leafRegisters = Arrays.copyOf(leafRegisters, leafRegisters.length * 2);
            leafStack = Arrays.copyOf(leafStack, leafStack.length * 2);
            leafUnion = Arrays.copyOf(leafUnion, leafUnion.length * 2);
        }
        System.arraycopy(leafRegisters, leaf << BITS, leafRegisters, copy << BITS, FAN);
        System.arraycopy(leafStack, leaf << BITS, leafStack, copy << BITS, FAN);
        leafUnion[copy] = leafUnion[leaf];
        return copy;
    }

    private int copyInner(int inner) {
        bound();
        int copy = inners++;
        if (inners << BITS > children.length) {
            children = Arrays.copyOf(children, children.length * 2);
            innerUnion = Arrays.copyOf(innerUnion, innerUnion.length * 2);
        }
        System.arraycopy(children, inner << BITS, children, copy << BITS, FAN);
        innerUnion[copy] = innerUnion[inner];
        return copy;
    }

    private void bound() {
        if (leaves + inners > limit) {
            throw InputException.limit(new Place.Pointer(""), "stateNodes", limit);
        }
    }

    /** Forgets a large function's arrays. */
    void shrink() {
        if (leafStack.length > 1 << 20) {
            leafRegisters = new long[FAN * 64];
            leafStack = new int[FAN * 64];
            leafUnion = new long[64];
        }
        if (children.length > 1 << 20) {
            children = new int[FAN * 64];
            innerUnion = new long[64];
        }
    }
}
