package dev.whereabouts.amd64.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.whereabouts.amd64.GroundTruth;
import dev.whereabouts.amd64.image.Image;
import dev.whereabouts.amd64.interpreter.FeatureLevel;
import dev.whereabouts.amd64.linux.budget.Budget;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

/** Programs to run: recorded ones, ones compiled here, and what each does natively. */
final class Programs {

    private Programs() {}

    /** How a program ended and what it wrote. @param code 128 and the signal's number where a signal ended it */
    record Run(int code, String output, String error) {}

    /** A program of the ground truth, unpacked. */
    static Path recorded(Path folder, String file) throws IOException {
        Path program = folder.resolve(file.replace(".gz", ""));
        try (InputStream in = new GZIPInputStream(
                Files.newInputStream(GroundTruth.folder(Path.of(file).getParent().toString())
                        .resolve(Path.of(file).getFileName())))) {
            Files.createDirectories(program.getParent());
            Files.copy(in, program);
        }
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return program;
    }

    /** A resource compiled by Go. */
    static Path go(Path folder, String source) throws Exception {
        Path copy = copy(folder, source);
        Path program = folder.resolve("go-program");
        compile(folder, Map.of("CGO_ENABLED", "0", "GOFLAGS", "", "GOAMD64", "v1"), "go", "build", "-trimpath", "-o",
                program.toString(), copy.toString());
        return program;
    }

    /** A resource compiled by GCC, linked with glibc statically. */
    static Path c(Path folder, String source) throws Exception {
        Path copy = copy(folder, source);
        Path program = folder.resolve("c-program");
        compile(folder, Map.of(), "gcc", "-O1", "-w", "-static", "-pthread", "-o", program.toString(), copy.toString(),
                "-lm");
        return program;
    }

    private static Path copy(Path folder, String source) throws IOException {
        Path copy = folder.resolve(source);
        try (InputStream in = Programs.class.getResourceAsStream(source)) {
            Files.copy(in, copy);
        }
        return copy;
    }

    private static void compile(Path folder, Map<String, String> environment, String... command) throws Exception {
        Path log = folder.resolve(command[0] + ".log");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Process compiler;
        try {
            compiler = builder.start();
        } catch (IOException e) {
            String missing = command[0] + " is not on this machine";
            if ("true".equals(System.getenv("CI"))) {
                throw new IllegalStateException(missing, e);
            }
            abort("skipped: " + missing);
            return;
        }
        assertThat(compiler.waitFor()).as(Files.readString(log)).isZero();
    }

    /** Runs a program on this machine, where that is amd64 Linux. */
    static Run natively(Path program, List<String> arguments, Map<String, String> environment, String input)
            throws Exception {
        assumeTrue("amd64".equals(System.getProperty("os.arch")) && "Linux".equals(System.getProperty("os.name")),
                "skipped: this machine cannot run the program natively");
        Path folder = Files.createTempDirectory(program.getParent(), "native");
        Path in = Files.writeString(folder.resolve("in"), input);
        Path out = folder.resolve("out");
        Path error = folder.resolve("error");
        // through a shell: standard output is a pipe, as under emulation
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "cat \"$0\" | \"$@\"", in.toString(),
                program.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out.toFile())
                .redirectError(error.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), Files.readString(out), Files.readString(error));
    }

    /** A process that has not started yet. */
    static GuestProcess emulated(Path program, List<String> arguments, Map<String, String> environment, String input,
            Budget budget) throws IOException {
        List<String> all = new ArrayList<>(List.of(program.toString()));
        all.addAll(arguments);
        Program guest = Program.of(Image.read(Files.readAllBytes(program)), all)
                .withEnvironment(environment.entrySet().stream().map(each -> each.getKey() + "=" + each.getValue())
                        .toList())
                .withInput(input.getBytes(StandardCharsets.UTF_8));
        return new GuestProcess(guest, budget, FeatureLevel.V1);
    }

    /** How a process ended that has been run. */
    static Run told(GuestProcess process) {
        int code = switch (process.outcome().orElseThrow()) {
            case Outcome.Exited(int exit) -> exit;
            case Outcome.Killed(int signal) -> 128 + signal;
            case Outcome.BudgetExhausted _,Outcome.Deadlocked _ ->
                throw new AssertionError(process.outcome().orElseThrow() + " after " + process.instructions());
        };
        return new Run(code, text(process.output().standard()), text(process.output().error()));
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
