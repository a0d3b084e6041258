package dev.whereabouts.ssa.dwarf;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.whereabouts.ssa.dwarf.Decoding.Decoded;
import dev.whereabouts.ssa.dwarf.Decoding.Malformed;
import java.util.List;

/** Any bytes are read, or refused at a place within them. */
class DecoderFuzzTest {

    @FuzzTest
    void lists(FuzzedDataProvider data) {
        int addressSize = data.consumeBoolean() ? 8 : 4;
        int version = data.consumeBoolean() ? 5 : 4;
        byte[] bytes = data.consumeRemainingAsBytes();
        switch (version == 5 ? DebugLoclists.decode(bytes, 0, addressSize) : DebugLoc.decode(bytes, 0, addressSize)) {
            case Decoded<ListContent>(ListContent content) -> {
                assertThat(content.end()).isBetween(1, bytes.length);
                assertThat(content.entries().size()).isLessThan(content.end());
            }
            case Malformed<ListContent>(int offset, String _) -> assertThat(offset).isBetween(0, bytes.length);
        }
    }

    @FuzzTest
    void intermediateForm(FuzzedDataProvider data) {
        int pointerSize = data.consumeBoolean() ? 8 : 4;
        byte[] bytes = data.consumeRemainingAsBytes();
        switch (IntermediateForm.decode(bytes, pointerSize)) {
            case Decoded<List<IntermediateEntry>>(List<IntermediateEntry> entries) -> assertThat(
                    entries.stream().mapToInt(entry -> 2 * pointerSize + 2 + entry.expression().length()).sum())
                    .isEqualTo(bytes.length);
            case Malformed<List<IntermediateEntry>>(int offset, String _) -> assertThat(offset).isBetween(0,
                    bytes.length);
        }
    }

    @FuzzTest
    void expressions(byte[] bytes) {
        switch (new LocationExpression(bytes).decode(8)) {
            case Decoded<List<PieceLocation>>(List<PieceLocation> pieces) -> {
                long offset = 0;
                for (PieceLocation piece : pieces) {
                    assertThat(piece.offset()).isEqualTo(offset);
                    offset += piece.size();
                }
                assertThat(LocationText.of(bytes)).doesNotContain("?");
            }
            case Malformed<List<PieceLocation>>(int offset, String _) -> {
                assertThat(offset).isBetween(0, bytes.length);
                assertThat(LocationText.of(bytes)).startsWith("?").endsWith("?");
            }
        }
    }
}
