package dev.whereabouts.service.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.whereabouts.service.problem.ProblemException;
import dev.whereabouts.service.settings.Settings;
import dev.whereabouts.service.work.WorkPool.Admission;
import java.util.Map;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MemoryGuardTest {

    private final WorkPool pool = new WorkPool(Settings.from(Map.of("WHEREABOUTS_WORKERS", "2")::get),
            () -> Requester.ALWAYS_THERE);
    private static final int LARGE = 128 << 20;

    private final AtomicInteger open = new AtomicInteger();
    private final CountDownLatch bothRun = new CountDownLatch(2);
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void end() {
        pool.close();
    }

    @Test
    void whereACollectionLeavesTooMuchTheLargestTaskEndsAndTheOthersGoOn() throws Exception {
        // what is held without the tasks, and room for the small one: a collection before the large one or after it ends nothing
        System.gc();
        long threshold = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() + LARGE / 2;
        try (MemoryGuard _ = new MemoryGuard(pool, threshold); Admission admission = pool.admit()) {
            Task<Held> small = admission.submit(() -> holding(1 << 10));
            Task<Held> large = admission.submit(() -> holding(LARGE));
            bothRun.await();
            System.gc();
            assertThatThrownBy(() -> large.await(Deadline.never())).isInstanceOfSatisfying(ProblemException.class,
                    e -> {
                        assertThat(e.problem().status()).isEqualTo(503);
                        assertThat(e.problem().type().slug()).isEqualTo("memory-short");
                        assertThat(e.problem().headers()).containsKey("Retry-After");
                    });
            release.countDown();
            try (Held held = small.await(Deadline.never())) {
                assertThat(held.number()).isEqualTo(1 << 10);
            }
        }
        assertThat(open).hasValue(0);
    }

    @Test
    void belowTheThresholdNothingEnds() throws Exception {
        try (MemoryGuard _ = new MemoryGuard(pool, Long.MAX_VALUE); Admission admission = pool.admit()) {
            Task<Held> task = admission.submit(() -> holding(1 << 10));
            System.gc();
            release.countDown();
            task.await(Deadline.never()).close();
        }
    }

    @Test
    void aTaskThatFindsNoMemoryIsOneProblemAmongOthers() {
        try (Admission admission = pool.admit()) {
            Task<Held> task = admission.submit(() -> {
                throw new OutOfMemoryError("made up");
            });
            assertThatThrownBy(() -> task.await(Deadline.never())).isInstanceOf(ProblemException.class);
        }
    }

    private Held holding(int bytes) throws InterruptedException {
        byte[] held = new byte[bytes];
        bothRun.countDown();
        assertThat(release.await(1, TimeUnit.MINUTES)).isTrue();
        return new Held(held.length, open);
    }
}
