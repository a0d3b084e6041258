package dev.whereabouts.debugcall.binary.heap;

import dev.whereabouts.amd64.cpu.GuestFault;
import dev.whereabouts.amd64.memory.GuestMemory;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.function.Function;

/** Reads the heap of a stopped program. What cannot be read is not in it. */
public final class Heap {

    /** For amd64 on Linux: addresses are 48 bits and begin at their most negative. */
    private static final long ARENA_BASE = 0xffff_8000_0000_0000L;
    private static final long ARENA_BYTES = 64L << 20;
    private static final long ARENAS = 1L << 22;
    private static final long PAGE_BYTES = 8192;

    private static final int GIVEN_BACK = 0;
    private static final int IN_USE = 1;

    private final GuestMemory memory;
    private final HeapLayout layout;
    private final Function<String, OptionalLong> symbols;

    /** @param symbols addresses in memory by name */
    public Heap(GuestMemory memory, HeapLayout layout, Function<String, OptionalLong> symbols) {
        this.memory = memory;
        this.layout = layout;
        this.symbols = symbols;
    }

    /** How many collections have ended; empty where the program does not tell. */
    public OptionalLong collections() {
        OptionalLong statistics = symbols.apply("runtime.memstats");
        OptionalLong count = layout.field("runtime.mstats", "numgc");
        if (statistics.isEmpty() || count.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Integer.toUnsignedLong(memory.readInt(statistics.getAsLong() + count.getAsLong())));
        } catch (GuestFault e) {
            return OptionalLong.empty();
        }
    }

    /** Whether an address is in the heap, and not in an object that is alive or not yet known to be dead; nor in a stack. */
    public boolean isFree(long address) {
        try {
            long heap = symbols.apply("runtime.mheap_").orElseThrow();
            long arena = arena(heap, address);
            if (arena == 0) {
                return false;
            }
            long page = Long.divideUnsigned(address, PAGE_BYTES) % (ARENA_BYTES / PAGE_BYTES);
            long span = memory.readLong(arena + of("runtime.heapArena", "spans") + 8 * page);
            // pages of which no object is left are given back whole
            int state = span == 0 ? GIVEN_BACK : memory.readByte(span + of("runtime.mspan", "state"));
            return state == GIVEN_BACK || state == IN_USE && isFree(heap, span, address);
        } catch (NoSuchElementException | GuestFault e) {
            return false;
        }
    }

    private long arena(long heap, long address) {
        long index = Long.divideUnsigned(address - ARENA_BASE, ARENA_BYTES);
        long table = memory.readLong(heap + of("runtime.mheap", "arenas"));
        boolean isInTable = Long.compareUnsigned(index, ARENAS) < 0 && table != 0;
        return isInTable ? memory.readLong(table + 8 * index) : 0;
    }

    private boolean isFree(long heap, long span, long address) {
        long size = memory.readLong(span + of("runtime.mspan", "elemsize"));
        long offset = address - memory.readLong(span + of("runtime.mspan", "startAddr"));
        if (size <= 0 || offset < 0) {
            return false;
        }
        long index = offset / size;
        int generation = memory.readInt(heap + of("runtime.mheap", "sweepgen"));
        int swept = memory.readInt(span + of("runtime.mspan", "sweepgen"));
        // two behind: to be swept; one behind: being swept; one ahead: to be swept, and held by a processor
        boolean isSwept = swept == generation || swept == generation + 3;
        if (!isSwept) {
            return !isSet("gcmarkBits", span, index);
        }
        long firstFree = memory.readShort(span + of("runtime.mspan", "freeindex"));
        return index >= firstFree && !isSet("allocBits", span, index);
    }

    private boolean isSet(String bits, long span, long index) {
        long at = memory.readLong(span + of("runtime.mspan", bits));
        return (memory.readByte(at + index / 8) >>> index % 8 & 1) != 0;
    }

    private long of(String structure, String field) {
        return layout.field(structure, field).orElseThrow();
    }
}
