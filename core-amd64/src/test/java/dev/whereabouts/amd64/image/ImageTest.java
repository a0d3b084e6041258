package dev.whereabouts.amd64.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.whereabouts.amd64.GroundTruth;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs are read as they are, and what is none is refused with the reason. */
class ImageTest {

    private static final int FIRST_SEGMENT = 64;
    private static final int SECOND_SEGMENT = 64 + 56;

    private final ElfSketch sketch = ElfSketch.of(0xc3, 0x90, 0x90, 0xc3).symbol("first", ElfSketch.CODE, 1)
            .symbol("second", ElfSketch.CODE + 2, 0).symbol("twin", ElfSketch.CODE + 2, 2);

    @Test
    void readsSegments() {
        Image image = sketch.image();
        assertThat(image.entry()).isEqualTo(ElfSketch.CODE);
        assertThat(image.isPositionIndependent()).isFalse();
        assertThat(image.programHeaders()).isEqualTo(new Image.ProgramHeaders(0x400040, 2, 56));
        assertThat(image.segments()).containsExactly(
                new Segment(0x400000, 0, 4100, 4100, true, false, true),
                new Segment(0x402000, 8192, 16, 8192, true, true, false));
    }

    @Test
    void readsSections() {
        Image image = sketch.image();
        assertThat(image.contents(image.section(".text").orElseThrow())).containsExactly(0xc3, 0x90, 0x90, 0xc3);
        assertThat(image.contents(image.section(".bss").orElseThrow())).isEmpty();
        assertThat(image.section(".data")).isEmpty();
    }

    @Test
    void findsSymbolsByNameAndAddress() {
        Symbols symbols = sketch.image().symbols();
        assertThat(symbols.named("second")).map(Symbol::address).contains(ElfSketch.CODE + 2);
        assertThat(symbols.named("third")).isEmpty();
        assertThat(symbols.at(ElfSketch.CODE)).map(Symbol::name).contains("first");
        assertThat(symbols.at(ElfSketch.CODE + 1)).isEmpty();
        assertThat(symbols.at(ElfSketch.CODE + 3)).map(Symbol::name).contains("twin");
        assertThat(symbols.at(ElfSketch.CODE + 4)).map(Symbol::name).contains("second");
        assertThat(symbols.at(ElfSketch.CODE - 1)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "0  | 1 | 0          | not an ELF file", "4 | 1 | 1 | not 64-bit little-endian",
            "5  | 1 | 2          | not 64-bit little-endian", "18 | 2 | 183 | for machine 183, not for amd64 (62)",
            "16 | 2 | 1          | of type 1, not a program", "24 | 8 | 0x402000 | is in no executable segment",
            "32 | 8 | 1000000    | reach beyond the file", "32 | 8 | -8 | reach beyond the file",
            "56 | 2 | 0          | has 0 program headers", "56 | 2 | 60000 | has 60000 program headers",
            "40 | 8 | 0x7fffffff | reach beyond the file", "62 | 2 | 9 | section 9"})
    void refusesWithTheReason(int offset, int size, String value, String reason) {
        assertThatThrownBy(() -> Image.read(damaged(offset, size, Long.decode(value))))
                .isInstanceOf(ImageException.class).hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"0 | 4 | 3 | linked dynamically", "8 | 8 | 1 | as far into its page",
            "8 | 8 | 0x7ffffffffffff000 | reach beyond the file", "16 | 8 | -4096 | does not fit into 47 bits",
            "16 | 8 | 0x400000 | overlaps the segment before it", "40 | 8 | 8 | more bytes in the file than",
            "40 | 8 | 0x7fffffffffff | does not fit into 47 bits", "40 | 8 | -1 | more bytes in the file than"})
    void refusesSegments(int offset, int size, String value, String reason) {
        assertThatThrownBy(() -> Image.read(damaged(SECOND_SEGMENT + offset, size, Long.decode(value))))
                .isInstanceOf(ImageException.class).hasMessageContaining(reason);
    }

    @Test
    void refusesEveryTruncation() {
        byte[] whole = sketch.bytes();
        for (int length = 0; length < whole.length; length += length < 512 ? 1 : 61) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> Image.read(part)).isInstanceOf(ImageException.class);
        }
    }

    @Test
    void refusesAProgramWithNothingToLoad() {
        byte[] bytes = damaged(FIRST_SEGMENT, 4, 4);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(SECOND_SEGMENT, 4);
        assertThatThrownBy(() -> Image.read(bytes)).hasMessageContaining("no segment to load");
    }

    private byte[] damaged(int offset, int size, long value) {
        byte[] bytes = sketch.bytes();
        for (int i = 0; i < size; i++) {
            bytes[offset + i] = (byte) (value >> 8 * i);
        }
        return bytes;
    }

    @Test
    void readsGoPrograms() throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(
                Files.newInputStream(GroundTruth.folder("elf").resolve("hello.gz")))) {
            Image image = Image.read(in.readAllBytes());
            Symbol start = image.symbols().named("_rt0_amd64_linux").orElseThrow();
            assertThat(start.address()).isEqualTo(image.entry());
            assertThat(image.symbols().at(image.entry())).contains(start);
            assertThat(image.section(".gopclntab")).isPresent();
        }
    }
}
