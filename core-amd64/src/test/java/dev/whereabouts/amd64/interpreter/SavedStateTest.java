package dev.whereabouts.amd64.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.GuestFault;
import dev.whereabouts.amd64.cpu.X87;
import dev.whereabouts.amd64.instruction.Decoder;
import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.amd64.memory.GuestMemory;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Saved floating-point state lies where the manual says (SDM volume 1, table 10-2 and section 13.4), and comes back. */
class SavedStateTest {

    private static final long AREA = 0x1000;
    private static final String FXSAVE = "0fae07";
    private static final String FXRSTOR = "0fae0f";
    private static final String XSAVE = "0fae27";
    private static final String XRSTOR = "0fae2f";

    private final GuestMemory memory = new GuestMemory(1 << 20, 10);
    private final Cpu cpu = new Cpu();

    SavedStateTest() {
        memory.map(AREA, GuestMemory.PAGE, GuestMemory.READ | GuestMemory.WRITE);
        fill(cpu, 1);
        cpu.gpr[Cpu.RDI] = AREA;
    }

    private static void fill(Cpu cpu, long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int i = 0; i < 64; i++) {
            cpu.vector[i] = random.nextLong();
        }
        for (int i = 0; i < 8; i++) {
            cpu.x87.significand[i] = random.nextLong();
            cpu.x87.signExponent[i] = random.nextInt(1 << 16);
        }
        cpu.x87.control = 0x27f + (int) seed;
        cpu.x87.setStatusWord(5 << 11 | 0x4100);
        cpu.x87.full = 0xa5;
        cpu.mxcsr = 0x7fa0 + (int) seed;
    }

    private void execute(String code) {
        execute(code, FeatureLevel.V3);
    }

    private void execute(String code, FeatureLevel level) {
        byte[] bytes = HexFormat.of().parseHex(code);
        Instruction instruction = (Instruction) new Decoder().decode(bytes, bytes.length, 0);
        new Lowerings(level, counted -> 0).lower(instruction).execute(cpu, memory);
    }

    @Test
    void liesWhereTheManualSays() {
        execute(FXSAVE);
        assertThat(memory.readShort(AREA)).isEqualTo(0x280);
        assertThat(memory.readShort(AREA + 2)).isEqualTo(5 << 11 | 0x4100);
        assertThat(memory.readByte(AREA + 4)).isEqualTo(0xa5);
        assertThat(memory.readInt(AREA + 24)).isEqualTo(0x7fa1);
        assertThat(memory.readInt(AREA + 28)).isEqualTo(0xffff);
        assertThat(memory.readLong(AREA + 32)).as("ST(0)").isEqualTo(cpu.x87.significand[5]);
        assertThat(memory.readShort(AREA + 32 + 16 + 8)).as("ST(1)").isEqualTo(cpu.x87.signExponent[6]);
        assertThat(memory.readLong(AREA + 160 + 15 * 16 + 8)).as("XMM15").isEqualTo(cpu.vector[61]);
        cpu.gpr[Cpu.RAX] = 7;
        execute(XSAVE);
        assertThat(memory.readLong(AREA + 512)).as("components").isEqualTo(7);
        assertThat(memory.readLong(AREA + 576 + 16)).as("upper half of YMM1").isEqualTo(cpu.vector[6]);
    }

    @ParameterizedTest
    @CsvSource({FXSAVE + "," + FXRSTOR + ", false", XSAVE + "," + XRSTOR + ", true"})
    void comesBack(String save, String restore, boolean hasUpperHalves) {
        cpu.gpr[Cpu.RAX] = 7;
        Cpu before = new Cpu();
        before.copyFrom(cpu);
        execute(save);
        fill(cpu, 2);
        Cpu other = new Cpu();
        other.copyFrom(cpu);
        execute(restore);
        assertThat(cpu.mxcsr).isEqualTo(before.mxcsr);
        assertThat(cpu.x87).usingRecursiveComparison().isEqualTo(before.x87);
        for (int i = 0; i < 64; i++) {
            boolean isKept = (i & 2) != 0 && !hasUpperHalves;
            assertThat(cpu.vector[i]).isEqualTo(isKept ? other.vector[i] : before.vector[i]);
        }
    }

    @Test
    void savesAndRestoresOnlyWhatIsWanted() {
        cpu.gpr[Cpu.RAX] = 2;
        execute(XSAVE);
        assertThat(memory.readShort(AREA)).as("x87").isZero();
        assertThat(memory.readLong(AREA + 576)).as("upper halves").isZero();
        long low = cpu.vector[0];
        fill(cpu, 2);
        cpu.gpr[Cpu.RAX] = 7;
        execute(XRSTOR);
        assertThat(cpu.vector[0]).isEqualTo(low);
        assertThat(cpu.vector[2]).as("not present, so in its initial state").isZero();
        assertThat(cpu.x87.control).isEqualTo(X87.CONTROL_DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(strings = {FXSAVE, FXRSTOR, XSAVE, XRSTOR})
    void requiresAlignment(String code) {
        cpu.gpr[Cpu.RDI] = AREA + 8;
        assertThatThrownBy(() -> execute(code)).isInstanceOf(GuestFault.class).hasMessage("#GP");
    }

    @ParameterizedTest
    @CsvSource({FXRSTOR + ", 24, 10000", XRSTOR + ", 24, 10000", XRSTOR + ", 512, 8", XRSTOR + ", 520, 1"})
    void refusesWhatTheRegistersCannotHave(String code, int offset, String value) {
        cpu.gpr[Cpu.RAX] = 7;
        memory.writeInt(AREA + offset, Integer.parseInt(value, 16));
        long before = cpu.vector[0];
        assertThatThrownBy(() -> execute(code)).isInstanceOf(GuestFault.class).hasMessage("#GP");
        assertThat(cpu.vector[0]).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {FXSAVE, FXRSTOR, XSAVE, XRSTOR})
    void changesNothingWhereItFaults(String code) {
        cpu.gpr[Cpu.RDI] = AREA + GuestMemory.PAGE - 256;
        cpu.gpr[Cpu.RAX] = 7;
        long before = cpu.vector[0];
        assertThatThrownBy(() -> execute(code)).isInstanceOf(GuestFault.class).hasMessage("#PF");
        assertThat(cpu.vector[0]).isEqualTo(before);
        assertThat(memory.readLong(AREA + GuestMemory.PAGE - 256)).isZero();
    }

    @Test
    void isUnknownWithoutXsave() {
        assertThatThrownBy(() -> execute(XSAVE, FeatureLevel.V2)).isInstanceOf(GuestFault.class).hasMessage("#UD");
    }
}
