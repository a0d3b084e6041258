package dev.whereabouts.amd64.instruction;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.whereabouts.amd64.disassembly.GoSyntax;
import dev.whereabouts.amd64.disassembly.IntelSyntax;
import java.util.Arrays;

/**
 * Any bytes decode or are refused. What is decoded depends on no byte behind it and needs all of its own, reads as text, and is the same
 * wherever it lies, but for where branches lead.
 */
class DecoderFuzzTest {

    private static final long ELSEWHERE = 0x7fff_1234_5678L;

    private final Decoder decoder = new Decoder();

    @FuzzTest
    void bytes(byte[] bytes) {
        for (int at = 0; at < Math.min(bytes.length, 64); at++) {
            check(Arrays.copyOfRange(bytes, at, bytes.length));
        }
    }

    private void check(byte[] bytes) {
        Decoding decoding = decoder.decode(bytes, bytes.length, ELSEWHERE);
        switch (decoding) {
            case Instruction instruction -> check(bytes, instruction);
            case Undecoded.INVALID -> assertThat(bytes).isNotEmpty();
            case Undecoded.TRUNCATED -> assertThat(bytes).hasSizeLessThan(15);
            case Undecoded.TOO_LONG -> assertThat(bytes).hasSizeGreaterThanOrEqualTo(15);
        }
    }

    private void check(byte[] bytes, Instruction instruction) {
        int length = instruction.length();
        assertThat(length).isBetween(1, Math.min(15, bytes.length));
        assertThat(decoder.decode(Arrays.copyOf(bytes, length), length, ELSEWHERE)).isEqualTo(instruction);
        byte[] changedBehind = Arrays.copyOf(bytes, length + 1);
        changedBehind[length] = (byte) ~changedBehind[length];
        assertThat(decoder.decode(changedBehind, length + 1, ELSEWHERE)).isEqualTo(instruction);
        assertThat(decoder.decode(bytes, length - 1, ELSEWHERE)).isInstanceOf(Undecoded.class);
        assertThat(IntelSyntax.of(instruction)).isNotBlank();
        assertThat(GoSyntax.of(instruction)).isNotBlank();
    }
}
