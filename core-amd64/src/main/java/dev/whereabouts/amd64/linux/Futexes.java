package dev.whereabouts.amd64.linux;

import dev.whereabouts.amd64.linux.abi.Errno;
import dev.whereabouts.amd64.linux.abi.Failure;
import dev.whereabouts.amd64.memory.GuestMemory;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/** Threads that wait for words of memory (futex(2)). Those that came first are woken first. */
final class Futexes {

    static final int ALL = -1;

    /** A thread in a queue. */
    private static final class Waiter {
        long address;
        final int bits;
        boolean isWoken;

        Waiter(long address, int bits) {
            this.address = address;
            this.bits = bits;
        }
    }

    private final GuestMemory memory;
    private final Map<Long, ArrayDeque<Waiter>> queues = new HashMap<>();

    Futexes(GuestMemory memory) {
        this.memory = memory;
    }

    /**
     * What waits until somebody wakes an address.
     *
     * @param bits     wakes with any of these bits only
     * @param deadline virtual nanoseconds, or {@link Wait#NEVER}
     * @throws Failure EAGAIN if the word has another value
     */
    Wait waiting(long address, int value, int bits, long deadline) {
        checkAligned(address);
        if (bits == 0) {
            throw new Failure(Errno.EINVAL);
        }
        if (memory.readInt(address) != value) {
            throw new Failure(Errno.EAGAIN);
        }
        Waiter waiter = new Waiter(address, bits);
        queues.computeIfAbsent(address, key -> new ArrayDeque<>()).add(waiter);
        return new Wait(() -> waiter.isWoken ? 0 : Wait.PENDING, deadline, -Errno.ETIMEDOUT,
                deadline == Wait.NEVER, () -> leave(waiter));
    }

    private void leave(Waiter waiter) {
        ArrayDeque<Waiter> queue = queues.get(waiter.address);
        if (queue != null && queue.remove(waiter) && queue.isEmpty()) {
            queues.remove(waiter.address);
        }
    }

    /** @return how many were woken */
    int wake(long address, int most, int bits) {
        checkAligned(address);
        if (bits == 0) {
            throw new Failure(Errno.EINVAL);
        }
        ArrayDeque<Waiter> queue = queues.get(address);
        if (queue == null) {
            return 0;
        }
        int woken = 0;
        for (Iterator<Waiter> each = queue.iterator(); each.hasNext() && woken < most;) {
            Waiter waiter = each.next();
            if ((waiter.bits & bits) != 0) {
                waiter.isWoken = true;
                each.remove();
                woken++;
            }
        }
        if (queue.isEmpty()) {
            queues.remove(address);
        }
        return woken;
    }

    /** Wakes some and lets others wait for another address. @return how many were woken or moved */
    int requeue(long from, int wakes, long to, int moves) {
        checkAligned(to);
        int changed = wake(from, wakes, ALL);
        ArrayDeque<Waiter> source = queues.get(from);
        if (source == null || from == to) {
            return changed;
        }
        ArrayDeque<Waiter> target = queues.computeIfAbsent(to, key -> new ArrayDeque<>());
        for (int moved = 0; moved < moves && !source.isEmpty(); moved++) {
            Waiter waiter = source.remove();
            waiter.address = to;
            target.add(waiter);
            changed++;
        }
        if (source.isEmpty()) {
            queues.remove(from);
        }
        if (target.isEmpty()) {
            queues.remove(to);
        }
        return changed;
    }

    private static void checkAligned(long address) {
        if ((address & 3) != 0) {
            throw new Failure(Errno.EINVAL);
        }
    }
}
