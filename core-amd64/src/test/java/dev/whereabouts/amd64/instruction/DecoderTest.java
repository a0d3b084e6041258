package dev.whereabouts.amd64.instruction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of SDM volume 2, chapter 2, and APM volume 3, chapter 1, one by one. */
class DecoderTest {

    private static final long ADDRESS = 0x401000;

    private static Decoding decode(String hex, Set<Feature> features) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        return new Decoder(features).decode(bytes, bytes.length, ADDRESS);
    }

    private static Decoding decode(String hex) {
        return decode(hex, EnumSet.allOf(Feature.class));
    }

    private static Instruction instruction(String hex) {
        assertThat(decode(hex)).as(hex).isInstanceOf(Instruction.class);
        return (Instruction) decode(hex);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {
            // a register destination, a memory source, an instruction that does not lock
            "f0 01 c0", "f0 03 00", "f0 89 00", "f0 39 00", "f0 84 00", "f0 0f a3 00", "f0 0f c8", "f0 90",
            // behind VEX
            "f0 c5 f8 58 00"})
    void refusesLockElsewhere(String hex) {
        assertThat(decode(hex)).isEqualTo(Undecoded.INVALID);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"f0 01 00", "f0 48 0f c7 08", "f0 0f b1 0a", "f0 87 00", "f0 ff 00", "f0 f6 10",
            "f0 0f ba 28 01"})
    void allowsLockOnMemoryThatIsReadAndWritten(String hex) {
        assertThat(instruction(hex).hasLock()).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"06", "0e", "16", "1e", "27", "2f", "37", "3f", "60", "61", "82 c0 01",
            "9a 00 00 00 00 00 00", "ce", "d4 0a",
            "d5 0a", "d6", "ea 00 00 00 00 00 00", "62 f1 7c 48 58 c0", "8f c8", "8e c8", "8e f0", "8d c0", "0f 04",
            "0f 0a", "0f 0c",
            "0f 20 c8", "0f 38 ff 00", "c6 c8 00", "fe d0", "ff f8", "d9 d1", "da e8", "db e5", "0f a6 00",
            "f2 0f b8 c0", "0f b8 c0",
            "0f c7 00", "f3 0f 6a"})
    void refusesWhatIsNoInstructionIn64BitMode(String hex) {
        assertThat(decode(hex + " 00 00 00 00 00 00 00 00")).isEqualTo(Undecoded.INVALID);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {
            // a prefix before VEX, a map that is none
            "66 c5 f8 58 00", "f2 c5 f8 58 00", "f3 c5 f8 58 00", "48 c5 f8 58 00", "c4 e0 78 58 00", "c4 e4 78 58 00",
            // vvvv where no operand is there
            "c5 e8 28 00", "c5 f0 77",
            // a length or a W that the instruction does not have
            "c5 fd 6e c0", "c4 e3 79 06 c1 00", "c4 e2 fd 36 c1", "c4 e2 7c f2 c1",
            // gathers: no index, two registers that are one, no memory
            "c4 e2 69 90 00", "c4 e2 69 90 04 10", "c4 e2 71 90 0c 10", "c4 e2 69 90 c1"})
    void refusesVexWhereItDoesNotFit(String hex) {
        assertThat(decode(hex)).isEqualTo(Undecoded.INVALID);
    }

    @Test
    void ignoresRexBeforeAnotherPrefix() {
        assertThat(instruction("48 66 01 c0")).extracting(Instruction::operandSize, Instruction::length)
                .containsExactly(16, 4);
        assertThat(instruction("66 48 01 c0").operandSize()).isEqualTo(64);
        assertThat(instruction("4f 48 01 c0").operand(0)).isEqualTo(new Operand.Gpr(0, 64, false));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({"0f 58 c1, ADDPS", "66 0f 58 c1, ADDPD", "f3 0f 58 c1, ADDSS", "f2 0f 58 c1, ADDSD",
            "66 f2 0f 58 c1, ADDSD",
            "f2 66 0f 58 c1, ADDSD", "f2 f3 0f 58 c1, ADDSS", "f3 f2 0f 58 c1, ADDSD", "f3 0f bc c1, TZCNT",
            "66 f3 0f bd c1, LZCNT",
            "f2 0f bc c1, BSF", "90, NOP", "f3 90, PAUSE", "41 90, XCHG", "f3 0f 1e fa, ENDBR64", "f3 0f 1e fb, NOP",
            "0f 1f 00, NOP"})
    void choosesByThePrefixThatCounts(String hex, Operation operation) {
        assertThat(instruction(hex).operation()).isEqualTo(operation);
    }

    @Test
    void namesHighBytesOnlyWithoutRex() {
        assertThat(instruction("88 e0").operand(1)).isEqualTo(new Operand.Gpr(0, 8, true));
        assertThat(instruction("40 88 e0").operand(1)).isEqualTo(new Operand.Gpr(4, 8, false));
    }

    @Test
    void addressesBesideTheNextInstruction() {
        Instruction compare = instruction("81 3d 10 00 00 00 78 56 34 12");
        assertThat(compare.next()).isEqualTo(ADDRESS + 10);
        assertThat(compare.operand(0)).isEqualTo(memory(Operand.NONE, Operand.RIP, Operand.NONE, 1, 16, 64, 32));
        assertThat(instruction("67 8b 05 f0 ff ff ff").operand(1))
                .isEqualTo(memory(Operand.NONE, Operand.RIP, Operand.NONE, 1, -16, 32, 32));
    }

    @Test
    void knowsTheFormsOfSib() {
        assertThat(instruction("8b 04 24").operand(1)).isEqualTo(memory(Operand.NONE, 4, Operand.NONE, 1, 0, 64, 32));
        assertThat(instruction("42 8b 04 a4").operand(1)).isEqualTo(memory(Operand.NONE, 4, 12, 4, 0, 64, 32));
        assertThat(instruction("41 8b 44 24 80").operand(1))
                .isEqualTo(memory(Operand.NONE, 12, Operand.NONE, 1, -128, 64, 32));
        assertThat(instruction("8b 04 cd 00 00 00 80").operand(1))
                .isEqualTo(memory(Operand.NONE, Operand.NONE, 1, 8, Integer.MIN_VALUE, 64, 32));
        assertThat(instruction("64 48 8b 04 25 f8 ff ff ff").operand(1))
                .isEqualTo(memory(Operand.FS, Operand.NONE, Operand.NONE, 1, -8, 64, 64));
    }

    private static Operand memory(int segment, int base, int index, int scale, long displacement, int addressSize,
            int size) {
        return new Operand.Memory(segment, base, index, scale, displacement, addressSize, size);
    }

    @Test
    void extendsImmediatesAsTheyAreUsed() {
        assertThat(instruction("48 83 c0 ff").operand(1)).isEqualTo(new Operand.Immediate(-1, 8));
        assertThat(instruction("48 05 00 00 00 80").operand(1)).isEqualTo(new Operand.Immediate(Integer.MIN_VALUE, 32));
        assertThat(instruction("c1 e0 ff").operand(1)).isEqualTo(new Operand.Immediate(255, 8));
        assertThat(instruction("c2 ff ff").operand(0)).isEqualTo(new Operand.Immediate(0xffff, 16));
        assertThat(instruction("48 b8 01 00 00 00 00 00 00 80").operand(1))
                .isEqualTo(new Operand.Immediate(Long.MIN_VALUE + 1, 64));
    }

    @Test
    void cutsNearBranchesTo16BitsAsAmdDoes() {
        assertThat(instruction("e8 fb ff ff ff").operand(0)).isEqualTo(new Operand.Target(ADDRESS));
        assertThat(instruction("66 e8 fc ff")).extracting(Instruction::operandSize, call -> call.operand(0))
                .containsExactly(16, new Operand.Target(ADDRESS & 0xffff));
        assertThat(instruction("66 66 48 e8 00 00 00 00").operandSize()).isEqualTo(64);
    }

    @Test
    void repeatsStringInstructionsOnly() {
        assertThat(instruction("f3 a4").repeat()).isEqualTo(Instruction.Repeat.REPEAT);
        assertThat(instruction("f2 a4").repeat()).isEqualTo(Instruction.Repeat.REPEAT);
        assertThat(instruction("f2 ae").repeat()).isEqualTo(Instruction.Repeat.REPEAT_NOT_EQUAL);
        assertThat(instruction("f3 c3").repeat()).isEqualTo(Instruction.Repeat.NONE);
    }

    @Test
    void tellsWhatIsMissingFromWhatIsTooLong() {
        String longest = "66 66 66 66 66 66 66 66 66 66 66 66 66";
        assertThat(instruction(longest + " 01 c0").length()).isEqualTo(15);
        assertThat(decode(longest + " 66 01 c0")).isEqualTo(Undecoded.TOO_LONG);
        assertThat(decode("f0 f0 f0 f0 f0 f0 f0 f0 f0 f0 f0 f0 f0 f0 f0")).isEqualTo(Undecoded.TOO_LONG);
        for (String whole : new String[]{"48b80102030405060708", "66440f3a0c8c777fffffffeb", "c4e37d18c101"}) {
            for (int digits = 0; digits < whole.length(); digits += 2) {
                assertThat(decode(whole.substring(0, digits))).isEqualTo(Undecoded.TRUNCATED);
            }
            assertThat(instruction(whole).length()).isEqualTo(whole.length() / 2);
        }
    }

    @Test
    void knowsOnlyTheFeaturesItIsToldOf() {
        Set<Feature> old = EnumSet.of(Feature.BASE, Feature.SSE, Feature.SSE2);
        assertThat(decode("f3 0f bd c1", old)).extracting("operation").isEqualTo(Operation.BSR);
        assertThat(decode("f3 0f b8 c1", old)).isEqualTo(Undecoded.INVALID);
        assertThat(decode("c5 f8 58 c1", old)).isEqualTo(Undecoded.INVALID);
        assertThat(decode("0f 58 c1", old)).isInstanceOf(Instruction.class);
    }

    @Test
    void givesSizesOfMemory() {
        assertThat(instruction("f2 0f 10 00").operand(1)).extracting("size").isEqualTo(64);
        assertThat(instruction("c5 fd 5a 00").operand(1)).extracting("size").isEqualTo(256);
        assertThat(instruction("c4 e2 7d 22 00").operand(1)).extracting("size").isEqualTo(32);
        assertThat(instruction("8d 00").operand(1)).extracting("size").isEqualTo(0);
        assertThat(instruction("66 d9 30").operand(0)).extracting("size").isEqualTo(14 * 8);
        assertThat(instruction("db 28").operand(0)).extracting("size").isEqualTo(80);
    }
}
