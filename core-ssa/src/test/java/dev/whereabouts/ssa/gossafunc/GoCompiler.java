package dev.whereabouts.ssa.gossafunc;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The Go compiler of this machine. Tests that need one skip, and say so, where there is none of the version that they are written for. */
public final class GoCompiler {

    private static final String VERSION = "go1.26";

    private final Path command;

    private GoCompiler(Path command) {
        this.command = command;
    }

    public static GoCompiler orSkip() {
        Stream<Path> places = Stream.concat(Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/local/go/bin"))
                .map(directory -> Path.of(directory, "go"));
        GoCompiler found = places.filter(Files::isExecutable).findFirst().map(GoCompiler::new).orElse(null);
        assumeTrue(found != null, "no Go compiler on this machine");
        String version = found.run(Path.of("."), List.of(), "version");
        assumeTrue(version.contains(VERSION), "no " + VERSION + " on this machine, but " + version);
        return found;
    }

    /**
     * Compiles a package of one file.
     *
     * @param directory where it may be written
     * @param source    the file
     * @param function  what to print, as in {@code GOSSAFUNC}
     * @param flags     flags of the compiler
     * @return what the compiler printed
     */
    public String compile(Path directory, String source, String function, String flags) {
        try {
            Files.writeString(directory.resolve("go.mod"), "module sample\n\ngo 1.26\n");
            Files.writeString(directory.resolve("sample.go"), source);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return run(directory, List.of("GOSSAFUNC=" + function, "GOSSADIR=" + directory.resolve("ssa")), "build",
                "-gcflags=" + flags, "-o",
                "/dev/null", ".");
    }

    /**
     * Runs a program of one file.
     *
     * @param directory where it may be written
     * @return what it printed
     */
    public String runProgram(Path directory, String source) {
        try {
            Files.writeString(directory.resolve("go.mod"), "module sample\n\ngo 1.26\n");
            Files.writeString(directory.resolve("main.go"), source);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return run(directory, List.of(), "run", ".");
    }

    private String run(Path directory, List<String> environment, String... arguments) {
        try {
            ProcessBuilder builder = new ProcessBuilder(
                    Stream.concat(Stream.of(command.toString()), Stream.of(arguments)).toList())
                    .directory(directory.toFile()).redirectErrorStream(true);
            environment.forEach(
                    e -> builder.environment().put(e.substring(0, e.indexOf('=')), e.substring(e.indexOf('=') + 1)));
            builder.environment().put("GOTOOLCHAIN", "local");
            builder.environment().put("GOFLAGS", "");
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new AssertionError("go " + String.join(" ", arguments) + " failed:\n" + output);
            }
            return output;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
