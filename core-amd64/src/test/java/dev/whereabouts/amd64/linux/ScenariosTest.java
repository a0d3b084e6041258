package dev.whereabouts.amd64.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.amd64.linux.budget.Budget;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs compiled here write and return what they do natively, and run the same way twice. */
class ScenariosTest {

    private static final Map<String, String> ENVIRONMENT = Map.of("COLOUR", "red");
    private static final String INPUT = "first line\nsecond line\n";

    private static void check(Path program, String scenario) throws Exception {
        List<String> arguments = List.of(scenario, "x");
        GuestProcess process = Programs.emulated(program, arguments, ENVIRONMENT, INPUT, Budget.DEFAULT);
        process.run();
        GuestProcess again = Programs.emulated(program, arguments, ENVIRONMENT, INPUT, Budget.DEFAULT);
        again.run();
        assertThat(again.instructions()).isEqualTo(process.instructions());
        assertThat(again.traceHash()).isEqualTo(process.traceHash());
        Programs.Run expected = Programs.natively(program, arguments, ENVIRONMENT, INPUT);
        Programs.Run told = Programs.told(process);
        assertThat(told.output()).isEqualTo(expected.output());
        assertThat(told.code()).isEqualTo(expected.code());
        // the shell that ran it natively adds a line of its own about signals
        assertThat(expected.error()).startsWith(told.error());
    }

    @Nested
    class Go {

        @TempDir
        private static Path folder;
        private static Path program;

        @BeforeAll
        static void compile() throws Exception {
            program = Programs.go(folder, "scenarios.go");
        }

        @ParameterizedTest
        @ValueSource(strings = {"channels", "garbage", "timers", "files", "signals", "data", "panic", "exit",
                "deadlock"})
        void runsAsNatively(String scenario) throws Exception {
            check(program, scenario);
        }
    }

    @Nested
    class C {

        @TempDir
        private static Path folder;
        private static Path program;

        @BeforeAll
        static void compile() throws Exception {
            program = Programs.c(folder, "scenarios.c");
        }

        @ParameterizedTest
        @ValueSource(strings = {"threads", "numbers", "signals", "memory", "files", "abort", "crash", "recursion"})
        void runsAsNatively(String scenario) throws Exception {
            check(program, scenario);
        }
    }
}
