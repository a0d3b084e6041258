package dev.whereabouts.debugcall.binary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.amd64.linux.Outcome;
import dev.whereabouts.amd64.linux.Pause;
import dev.whereabouts.debugcall.target.CodePlace;
import dev.whereabouts.debugcall.target.Goroutine;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A binary stops where it is told to, shows its goroutine, and runs on as if nothing had been. */
class GoProgramTest {

    @ParameterizedTest
    @ValueSource(strings = {"opt", "noopt"})
    void stopsShowsItsGoroutineAndRunsOn(String build) throws InterruptedException {
        GoProgram program = Fixture.program(build, "safe");
        assertThat(program.goroutine()).isEmpty();
        long target = program.addressOf("main.target").orElseThrow();
        assertThat(program.runTo(target, 1)).isEqualTo(new Pause.Reached(target));
        assertThat(program.placeOf(target + 1)).contains(new CodePlace("main.target", 1));
        Goroutine goroutine = program.goroutine().orElseThrow();
        // the main goroutine has id 1, and R14 holds the descriptor of the goroutine that runs
        assertThat(goroutine.id()).isEqualTo(1);
        assertThat(goroutine.status()).isEqualTo(Goroutine.RUNNING);
        assertThat(goroutine.isSystemStack()).isFalse();
        assertThat(goroutine.address()).isEqualTo(program.cpu().gpr[14]);
        assertThat(program.goroutine(1)).contains(goroutine);
        assertThat(program.goroutine(2).orElseThrow().status()).isEqualTo(Goroutine.WAITING);
        assertThat(program.goroutine(1_000)).isEmpty();
        assertThat(program.resume()).isEqualTo(new Pause.Ended(new Outcome.Exited(0)));
        assertThat(new String(program.output(), StandardCharsets.UTF_8))
                .isEqualTo("fixture safe 1002 499500 1.500150007492837\nfixture T 100 0\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"opt", "noopt"})
    void tellsTheStackOfTheThread(String build) throws InterruptedException {
        GoProgram program = Fixture.program(build, "safe");
        long schedule = program.addressOf("runtime.schedule").orElseThrow();
        assertThat(program.runTo(schedule, 1)).isEqualTo(new Pause.Reached(schedule));
        assertThat(program.goroutine().orElseThrow().isSystemStack()).isTrue();
    }
}
