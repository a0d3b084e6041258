package dev.whereabouts.amd64.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.FaultKind;
import org.junit.jupiter.api.Test;

/** CPUID reports a level's features and no others (x86-64 psABI, 3.1.1). */
class IdentificationTest {

    private static final int SSE3 = 1;
    private static final int SSE42 = 1 << 20;
    private static final int POPCNT = 1 << 23;
    private static final int OSXSAVE = 1 << 27;
    private static final int AVX = 1 << 28;
    private static final int SSE2 = 1 << 26;
    private static final int CMOV = 1 << 15;
    private static final int AVX2 = 1 << 5;
    private static final int BMI2 = 1 << 8;

    private static Cpu identify(FeatureLevel level, long leaf) {
        Cpu cpu = new Cpu();
        cpu.gpr[Cpu.RAX] = leaf;
        Identification.execute(cpu, level);
        return cpu;
    }

    private static boolean has(FeatureLevel level, long leaf, int register, int bits) {
        return (identify(level, leaf).gpr[register] & bits) == bits;
    }

    @Test
    void reportsTheLevelAndNoMore() {
        for (FeatureLevel level : FeatureLevel.values()) {
            assertThat(has(level, 1, Cpu.RDX, SSE2 | CMOV)).isTrue();
            assertThat(has(level, 1, Cpu.RCX, SSE3 | SSE42 | POPCNT)).isEqualTo(level != FeatureLevel.V1);
            assertThat(has(level, 1, Cpu.RCX, OSXSAVE | AVX)).isEqualTo(level == FeatureLevel.V3);
            assertThat(has(level, 7, Cpu.RBX, AVX2 | BMI2)).isEqualTo(level == FeatureLevel.V3);
        }
    }

    @Test
    void answersUnknownLeavesWithNothing() {
        Cpu cpu = identify(FeatureLevel.V3, 0x1234);
        assertThat(cpu.gpr[Cpu.RAX] | cpu.gpr[Cpu.RBX] | cpu.gpr[Cpu.RCX] | cpu.gpr[Cpu.RDX]).isZero();
    }

    @Test
    void hasNoExtendedStateWithoutAvx() {
        Machine machine = new Machine("0f01d0");
        assertThat(machine.run(1)).isEqualTo(Exit.FAULT);
        assertThat(machine.interpreter.fault().kind()).isEqualTo(FaultKind.INVALID_OPCODE);
        Interpreter avx = new Interpreter(machine.memory, FeatureLevel.V3, cpu -> 0);
        assertThat(avx.run(machine.cpu, 1)).isEqualTo(Exit.BUDGET);
        assertThat(machine.cpu.gpr[Cpu.RAX]).isEqualTo(7);
    }
}
