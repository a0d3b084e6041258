package dev.whereabouts.amd64.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** Functions that the Go compiler made compute what their source says, and executing them allocates nothing. */
class GoProgramTest {

    @Test
    void computesWhatTheSourceSays() throws Exception {
        GoProgram program = new GoProgram();
        assertThat(program.call("main.fib", 20)).isEqualTo(6765);
        assertThat(program.call("main.sieve", 100_000)).isEqualTo(9592);
        assertThat(program.call("main.leaf", 1000)).isEqualTo(leaf(1000));
        long bytes = program.allocate(4096);
        for (int i = 0; i < 4096; i++) {
            program.memory.writeByte(bytes + i, i * 7);
        }
        assertThat(program.call("main.mix", bytes, 4096, 4096, 3)).isEqualTo(mix(3));
    }

    private static long leaf(long turns) {
        long x = 88172645463325252L;
        long sum = 0;
        for (long i = 0; i < turns; i++) {
            x ^= x << 13;
            x ^= x >>> 7;
            x ^= x << 17;
            sum += x ^ i;
        }
        return sum;
    }

    private static long mix(int rounds) {
        int[] h = new int[8];
        for (int i = 0; i < 8; i++) {
            h[i] = i * 0x9e3779b9 + 1;
        }
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < 4096; i++) {
                int x = Integer.rotateRight(h[i + 1 & 7], 6);
                h[i & 7] += (x ^ i * 7 & 0xff) + (h[i + 3 & 7] & h[i + 5 & 7]);
            }
        }
        return Integer.toUnsignedLong(h[0] ^ h[3]);
    }

    @Test
    void allocatesNothingForInstructions() throws Exception {
        GoProgram program = new GoProgram();
        program.call("main.fib", 20);
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long executed = program.cpu.executed;
        long before = threads.getCurrentThreadAllocatedBytes();
        program.call("main.fib", 24);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(program.cpu.executed - executed).isGreaterThan(500_000);
        // the few blocks that a longer run adds, and what the call itself allocates
        assertThat(allocated).isLessThan(100_000);
    }
}
