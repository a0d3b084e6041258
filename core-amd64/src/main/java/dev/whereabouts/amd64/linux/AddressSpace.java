package dev.whereabouts.amd64.linux;

import dev.whereabouts.amd64.linux.abi.Errno;
import dev.whereabouts.amd64.linux.abi.Failure;
import dev.whereabouts.amd64.linux.budget.BudgetException;
import dev.whereabouts.amd64.linux.budget.Resource;
import dev.whereabouts.amd64.memory.GuestMemory;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where things lie in a process's memory: the places of Linux without randomisation. New mappings go from {@link #TOP_OF_MAPPINGS} down, into
 * the highest gap that is large enough (Documentation/arch/x86/x86_64/mm.rst; mm/mmap.c's default).
 */
final class AddressSpace {

    /** The end of the stack, and of what user mode can have. */
    static final long STACK_END = 0x7fff_ffff_f000L;
    static final long STACK_SIZE = 8L << 20;
    static final long TOP_OF_MAPPINGS = 0x7fff_f7ff_f000L;
    /** Where position-independent programs are loaded. */
    static final long LOAD_BIAS = 0x5555_5555_4000L;
    /** From here up a debugger's memory is. */
    private static final long DEBUGGER = 0x6000_0000_0000L;
    /** Below it nothing can be mapped (vm.mmap_min_addr). */
    static final long LOWEST = 0x1_0000L;

    private static final long PAGE = GuestMemory.PAGE;

    private final GuestMemory memory;
    private final long maxMappedBytes;
    /** Start to end of everything that is mapped, with whatever access; neighbours are one. */
    private final TreeMap<Long, Long> taken = new TreeMap<>();
    private long accessibleBytes;
    private long breakStart;
    private long breakEnd;
    private long debuggerEnd = DEBUGGER;

    AddressSpace(GuestMemory memory, long maxMappedBytes) {
        this.memory = memory;
        this.maxMappedBytes = maxMappedBytes;
    }

    static long roundUp(long bytes) {
        return bytes + PAGE - 1 & -PAGE;
    }

    /** Maps fresh zero pages in place of whatever is there. */
    void map(long start, long length, int access) {
        // counted first: the budget ends the run before the memory is asked for it
        count((access != 0 ? length : 0) - accessible(start, length));
        memory.map(start, length, access);
        remove(start, start + length);
        long from = start;
        long to = start + length;
        Map.Entry<Long, Long> below = taken.floorEntry(start);
        if (below != null && below.getValue() == start) {
            from = below.getKey();
        }
        Long above = taken.remove(to);
        taken.put(from, above == null ? to : above);
    }

    void unmap(long start, long length) {
        count(-accessible(start, length));
        memory.unmap(start, length);
        remove(start, start + length);
    }

    /** @throws Failure ENOMEM if not all of it is mapped */
    void protect(long start, long length, int access) {
        long before = accessible(start, length);
        if (!memory.isMapped(start, length)) {
            throw new Failure(Errno.ENOMEM);
        }
        count((access != 0 ? length : 0) - before);
        memory.protect(start, length, access);
    }

    private void remove(long start, long end) {
        Map.Entry<Long, Long> below = taken.lowerEntry(start);
        if (below != null && below.getValue() > start) {
            taken.put(below.getKey(), start);
            if (below.getValue() > end) {
                taken.put(end, below.getValue());
            }
        }
        Map.Entry<Long, Long> last = taken.lowerEntry(end);
        if (last != null && last.getKey() >= start && last.getValue() > end) {
            taken.put(end, last.getValue());
        }
        taken.subMap(start, end).clear();
    }

    private long accessible(long start, long length) {
        long end = start + length;
        long sum = 0;
        for (long at = memory.mappingFrom(start); at != -1 && at < end;) {
            long to = memory.mappingEnd(at);
            if (memory.accessAt(at) != 0) {
                sum += Math.min(to, end) - Math.max(at, start);
            }
            at = memory.mappingFrom(to);
        }
        return sum;
    }

    private void count(long more) {
        if (accessibleBytes + more > maxMappedBytes) {
            throw new BudgetException(Resource.MAPPED_BYTES);
        }
        accessibleBytes += more;
    }

    boolean isFree(long start, long length) {
        return memory.isFree(start, length);
    }

    /** Whether addresses are ones that a program may ask for. */
    static boolean isAllowed(long start, long length) {
        return start >= LOWEST && start < STACK_END && length <= STACK_END - start;
    }

    /**
     * A free place.
     *
     * @throws Failure ENOMEM if there is none
     */
    long place(long length) {
        long end = TOP_OF_MAPPINGS;
        while (end - length >= LOWEST) {
            Map.Entry<Long, Long> below = taken.lowerEntry(end);
            if (below == null || below.getValue() <= end - length) {
                return end - length;
            }
            end = below.getKey();
        }
        throw new Failure(Errno.ENOMEM);
    }

    /** Maps memory for a debugger, where neither the kernel nor usual programs put anything. @return where */
    long reserve(long bytes) {
        long length = roundUp(Math.max(bytes, 1));
        long at = debuggerEnd;
        while (!isFree(at, length)) {
            at = memory.mappingEnd(memory.mappingFrom(at));
        }
        map(at, length, GuestMemory.READ | GuestMemory.WRITE);
        debuggerEnd = at + length;
        return at;
    }

    /** Moves touched pages; the target is mapped already, the source is unmapped. */
    void move(long from, long length, long to) {
        memory.movePages(from, length, to);
        unmap(from, length);
    }

    /** Sets where the heap of {@code brk} begins: behind the program. */
    void startBreak(long address) {
        breakStart = address;
        breakEnd = address;
    }

    long breakStart() {
        return breakStart;
    }

    /** Moves the heap's end, if that can be. @return where it then is */
    long moveBreak(long to) {
        if (to < breakStart || to > TOP_OF_MAPPINGS) {
            return breakEnd;
        }
        long mapped = roundUp(breakEnd);
        long wanted = roundUp(to);
        if (wanted > mapped) {
            if (!isFree(mapped, wanted - mapped)) {
                return breakEnd;
            }
            map(mapped, wanted - mapped, GuestMemory.READ | GuestMemory.WRITE);
        } else if (wanted < mapped) {
            unmap(wanted, mapped - wanted);
        }
        breakEnd = to;
        return to;
    }

    /** The lines of {@code /proc/self/maps}. @param program path of the program, whose segments end where the heap begins */
    String maps(String program, long programStart) {
        StringBuilder lines = new StringBuilder();
        for (long at = memory.mappingFrom(0); at != -1; at = memory.mappingFrom(memory.mappingEnd(at))) {
            long end = memory.mappingEnd(at);
            int access = memory.accessAt(at);
            String range = Long.toHexString(at) + "-" + Long.toHexString(end) + " "
                    + ((access & GuestMemory.READ) != 0 ? 'r' : '-') + ((access & GuestMemory.WRITE) != 0 ? 'w' : '-')
                    + ((access & GuestMemory.EXECUTE) != 0 ? 'x' : '-') + "p 00000000 00:00 0 ";
            String name = "";
            if (end == STACK_END) {
                name = "[stack]";
            } else if (at >= breakStart && at < breakEnd) {
                name = "[heap]";
            } else if (at >= programStart && at < breakStart) {
                name = program;
            }
            lines.append(name.isEmpty() ? range : String.format("%-73s%s", range, name)).append('\n');
        }
        return lines.toString();
    }
}
