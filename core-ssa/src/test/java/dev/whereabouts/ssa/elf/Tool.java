package dev.whereabouts.ssa.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A program that other people trust. */
record Tool(Path path) {

    /** Looks for a program on the path; skips the test, or fails it in CI, where it is missing. */
    static Tool find(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name)).filter(Files::isExecutable).findFirst().map(Tool::new)
                .orElseGet(() -> {
                    String why = name + " is not on this machine, so that nothing compares its reading with ours";
                    return "true".equals(System.getenv("CI")) ? fail(why) : abort("skipped: " + why);
                });
    }

    /** Runs the program to its end, which has to be a good one without complaints, and answers what it printed. */
    String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(path.toString()));
        command.addAll(List.of(arguments));
        Path errors = Files.createTempFile("errors", ".txt");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
            builder.environment().put("LC_ALL", "C.UTF-8");
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as("%s", command).isZero();
            assertThat(Files.readString(errors)).as("complaints of %s", command).isEmpty();
            return output;
        } finally {
            Files.delete(errors);
        }
    }
}
