package dev.whereabouts.service.work;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;

/** The tasks that workers perform just now, and how much memory each was given. Safe for any number of threads. */
final class RunningTasks {

    private final Set<Task<?>> tasks = ConcurrentHashMap.newKeySet();
    private final ToLongFunction<Thread> allocated;

    private RunningTasks(ToLongFunction<Thread> allocated) {
        this.allocated = allocated;
    }

    static RunningTasks measured() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return new RunningTasks(thread -> threads.getThreadAllocatedBytes(thread.threadId()));
    }

    /** Without the management classes, which take a command's time to load. */
    static RunningTasks unmeasured() {
        return new RunningTasks(thread -> 0);
    }

    void add(Task<?> task) {
        tasks.add(task);
    }

    void remove(Task<?> task) {
        tasks.remove(task);
    }

    /** Bytes that a thread has allocated in its life, freed ones included. */
    long allocatedBy(Thread thread) {
        return allocated.applyAsLong(thread);
    }

    /** The task for which most was allocated. */
    Optional<Task<?>> largest() {
        return tasks.stream().max(Comparator.comparingLong(Task::allocatedBytes));
    }
}
