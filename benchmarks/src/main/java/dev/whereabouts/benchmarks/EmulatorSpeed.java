package dev.whereabouts.benchmarks;

import com.sun.management.ThreadMXBean;
import dev.whereabouts.amd64.image.Image;
import dev.whereabouts.amd64.interpreter.FeatureLevel;
import dev.whereabouts.amd64.linux.GuestProcess;
import dev.whereabouts.amd64.linux.Outcome;
import dev.whereabouts.amd64.linux.Program;
import dev.whereabouts.amd64.linux.budget.Budget;
import dev.whereabouts.amd64.linux.budget.Resource;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/**
 * The emulator beside the processor itself and beside qemu, in one run: the program {@code cpu} of {@code ../shared/elf}, of which each part
 * computes something else. All three are told in million guest instructions per second of processor time in user mode, so that what else the
 * machine does counts little; the emulator counts the instructions.
 */
public final class EmulatorSpeed {

    private static final double NANOS_PER_MICRO = 1e3;
    private static final double MILLION = 1e6;
    private static final long INSTRUCTIONS = 20_000_000_000L;
    private static final int ROUNDS = 4;

    /** A part of the program and a size at which it takes some hundred million instructions. */
    private record Part(String name, String size) {}

    private static final List<Part> PARTS = List.of(new Part("sieve", "10"), new Part("fib", "33"),
            new Part("mix", "2000"), new Part("leaf", "20"), new Part("mat", "250"));

    /** What one run showed. */
    private record Speed(long instructions, double millionsPerSecond, double bytesPerMillion, String output) {}

    private EmulatorSpeed() {}

    /** @param arguments none */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path packed = Corpus.shared("elf").resolve("cpu.gz");
        Path folder = Files.createTempDirectory("emulator-speed");
        Path program = folder.resolve("cpu");
        try {
            Files.write(program, Corpus.unpacked(packed));
            if (!program.toFile().setExecutable(true)) {
                throw new IOException("cannot make " + program + " executable");
            }
            System.out.println("million instructions per second of processor time (best of " + ROUNDS + " rounds)");
            System.out.printf("%-6s %14s %9s %9s %9s %12s %12s %14s%n", "part", "instructions", "here", "native",
                    "qemu", "of native", "of qemu", "bytes/million");
            for (Part part : PARTS) {
                compare(program, part);
            }
        } finally {
            Files.deleteIfExists(program);
            Files.deleteIfExists(folder);
        }
    }

    private static void compare(Path program, Part part) throws IOException, InterruptedException {
        Speed best = null;
        double nativeSeconds = Double.MAX_VALUE;
        OptionalDouble qemuSeconds = OptionalDouble.empty();
        for (int round = 0; round < ROUNDS; round++) {
            Speed here = emulated(program, part);
            best = best == null || here.millionsPerSecond() > best.millionsPerSecond() ? here : best;
            nativeSeconds = Math.min(nativeSeconds, userSeconds(here.output(), program.toString(), part));
            Optional<String> qemu = onPath("qemu-x86_64");
            if (qemu.isPresent()) {
                double seconds = userSeconds(here.output(), qemu.get() + " " + program, part);
                qemuSeconds = OptionalDouble.of(Math.min(seconds, qemuSeconds.orElse(seconds)));
            }
        }
        double ofNative = best.instructions() / MILLION / nativeSeconds;
        String ofQemu = "-";
        String qemuRatio = "-";
        if (qemuSeconds.isPresent()) {
            double speed = best.instructions() / MILLION / qemuSeconds.getAsDouble();
            ofQemu = String.format(Locale.ROOT, "%.0f", speed);
            qemuRatio = String.format(Locale.ROOT, "1/%.1f", speed / best.millionsPerSecond());
        }
        System.out.printf(Locale.ROOT, "%-6s %14d %9.0f %9.0f %9s %12s %12s %14.0f%n", part.name(),
                best.instructions(), best.millionsPerSecond(), ofNative, ofQemu,
                String.format(Locale.ROOT, "1/%.0f", ofNative / best.millionsPerSecond()), qemuRatio,
                best.bytesPerMillion());
    }

    private static Speed emulated(Path program, Part part) throws IOException, InterruptedException {
        GuestProcess process = new GuestProcess(
                Program.of(Image.read(Files.readAllBytes(program)), List.of("cpu", part.name(), part.size())),
                Budget.DEFAULT.with(Resource.INSTRUCTIONS, INSTRUCTIONS).with(Resource.WALL_MILLISECONDS,
                        TimeUnit.MINUTES.toMillis(10)),
                FeatureLevel.V1);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = threads.getCurrentThreadAllocatedBytes();
        long start = threads.getCurrentThreadCpuTime();
        Outcome outcome = process.run();
        long nanos = threads.getCurrentThreadCpuTime() - start;
        bytes = threads.getCurrentThreadAllocatedBytes() - bytes;
        if (!outcome.equals(new Outcome.Exited(0))) {
            throw new IllegalStateException(part + " ended with " + outcome);
        }
        long instructions = process.instructions();
        return new Speed(instructions, instructions * NANOS_PER_MICRO / nanos, bytes * MILLION / instructions,
                new String(process.output().standard(), StandardCharsets.UTF_8));
    }

    /** Runs a command and checks that it prints the same. */
    private static double userSeconds(String output, String command, Part part)
            throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("bash", "-c",
                "TIMEFORMAT=%3U; time " + command + " " + part.name() + " " + part.size()));
        Process process = new ProcessBuilder(line).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String time = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0 || !printed.equals(output)) {
            throw new IllegalStateException(command + " printed " + printed + time + ", the emulator " + output);
        }
        return Math.max(Double.parseDouble(time), 0.001);
    }

    private static Optional<String> onPath(String command) {
        for (String folder : System.getenv("PATH").split(":")) {
            if (Files.isExecutable(Path.of(folder, command))) {
                return Optional.of(command);
            }
        }
        return Optional.empty();
    }
}
