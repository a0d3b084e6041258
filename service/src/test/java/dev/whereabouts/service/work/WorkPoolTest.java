package dev.whereabouts.service.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.whereabouts.service.problem.ProblemException;
import dev.whereabouts.service.settings.Setting;
import dev.whereabouts.service.settings.Settings;
import dev.whereabouts.service.work.WorkPool.Admission;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkPoolTest {

    private final Settings settings = Settings.from(Map.of("WHEREABOUTS_WORKERS", "1", "WHEREABOUTS_QUEUE", "1",
            "WHEREABOUTS_REQUEST_SECONDS", "1")::get);
    private final WorkPool pool = new WorkPool(settings);
    private final AtomicInteger open = new AtomicInteger();

    @AfterEach
    void end() {
        pool.close();
    }

    @Test
    void whatComesAfterAFullQueueIsSentAway() {
        try (Admission _ = pool.admit(); Admission _ = pool.admit()) {
            assertThatThrownBy(pool::admit).isInstanceOfSatisfying(ProblemException.class, e -> {
                assertThat(e.problem().status()).isEqualTo(429);
                assertThat(e.problem().headers()).containsKey("Retry-After");
            });
        }
        pool.admit().close();
    }

    @Test
    void aPassedDeadlineInterruptsTheWorkAndClosesItsResult() throws InterruptedException {
        CountDownLatch finish = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        try (Admission admission = pool.admit()) {
            Task<Held> task = admission.submit(() -> {
                try {
                    return new Held(finish.getCount() == 0 ? 0 : waitFor(new CountDownLatch(1)), open);
                } catch (InterruptedException e) {
                    interrupted.countDown();
                    waitFor(finish);
                    return new Held(1, open);
                }
            });
            assertThatThrownBy(() -> task.await(soon())).isInstanceOfSatisfying(ProblemException.class, e -> {
                assertThat(e.problem().status()).isEqualTo(503);
                assertThat(e.problem().headers()).containsKey("Retry-After");
            });
        }
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        finish.countDown();
        pool.close();
        assertThat(open).hasValue(0);
    }

    @Test
    void waitingForAWorkerCountsAgainstTheDeadline() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (Admission first = pool.admit(); Admission second = pool.admit()) {
            Task<Held> busy = first.submit(() -> new Held(waitFor(release), open));
            assertThatThrownBy(() -> second.submit(() -> new Held(2, open)).await(soon()))
                    .isInstanceOf(ProblemException.class);
            release.countDown();
            assertThat(busy.await(Deadline.never()).number()).isZero();
        }
    }

    private Deadline soon() {
        return Deadline.after(Setting.REQUEST_SECONDS, settings);
    }

    private static int waitFor(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        return 0;
    }
}
