package dev.whereabouts.amd64.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.memory.GuestMemory;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A comparison and its branch in one step do what they do one after the other, under every condition. */
class FusedBranchTest {

    private static final int TURNS = 2000;

    /** Comparisons of RAX or EAX with RBX, a constant, or memory at RDI, and of memory with a constant. */
    @ParameterizedTest
    @ValueSource(strings = {"4839d8", "39d8", "4883f805", "83f805", "483b07", "3b07", "48833f05", "833f05", "4885d8",
            "85d8", "4885c0", "85c0", "84c0", "4084f6", "803f05", "803f80"})
    void doesWhatBothDo(String comparison) {
        Random random = new Random(8);
        for (int condition = 0; condition < 16; condition++) {
            String code = comparison + Integer.toHexString(0x70 + condition) + "10";
            Machine together = new Machine(code);
            Machine apart = new Machine(code);
            for (int turn = 0; turn < TURNS; turn++) {
                long a = value(random);
                long b = random.nextInt(4) == 0 ? a : value(random);
                start(together, a, b);
                start(apart, a, b);
                assertThat(together.run(2)).isEqualTo(Exit.BUDGET);
                apart.run(1);
                apart.run(1);
                assertThat(together.cpu.rip).as("condition %d of %x and %x", condition, a, b)
                        .isEqualTo(apart.cpu.rip);
                assertThat(together.cpu.rflags()).isEqualTo(apart.cpu.rflags());
            }
            assertThat(together.cpu.executed).isEqualTo(2L * TURNS);
        }
    }

    private static long value(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(12);
            case 1 -> -random.nextInt(12);
            case 2 -> Integer.MIN_VALUE + random.nextInt(3);
            default -> random.nextLong();
        };
    }

    private static void start(Machine machine, long a, long b) {
        machine.cpu.rip = Machine.CODE;
        machine.cpu.gpr[Cpu.RAX] = a;
        machine.cpu.gpr[Cpu.RBX] = b;
        machine.cpu.gpr[Cpu.RDI] = Machine.DATA + GuestMemory.PAGE / 2;
        machine.memory.writeLong(machine.cpu.gpr[Cpu.RDI], b);
    }
}
