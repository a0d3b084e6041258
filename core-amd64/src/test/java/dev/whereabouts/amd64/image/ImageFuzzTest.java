package dev.whereabouts.amd64.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** Any bytes are a program or are refused; what is a program keeps its promises. */
class ImageFuzzTest {

    @FuzzTest
    void bytes(FuzzedDataProvider data) {
        check(data.consumeRemainingAsBytes());
    }

    /** Changes to a program that is one get further than bytes that follow no plan. */
    @FuzzTest
    void changes(FuzzedDataProvider data) {
        byte[] bytes = ElfSketch.of(0xc3).symbol("start", ElfSketch.CODE, 1).bytes();
        for (int i = 0; i < 8 && data.remainingBytes() > 0; i++) {
            boolean isHeader = data.consumeBoolean();
            int at = data.consumeInt(0, (isHeader ? 64 + 2 * 56 : bytes.length) - 1);
            bytes[at] = data.consumeByte();
        }
        check(bytes);
    }

    private static void check(byte[] bytes) {
        Image image;
        try {
            image = Image.read(bytes);
        } catch (ImageException e) {
            assertThat(e.getMessage()).isNotBlank();
            return;
        }
        assertThat(image.segments()).isNotEmpty();
        for (Section section : image.sections()) {
            assertThat(image.contents(section).length).isLessThanOrEqualTo(bytes.length);
        }
        for (Symbol symbol : image.symbols().ordered()) {
            assertThat(image.symbols().named(symbol.name())).isPresent();
            image.symbols().at(symbol.address());
        }
    }
}
