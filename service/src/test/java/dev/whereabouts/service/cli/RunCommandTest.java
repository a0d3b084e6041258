package dev.whereabouts.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.service.TinyProgram;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code run}: output and exit code of a program come through, and everything else ends with a sentence. */
class RunCommandTest {

    @TempDir
    private Path folder;

    private record Ran(int code, String out, String err) {}

    private static Ran run(String input, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), out,
                new PrintStream(err, true, StandardCharsets.UTF_8), StandardCharsets.UTF_8, false, name -> null);
        int code = new CommandLineInterface(terminal, "1.2.3").run(arguments);
        return new Ran(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private String program(String code) throws IOException {
        return Files.write(folder.resolve("program"), TinyProgram.elf(code)).toString();
    }

    @Test
    void outputAndExitCodeComeThrough() throws IOException {
        assertThat(run("", "run", program(TinyProgram.WRITE_AND_EXIT), "-x", "--help"))
                .isEqualTo(new Ran(3, "\u007fELF", ""));
    }

    @Test
    void standardInputIsThePrograms() throws IOException {
        assertThat(run("A", "run", program(TinyProgram.ECHO))).isEqualTo(new Ran('A', "A", ""));
    }

    @Test
    void aLimitEndsItWithItsName() throws IOException {
        Ran ran = run("", "run", "--limit", "instructions=1000", program(TinyProgram.LOOP));
        assertThat(ran.code).isEqualTo(125);
        assertThat(ran.err).contains("its limit of instructions").contains("--limit instructions=N");
    }

    @Test
    void aSignalIsNamedAndInTheExitCode() throws IOException {
        Ran ran = run("", "run", program(TinyProgram.ILLEGAL));
        assertThat(ran.code).isEqualTo(128 + 4);
        assertThat(ran.err).contains("SIGILL");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        --limit cake=1         | there is no "cake"
        --limit instructions=x | expected a number for instructions
        --limit instructions   | expected "="
        --random xx            | two hexadecimal digits each
        --random 00            | AT_RANDOM has 16 bytes""")
    void aBadOptionSaysWhatWouldBeRight(String option, String message) throws IOException {
        String[] words = option.split(" ");
        Ran ran = run("", "run", words[0], words[1], program(TinyProgram.LOOP));
        assertThat(ran.code).isEqualTo(2);
        assertThat(ran.err).startsWith("whereabouts: ").contains(message);
    }

    @Test
    void whatIsNoProgramIsRefused() throws IOException {
        String text = Files.writeString(folder.resolve("text"), "no program").toString();
        assertThat(run("", "run", text).code).isEqualTo(2);
        assertThat(run("", "run", text).err).contains(text);
        assertThat(run("", "run", folder.resolve("missing").toString()).err).contains("there is no such file");
        assertThat(run("", "run").code).isEqualTo(2);
    }
}
