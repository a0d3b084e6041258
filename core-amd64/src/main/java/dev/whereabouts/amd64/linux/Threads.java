package dev.whereabouts.amd64.linux;

import dev.whereabouts.amd64.linux.budget.BudgetException;
import dev.whereabouts.amd64.linux.budget.Resource;
import java.util.ArrayList;
import java.util.List;

/** The threads of a process, in the order of their turns. */
final class Threads {

    /** Instructions of one turn: 20 µs of virtual time, as short as the sleeps by which Go's monitor waits. */
    static final long TURN = 20_000;

    private final int maxThreads;
    private final List<GuestThread> ring = new ArrayList<>();
    private final GuestThread first;
    private int started;
    private int index;
    private long left = TURN;

    Threads(int maxThreads, String name) {
        this.maxThreads = maxThreads;
        first = start(name);
    }

    /** The thread that the process began with, which may be over. */
    GuestThread first() {
        return first;
    }

    /** A new thread, which gets its turn behind all others. */
    GuestThread start(String name) {
        if (ring.size() >= maxThreads) {
            throw new BudgetException(Resource.THREADS);
        }
        GuestThread thread = new GuestThread(Identity.PROCESS + started++, name);
        ring.add(index == 0 ? ring.size() : index, thread);
        if (index > 0) {
            index++;
        }
        return thread;
    }

    /** How many there ever were. */
    int started() {
        return started;
    }

    int alive() {
        return ring.getFirst().isOver ? 0 : ring.size();
    }

    List<GuestThread> all() {
        return ring;
    }

    /** The thread whose turn it is; when all are over, the last. */
    GuestThread current() {
        return ring.get(index);
    }

    /** The living thread of an id, or null. */
    GuestThread find(int id) {
        for (GuestThread thread : ring) {
            if (thread.id == id) {
                return thread;
            }
        }
        return null;
    }

    void end(GuestThread thread) {
        thread.isOver = true;
        if (ring.size() == 1) {
            return;
        }
        int at = ring.indexOf(thread);
        ring.remove(at);
        if (at < index) {
            index--;
        } else if (at == index) {
            left = TURN;
            index = index == ring.size() ? 0 : index;
        }
    }

    /** Instructions that the current thread may execute before the next one's turn. */
    long left() {
        return left;
    }

    void use(long instructions) {
        left -= instructions;
    }

    /** The current thread has at least one more instruction. */
    void prolong() {
        left = Math.max(left, 1);
    }

    /** The next thread's turn begins. */
    void next() {
        index = (index + 1) % ring.size();
        left = TURN;
    }

    /** The current turn ends. */
    void yield() {
        left = 0;
    }
}
