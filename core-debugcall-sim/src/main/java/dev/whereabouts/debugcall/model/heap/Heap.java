package dev.whereabouts.debugcall.model.heap;

import dev.whereabouts.amd64.memory.GuestMemory;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** Objects in a range of memory that is mapped already. Addresses are not used twice, so that a pointer to a collected object stays one. */
public final class Heap {

    /** A collected object is full of this byte. */
    public static final byte POISON = (byte) 0xdb;

    private static final int ALIGNMENT = 16;
    private static final int WORD = 8;

    private final GuestMemory memory;
    private final long end;
    private long next;
    private final NavigableMap<Long, Long> objects = new TreeMap<>();
    private final NavigableMap<Long, Long> collected = new TreeMap<>();
    private long collections;

    public Heap(GuestMemory memory, long start, long size) {
        this.memory = memory;
        next = start;
        end = start + size;
    }

    /** The address of a new object, all zero; empty where there is no room. @param bytes unsigned */
    public OptionalLong allocate(long bytes) {
        if (Long.compareUnsigned(bytes, end - next - ALIGNMENT) > 0) {
            return OptionalLong.empty();
        }
        long address = next;
        long size = Math.max(bytes + ALIGNMENT - 1 & -ALIGNMENT, ALIGNMENT);
        next += size;
        objects.put(address, address + size);
        return OptionalLong.of(address);
    }

    /** Collections so far. */
    public long collections() {
        return collections;
    }

    public boolean isCollected(long address) {
        return objectAt(collected, address) != null;
    }

    private static Map.Entry<Long, Long> objectAt(NavigableMap<Long, Long> among, long address) {
        Map.Entry<Long, Long> object = among.floorEntry(address);
        return object == null || address >= object.getValue() ? null : object;
    }

    /** Frees and poisons what none of the roots reaches. */
    public void collect(LongStream roots) {
        Set<Long> marked = mark(roots);
        objects.entrySet().removeIf(object -> {
            if (marked.contains(object.getKey())) {
                return false;
            }
            poison(object.getKey(), object.getValue());
            collected.put(object.getKey(), object.getValue());
            return true;
        });
        collections++;
    }

    private Set<Long> mark(LongStream roots) {
        Set<Long> marked = new HashSet<>();
        Deque<Map.Entry<Long, Long>> grey = new ArrayDeque<>();
        roots.forEach(word -> reach(word, marked, grey));
        while (!grey.isEmpty()) {
            Map.Entry<Long, Long> object = grey.pop();
            for (long at = object.getKey(); at < object.getValue();) {
                long pageEnd = Math.min(object.getValue(), lastWordOfPage(at) + WORD);
                if (memory.isTouched(at)) {
                    for (long word = at; word < pageEnd; word += WORD) {
                        reach(memory.readLong(word), marked, grey);
                    }
                }
                at = pageEnd;
            }
        }
        return marked;
    }

    private void reach(long word, Set<Long> marked, Deque<Map.Entry<Long, Long>> grey) {
        Map.Entry<Long, Long> object = objectAt(objects, word);
        if (object != null && marked.add(object.getKey())) {
            grey.push(object);
        }
    }

    private static long lastWordOfPage(long address) {
        return (address | GuestMemory.PAGE - 1) + 1 - WORD;
    }

    /** Pages that were never written hold nothing to poison. */
    private void poison(long from, long to) {
        for (long at = from; at < to;) {
            int run = (int) Math.min(to - at, lastWordOfPage(at) + WORD - at);
            if (memory.isTouched(at)) {
                memory.fillWithinPage(at, POISON, run);
            }
            at += run;
        }
    }
}
