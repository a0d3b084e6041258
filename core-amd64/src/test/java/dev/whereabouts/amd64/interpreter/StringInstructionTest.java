package dev.whereabouts.amd64.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.Flags;
import dev.whereabouts.amd64.memory.GuestMemory;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Repeated string instructions do what one element after another does, however their operands overlap. */
class StringInstructionTest {

    private static final String[] SIZES = {"a4", "66a5", "a5", "48a5"};
    private static final String[] STORES = {"aa", "66ab", "ab", "48ab"};
    private static final long AREA = 0x80_0000;
    private static final int LENGTH = 3 * GuestMemory.PAGE;

    private final Random random = new Random(7);

    private static String repeated(String code) {
        return code.startsWith("66") ? "66f3" + code.substring(2) : "f3" + code;
    }

    private Machine machine(String code, long seed) {
        Machine machine = new Machine(code);
        machine.memory.map(AREA, LENGTH, GuestMemory.READ | GuestMemory.WRITE);
        byte[] bytes = new byte[LENGTH];
        new Random(seed).nextBytes(bytes);
        machine.memory.poke(AREA, bytes, 0, LENGTH);
        return machine;
    }

    @Test
    void moveAndStoreElementByElement() {
        for (int turn = 0; turn < 2000; turn++) {
            int size = random.nextInt(4);
            boolean isMove = random.nextBoolean();
            String code = isMove ? SIZES[size] : STORES[size];
            long seed = random.nextLong();
            Machine whole = machine(repeated(code), seed);
            Machine single = machine(code, seed);
            long count = random.nextInt(random.nextBoolean() ? 40 : 2000);
            long source = AREA + random.nextInt(LENGTH);
            long target = random.nextBoolean() ? source + random.nextInt(64) - 32 : AREA + random.nextInt(LENGTH);
            long value = random.nextInt(3) == 0 ? random.nextLong() : random.nextInt(2) - 1L;
            boolean isDown = random.nextInt(4) == 0;
            for (Machine machine : new Machine[]{whole, single}) {
                machine.cpu.gpr[Cpu.RSI] = source;
                machine.cpu.gpr[Cpu.RDI] = target;
                machine.cpu.gpr[Cpu.RAX] = value;
                machine.cpu.otherFlags |= isDown ? Flags.DF : 0;
            }
            whole.cpu.gpr[Cpu.RCX] = count;
            Exit exit = whole.run(1);
            long left = count;
            Exit expected = Exit.BUDGET;
            while (left > 0 && expected == Exit.BUDGET) {
                single.cpu.rip = Machine.CODE;
                expected = single.run(1);
                left -= expected == Exit.BUDGET ? 1 : 0;
            }
            assertThat(exit).isEqualTo(expected);
            assertThat(whole.cpu.gpr[Cpu.RCX]).isEqualTo(left);
            assertThat(whole.cpu.gpr[Cpu.RSI]).isEqualTo(single.cpu.gpr[Cpu.RSI]);
            assertThat(whole.cpu.gpr[Cpu.RDI]).isEqualTo(single.cpu.gpr[Cpu.RDI]);
            if (exit == Exit.FAULT) {
                assertThat(whole.interpreter.fault().address()).isEqualTo(single.interpreter.fault().address());
                assertThat(whole.interpreter.fault().access()).isEqualTo(single.interpreter.fault().access());
            }
            byte[] found = new byte[LENGTH];
            byte[] wanted = new byte[LENGTH];
            whole.memory.read(AREA, found, 0, LENGTH);
            single.memory.read(AREA, wanted, 0, LENGTH);
            assertThat(found).isEqualTo(wanted);
        }
    }

    @Test
    void compareAndScanUntilTheConditionEnds() {
        // repe cmpsb: differs at the sixth byte
        Machine compare = machine("f3a6", 1);
        compare.memory.write(AREA, "abcdefgh".getBytes(StandardCharsets.US_ASCII), 0, 8);
        compare.memory.write(AREA + 100, "abcdexgh".getBytes(StandardCharsets.US_ASCII), 0, 8);
        compare.cpu.gpr[Cpu.RSI] = AREA;
        compare.cpu.gpr[Cpu.RDI] = AREA + 100;
        compare.cpu.gpr[Cpu.RCX] = 8;
        compare.run(1);
        assertThat(compare.cpu.gpr[Cpu.RCX]).isEqualTo(2);
        assertThat(compare.cpu.carry()).isTrue();
        // repne scasb: finds the fourth byte
        Machine scan = machine("f2ae", 1);
        scan.memory.write(AREA, new byte[]{1, 2, 3, 0, 5}, 0, 5);
        scan.cpu.gpr[Cpu.RDI] = AREA;
        scan.cpu.gpr[Cpu.RCX] = -1;
        scan.run(1);
        assertThat(scan.cpu.gpr[Cpu.RCX]).isEqualTo(-5);
        assertThat(scan.cpu.executed).isEqualTo(1);
    }
}
