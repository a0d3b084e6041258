package dev.whereabouts.service.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.whereabouts.service.problem.ProblemException;
import dev.whereabouts.service.settings.Setting;
import dev.whereabouts.service.settings.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteStoreTest {

    private static final long BUDGET = 4 << 20;

    private final ByteBudget budget = new ByteBudget(BUDGET);
    private final Settings settings = Settings.from(Map.of("WHEREABOUTS_ANSWER_BYTES", "3000000")::get);

    @Test
    void whatWasWrittenIsRead() throws IOException {
        Random random = new Random(1);
        try (ByteStore store = new ByteStore(budget, settings, Setting.ANSWER_BYTES)) {
            ByteArrayOutputStream expected = new ByteArrayOutputStream();
            while (expected.size() < 2_500_000) {
                byte[] bytes = new byte[random.nextInt(50_000)];
                random.nextBytes(bytes);
                store.write(bytes);
                expected.write(bytes);
                store.write(7);
                expected.write(7);
            }
            ByteArrayOutputStream copy = new ByteArrayOutputStream();
            store.copyTo(copy);
            assertThat(copy.toByteArray()).isEqualTo(expected.toByteArray());
            assertThat(store.read().readAllBytes()).isEqualTo(expected.toByteArray());
            assertThat(store.size()).isEqualTo(expected.size());
            assertThat(budget.left()).isLessThan(BUDGET - expected.size());
        }
        assertThat(budget.left()).isEqualTo(BUDGET);
    }

    @Test
    void theLimitHoldsToTheByte() {
        try (ByteStore store = new ByteStore(budget, settings, Setting.ANSWER_BYTES)) {
            store.write(new byte[2_999_999], 0, 2_999_999);
            store.write(1);
            assertThatThrownBy(() -> store.write(1)).isInstanceOfSatisfying(ProblemException.class, e -> {
                assertThat(e.problem().status()).isEqualTo(413);
                assertThat(e.problem().limit().setting()).isEqualTo(Setting.ANSWER_BYTES);
                assertThat(e.problem().limit().value()).isEqualTo(3_000_000);
            });
        }
    }

    @Test
    void allStoresTogetherStayWithinTheBudget() {
        try (ByteStore first = new ByteStore(budget, settings, Setting.ANSWER_BYTES);
                ByteStore second = new ByteStore(budget, settings, Setting.ANSWER_BYTES)) {
            first.write(new byte[2_900_000], 0, 2_900_000);
            assertThatThrownBy(() -> second.write(new byte[2_900_000], 0, 2_900_000))
                    .isInstanceOfSatisfying(ProblemException.class, e -> {
                        assertThat(e.problem().status()).isEqualTo(429);
                        assertThat(e.problem().headers()).containsKey("Retry-After");
                    });
        }
        assertThat(budget.left()).isEqualTo(BUDGET);
    }

    /** As many as there are streams by default, each a little less than a 256th of the whole, beside one that takes all it gets. */
    @Test
    void largeStoresLeaveRoomForSmallOnes() throws IOException {
        ByteBudget large = new ByteBudget(256L << 20);
        List<ByteStore> stores = new ArrayList<>();
        byte[] part = new byte[100_000];
        Settings endless = Settings.from(_ -> null);
        ByteStore greedy = new ByteStore(large, endless, Setting.STREAM_BYTES);
        stores.add(greedy);
        assertThatThrownBy(() -> {
            while (true) {
                greedy.write(part);
            }
        }).isInstanceOf(ProblemException.class);
        assertThat(large.left()).isBetween(64L << 20, 65L << 20);
        for (int i = 0; i < 64; i++) {
            ByteStore small = new ByteStore(large, endless, Setting.STREAM_BYTES);
            stores.add(small);
            for (int written = 0; written < 700_000; written += part.length) {
                small.write(part);
            }
        }
        stores.forEach(ByteStore::close);
        assertThat(large.left()).isEqualTo(256L << 20);
    }
}
