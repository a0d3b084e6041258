package dev.whereabouts.debugcall.binary.dwarf;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.whereabouts.debugcall.binary.section.BinaryException;
import dev.whereabouts.debugcall.binary.section.Bytes;

/** Any bytes are an expression or are refused with a sentence; so are abbreviations. */
class LocationExpressionFuzzTest {

    @FuzzTest
    void expressions(FuzzedDataProvider data) {
        byte[] frameBase = data.consumeBytes(8);
        byte[] expression = data.consumeRemainingAsBytes();
        try {
            assertThat(LocationExpression.evaluate(Bytes.of("expression", expression), null,
                    new EmptyFrame(Bytes.of("frame base", frameBase))).size()).isLessThanOrEqualTo(expression.length);
        } catch (BinaryException e) {
            assertThat(e.getMessage()).isNotBlank();
        } catch (NullPointerException e) {
            // an index of an address is looked up in the unit, which is none here
            assertThat(expression).contains(0xa1);
        }
    }

    @FuzzTest
    void abbreviations(FuzzedDataProvider data) {
        byte[] bytes = data.consumeRemainingAsBytes();
        try {
            assertThat(Abbreviation.table(Bytes.of("abbreviations", bytes), 0)).hasSizeLessThanOrEqualTo(bytes.length);
        } catch (BinaryException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private record EmptyFrame(Bytes frameBase) implements Frame {

        @Override
        public long register(int number) {
            return number;
        }

        @Override
        public long canonicalFrameAddress() {
            return 0;
        }

        @Override
        public long memory(long address, int size) {
            return address;
        }

        @Override
        public long bias() {
            return 0;
        }
    }
}
