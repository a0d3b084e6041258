package dev.whereabouts.debugcall.binary.pclntab;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.whereabouts.debugcall.binary.safepoint.SafePoints;
import dev.whereabouts.debugcall.binary.section.BinaryException;
import dev.whereabouts.debugcall.binary.section.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Any bytes are a table of functions or are refused with a sentence. */
class FunctionTableFuzzTest {

    private static final int HEADER = 72;
    private static final int[] MAGICS = {0xffff_fffa, 0xffff_fff0, 0xffff_fff1};

    @FuzzTest
    void bytes(FuzzedDataProvider data) {
        ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(MAGICS[data.consumeInt(0, MAGICS.length - 1)]).putShort((short) 0).put((byte) 1).put((byte) 8);
        header.putLong(data.consumeInt(0, 4));
        while (header.hasRemaining()) {
            header.putLong(data.consumeInt(0, 200));
        }
        byte[] rest = data.consumeRemainingAsBytes();
        byte[] all = new byte[HEADER + rest.length];
        header.flip().get(all, 0, HEADER);
        System.arraycopy(rest, 0, all, HEADER, rest.length);
        try {
            FunctionTable table = new FunctionTable(Bytes.of("table", all), 0x1000);
            for (int i = 0; i < table.count(); i++) {
                GoFunction function = table.function(i);
                new SafePoints(table).ranges(function);
                new SafePoints(table).nearest(function.entry());
                table.named(function.name());
            }
            table.addressOf(path -> true, 1);
        } catch (BinaryException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
