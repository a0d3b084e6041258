package dev.whereabouts.debugcall.model.goroutine;

import dev.whereabouts.amd64.memory.GuestMemory;
import dev.whereabouts.debugcall.model.program.AddressMap;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** Memory for stacks. Each size is a power of two; small ones lie one behind the other, large ones apart. */
public final class Stacks {

    /** Of a new goroutine, in bytes. */
    public static final int SMALLEST = 2048;

    /** Below the bound, for functions without a check, in bytes. */
    public static final int RESERVE = 928;

    /** A goroutine that needs more has no end. Bytes. */
    public static final long LARGEST = 1L << 29;

    private final GuestMemory memory;
    private final Map<Long, Deque<Long>> free = new HashMap<>();
    private long nextSmall = AddressMap.SMALL_STACKS;
    private long nextPage = AddressMap.PAGE_STACKS;
    private long nextLarge = AddressMap.LARGE_STACKS;

    public Stacks(GuestMemory memory) {
        this.memory = memory;
        int access = GuestMemory.READ | GuestMemory.WRITE;
        memory.map(AddressMap.SMALL_STACKS, AddressMap.STACK_REGION_SIZE, access);
        memory.map(AddressMap.PAGE_STACKS, AddressMap.STACK_REGION_SIZE, access);
    }

    /** The lowest address of a stack; empty where there is no room. @param size a power of two, {@link #SMALLEST} or more */
    public OptionalLong allocate(long size) {
        Deque<Long> reusable = free.get(size);
        if (reusable != null && !reusable.isEmpty()) {
            return OptionalLong.of(reusable.pop());
        }
        if (size < GuestMemory.PAGE) {
            long low = nextSmall + size;
            nextSmall += GuestMemory.PAGE;
            return within(low, AddressMap.SMALL_STACKS);
        }
        if (size == GuestMemory.PAGE) {
            nextPage += size;
            return within(nextPage - size, AddressMap.PAGE_STACKS);
        }
        long low = nextLarge + size - 1 & -size;
        nextLarge = low + size + GuestMemory.PAGE;
        memory.map(low, size, GuestMemory.READ | GuestMemory.WRITE);
        return OptionalLong.of(low);
    }

    private static OptionalLong within(long low, long region) {
        return low < region + AddressMap.STACK_REGION_SIZE ? OptionalLong.of(low) : OptionalLong.empty();
    }

    /** Takes a stack back, and forgets what was on it. */
    public void free(long low, long size) {
        memory.discard(low & -GuestMemory.PAGE, Math.max(size, GuestMemory.PAGE));
        free.computeIfAbsent(size, _ -> new ArrayDeque<>()).push(low);
    }
}
