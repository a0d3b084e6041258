package dev.whereabouts.ssa.dwarf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.ssa.dwarf.Decoding.Malformed;
import dev.whereabouts.ssa.dwarf.ListEntry.AddressRange;
import dev.whereabouts.ssa.dwarf.ListEntry.AddressStart;
import dev.whereabouts.ssa.dwarf.ListEntry.BaseAddress;
import dev.whereabouts.ssa.dwarf.ListEntry.BaseAddressIndex;
import dev.whereabouts.ssa.dwarf.ListEntry.Default;
import dev.whereabouts.ssa.dwarf.ListEntry.IndexedRange;
import dev.whereabouts.ssa.dwarf.ListEntry.IndexedStart;
import dev.whereabouts.ssa.dwarf.ListEntry.OffsetPair;
import dev.whereabouts.ssa.problem.Place;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hand-made lists after the tables of DWARF 5 sections 2.6.2 and 7.7.3, with entries that Go's compiler does not write. */
class DebugLoclistsTest {

    private static final LocationExpression RAX = new LocationExpression(new byte[]{0x50});

    @Test
    void everyKindOfEntryIsRead() {
        String list = "01 8102" // base_addressx 257
                + "02 03 04 01 50" // startx_endx
                + "03 03 20 01 50" // startx_length
                + "04 10 8001 01 50" // offset_pair
                + "05 01 50" // default_location
                + "06 1122334455667788" // base_address
                + "07 0100000000000000 ffffffffffffffff 01 50" // start_end
                + "08 0100000000000000 7f 01 50" // start_length
                + "00 99";
        byte[] bytes = HexFormat.of().parseHex(list.replace(" ", ""));
        ListContent content = DebugLoclists.decode(bytes, 0, 8).orThrow(new Place.Pointer(""));
        assertThat(content.entries()).containsExactly(new BaseAddressIndex(257), new IndexedRange(3, 4, RAX),
                new IndexedStart(3, 32, RAX), new OffsetPair(16, 128, RAX), new Default(RAX),
                new BaseAddress(0x8877665544332211L), new AddressRange(1, -1, RAX), new AddressStart(1, 127, RAX));
        assertThat(content.end()).isEqualTo(bytes.length - 1);
    }

    @Test
    void addressesOfFourBytes() {
        byte[] bytes = HexFormat.of().parseHex("06ffffffff" + "070100000002000000" + "0150" + "00");
        assertThat(DebugLoclists.decode(bytes, 0, 4).orThrow(new Place.Pointer("")).entries())
                .containsExactly(new BaseAddress(0xFFFFFFFFL), new AddressRange(1, 2, RAX));
    }

    @ParameterizedTest
    @CsvSource({"'', 0, the bytes end within an entry's kind", //
            "0900, 0, entries have a kind from 0 to 8", //
            "01000404, 4, the bytes end within an entry's end", //
            "0400010250, 4, an expression is 2 bytes long", //
            "0400ffffffffffffffffff0201500000, 2, an entry's end takes more than 64 bits", //
            "04000180, 3, 'the bytes end within an expression''s length, a LEB128'", //
            "040001ffffffffffffffffff01, 13, an expression is 18446744073709551615 bytes long"})
    void malformedListsSayWhereAndWhy(String hex, int offset, String detail) {
        assertThat(DebugLoclists.decode(HexFormat.of().parseHex(hex), 0, 8))
                .isInstanceOfSatisfying(Malformed.class, malformed -> {
                    assertThat(malformed.detail()).startsWith(detail);
                    assertThat(malformed.offset()).isEqualTo(offset);
                });
    }
}
