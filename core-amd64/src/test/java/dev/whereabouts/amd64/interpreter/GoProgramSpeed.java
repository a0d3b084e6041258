package dev.whereabouts.amd64.interpreter;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Prints how many million instructions a second the functions of {@code ../shared/elf/cpu} reach at best. Started by hand. */
final class GoProgramSpeed {

    private static final int TURNS = 12;
    /** Others may use the machine too: the time of this thread alone. */
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private GoProgramSpeed() {}

    public static void main(String[] arguments) throws IOException {
        GoProgram program = new GoProgram();
        for (String name : arguments.length > 0 ? arguments : new String[]{"leaf", "fib", "sieve", "mix", "mat"}) {
            double best = 0;
            for (int turn = 0; turn < TURNS; turn++) {
                program.reset();
                long executed = program.cpu.executed;
                long start = THREADS.getCurrentThreadCpuTime();
                switch (name) {
                    case "leaf" -> program.call("main.leaf", 2_000_000);
                    case "fib" -> program.call("main.fib", 28);
                    case "sieve" -> program.call("main.sieve", 5_000_000);
                    case "mix" -> program.call("main.mix", program.allocate(4096), 4096, 4096, 400);
                    default -> program.call("main.mat", 120);
                }
                double micros = (THREADS.getCurrentThreadCpuTime() - start) / 1e3;
                best = Math.max(best, (program.cpu.executed - executed) / micros);
            }
            System.out.printf("%s %.0f%n", name, best);
        }
    }
}
