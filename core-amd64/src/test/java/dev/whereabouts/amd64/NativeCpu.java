package dev.whereabouts.amd64;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Executes single instructions on the processor that the tests run on, by a C program made for it. Tests that need it skip, and say why, where
 * there is no C compiler or the processor lacks AVX2 or FMA.
 */
public final class NativeCpu {

    /** Where {@link State#memory} is. */
    public static final long MEMORY = 0x10000800L;

    private static final int SIZE = 16 * 8 + 16 + 512 + 128 + 16;

    private final Path program;

    /** What an instruction starts from, and then what it left behind. */
    public static final class State {
        public byte[] code;
        /** RSP cannot be given. */
        public final long[] gpr = new long[16];
        public long rflags = 0x202;
        public int mxcsr = 0x1f80;
        /** The signal that ended the instruction, or 0. */
        public int signal;
        /** As {@code Cpu.vector}. */
        public final long[] vector = new long[64];
        public final byte[] memory = new byte[128];
    }

    private NativeCpu(Path program) {
        this.program = program;
    }

    /** @param directory for the program */
    public static NativeCpu in(Path directory) throws IOException, InterruptedException {
        Path cpuinfo = Path.of("/proc/cpuinfo");
        assumeTrue(Files.isReadable(cpuinfo) && System.getProperty("os.arch").equals("amd64"),
                "skipped: compares with the processor itself, and this is not amd64 Linux");
        String features = Files.readString(cpuinfo);
        assumeTrue(features.contains(" avx2 ") && features.contains(" fma "),
                "skipped: this processor has no AVX2 or no FMA");
        Path source = directory.resolve("nativecpu.c");
        try (InputStream from = NativeCpu.class.getResourceAsStream("nativecpu.c")) {
            Files.copy(from, source);
        }
        Path program = directory.resolve("nativecpu");
        Process compiler;
        try {
            compiler = new ProcessBuilder("gcc", "-O1", "-o", program.toString(), source.toString()).inheritIO()
                    .start();
        } catch (IOException _) {
            assumeTrue(false, "skipped: compares with the processor itself, and there is no gcc to build what asks it");
            throw new IllegalStateException();
        }
        assertThat(compiler.waitFor()).as("gcc").isZero();
        return new NativeCpu(program);
    }

    /** Executes each one's code on its own, and replaces each one by what is then. */
    public void execute(List<State> states) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(program.toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        Thread writer = Thread.ofVirtual().start(() -> {
            try (var to = process.getOutputStream()) {
                for (State state : states) {
                    to.write(written(state));
                }
            } catch (IOException _) {
                process.destroy();
            }
        });
        try (InputStream from = process.getInputStream()) {
            for (State state : states) {
                read(state, ByteBuffer.wrap(from.readNBytes(SIZE)).order(ByteOrder.LITTLE_ENDIAN));
            }
        }
        writer.join();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    private static byte[] written(State state) {
        ByteBuffer buffer = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : state.gpr) {
            buffer.putLong(value);
        }
        buffer.putLong(state.rflags).putInt(state.mxcsr).putInt(0);
        for (long value : state.vector) {
            buffer.putLong(value);
        }
        buffer.put(state.memory).put((byte) state.code.length).put(state.code);
        return buffer.array();
    }

    private static void read(State state, ByteBuffer buffer) {
        assertThat(buffer.limit()).as("an answer of the native program").isEqualTo(SIZE);
        for (int i = 0; i < 16; i++) {
            state.gpr[i] = buffer.getLong();
        }
        state.rflags = buffer.getLong();
        state.mxcsr = buffer.getInt();
        state.signal = buffer.getInt();
        for (int i = 0; i < 64; i++) {
            state.vector[i] = buffer.getLong();
        }
        buffer.get(state.memory);
    }
}
