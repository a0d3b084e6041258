package dev.whereabouts.amd64.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.Flags;
import dev.whereabouts.amd64.memory.GuestMemory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random sequences of integer instructions leave the same state here and on the processor that the test runs on. */
class NativeComparisonTest {

    private static final int SEQUENCES = 400;
    private static final int LENGTH = 40;
    private static final int REGISTERS = 16;
    private static final int RSP = 4;
    private static final int R15 = 15;

    /** The buffer of operands; behind it, registers before and after, flags, and the program's own stack pointer. */
    private static final long BUFFER = 0x1000_0000L;
    private static final long IN = BUFFER + 0x400;
    private static final long OUT = BUFFER + 0x800;
    private static final long SAVED = BUFFER + 0xc00;
    private static final long CODE = 0x2000_0000L;
    private static final String[] NAMES = {"rax", "rcx", "rdx", "rbx", "rsp", "rbp", "rsi", "rdi", "r8", "r9", "r10",
            "r11", "r12", "r13", "r14", "r15"};

    private static final String MAIN = """
        #define _GNU_SOURCE
        #include <stdint.h>
        #include <stdio.h>
        #include <string.h>
        #include <sys/mman.h>
        extern void (*const sequences[])(void);
        extern const unsigned char *const bounds[];
        extern const uint64_t inputs[];
        static void hex(const unsigned char *p, long n) { for (long i = 0; i < n; i++) printf("%%02x", p[i]); putchar(' '); }
        int main(void) {
            unsigned char *m = mmap((void *)%1$dL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
            for (int i = 0; i < %2$d; i++) {
                for (int j = 0; j < %3$d; j++) m[j] = (unsigned char)(j * 37 + i);
                memcpy(m + 0x400, inputs + i * 17, 17 * 8);
                sequences[i]();
                hex(bounds[2 * i], bounds[2 * i + 1] - bounds[2 * i]);
                hex(m, %3$d);
                hex(m + 0x800, 17 * 8);
                putchar('\\n');
            }
            return 0;
        }
        """;

    @Test
    void leavesTheStateThatTheProcessorLeaves(@TempDir Path folder) throws Exception {
        assumeTrue(System.getProperty("os.name").equals("Linux") && System.getProperty("os.arch").equals("amd64"),
                "skipped: not on amd64 Linux");
        assumeTrue(isOnPath("gcc"), "skipped: there is no gcc");
        Random random = new Random(20);
        RandomAssembly assembly = new RandomAssembly(random);
        List<String> texts = new ArrayList<>();
        List<Integer> undefined = new ArrayList<>();
        long[][] inputs = new long[SEQUENCES][REGISTERS + 1];
        for (int i = 0; i < SEQUENCES; i++) {
            texts.add(assembly.sequence(LENGTH));
            undefined.add(assembly.undefined());
            for (int j = 0; j < REGISTERS; j++) {
                inputs[i][j] = random.nextInt(3) == 0 ? random.nextInt(100) - 50 : random.nextLong();
            }
            inputs[i][R15] = BUFFER;
            inputs[i][REGISTERS] = random.nextInt() & Flags.ARITHMETIC | 2;
        }
        List<String> answers = executeNatively(folder, texts, inputs);
        assertThat(answers).hasSize(SEQUENCES);
        for (int i = 0; i < SEQUENCES; i++) {
            compare(i, texts.get(i), inputs[i], undefined.get(i), answers.get(i).split(" "));
        }
    }

    private static boolean isOnPath(String program) {
        for (String folder : System.getenv("PATH").split(":")) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }

    private static List<String> executeNatively(Path folder, List<String> texts, long[][] inputs)
            throws IOException, InterruptedException {
        Files.writeString(folder.resolve("main.c"),
                MAIN.formatted(BUFFER, SEQUENCES, RandomAssembly.BUFFER));
        Files.writeString(folder.resolve("sequences.s"), source(texts, inputs));
        run(folder, "gcc", "-no-pie", "-o", "program", "main.c", "sequences.s");
        return run(folder, "./program").lines().toList();
    }

    private static String run(Path folder, String... command) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(output.toFile()).start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        String text = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }

    private static String source(List<String> texts, long[][] inputs) {
        StringBuilder source = new StringBuilder(
                ".intel_syntax noprefix\n.section .note.GNU-stack,\"\",@progbits\n.text\n");
        StringBuilder functions = new StringBuilder("sequences:\n");
        StringBuilder bounds = new StringBuilder("bounds:\n");
        StringBuilder values = new StringBuilder("inputs:\n");
        for (int i = 0; i < texts.size(); i++) {
            source.append("f").append(i).append(":\n");
            for (String saved : List.of("rbx", "rbp", "r12", "r13", "r14", "r15")) {
                source.append("\tpush ").append(saved).append('\n');
            }
            source.append("\tmov [").append(SAVED).append("], rsp\n\tpush qword ptr [").append(IN + REGISTERS * 8)
                    .append("]\n\tpopfq\n");
            for (int r = 0; r < REGISTERS; r++) {
                if (r != RSP) {
                    source.append("\tmov ").append(NAMES[r]).append(", [").append(IN + r * 8).append("]\n");
                }
            }
            source.append("s").append(i).append(":\n").append(texts.get(i)).append("e").append(i).append(":\n");
            for (int r = 0; r < REGISTERS; r++) {
                if (r != RSP) {
                    source.append("\tmov [").append(OUT + r * 8).append("], ").append(NAMES[r]).append('\n');
                }
            }
            source.append("\tmov rsp, [").append(SAVED).append("]\n\tpushfq\n\tpop rax\n\tmov [")
                    .append(OUT + REGISTERS * 8).append("], rax\n");
            for (String saved : List.of("r15", "r14", "r13", "r12", "rbp", "rbx")) {
                source.append("\tpop ").append(saved).append('\n');
            }
            source.append("\tret\n");
            functions.append("\t.quad f").append(i).append('\n');
            bounds.append("\t.quad s").append(i).append(", e").append(i).append('\n');
            for (long value : inputs[i]) {
                values.append("\t.quad ").append(value).append('\n');
            }
        }
        return source.append(".data\n.globl sequences, bounds, inputs\n").append(functions).append(bounds)
                .append(values).toString();
    }

    private static void compare(int number, String text, long[] input, int undefined, String[] answer) {
        byte[] code = HexFormat.of().parseHex(answer[0]);
        GuestMemory memory = new GuestMemory(1 << 20, 10);
        memory.map(BUFFER, GuestMemory.PAGE, GuestMemory.READ | GuestMemory.WRITE);
        memory.map(CODE, GuestMemory.PAGE, GuestMemory.READ | GuestMemory.EXECUTE);
        memory.poke(CODE, code, 0, code.length);
        byte[] buffer = new byte[RandomAssembly.BUFFER];
        for (int j = 0; j < buffer.length; j++) {
            buffer[j] = (byte) (j * 37 + number);
        }
        memory.poke(BUFFER, buffer, 0, buffer.length);
        Cpu cpu = new Cpu();
        System.arraycopy(input, 0, cpu.gpr, 0, REGISTERS);
        cpu.setRflags(input[REGISTERS]);
        cpu.rip = CODE;
        Interpreter interpreter = new Interpreter(memory);
        interpreter.stopAt(CODE + code.length);
        assertThat(interpreter.run(cpu, LENGTH + 1)).as(text).isEqualTo(Exit.STOP);

        byte[] state = HexFormat.of().parseHex(answer[2]);
        GuestMemory native64 = new GuestMemory(1 << 13, 1);
        native64.map(0, GuestMemory.PAGE, GuestMemory.READ | GuestMemory.WRITE);
        native64.poke(0, state, 0, state.length);
        for (int r = 0; r < REGISTERS; r++) {
            if (r != RSP) {
                assertThat(Long.toHexString(cpu.gpr[r])).as("%s of%n%s", NAMES[r], text)
                        .isEqualTo(Long.toHexString(native64.readLong(8L * r)));
            }
        }
        long defined = Flags.ARITHMETIC & ~undefined;
        assertThat(Long.toHexString(cpu.rflags() & defined)).as("flags of%n%s", text)
                .isEqualTo(Long.toHexString(native64.readLong(8L * REGISTERS) & defined));
        byte[] after = new byte[RandomAssembly.BUFFER];
        memory.read(BUFFER, after, 0, after.length);
        assertThat(HexFormat.of().formatHex(after)).as("memory of%n%s", text).isEqualTo(answer[1]);
    }
}
