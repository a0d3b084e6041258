package dev.whereabouts.amd64.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.memory.GuestMemory;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Any bytes can be executed: they end at the budget, or by an exception of the guest, and slicing the budget changes nothing. */
class RandomCodeFuzzTest {

    private static final int INSTRUCTIONS = 1000;
    private static final int SEQUENCES = 3000;
    private static final int MAX_CODE = 512;

    @FuzzTest
    void code(FuzzedDataProvider data) {
        long seed = data.consumeLong();
        execute(seed, data.consumeRemainingAsBytes());
    }

    @Test
    void randomCode() {
        Random random = new Random(1);
        for (int i = 0; i < SEQUENCES; i++) {
            byte[] code = new byte[1 + random.nextInt(MAX_CODE)];
            random.nextBytes(code);
            execute(random.nextLong(), code);
        }
    }

    private static void execute(long seed, byte[] code) {
        Machine whole = machine(seed, code);
        Machine sliced = machine(seed, code);
        Random slices = new Random(seed);
        Exit end = run(whole, INSTRUCTIONS);
        Exit slicedEnd = Exit.BUDGET;
        while (slicedEnd == Exit.BUDGET && sliced.cpu.executed < INSTRUCTIONS) {
            slicedEnd = run(sliced, Math.min(1 + slices.nextInt(5), INSTRUCTIONS - sliced.cpu.executed));
        }
        assertThat(slicedEnd).isEqualTo(end);
        assertThat(sliced.cpu.executed).isEqualTo(whole.cpu.executed);
        assertThat(sliced.cpu.gpr).isEqualTo(whole.cpu.gpr);
        assertThat(sliced.cpu.rip).isEqualTo(whole.cpu.rip);
        assertThat(sliced.cpu.rflags()).isEqualTo(whole.cpu.rflags());
        assertThat(sliced.cpu.gpr[Cpu.ZERO]).isZero();
    }

    private static Exit run(Machine machine, long instructions) {
        long end = machine.cpu.executed + instructions;
        while (true) {
            Exit exit = machine.run(end - machine.cpu.executed);
            if (exit != Exit.SYSCALL) {
                return exit;
            }
        }
    }

    /** Half of the registers point into memory that can be reached. */
    private static Machine machine(long seed, byte[] code) {
        Machine machine = new Machine("");
        byte[] cut = Arrays.copyOf(code, Math.min(code.length, Machine.CODE_LENGTH));
        machine.memory.poke(Machine.CODE, cut, 0, cut.length);
        Random random = new Random(seed);
        for (int i = 0; i < 16; i++) {
            machine.cpu.gpr[i] = switch (random.nextInt(4)) {
                case 0 -> random.nextLong();
                case 1 -> random.nextInt(256);
                case 2 -> Machine.CODE + random.nextInt(MAX_CODE);
                default -> Machine.DATA + random.nextInt(GuestMemory.PAGE);
            };
        }
        machine.cpu.setRflags(random.nextLong());
        return machine;
    }
}
