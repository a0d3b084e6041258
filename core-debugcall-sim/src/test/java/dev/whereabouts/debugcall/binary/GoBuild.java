package dev.whereabouts.debugcall.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The Go toolchain of the machine. Tests that need it skip, and say why, where it is missing; in CI that is an error. */
final class GoBuild {

    private GoBuild() {}

    /** Builds the package in a folder. @return the program */
    static Path build(Path source, Path to, List<String> flags, Map<String, String> environment)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(go(), "build", "-o", to.toString()));
        command.addAll(flags);
        command.add(".");
        Path log = to.resolveSibling(to.getFileName() + ".log");
        ProcessBuilder builder = new ProcessBuilder(command).directory(source.toFile()).redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("CGO_ENABLED", "0");
        builder.environment().put("GOFLAGS", "-trimpath");
        builder.environment().put("GOTOOLCHAIN", "local");
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
        return to;
    }

    private static String go() {
        return command("go", "/usr/local/go/bin").orElseGet(() -> {
            if ("true".equals(System.getenv("CI"))) {
                throw new IllegalStateException("there is no Go toolchain");
            }
            return abort("skipped: there is no Go toolchain");
        });
    }

    /** Where a command is. @param usual a folder to look in besides the path */
    static Optional<String> command(String name, String usual) {
        for (String each : (System.getenv("PATH") + File.pathSeparator + usual).split(File.pathSeparator)) {
            if (Files.isExecutable(Path.of(each, name))) {
                return Optional.of(Path.of(each, name).toString());
            }
        }
        return Optional.empty();
    }
}
