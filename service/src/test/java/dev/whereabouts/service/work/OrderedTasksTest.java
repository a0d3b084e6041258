package dev.whereabouts.service.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.whereabouts.service.problem.ProblemException;
import dev.whereabouts.service.settings.Setting;
import dev.whereabouts.service.settings.Settings;
import dev.whereabouts.service.work.OrderedTasks.Sink;
import dev.whereabouts.service.work.WorkPool.Admission;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OrderedTasksTest {

    private static final int TASKS = 500;

    private final Settings settings = Settings.from(Map.of("WHEREABOUTS_WORKERS", "4", "WHEREABOUTS_REQUEST_SECONDS",
            "1")::get);
    private final WorkPool pool = new WorkPool(settings);
    private final Admission admission = pool.admit();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger given = new AtomicInteger();
    private final Collecting collecting = new Collecting();

    @AfterEach
    void everyResultIsClosed() throws InterruptedException {
        admission.close();
        pool.close();
        for (int i = 0; open.get() != 0 && i < 1_000; i++) {
            Thread.sleep(10);
        }
        assertThat(open).hasValue(0);
    }

    @Test
    void resultsComeInOrderWhateverTakesLonger() throws Exception {
        Random random = new Random(1);
        int[] millis = random.ints(TASKS, 0, 3).toArray();
        tasks(Deadline.never()).run(() -> task(number -> Thread.sleep(millis[number])), collecting);
        assertThat(collecting.numbers).isEqualTo(IntStream.range(0, TASKS).boxed().toList());
    }

    @Test
    void aResultDoesNotWaitForTheNextTask() throws Exception {
        CountDownLatch firstIsOut = new CountDownLatch(1);
        tasks(Deadline.never()).run(() -> {
            if (given.get() == 1) {
                await(firstIsOut);
                return null;
            }
            return task(number -> {});
        }, new Collecting() {
            @Override
            public void pause() {
                firstIsOut.countDown();
            }
        });
        assertThat(collecting.numbers).isEmpty();
        assertThat(firstIsOut.getCount()).isZero();
    }

    @Test
    void aSinkThatFailsEndsTheWhole() {
        assertThatThrownBy(() -> tasks(Deadline.never()).run(() -> task(number -> {}), new Collecting() {
            @Override
            public void accept(Held result) throws IOException {
                if (result.number() == 10) {
                    throw new IOException("gone");
                }
            }
        })).isInstanceOf(IOException.class).hasMessage("gone");
        assertThat(given.get()).isLessThan(TASKS);
    }

    @Test
    void whatCameBeforeAFailureOfTheSourceIsHandedOut() {
        assertThatThrownBy(() -> tasks(Deadline.never()).run(() -> {
            if (given.get() == 7) {
                throw new IOException("broken");
            }
            return task(number -> {});
        }, collecting)).isInstanceOf(IOException.class).hasMessage("broken");
        assertThat(collecting.numbers).containsExactly(0, 1, 2, 3, 4, 5, 6);
    }

    @Test
    void whatATaskThrowsComesOut() {
        assertThatThrownBy(() -> tasks(Deadline.never()).run(() -> task(number -> {
            throw new IllegalArgumentException("defect");
        }), collecting)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theDeadlineEndsWorkThatHangs() {
        assertThatThrownBy(() -> tasks(Deadline.after(Setting.REQUEST_SECONDS, settings)).run(
                () -> task(number -> await(new CountDownLatch(1))), collecting))
                .isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(503));
    }

    private OrderedTasks<Held> tasks(Deadline deadline) {
        return admission.inOrder(deadline);
    }

    private interface Step {
        void on(int number) throws InterruptedException;
    }

    private Work<Held> task(Step step) {
        int number = given.getAndIncrement();
        return number >= TASKS ? null : () -> {
            step.on(number);
            return new Held(number, open);
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static class Collecting implements Sink<Held> {

        private final List<Integer> numbers = new ArrayList<>();

        @Override
        public void accept(Held result) throws IOException {
            numbers.add(result.number());
        }

        @Override
        public void pause() {}
    }
}
