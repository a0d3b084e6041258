package dev.whereabouts.amd64.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.whereabouts.amd64.linux.abi.Failure;
import dev.whereabouts.amd64.memory.GuestMemory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Waiters are woken in their order, by their bits, and where they were moved to. */
class FutexesTest {

    private static final long ONE = 0x10_0000;
    private static final long TWO = 0x10_0004;

    private final GuestMemory memory = new GuestMemory(1 << 20, 10);
    private final Futexes futexes = new Futexes(memory);

    @BeforeEach
    void map() {
        memory.map(ONE, GuestMemory.PAGE, GuestMemory.READ | GuestMemory.WRITE);
    }

    private Wait waiting(long address, int bits) {
        return futexes.waiting(address, 0, bits, Wait.NEVER);
    }

    private static boolean isWoken(Wait wait) {
        return wait.attempt().getAsLong() == 0;
    }

    @Test
    void wakesTheFirstFirst() {
        Wait first = waiting(ONE, Futexes.ALL);
        Wait second = waiting(ONE, Futexes.ALL);
        Wait elsewhere = waiting(TWO, Futexes.ALL);
        assertThat(futexes.wake(ONE, 1, Futexes.ALL)).isOne();
        assertThat(isWoken(first)).isTrue();
        assertThat(isWoken(second)).isFalse();
        assertThat(futexes.wake(ONE, 9, Futexes.ALL)).isOne();
        assertThat(isWoken(second)).isTrue();
        assertThat(isWoken(elsewhere)).isFalse();
    }

    @Test
    void wakesByBits() {
        Wait low = waiting(ONE, 1);
        Wait high = waiting(ONE, 2);
        assertThat(futexes.wake(ONE, 9, 2)).isOne();
        assertThat(isWoken(low)).isFalse();
        assertThat(isWoken(high)).isTrue();
    }

    @Test
    void movesWaiters() {
        Wait first = waiting(ONE, Futexes.ALL);
        Wait second = waiting(ONE, Futexes.ALL);
        Wait third = waiting(ONE, Futexes.ALL);
        assertThat(futexes.requeue(ONE, 1, TWO, 1)).isEqualTo(2);
        assertThat(isWoken(first)).isTrue();
        assertThat(futexes.wake(TWO, 9, Futexes.ALL)).isOne();
        assertThat(isWoken(second)).isTrue();
        assertThat(isWoken(third)).isFalse();
    }

    @Test
    void forgetsWhoLeaves() {
        Wait first = waiting(ONE, Futexes.ALL);
        first.abandon().run();
        assertThat(futexes.wake(ONE, 9, Futexes.ALL)).isZero();
    }

    @Test
    void doesNotWaitForAnotherValue() {
        memory.writeInt(ONE, 5);
        assertThatThrownBy(() -> waiting(ONE, Futexes.ALL)).isInstanceOf(Failure.class);
        assertThatThrownBy(() -> waiting(ONE + 1, Futexes.ALL)).isInstanceOf(Failure.class);
    }
}
