package dev.whereabouts.ssa.dwarf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.whereabouts.ssa.dwarf.Decoding.Decoded;
import dev.whereabouts.ssa.dwarf.Decoding.Malformed;
import dev.whereabouts.ssa.dwarf.PieceLocation.Absent;
import dev.whereabouts.ssa.dwarf.PieceLocation.InRegister;
import dev.whereabouts.ssa.dwarf.PieceLocation.OnStack;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Place;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hand-made expressions after DWARF 5 sections 2.6.1 and 7.7.1 and the psABI's register numbers. */
class LocationExpressionTest {

    @ParameterizedTest
    @CsvSource({"50, RAX", "51, RDX", "52, RCX", "53, RBX", "5e, R14", "6f, XMM14", "9020, XMM15", "9043, XMM16",
            "90e707, reg999", "9c, CFA+0", "9108, CFA+8", "9168, CFA-24", "9180807f, CFA-16384", "'', nowhere",
            "509308539308, '{RAX:8, RBX:8}'", "5093089308916893049301, '{RAX:8, _:8, CFA-24:4, _:1}'", "9310, {_:16}",
            "1234, ?1234?", "5093, ?5093?"})
    void text(String hex, String text) {
        assertThat(LocationText.of(HexFormat.of().parseHex(hex))).isEqualTo(text);
    }

    @Test
    void aSimpleLocationHoldsTheWhole() {
        assertThat(decode("50")).isEqualTo(List.of(new InRegister(0, 24, 0)));
        assertThat(decode("9c")).isEqualTo(List.of(new OnStack(0, 24, 0)));
        assertThat(decode("")).isEqualTo(List.of(new Absent(0, 24)));
    }

    @Test
    void offsetsOfPiecesAddUp() {
        assertThat(decode("5093089301" + "90439307" + "9170" + "938001")).isEqualTo(List.of(new InRegister(0, 8, 0),
                new Absent(8, 1), new InRegister(9, 7, 67), new OnStack(16, 128, -16)));
    }

    @ParameterizedTest
    @CsvSource({"23, 0, operation 0x23 is none of", "5051, 1, DW_OP_piece or the end has to follow",
            "50930851, 3, a location follows the last DW_OP_piece", "90, 1, the bytes end within the register",
            "90ffffffffffffffffff01, 0, no machine has a register 18446744073709551615",
            "9180, 1, the bytes end within the offset", "5093, 2, the bytes end within the size",
            "9180808080808080808002, 1, the offset of DW_OP_fbreg takes more than 64 bits",
            "5093ffffffffffffffff7f5193ffffffffffffffff7f, 12, the pieces have more than 2^63 bytes",
            "5093ffffffffffffffffff01, 1, the pieces have more than 2^63 bytes"})
    void anythingElseIsMalformed(String hex, int offset, String detail) {
        Decoding<List<PieceLocation>> decoding = new LocationExpression(HexFormat.of().parseHex(hex)).decode(8);
        assertThat(decoding).isInstanceOfSatisfying(Malformed.class, malformed -> {
            assertThat(malformed.detail()).startsWith(detail);
            assertThat(malformed.offset()).isEqualTo(offset);
        });
        assertThatThrownBy(() -> decoding.orThrow(new Place.Pointer("/x"))).isInstanceOf(InputException.class)
                .hasMessageStartingWith("at byte " + offset + ": " + detail);
    }

    @Test
    void signedNumbersOfAllLengths() {
        for (int bits = 0; bits < 64; bits++) {
            for (long number : new long[]{1L << bits, (1L << bits) - 1, -(1L << bits), -(1L << bits) - 1}) {
                ByteWriter out = new ByteWriter();
                out.u8(0x91);
                out.sleb(number);
                assertThat(new LocationExpression(out.toByteArray()).decode(8)).as("%x", number)
                        .isEqualTo(new Decoded<>(List.of(new OnStack(0, 8, number))));
            }
        }
    }

    @Test
    void paddedNumbersAreRead() {
        assertThat(decode("91f8ffffffffffffffffffffff7f")).isEqualTo(List.of(new OnStack(0, 24, -8)));
        assertThat(decode("5093808080808080808080808000"))
                .isEqualTo(List.of(new InRegister(0, 0, 0)));
    }

    private static List<PieceLocation> decode(String hex) {
        return new LocationExpression(HexFormat.of().parseHex(hex)).decode(24).orThrow(new Place.Pointer(""));
    }
}
