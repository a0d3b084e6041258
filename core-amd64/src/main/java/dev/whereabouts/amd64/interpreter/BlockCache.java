package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.memory.GuestMemory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Blocks by their address. When there are too many, all are forgotten: what is in use comes back soon, and nothing need be kept about use. */
final class BlockCache {

    /** Of all blocks together; a step and its part of the block take about 100 bytes. */
    private static final int MAX_STEPS = 1 << 19;

    private static final int PAGE_BITS = Integer.numberOfTrailingZeros(GuestMemory.PAGE);
    /** Makes neighbours spread: 2 to the 64 divided by the golden ratio. */
    private static final long SPREAD = 0x9e3779b97f4a7c15L;

    private Block[] slots = new Block[1 << 10];
    private int blocks;
    private int steps;
    private final Map<Long, List<Block>> byPage = new HashMap<>();

    /** The block that starts at an address, or null. */
    Block get(long address) {
        int mask = slots.length - 1;
        for (int slot = slot(address, mask);; slot = slot + 1 & mask) {
            Block block = slots[slot];
            if (block == null || block.isAt(address)) {
                return block;
            }
        }
    }

    private static int slot(long address, int mask) {
        return (int) (address * SPREAD >>> 40) & mask;
    }

    void put(Block block) {
        if (steps + block.count > MAX_STEPS) {
            clear();
        }
        if (blocks * 2 >= slots.length) {
            grow();
        }
        insert(block);
        blocks++;
        steps += block.count;
        for (long page = block.start >>> PAGE_BITS; page <= block.end - 1 >>> PAGE_BITS; page++) {
            byPage.computeIfAbsent(page, key -> new ArrayList<>()).add(block);
        }
    }

    private void insert(Block block) {
        int mask = slots.length - 1;
        int slot = slot(block.start, mask);
        while (slots[slot] != null) {
            slot = slot + 1 & mask;
        }
        slots[slot] = block;
    }

    /** Also drops the blocks that are no longer valid: removing one at once would break the chains of probes. */
    private void grow() {
        Block[] before = slots;
        int valid = 0;
        for (Block block : before) {
            if (block != null && block.isValid()) {
                valid++;
            }
        }
        slots = new Block[valid * 4 >= before.length ? before.length * 2 : before.length];
        blocks = valid;
        steps = 0;
        for (Block block : before) {
            if (block != null && block.isValid()) {
                insert(block);
                steps += block.count;
            }
        }
    }

    /** Invalidates the blocks that have bytes in a page. */
    void forgetPage(long address) {
        List<Block> there = byPage.remove(address >>> PAGE_BITS);
        if (there != null) {
            there.forEach(Block::invalidate);
        }
    }

    void clear() {
        for (Block block : slots) {
            if (block != null) {
                block.invalidate();
            }
        }
        Arrays.fill(slots, null);
        byPage.clear();
        blocks = 0;
        steps = 0;
    }
}
