package dev.whereabouts.service.work;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * Ends the largest task where collections leave the heap nearly full, so that many large requests at once, each within its own limits, do not
 * end the process. What a task holds cannot be told beforehand: it follows from what its input makes the analysis or a guest do.
 */
public final class MemoryGuard implements AutoCloseable {

    /** Of the heap, after a collection. The rest is what all workers can allocate until the ended task has stopped. */
    private static final double NEARLY_FULL = 0.8;

    private static final String MAJOR = "end of major GC";
    private static final String G1 = "G1 ";

    private final WorkPool pool;
    private final long threshold;
    private final Set<String> heapPools = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(memory -> memory.getType() == MemoryType.HEAP).map(MemoryPoolMXBean::getName)
            .collect(Collectors.toSet());
    private final NotificationListener listener = this::collected;
    private final List<NotificationEmitter> collectors = new ArrayList<>();

    /** A guard of the whole heap. */
    public MemoryGuard(WorkPool pool) {
        this(pool, (long) (Runtime.getRuntime().maxMemory() * NEARLY_FULL));
    }

    /** @param threshold bytes in use after a collection */
    MemoryGuard(WorkPool pool, long threshold) {
        this.pool = pool;
        this.threshold = threshold;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (collector instanceof NotificationEmitter emitter) {
                emitter.addNotificationListener(listener, null, null);
                collectors.add(emitter);
            }
        }
    }

    private void collected(Notification notification, Object handback) {
        if (!notification.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
            return;
        }
        var collection = GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData());
        // where old objects are collected only once there is no more room, their garbage says nothing before that
        boolean tellsWhatIsHeld = collection.getGcAction().equals(MAJOR) || collection.getGcName().startsWith(G1);
        long used = collection.getGcInfo().getMemoryUsageAfterGc().entrySet().stream()
                .filter(memory -> heapPools.contains(memory.getKey())).mapToLong(memory -> memory.getValue().getUsed())
                .sum();
        if (tellsWhatIsHeld && used > threshold) {
            pool.endLargest();
        }
    }

    @Override
    public void close() {
        for (NotificationEmitter collector : collectors) {
            try {
                collector.removeNotificationListener(listener);
            } catch (ListenerNotFoundException e) {
                throw new IllegalStateException("it was added at the start", e);
            }
        }
    }
}
