package dev.whereabouts.amd64.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.amd64.linux.budget.Budget;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The recorded programs write and return what they do natively, and run the same way twice. */
class RecordedProgramsTest {

    @TempDir
    private static Path folder;

    @ParameterizedTest
    @CsvSource({"elf/hello.gz,", "elf/c_hello_musl.gz,", "elf/cpu.gz,", "elf/cpu.gz, sieve 1", "elf/cpu.gz, fib 20",
            "elf/cpu.gz, mix 1", "elf/cpu.gz, leaf 1", "elf/cpu.gz, mat 20", "debugcall/bin/fixture.opt.gz,",
            "debugcall/bin/fixture.noopt.gz,"})
    void runsAsNatively(String file, String arguments) throws Exception {
        Path program = Programs.recorded(folder.resolve(file.hashCode() + "-" + arguments), file);
        List<String> words = arguments == null ? List.of() : List.of(arguments.split(" "));
        Map<String, String> environment = Map.of();
        GuestProcess process = Programs.emulated(program, words, environment, "", Budget.DEFAULT);
        process.run();
        GuestProcess again = Programs.emulated(program, words, environment, "", Budget.DEFAULT);
        again.run();
        assertThat(again.instructions()).isEqualTo(process.instructions());
        assertThat(again.traceHash()).isEqualTo(process.traceHash());
        assertThat(process.unknownCalls()).isEmpty();
        assertThat(Programs.told(process)).isEqualTo(Programs.natively(program, words, environment, ""));
    }
}
